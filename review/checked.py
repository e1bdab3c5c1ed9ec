"""What a checked piece of text looks like: the clean value with hints, or one clear refusal.

Identifiers, certificate numbers and barcodes are checked in three rooms; all answer in this shape.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 200  # longer than any number with its printed prefix; cut off before any work is done
DASHES = re.compile("[\u2010-\u2015\u2212\u00ad]")


@dataclass(frozen=True)
class Hint:
    """Something worth a second look that does not block: a code for us, a sentence for the person."""

    code: str
    message: str


@dataclass(frozen=True)
class Checked:
    """A value in its stored form, with the hints to show beside it."""

    value: str
    hints: tuple[Hint, ...] = ()

    def hint(self, code: str) -> Hint | None:
        """The hint with this code, or None."""
        return next((hint for hint in self.hints if hint.code == code), None)


class Invalid(ValueError):
    """The text cannot be right; `message` tells the person in Indonesian what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Words:
    """The label of a number and its Indonesian messages by code; raises or hands out what the checks need."""

    label: str
    messages: dict[str, str]

    def refuse(self, code: str, /, **values: str) -> Invalid:
        """The refusal with this code, ready to raise."""
        return Invalid(code, self.messages[code].format(**values))

    def hint(self, code: str, /, **values: str) -> Hint:
        """The hint with this code."""
        return Hint(code, self.messages[code].format(**values))

    def read(self, text: object, broken: str = "chars", too_long: str = "length") -> str:
        """One clean line of upper-case text: full-width digits become plain ones, long dashes short, gaps one space.

        Raises Invalid: `empty` for nothing at all, `too_long` for absurd length, `broken` for what is no text
        (numbers of a spreadsheet, NUL, control characters, half characters).
        """
        if text is None or text == "":
            raise Invalid("empty", f"{self.label} belum diisi.")
        if not isinstance(text, str):
            raise self.refuse(broken)
        if len(text) > LONGEST:
            raise self.refuse(too_long)
        clean = clean_line(text)
        if clean is None:
            raise self.refuse(broken)
        if not clean:
            raise Invalid("empty", f"{self.label} belum diisi.")
        return clean.upper()


def clean_line(text: str) -> str | None:
    """`text` in NFKC, single spaces, no invisible marks; None when it holds NUL, control or half characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown = []
    for char in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(char)
        if char in "\t\r\n":
            shown.append(" ")
        elif category in ("Cc", "Cs"):
            return None
        elif category != "Cf" or char == "\u00ad":
            shown.append(char)
    return " ".join(DASHES.sub("-", "".join(shown)).split())


def without(text: str, marks: str) -> str:
    """`text` without any of the characters in `marks`."""
    return text.translate(dict.fromkeys(map(ord, marks)))


def is_digits(text: str) -> bool:
    """True for one or more of 0-9 only; other scripts' digits do not count."""
    return text.isascii() and text.isdigit()


def same_digit(text: str) -> bool:
    """True when one digit is repeated all along."""
    return len(set(text)) == 1
