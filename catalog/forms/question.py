"""A question of a category, as the office writes it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from catalog.models import SpecificationField
from catalog.specification import number_in_words, read_decimal
from registry.form_fields import Line, tidy
from review.checked import Invalid

Kind = SpecificationField.Kind
MOST_CHOICES, CHOICE_LONGEST = 20, 60
KIND_HINTS = {
    "text": "Pemilik mengetik satu baris.",
    "number": "Boleh koma, misalnya 2,5. Beri satuan dan batasnya.",
    "choice": "Pemilik memilih satu dari daftar.",
    "choices": "Pemilik boleh mencentang beberapa.",
    "yes_no": "Pemilik menjawab ya atau tidak.",
}


class Bound(forms.Field):
    """A bound of a number, as people write it."""

    widget = forms.TextInput

    def prepare_value(self, value: Any) -> Any:
        """As it is written here."""
        return number_in_words(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """The number, None for nothing; raises ValidationError."""
        try:
            return read_decimal(str(self.label), str(value or ""))
        except Invalid as wrong:
            raise ValidationError(wrong.message, code=wrong.code) from None


class QuestionForm(forms.Form):
    """Label, kind, unit, choices, bounds. The key is made of the label once and stays."""

    use_required_attribute = False

    label = Line(label="Pertanyaan", longest=80, help_text="Pendek, misalnya Tebal atau Jenis kayu.")
    kind = forms.ChoiceField(label="Jenis isian", choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.TEXT)
    unit = Line(
        label="Satuan",
        longest=20,
        required=False,
        help_text="Untuk angka: cm, gram, watt.",
        widget=forms.TextInput(attrs={"class": "w-s"}),
    )
    choices = Line(
        label="Pilihan",
        longest=MOST_CHOICES * (CHOICE_LONGEST + 1),
        lines=True,
        required=False,
        help_text="Satu baris satu pilihan, paling sedikit dua.",
    )
    lowest = Bound(label="Paling kecil", required=False, widget=forms.TextInput(attrs={"class": "w-s"}))
    highest = Bound(label="Paling besar", required=False, widget=forms.TextInput(attrs={"class": "w-s"}))
    is_needed = forms.BooleanField(label="Wajib dijawab sebelum dikirim", required=False)
    help = Line(label="Petunjuk", longest=200, required=False, help_text="Kalimat kecil di bawah pertanyaan.")

    def __init__(self, data: Any = None, *, question: SpecificationField | None = None) -> None:
        initial = None
        if question is not None:
            initial = {name: getattr(question, name) for name in self.base_fields}
            initial["choices"] = "\n".join(question.choices)
        super().__init__(data, initial=initial)
        self.question = question
        self.fields["kind"].choice_hints = KIND_HINTS

    def clean_label(self) -> str:
        """It must leave letters for a key."""
        label = self.cleaned_data["label"]
        if not slugify(label):
            raise ValidationError("Tulis pertanyaan dengan huruf.", code="letters")
        return label

    def clean_choices(self) -> list[str]:
        """The lines, each once."""
        lines = dict.fromkeys(tidy(line) for line in self.cleaned_data["choices"].splitlines())
        found = [line for line in lines if line]
        if len(found) > MOST_CHOICES or any(len(one) > CHOICE_LONGEST for one in found):
            raise ValidationError(f"Paling banyak {MOST_CHOICES} pilihan, masing-masing {CHOICE_LONGEST} huruf.")
        return found

    def clean(self) -> dict[str, Any]:
        """What belongs to another kind is dropped; a list needs two choices, bounds stand in order."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind in (Kind.CHOICE, Kind.CHOICES):
            if "choices" not in self.errors and len(cleaned.get("choices") or []) < 2:
                self.add_error("choices", ValidationError("Tulis paling sedikit dua pilihan.", code="few"))
        else:
            cleaned["choices"] = []
            self.errors.pop("choices", None)
        if kind != Kind.NUMBER:
            cleaned |= {"unit": "", "lowest": None, "highest": None}
            for name in ("unit", "lowest", "highest"):
                self.errors.pop(name, None)
        low, high = cleaned.get("lowest"), cleaned.get("highest")
        if low is not None and high is not None and low > high:
            self.add_error("highest", ValidationError("Harus lebih besar dari yang paling kecil.", code="order"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The question by its columns; call on a valid form."""
        key = self.question.key if self.question else slugify(self.cleaned_data["label"])[:40].strip("-")
        return {"key": key, **self.cleaned_data}
