"""What a change of the words that steer search would do, before anybody makes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import connection
from django.utils import timezone

from catalog.models import SearchWord, SynonymGroup
from catalog.search.query import Wish, search
from catalog.search.vocabulary import Vocabulary, vocabulary

MOST = 8  # questions that are tried

ALIKE = """
select word, frequency from catalog_lexicon
where to_tsvector('indonesian', word) = to_tsvector('indonesian', %(word)s) and word <> %(word)s
order by frequency desc, word limit 8"""


@dataclass(frozen=True)
class Trial:
    """How many products a question finds now, and how many it would find."""

    text: str
    now: int
    then: int

    @property
    def changes(self) -> bool:
        """Whether it makes a difference."""
        return self.now != self.then


def _total(text: str, steer: Vocabulary) -> int:
    return search(Wish(text=text), timezone.localdate(), steer).total


def of_group(
    words: Iterable[str], *, is_one_way: bool, replaced: SynonymGroup | None, tried: str = "", is_active: bool = True
) -> list[Trial]:
    """The words of a group, and what was typed to try it, with and without the change."""
    now, words = vocabulary(), tuple(words)
    groups = list(now.groups)
    if replaced is not None and (old := (tuple(replaced.words), replaced.is_one_way)) in groups:
        groups.remove(old)
    then = now.with_groups([*groups, (words, is_one_way)] if is_active else groups)
    texts = list(dict.fromkeys([*([tried] if tried else []), *words]))[:MOST]
    return [Trial(text, _total(text, now), _total(text, then)) for text in texts]


def of_stop_word(word: str, tried: str, *, on: bool) -> list[Trial]:
    """What was typed to try it. A word that counts again can only be tried on rows that hold it: after the work."""
    now = vocabulary()
    then = replace(now, stop=now.stop | {word} if on else now.stop - {word}, leaving=now.leaving - {word})
    return [Trial(text, _total(text, now), _total(text, then)) for text in (tried,) if text]


def words_alike(word: str) -> list[tuple[str, int]]:
    """Other words of the catalogue that search takes for this one today, with the number of products."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"word": word})
        return [(str(other), int(count)) for other, count in cursor.fetchall()]


def is_used(kind: str, word: str) -> bool:
    """Whether the list holds this word now."""
    return SearchWord.objects.filter(kind=kind, word=word, is_active=True).exists()
