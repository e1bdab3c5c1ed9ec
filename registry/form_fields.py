"""Form fields that understand what an owner types: lines, checked numbers, counts, years, days, points, countries.

None of them raises anything but ValidationError, whatever is sent: NUL, half characters, a megabyte of text.
"""

import datetime
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.choices import BaseChoiceIterator

from registry.coordinates import Point, read_point
from registry.countries import abroad
from registry.dates import BadDate, read_date
from review.checked import Checked, Hint, Invalid, is_digits, without

# Control characters, halves of characters, and marks that turn the direction of a text.
_DROPPED = [*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_IN_A_LINE: dict[int, str | None] = {**dict.fromkeys(_DROPPED), 0x09: " ", 0x0A: " ", 0x0D: " "}
_IN_LINES = _IN_A_LINE | {0x0A: "\n"}


def tidy(text: str, *, lines: bool = False) -> str:
    """`text` in NFC without control and half characters or marks that turn the direction; one line unless `lines`."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    clean = normal.translate(_IN_LINES if lines else _IN_A_LINE)
    if lines:
        return "\n".join(" ".join(line.split()) for line in clean.split("\n")).strip()
    return " ".join(clean.split())


class Listed(BaseChoiceIterator):
    """Choices that forms share: Django copies the choices of each field for each form, also a thousand KBLI codes."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Listed":
        return self


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


class Day(forms.Field):
    """A day that has been: picked on a phone, or as people write it (14/3/2020, 14 Maret 2020)."""

    widget = forms.DateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "w-m"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        """The day, None for nothing; raises ValidationError."""
        if isinstance(value, datetime.date):
            return value
        text = tidy(str(value or ""))
        if not text:
            return None
        try:
            day = read_date(text[:60])
        except BadDate as bad:
            raise ValidationError(bad.message, code="format") from None
        if day > timezone.localdate():
            raise ValidationError(f"{self.label} tidak boleh setelah hari ini.", code="future")
        return day


class PointField(forms.Field):
    """A point on the map: two numbers, or the address of a map page."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Point | None:
        """The point, None for nothing; raises ValidationError."""
        try:
            return read_point(tidy(str(value or "")))
        except Invalid as wrong:
            raise ValidationError(wrong.message, code=wrong.code) from None


class CountryField(forms.Field):
    """A country abroad by its name or code; the page offers the names in a datalist."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"list": "negara", "autocomplete": "off", "class": "w-m"}
        self.error_messages["required"] = "Tulis nama negaranya."

    def to_python(self, value: Any) -> str:
        """The code, empty for nothing; raises ValidationError."""
        text = tidy(str(value or ""))[:80].casefold()
        if not text:
            return ""
        for code, name in abroad():
            if text in (code.casefold(), name.casefold()):
                return code
        near = [name for _, name in abroad() if len(text) > 2 and text in name.casefold()]
        if len(near) == 1:
            return next(code for code, name in abroad() if name == near[0])
        more = f" Maksud Anda {' atau '.join(near[:3])}?" if near else " Contoh: Malaysia."
        raise ValidationError(f"Negara ini tidak kami kenal.{more}", code="unknown")


TYPED = (Line, Number, Count, Day, PointField, CountryField)
