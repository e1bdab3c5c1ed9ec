"""The questions of a category as form fields, and their answers as values."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from catalog.forms.fields import YesNo
from catalog.models import SpecificationField
from catalog.specification import TEXT_LONGEST, bounds_in_words, number_in_words, read_number
from registry.form_fields import Line
from review.checked import Invalid

Kind = SpecificationField.Kind
PREFIX = "s-"


class NumberAnswer(forms.Field):
    """A number with decimals as people write them, within the bounds of its question."""

    widget = forms.TextInput

    def __init__(self, question: SpecificationField, **kwargs: Any) -> None:
        self.question = question
        attrs = {"inputmode": "decimal", "data-after": question.unit, "class": "w-m"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored number as it is written here."""
        return number_in_words(value) if isinstance(value, int | float) and not isinstance(value, bool) else value

    def to_python(self, value: Any) -> int | float | None:
        """The number, None for nothing; raises ValidationError."""
        try:
            return read_number(self.question, str(value or ""))
        except Invalid as wrong:
            raise ValidationError(wrong.message, code=wrong.code) from None


def field_for(question: SpecificationField) -> forms.Field:
    """The form field that asks this question."""
    bounds = bounds_in_words(question) if question.kind == Kind.NUMBER else ""
    hint = " ".join(filter(None, (question.help, f"Isi {bounds}." if bounds else "")))
    common: dict[str, Any] = {"label": question.label, "required": False, "help_text": hint}
    options = [(one, one) for one in question.choices]
    if question.kind == Kind.NUMBER:
        made: forms.Field = NumberAnswer(question, **common)
    elif question.kind == Kind.CHOICE:
        made = forms.ChoiceField(choices=[("", "Pilih"), *options], **common)
    elif question.kind == Kind.CHOICES:
        made = forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
    elif question.kind == Kind.YES_NO:
        del common["required"]
        made = YesNo(**common)
    else:
        made = Line(longest=TEXT_LONGEST, **common)
    made.needed = question.is_needed  # type: ignore[attr-defined]  # parts/field.html reads it
    return made


def fields_for(questions: Sequence[SpecificationField]) -> dict[str, forms.Field]:
    """One field for each question, by its name in the form."""
    return {f"{PREFIX}{question.key}": field_for(question) for question in questions}


def initial_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in these fields."""
    return {f"{PREFIX}{key}": value for key, value in answers.items()}


class SpecificationPreview(forms.Form):
    """The questions alone, exactly as the owner sees them; sends nothing."""

    def __init__(self, questions: Sequence[SpecificationField]) -> None:
        super().__init__()
        self.fields.update(fields_for(questions))
