"""The verbs of the words that steer search. Each stands in the diary; nothing is removed, all can be taken back."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from audit.codes import new_code
from audit.models import Verb
from audit.record import record
from catalog.models import SearchWord, SynonymGroup
from catalog.search.vocabulary import changed
from catalog.word_work import order_rebuild
from review.actions import Refused, require

PERMISSION = "catalog.edit_words"


def version_of(group: SynonymGroup) -> str:
    """A short text that changes whenever the office changes the group; a form carries it."""
    return group.edited_at.isoformat() if group.edited_at else "awal"


@transaction.atomic
def add_group(words: Iterable[str], note: str, *, is_one_way: bool, by: User) -> SynonymGroup:
    """Words that count as each other from now on. Raises Refused without the permission."""
    require(PERMISSION, by)
    words = list(words)
    group = SynonymGroup.objects.create(
        code=f"{slugify(words[0])[:60] or 'kata'}-{new_code()}",
        words=words, note=note, is_one_way=is_one_way, edited_at=timezone.now(),
    )  # fmt: skip
    record(Verb.CHANGED, group, by=by, new=_told(group))
    changed()
    return group


@transaction.atomic
def change_group(
    group: SynonymGroup, words: Iterable[str], note: str, *, is_one_way: bool, version: str, by: User
) -> SynonymGroup:
    """Other words for a group. Raises Refused when somebody changed it since `version` was shown."""
    locked = _locked(group, by)
    if version_of(locked) != version:
        raise Refused(
            "Orang lain baru saja mengubah kelompok ini. Lihat yang baru di bawah, lalu ubah lagi bila perlu."
        )
    before = _told(locked)
    locked.words, locked.note, locked.is_one_way = list(words), note, is_one_way
    if _told(locked) != before:
        _keep(locked, by, old=before, new=_told(locked))
    return locked


@transaction.atomic
def switch_group(group: SynonymGroup, *, on: bool, by: User) -> None:
    """Use a group again, or no longer."""
    locked = _locked(group, by)
    if locked.is_active is not on:
        locked.is_active = on
        _keep(locked, by, active=on)


def _locked(group: SynonymGroup, by: User) -> SynonymGroup:
    require(PERMISSION, by)
    return SynonymGroup.objects.select_for_update().get(pk=group.pk)


def _keep(group: SynonymGroup, by: User, **detail: Any) -> None:
    group.edited_at = timezone.now()
    group.save()
    record(Verb.CHANGED, group, by=by, **detail)
    changed()


def _told(group: SynonymGroup) -> dict[str, Any]:
    return {"words": list(group.words), "note": group.note, "one_way": group.is_one_way}


@transaction.atomic
def set_word(kind: str, word: str, *, on: bool, by: User) -> SearchWord:
    """Let search leave a word out (stop) or leave it whole, or no longer; its rows follow in the background."""
    require(PERMISSION, by)
    row, _ = SearchWord.objects.get_or_create(kind=kind, word=word, defaults={"is_active": not on})
    row = SearchWord.objects.select_for_update().get(pk=row.pk)
    if row.is_active is on:
        return row
    row.is_active, row.is_settled, row.edited_at = on, False, timezone.now()
    row.save()
    record(Verb.CHANGED, row, by=by, active=on, kind=kind, word=word)
    changed()
    order_rebuild(by=by)
    return row
