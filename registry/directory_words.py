"""The words of the directory, each once: a misspelt one is put right among them, not among 75,000 names."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from jobs import repeated, work
from jobs.models import Job
from jobs.work import Progress
from registry.spelling import meant, neighbours

JOB = "registry.directory_words"
CANDIDATES = 20

# [[:alpha:]], not \\w: numbers are no words, and what is left stands in the text as it stands here
SPLIT = """
select word, count(*) as frequency from registry_directoryentry, regexp_split_to_table(text, '[^[:alpha:]]+') word
where length(word) between 3 and 40 {only} group by word"""
KEEP = """
insert into registry_directoryword (word, frequency) {words} order by word
on conflict (word) do update set frequency = excluded.frequency
where registry_directoryword.frequency <> excluded.frequency"""
LEARN = "insert into registry_directoryword (word, frequency) {words} order by word on conflict do nothing"
FORGET = """
delete from registry_directoryword known using (
    select word from registry_directoryword except select word from ({words}) now) gone
where known.word = gone.word"""
ALL, THESE = SPLIT.format(only=""), SPLIT.format(only="and business_id = any(%(ids)s)")

NEAR = """
select asked.word, near.word, near.frequency
from unnest(%(words)s::text[]) asked(word) cross join lateral (
    select word, frequency from registry_directoryword d where d.word %% asked.word
    order by similarity(d.word, asked.word) desc, frequency desc limit %(most)s) near
union all
select '', word, frequency from registry_directoryword where word = any(%(made)s)
union all
select asked.word, '', 0 from unnest(%(words)s::text[]) asked(word)
where exists (select from registry_directoryword d where d.word like '%%' || asked.word || '%%')"""


def learn(businesses: Sequence[int]) -> None:
    """New words of these businesses (ids), in the order of words: two who learn the same wait, and never in a ring."""
    with connection.cursor() as cursor:
        cursor.execute(LEARN.format(words=THESE), {"ids": list(businesses)})


@transaction.atomic
def learn_all() -> None:
    """What is in the directory now and how often; words that nobody has any more go. For the night and a rebuild."""
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        cursor.execute(KEEP.format(words=ALL))
        cursor.execute(FORGET.format(words=ALL))


def corrected(words: Sequence[str]) -> list[str]:
    """The words (lower case) with those nobody has replaced by the nearest that somebody has.

    One that nothing is near to is left out, for the others may be right; [] when nothing is left.
    """
    doubtful = sorted({word for word in words if word.isalpha() and 3 <= len(word) <= 40})
    if not doubtful:
        return list(words)
    made = sorted({one for word in doubtful for one in neighbours(word)})
    near: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(NEAR, {"words": doubtful, "most": CANDIDATES, "made": made})
        for word, found, frequency in cursor.fetchall():
            near.setdefault(word, {})[found] = frequency
    exact = near.pop("", {})

    def right(word: str) -> str:
        mine = near.get(word, {})
        if word not in doubtful or "" in mine:  # a number or the like, or a part of a word somebody has
            return word
        found = meant(word, mine, exact)
        return "" if found == word else found

    return [part for word in words for part in right(word).split()]


def relearn(job: Job, progress: Progress) -> dict[str, Any]:
    """`learn_all` by night."""
    learn_all()
    return {}


def register() -> None:
    """Make the nightly round known to the worker; called when Django starts."""
    work.add(JOB, relearn)
    repeated.every("50 1 * * *", JOB, "Menghitung kata direktori usaha")
