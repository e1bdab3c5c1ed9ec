"""What people type, taken apart: clean words, our stop words, synonyms, and words the stemmer must leave alone."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
LONGEST, MOST_WORDS, LONGEST_WORD = 100, 10, 40
WORD = re.compile(r"[^\W_]+")
CODE = re.compile(r"[2-9a-hjkmnp-z]{8}")  # audit.codes.ALPHABET

Phrase = tuple[str, ...]


def tidy(text: str) -> str:
    """One line of at most 100 characters without control characters and lone surrogates."""
    text = unicodedata.normalize("NFKC", text[: 4 * LONGEST])
    kept = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join(kept.split())[:LONGEST].strip()


def split(text: str) -> list[str]:
    """The words of a text in lower case without accents, at most ten, none longer than forty letters."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))
    return [word[:LONGEST_WORD] for word in WORD.findall(plain)[:MOST_WORDS]]


def _lines(name: str) -> frozenset[str]:
    return frozenset((DATA / name).read_text(encoding="utf-8").split())


@cache
def stop_words() -> frozenset[str]:
    """Words that tell nothing about a product; PostgreSQL has no Indonesian list of its own."""
    return _lines("stop_words.txt")


@cache
def whole_words() -> frozenset[str]:
    """Words the Indonesian stemmer would cut into another word (kemeja is no meja, terasi no asi)."""
    return _lines("whole_words.txt")


@cache
def synonyms() -> dict[Phrase, tuple[Phrase, ...]]:
    """Each phrase of data/synonyms.csv with all phrases of its line, itself first."""
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    with (DATA / "synonyms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            phrases = [tuple(split(phrase)) for phrase in row["words"].split("|")]
            for phrase in phrases:
                others = (one for one in phrases if one != phrase)
                found[phrase] = tuple(dict.fromkeys((*found.get(phrase, (phrase,)), *others)))
    return found


def wanted(words: list[str]) -> list[tuple[Phrase, ...]]:
    """What must all occur: for each word (or known phrase) the alternatives that count as it.

    Stop words are left out, unless there is nothing else.
    """
    known, slots, here = synonyms(), [], 0
    telling = [word for word in words if word not in stop_words()] or words
    while here < len(telling):
        for length in (4, 3, 2, 1):
            phrase = tuple(telling[here : here + length])
            if len(phrase) == length and (length == 1 or phrase in known):
                slots.append(known.get(phrase, (phrase,)))
                here += length
                break
    return slots


def exact_keys(text: str) -> list[str]:
    """Lexemes of codes a text may be as a whole: a product or business code (`c_`), a barcode (`g_`)."""
    squeezed = re.sub(r"[\s.-]", "", text.lower())
    keys = [f"c_{squeezed}"] if CODE.fullmatch(squeezed) else []
    if squeezed.isascii() and squeezed.isdigit() and len(squeezed) in (8, 12, 13, 14):
        keys.append(f"g_{squeezed.rjust(14, '0')}")
    return keys


def as_tsquery(text: str, *, any_word: bool = False) -> tuple[str, list[str]]:
    """An SQL expression of type tsquery with its parameters; ("", []) when the text holds no word.

    Each word goes through PostgreSQL's Indonesian stemmer, or past it with a leading 0 (digits are never stemmed).
    """
    values: list[str] = []

    def lexeme(word: str) -> str:
        values.append(f"0{word}" if word in whole_words() else word)
        return "plainto_tsquery('indonesian', %s)"

    slots = []
    for alternatives in wanted(split(text)):
        phrases = [" && ".join(lexeme(word) for word in phrase) for phrase in alternatives]
        slots.append(" || ".join(f"({phrase})" for phrase in phrases))
    expression = (" || " if any_word else " && ").join(f"({slot})" for slot in slots)
    if not expression:
        return "", []
    for key in exact_keys(text):
        expression = f"({expression}) || %s::tsquery"
        values.append(f"'{key}'")
    return f"({expression})", values
