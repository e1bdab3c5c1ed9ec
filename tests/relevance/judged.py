"""The questions with their judged answers, and how good a list of answers is (nDCG at 10)."""

from dataclasses import dataclass
from math import log2

from django.http import QueryDict

from catalog.search.choices import load
from catalog.views.listing import Listing
from tests.relevance.shelf import HERE, keys

DEPTH = 10


@dataclass(frozen=True, eq=False)
class Question:
    """What somebody types, and the grade of each product that is an answer: 3 it, 2 near it, 1 of some use."""

    text: str
    grades: dict[str, int]
    is_held_out: bool


def questions() -> list[Question]:
    """All questions; every third is held out: nothing was ever changed because of its figure."""
    everything, found = keys(), []
    for line in (HERE / "queries.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, *columns = [part.strip() for part in line.split("|")]
        grades: dict[str, int] = {}
        for grade, column in zip((3, 2, 1), columns, strict=True):
            for named in column.split():
                meant = [key for key in everything if key == named or key.rpartition("/")[0] == named]
                if not meant:
                    raise ValueError(f"{text}: no product {named}")
                for key in meant:
                    grades.setdefault(key, grade)
        found.append(Question(text, grades, len(found) % 3 == 2))
    return found


def answers(text: str) -> list[str]:
    """The codes of the products that the page of this question shows, in order."""
    query = QueryDict(mutable=True)
    query["q"] = text
    listing = Listing(query, load())
    return [row["code"] for found in (listing.found, listing.near) if found for row in found.rows]


def gain(grades: list[int]) -> float:
    """Discounted gain of the first ten."""
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def ndcg(question: Question, shown: list[str]) -> float:
    """1 for the best possible order of the judged answers, 0 for none of them."""
    best = gain(sorted(question.grades.values(), reverse=True))
    return gain([question.grades.get(key, 0) for key in shown]) / best


def mean(figures: list[float]) -> float:
    """The average; 0 for nothing."""
    return sum(figures) / len(figures) if figures else 0.0
