"""Fields that several forms of the catalogue share: whole numbers, prices, lengths, answers yes or no."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalog.models import Category
from catalog.queries import leaves
from catalog.specification import read_decimal
from registry.amounts import BadAmount, read_rupiah
from review.checked import Invalid


def whole_number(label: str, most: int, *, least: int = 1, help_text: str = "", after: str = "") -> forms.IntegerField:
    """A whole number that accepts dots between thousands and says what is wrong in words."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        localize=True,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-after": after}),
        error_messages={
            "invalid": f"{label} harus angka, misalnya 24.",
            "min_value": f"{label} paling sedikit {least}.",
            "max_value": f"{label} terlalu besar. Periksa jumlah nolnya.",
        },
    )


class Centimetres(forms.Field):
    """A length as people measure it, kept in millimetres."""

    widget = forms.TextInput
    longest = 20_000  # millimetres

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "data-after": "cm"}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Millimetres as centimetres; what was typed stays as it was."""
        return f"{value / 10:g}".replace(".", ",") if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Millimetres, None for nothing; raises ValidationError."""
        try:
            number = read_decimal(str(self.label), str(value or ""))
        except Invalid as wrong:
            raise ValidationError(wrong.message, code=wrong.code) from None
        if number is None:
            return None
        length = round(number * 10)
        if not 1 <= length <= self.longest:
            raise ValidationError(f"{self.label} harus antara 0,1 dan {self.longest // 10} cm.", code="range")
        return length


def category_choices() -> list[Any]:
    """Leaf categories grouped by their root, for a select."""
    names = {c.path: c.name for c in Category.objects.filter(depth=1)}
    groups: dict[str, list[tuple[str, str]]] = {}
    for leaf in leaves():
        groups.setdefault(names.get(leaf.path[:4], "Lainnya"), []).append((leaf.slug, leaf.name))
    return [("", "Pilih kategori"), *groups.items()]


def price_field(label: str = "Harga", help_text: str = "Tanpa pajak, dalam rupiah. Contoh: 22500") -> forms.CharField:
    """A price in rupiah as people type it."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=40,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-before": "Rp"}),
    )


def clean_price(text: str) -> int | None:
    """Whole rupiah, None when empty; raises ValidationError in words."""
    if not text:
        return None
    try:
        return read_rupiah(text)
    except BadAmount as bad:
        raise forms.ValidationError(bad.message) from None


YES_NO = {"ya": True, "tidak": False}


class YesNo(forms.ChoiceField):
    """Yes, no, or not answered yet (None)."""

    widget = forms.RadioSelect

    def __init__(self, *, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        choices = [("ya", "Ya"), ("tidak", "Tidak"), ("", "Belum dijawab")]
        super().__init__(required=False, choices=choices, **kwargs)
        self.choice_hints = hints or {}

    def prepare_value(self, value: Any) -> Any:
        """True and False as the words of the choices."""
        return {True: "ya", False: "tidak", None: ""}.get(value, value) if not isinstance(value, str) else value

    def clean(self, value: Any) -> bool | None:
        """True, False or None."""
        return YES_NO.get(super().clean(value))
