"""Form fields that understand what an owner types: clean lines, checked numbers, counts and years.

None of them raises anything but ValidationError, whatever is sent: NUL, half characters, a megabyte of text.
"""

import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from review.checked import Checked, Hint, Invalid, is_digits, without


def tidy(text: str, *, lines: bool = False) -> str:
    """`text` in NFC without control and half characters or marks that turn the direction; one line unless `lines`."""
    kept = []
    for char in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        category = unicodedata.category(char)
        if char in "\t\r\n":
            kept.append("\n" if lines and char == "\n" else " ")
        elif category not in ("Cc", "Cs") and char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
            kept.append(char)
    clean = "".join(kept)
    if lines:
        return "\n".join(" ".join(line.split()) for line in clean.split("\n")).strip()
    return " ".join(clean.split())


class Line(forms.Field):
    """A line (or with `lines` some paragraphs) of free text, at most `longest` characters."""

    widget = forms.TextInput

    def __init__(self, *, longest: int, lines: bool = False, missing: str = "", **kwargs: Any) -> None:
        self.longest, self.lines = longest, lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)
        self.error_messages["required"] = missing or f"{self.label} belum diisi."

    def to_python(self, value: Any) -> str:
        """The tidy text; raises ValidationError when it is too long."""
        text = tidy(str(value or ""), lines=self.lines)
        if len(text) > self.longest:
            sizes = f"{self.longest:,} huruf. Anda menulis {len(text):,}".replace(",", ".")
            raise ValidationError(f"{self.label} paling panjang {sizes} huruf.", code="long")
        return text


class Number(forms.Field):
    """A number of a person, business or place, checked by registry.identifiers; `hints` holds its friendly remarks."""

    widget = forms.TextInput

    def __init__(self, *, check: Callable[[object], Checked], **kwargs: Any) -> None:
        self.check = check
        self.hints: tuple[Hint, ...] = ()
        super().__init__(**kwargs)
        self.error_messages["required"] = f"{self.label} belum diisi."

    def to_python(self, value: Any) -> str:
        """The stored form; raises ValidationError with the Indonesian message of the check."""
        if not tidy(str(value or "")):
            return ""
        try:
            checked = self.check(value)
        except Invalid as wrong:
            raise ValidationError(wrong.message, code=wrong.code) from None
        self.hints = checked.hints
        return checked.value


class Count(forms.Field):
    """A whole number from `least` to `most`; understands spaces and dots (1.250)."""

    widget = forms.TextInput

    def __init__(self, *, least: int = 0, most: int, unit: str = "", **kwargs: Any) -> None:
        self.least, self.most, self.unit = least, most, unit
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "numeric")
        self.error_messages["required"] = f"{self.label} belum diisi. Tulis 0 bila tidak ada."

    def to_python(self, value: Any) -> int | None:
        """The number, None for nothing; raises ValidationError."""
        digits = without(tidy(str(value or ""))[:40], " .")
        if not digits:
            return None
        if not is_digits(digits):
            raise ValidationError(f"{self.label} harus angka, misalnya {max(self.least, 3)}.", code="chars")
        number = int(digits)
        if not self.least <= number <= self.most:
            raise ValidationError(f"{self.label} harus antara {self.least} dan {self.most}.", code="range")
        return number


class Year(Count):
    """A year from `least` to this one."""

    def __init__(self, *, least: int = 1900, **kwargs: Any) -> None:
        super().__init__(least=least, most=9999, **kwargs)
        self.widget.attrs.setdefault("class", "w-s")
        self.widget.attrs.setdefault("maxlength", 4)

    def to_python(self, value: Any) -> int | None:
        """The year, None for nothing; raises ValidationError."""
        self.most = timezone.localdate().year
        return super().to_python(value)


class Choice(forms.ChoiceField):
    """One of a few answers as radio buttons; `hints` (value -> words) explain them."""

    widget = forms.RadioSelect

    def __init__(self, *, choices: Any, missing: str, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
        self.choice_hints = hints or {}
        self.error_messages |= {"required": missing, "invalid_choice": missing}
