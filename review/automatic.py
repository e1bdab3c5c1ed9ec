"""What the machine looked up before a person decides; it never decides anything itself (PP 33/2026 art. 93-95)."""

from collections.abc import Callable
from dataclasses import dataclass

from review.checked import Checked, Invalid

OK, WARN, FAIL = "ok", "warn", "fail"
WORDS = {OK: "Cocok", WARN: "Perlu dilihat", FAIL: "Tidak cocok"}


@dataclass(frozen=True)
class Check:
    """One look-up: ok, warn or fail, a sentence, and where to look further when there is such a place."""

    state: str
    text: str
    address: str = ""
    address_words: str = ""

    @property
    def word(self) -> str:
        """The state as a word, so that colour never speaks alone."""
        return WORDS[self.state]


def format_check(label: str, text: str, rule: Callable[[object], Checked]) -> list[Check]:
    """How a number stands against its rule of format: right, right with hints, or wrong. Nothing for an empty text."""
    if not text:
        return []
    try:
        checked = rule(text)
    except Invalid as wrong:
        return [Check(FAIL, wrong.message)]
    return [Check(OK, f"{label}: susunannya benar."), *(Check(WARN, hint.message) for hint in checked.hints)]
