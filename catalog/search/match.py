"""The words of a question as SQL: which rows have them, and how well a row fits them.

The rule is published at /cara-urut/ (templates/catalog/ranking.html) and told for one hit by `catalog.search.explain`;
whoever changes a weight here changes the words there.
"""

from dataclasses import dataclass
from typing import Any

from catalog.search.vocabulary import Phrase, Vocabulary, vocabulary
from catalog.search.words import SAME_UNIT, Slot, exact_keys, slots_of, split

# How much each finding counts. Sums decide; among equal sums the completeness of the page does.
ALL_IN_NAME = 60  # every word stands in the name; a part of them gives that part of 40
PART_IN_NAME = 40
IN_KIND = 14  # every word stands in the name of its kind
BEGINS = 16  # the name begins with what is looked for: the thing itself, not something made of it
BEGINS_AS_TYPED = 8  # and with the very word that was typed
TOGETHER = 10  # the words stand side by side in the name
AS_TYPED = 8  # the very words, not others of the same meaning
SIZE = 12  # each size or amount that was asked for
ANYWHERE = 50  # only when few rows have all words: the part of them that it has
SAME_KIND = 30  # only then: of the same kind as the best hits
MOST_RANKED = 6  # words that are looked at one by one


@dataclass(frozen=True)
class Match:
    """`condition` and `rank` (an integer, higher fits better) for the table `s`; `level` tells how much was demanded.

    `level` is an SQL integer: 1 all words, 2 all but one, 3 any word. `in_name`: every word stands in the name.
    `met`: a query for the common table of this name that `condition` and `level` read; empty when they need none.
    """

    condition: str
    rank: str
    level: str = "1"
    in_name: str = "false"
    met: str = ""


class Writer:
    """Writes tsquery expressions; the words go into `values` under names of their own."""

    def __init__(self, values: dict[str, Any], steer: Vocabulary) -> None:
        self.values, self.steer = values, steer
        self.names: dict[str, str] = {}

    def value(self, value: object) -> str:
        """A parameter."""
        name = f"w{len(self.names)}"
        self.values[name] = value
        self.names[name] = name
        return f"%({name})s"

    def word(self, word: str) -> str:
        """A word through the stemmer, or past it with a leading 0 (digits are never stemmed)."""
        ways = [f"0{word}"] if word in self.steer.whole else [word]
        if word in self.steer.either:  # rows are being written anew: they hold it in either way
            ways = [f"0{word}", word]
        queries = [f"plainto_tsquery('indonesian', {self.value(one)})" for one in ways]
        return queries[0] if len(queries) == 1 else f"({' || '.join(queries)})"

    def phrase(self, phrase: Phrase) -> str:
        """All words of a phrase, those that rows do not hold left out."""
        telling = [word for word in phrase if word not in self.steer.silent] or list(phrase)
        return f"({' && '.join(self.word(word) for word in telling)})"

    def meant(self, slot: Slot) -> str:
        """Any of the phrases, wherever; for names and kinds."""
        return f"({' || '.join(self.phrase(phrase) for phrase in slot.phrases)})"

    def slot(self, slot: Slot) -> str:
        """Any of the phrases; one of several words that was not typed must stand in the name or the kind."""
        ways = []
        for place, phrase in enumerate(slot.phrases):
            way = self.phrase(phrase)
            ways += [marked(way, "n_"), marked(way, "k_")] if place and len(phrase) > 1 else [way]
        return f"({' || '.join(ways)})"


def marked(query: str, mark: str) -> str:
    """The tsquery with its words marked as those of the name (n_) or of the kind (k_)."""
    return f"regexp_replace(({query})::text, $$'([nk]_)?([^']*)'$$, $$'{mark}\\2'$$, 'g')::tsquery"


def _has(query: str, mark: str = "") -> str:
    """Whether a row fits; the query is worked out once for the statement."""
    return f"(s.tsv @@ (select {marked(query, mark) if mark else query}))"


@dataclass(frozen=True)
class Alike:
    """What may stand below few hits: some of the words, or one of these kinds (paths), but for the hits (codes)."""

    kinds: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()


