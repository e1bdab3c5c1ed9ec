"""How near a typed word is to a true one, and which true one is meant: for every search of the portal."""

from collections.abc import Mapping
from functools import lru_cache

VOWELS = frozenset("aeiou")
LONGEST = 16  # letters of a word whose neighbours are worth making


@lru_cache(maxsize=4096)
def distance(wrong: str, right: str) -> float:
    """Edits from a typed word to a true one: swapped neighbours count once, a left-out or wrong vowel a bit less."""
    before: list[float] = []
    row = [float(i) for i in range(len(right) + 1)]
    for i, typed in enumerate(wrong, 1):
        older, before, row = before, row, [float(i)]
        for j, true in enumerate(right, 1):
            both_vowels = typed in VOWELS and true in VOWELS
            best = min(
                before[j] + 1,
                row[j - 1] + (0.7 if true in VOWELS else 1),
                before[j - 1] + (0 if typed == true else 0.8 if both_vowels else 1),
            )
            if i > 1 and j > 1 and typed == right[j - 2] and wrong[i - 2] == true:
                best = min(best, older[j - 2] + 0.8)
            row.append(best)
    return row[-1]


def allowed(word: str) -> float:
    """How many edits a word of this length may have."""
    return 1.0 if len(word) <= 3 else 1.5 if len(word) <= 5 else 2.2 if len(word) <= 8 else 3.0


def neighbours(word: str) -> set[str]:
    """The word and near ones that trigrams miss: two swapped, a vowel put in, a letter out; and both halves of two."""
    if len(word) > LONGEST:
        return set()
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    longer = {word[:i] + vowel + word[i:] for i in range(len(word) + 1) for vowel in VOWELS}
    shorter = {word[:i] + word[i + 1 :] for i in range(len(word))}
    halves = {half for i in range(3, len(word) - 2) for half in (word[:i], word[i:])}
    return {word} | swapped | longer | shorter | halves


def meant(word: str, near: Mapping[str, int], made: Mapping[str, int]) -> str:
    """The true word, or two, that `word` stands for; itself when it is true or nothing is near enough.

    `near` are true words that share letters with it, `made` the true ones of its `neighbours`; both with how often they
    are used, which decides between equals.
    """
    if word in made or word in near:
        return word
    scored = [
        (distance(word, one), -frequency, one)
        for one, frequency in {**made, **near}.items()
        if abs(len(one) - len(word)) <= 3 and distance(word, one) <= allowed(word)
    ]
    if scored:
        return min(scored)[2]
    pairs = [(word[:i], word[i:]) for i in range(3, len(word) - 2)]
    joined = [(min(made[a], made[b]), f"{a} {b}") for a, b in pairs if a in made and b in made]
    return max(joined)[1] if joined else word
