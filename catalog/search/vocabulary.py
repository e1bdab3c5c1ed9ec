"""The words that steer search, as this process knows them, and how it hears that the office changed them.

Reading them costs nothing: they lie in memory under the version they were read with. The version of the database comes
along with a statement that is made anyway (`catalog.search.choices`); who makes none asks for it at most every few
seconds. Until the lists were loaded for the first time the files that come with the portal stand in.
"""

import csv
import re
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from django.db import connection

from catalog.models import SearchWord, WordList

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = "files"  # the version of the lists that come with the portal
PATIENCE = 5.0  # seconds in which a process may steer by words that were just changed
WORDS = "select coalesce((select version from catalog_wordlist), '')"

Phrase = tuple[str, ...]
Group = tuple[tuple[str, ...], bool]  # phrases, and whether only the first finds the others


@dataclass(frozen=True)
class Vocabulary:
    """All lists at one moment. `stop` and `whole` are how search rows are written."""

    version: str
    stop: frozenset[str]
    whole: frozenset[str]
    groups: tuple[Group, ...]
    # while the rows are written anew: stop words that they lack still, and words that they hold in both ways
    leaving: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    synonyms: dict[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)

    @property
    def silent(self) -> frozenset[str]:
        """Words a question may not demand."""
        return self.stop | self.leaving

    def with_groups(self, groups: Iterable[Group]) -> "Vocabulary":
        """The same with other synonyms, for a look ahead."""
        groups = tuple(groups)
        return replace(self, groups=groups, synonyms=synonyms_of(groups))


def plain(text: str) -> str:
    """Lower case without accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))


def synonyms_of(groups: Iterable[Group]) -> dict[Phrase, tuple[Phrase, ...]]:
    """Each phrase with all phrases of its groups, itself first; of a one-way group only the first phrase has others."""
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for words, is_one_way in groups:
        phrases = [tuple(plain(phrase).split()) for phrase in words]
        for phrase in phrases[:1] if is_one_way else phrases:
            others = (one for one in phrases if one != phrase)
            found[phrase] = tuple(dict.fromkeys((*found.get(phrase, (phrase,)), *others)))
    return found


def word_file(name: str) -> frozenset[str]:
    """The words of a list that comes with the portal, one a line."""
    return frozenset((DATA / name).read_text(encoding="utf-8").split())


def group_file() -> list[tuple[Group, str]]:
    """The synonyms that come with the portal, each group with its note."""
    with (DATA / "synonyms.csv").open(encoding="utf-8", newline="") as lines:
        return [
            ((tuple(re.split(r"[|>]", row["words"])), ">" in row["words"]), row["note"] or "")
            for row in csv.DictReader(lines)
        ]


@cache
def of_files() -> Vocabulary:
    """The lists that come with the portal."""
    groups = tuple(group for group, _ in group_file())
    stop, whole = word_file("stop_words.txt"), word_file("whole_words.txt")
    return Vocabulary(FILES, stop, whole, groups, synonyms=synonyms_of(groups))


LISTS = """
select kind, array[word]::text[], is_active, is_settled from catalog_searchword
union all select 'group', words::text[], is_one_way, true from catalog_synonymgroup where is_active"""


def of_database(version: str) -> Vocabulary:
    """The lists as the office has them, in one statement; the files before they were loaded."""
    if not version:
        return of_files()
    with connection.cursor() as cursor:
        cursor.execute(LISTS)
        rows = cursor.fetchall()
    groups = tuple(sorted((tuple(words), is_one_way) for kind, words, is_one_way, _ in rows if kind == "group"))

    def words_of(wanted: str, *, active: bool | None = None, settled: bool | None = None) -> frozenset[str]:
        fits = (row for row in rows if row[0] == wanted and active in (None, row[2]) and settled in (None, row[3]))
        return frozenset(words[0] for _, words, _, _ in fits)

    return Vocabulary(
        version,
        stop=words_of(SearchWord.Kind.STOP, active=True),
        whole=words_of(SearchWord.Kind.WHOLE, active=True),
        groups=groups,
        leaving=words_of(SearchWord.Kind.STOP, active=False, settled=False),
        either=words_of(SearchWord.Kind.WHOLE, settled=False),
        synonyms=synonyms_of(groups),
    )


class Ear:
    """What this process knows: the newest version it heard of, when, and the words it read last."""

    def __init__(self) -> None:
        self.version: str | None = None
        self.heard_at = 0.0
        self.read: Vocabulary | None = None


EAR = Ear()


def heard(version: str) -> None:
    """Somebody read the version of the database along with something else ("" before the first load)."""
    EAR.version, EAR.heard_at = version, time.monotonic()


def newest_version() -> str:
    """The version of the database, asked now."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS)
        return str(cursor.fetchone()[0])


def vocabulary(*, sure: bool = False) -> Vocabulary:
    """The words in force; with `sure` as the database has them at this moment (for writing search rows)."""
    if sure or EAR.version is None or time.monotonic() - EAR.heard_at > PATIENCE:
        heard(newest_version())
    version = EAR.version or ""
    read = EAR.read
    if read is None or read.version != (version or FILES):
        EAR.read = read = of_database(version)
    return read


def changed() -> None:
    """Give the words a new version, in the transaction of the edit."""
    row, made = WordList.objects.get_or_create(pk=1)
    if not made:
        row.version = WordList._meta.get_field("version").get_default()
        row.save(update_fields=["version"])
    EAR.version = None
