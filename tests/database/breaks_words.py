"""Attempts to break what the database promises about words of search and unmet needs."""

import datetime
from collections.abc import Callable
from typing import Any

from catalog.models import SearchWord, SynonymGroup, UnmetNeed, WordList
from tests.database.breaks_showroom import SHOWROOM
from tests.database.things import Things

Break = Callable[[Things], object]
MARCH = datetime.date(2026, 3, 1)


def word(**values: Any) -> SearchWord:
    """A stop word."""
    return SearchWord.objects.create(**{"kind": "stop", "word": "anu", **values})


def need(**values: Any) -> UnmetNeed:
    """A need of March."""
    return UnmetNeed.objects.create(**{"month": MARCH, "words": "kelambu", **values})


WORDS: dict[str, Break | list[Break]] = {
    **SHOWROOM,
    "catalog.SearchWord.search_word_once": lambda t: [word(), word()],
    "catalog.SearchWord.search_word_is_one_word": [
        lambda t: word(word="dua kata"),
        lambda t: word(word=""),
        lambda t: word(word="Besar"),
    ],
    "catalog.SynonymGroup.synonym_group_has_2_to_20": [
        lambda t: SynonymGroup.objects.create(code="x", words=["satu"]),
        lambda t: SynonymGroup.objects.create(code="x", words=[]),
        lambda t: SynonymGroup.objects.create(code="x", words=[f"kata{n}" for n in range(21)]),
    ],
    "catalog.WordList.word_list_is_one_row": lambda t: WordList.objects.create(pk=2),
    "catalog.UnmetNeed.unmet_need_once_a_month": lambda t: [need(), need()],
    "catalog.UnmetNeed.unmet_need_by_month": lambda t: need(month=datetime.date(2026, 3, 2)),
    "catalog.UnmetNeed.unmet_need_is_something": [lambda t: need(count=0), lambda t: need(words="")],
}