def matching(
    text: str,
    values: dict[str, Any],
    *,
    any_word: bool = False,
    alike: Alike | None = None,
    steer: Vocabulary | None = None,
) -> Match:
    """How rows are found and ordered for `text`; parameters go into `values`.

    With `any_word` the most demanding level that some row meets: all words, all but one, any. With `alike` rows that
    have only some of the words, or are of a kind.
    """
    steer = steer or vocabulary()
    slots = slots_of(split(text), steer)
    write = Writer(values, steer)
    hard = [slot for slot in slots if not slot.is_size]
    queries = [write.slot(slot) for slot in hard]
    if not queries:
        return Match("false" if text else "true", "(select 0)")
    rank = _rank(slots, hard, queries, write, in_part=any_word or alike is not None)
    in_name = f"s.tsv @@ {marked(' && '.join(write.meant(slot) for slot in hard), 'n_')}"
    if alike:
        kinds = f"s.category_path = any({write.value(list(alike.kinds))}::text[])"
        condition = f"(s.tsv @@ (select {' || '.join(queries)}) or {kinds})"
        hits = f"s.code <> all({write.value(list(alike.hits))}::text[])"
        return Match(f"{condition} and {hits}", f"({rank} + ({kinds})::int * {SAME_KIND})", "3", in_name)
    every = " && ".join(queries)
    for key in exact_keys(text):
        every = f"({every}) || {write.value(key)}::text::tsquery"
    if not any_word or len(queries) == 1:
        return Match(f"s.tsv @@ ({every})", rank, in_name=in_name)
    some = " || ".join(queries)
    condition = f"s.tsv @@ (select coalesce((select q from met), {some}))"  # noqa: S608  # words are parameters
    return Match(condition, rank, "coalesce((select n from met), 3)", in_name, _met(queries))


def _met(queries: list[str]) -> str:
    """The most demanding query that some row meets, and which level that is; no row for the last level."""
    some = [" && ".join(queries[:n] + queries[n + 1 :]) for n in range(len(queries))]
    levels = [" && ".join(queries), *([" || ".join(f"({one})" for one in some)] if len(queries) > 2 else [])]
    numbers = [1, 2] if len(queries) > 2 else [1]
    rows = ", ".join(f"({number}, {query})" for number, query in zip(numbers, levels, strict=True))
    return (
        f"select n, q from (values {rows}) as demand (n, q)"  # noqa: S608  # words are parameters
        " where exists (select from catalog_productsearch t where t.tsv @@ demand.q) order by n limit 1"
    )


def _rank(slots: list[Slot], hard: list[Slot], queries: list[str], write: Writer, *, in_part: bool) -> str:
    """The sum of what speaks for a row."""
    meant, many = [write.meant(slot) for slot in hard], len(hard)
    every = " && ".join(meant)
    parts = " + ".join(f"{_has(query, 'n_')}::int" for query in meant[:MOST_RANKED])
    rest = f"({parts}) * {PART_IN_NAME} / {many}" if many > 1 else "0"
    heads = [f"{'_'.join(phrase)}%" for phrase in hard[0].phrases]  # _ is any sign between: umbul umbul, umbul-umbul
    typed_heads = list(dict.fromkeys((heads[0], f"{hard[0].typed[0]} %")))
    terms = [
        f"case when {_has(every, 'n_')} then {ALL_IN_NAME} else {rest} end",
        f"{_has(every, 'k_')}::int * {IN_KIND}",
        f"(lower(s.name) like any({write.value(heads + typed_heads[1:])}))::int * {BEGINS}",
        f"(lower(s.name) like any({write.value(typed_heads)}))::int * {BEGINS_AS_TYPED}",
    ]
    typed = "_".join(word for slot in hard for word in slot.typed)
    if "_" in typed:
        terms.append(f"(lower(s.name) like {write.value(f'%{typed}%')})::int * {TOGETHER}")
    if any(len(slot.phrases) > 1 for slot in hard):
        very = " + ".join(f"{_has(write.phrase(slot.typed), 'n_')}::int" for slot in hard[:MOST_RANKED])
        terms.append(f"({very}) * {AS_TYPED} / {many}")
    for slot in [slot for slot in slots if slot.is_size][:3]:
        terms.append(f"(lower(s.name) ~ {write.value(size_pattern(slot.typed))})::int * {SIZE}")
    if in_part and many > 1:
        parts = " + ".join(f"{_has(query)}::int" for query in queries[:MOST_RANKED])
        terms.append(f"({parts}) * {ANYWHERE} / {many}")
    return f"({' + '.join(terms)})"


def size_pattern(typed: Phrase) -> str:
    """A regular expression for a size as makers write it in names: 250 g, 250gr, 250 gram."""
    amount, unit = typed[0], typed[1] if len(typed) > 1 else ""
    return rf"\m{amount}\s?({'|'.join(SAME_UNIT[unit])})\M" if unit else rf"\m{amount}\M"
