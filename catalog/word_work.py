"""Writes all search rows anew after words changed that are baked into them, in the background, told step by step."""

from typing import Any

from django.db import transaction

from accounts.models import User
from catalog.models import ProductSearch, SearchWord
from catalog.search.document import refresh
from catalog.search.typo import rebuild_lexicon
from catalog.search.vocabulary import Vocabulary, changed, vocabulary
from jobs import work
from jobs.actions import order
from jobs.models import Job
from jobs.queries import of_subject

KIND, SUBJECT = "catalog.rebuild-words", "kata"
STEP = 500  # products in one transaction


def order_rebuild(*, by: User | None) -> Job:
    """Order it; the one that waits or runs already, when there is one."""
    return order(KIND, SUBJECT, by=by, title="Menyesuaikan pencarian dengan kata baru", address="/petugas/kata/")


def newest() -> Job | None:
    """The newest such work."""
    return of_subject(SUBJECT, KIND)


def _baked(words: Vocabulary) -> tuple[frozenset[str], frozenset[str]]:
    return words.stop, words.whole


def run(job: Job, progress: work.Progress) -> dict[str, Any]:
    """Go through all rows; once more from the beginning when the words changed meanwhile."""
    while True:
        begun = _baked(vocabulary(sure=True))
        ids = list(ProductSearch.objects.order_by("pk").values_list("pk", flat=True))
        for done in range(0, len(ids), STEP):
            progress.tell(done, len(ids), f"{done} dari {len(ids)} produk disesuaikan.")
            refresh(ids[done : done + STEP])
        progress.tell(len(ids), len(ids), "Menghitung kata untuk memperbaiki salah ketik.")
        rebuild_lexicon()
        with transaction.atomic():
            list(SearchWord.objects.select_for_update().filter(is_settled=False))  # an edit waits, or was before us
            if _baked(vocabulary(sure=True)) != begun:
                continue
            SearchWord.objects.filter(is_settled=False).update(is_settled=True)
            changed()
        return {"products": len(ids)}


def register() -> None:
    """Make the work known; called when Django starts."""
    work.add(KIND, run)
