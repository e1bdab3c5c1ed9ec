"""What every page of the registration has in common: valid fields are stored, the rest is kept as typed."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from registry.form_fields import Count, Line, Number, tidy
from registry.models import BusinessEdition

RAW_LONGEST = 10_000


class PartForm(forms.Form):
    """A page of the registration. Required fields stop "Simpan dan lanjut", never the keeping of what was typed."""

    secret: ClassVar[frozenset[str]] = frozenset()  # never kept as raw text, never shown again once valid
    outside: ClassVar[frozenset[str]] = frozenset()  # no field of the edition

    def __init__(self, data: Mapping[str, Any] | None, *, edition: BusinessEdition) -> None:
        self.edition = edition
        super().__init__(
            data, initial=self.shown(edition) | {k: v for k, v in edition.raw.items() if k in self.base_fields}
        )

    def shown(self, edition: BusinessEdition) -> dict[str, Any]:
        """What stands in the fields of a stored edition."""
        return {name: getattr(edition, name) for name in self.base_fields if name not in self.outside | self.secret}

    def values(self) -> dict[str, Any]:
        """What can be stored: every valid field, and nothing for one that was emptied."""
        self.is_valid()
        found = {}
        for name in self.fields:
            if name in self.outside | self.secret:
                continue
            if name in self.cleaned_data:
                found[name] = self.cleaned_data[name]
            elif any(error.code == "required" for error in self.errors.as_data().get(name, ())):
                found[name] = self.empty(name)
        return found

    def empty(self, name: str) -> Any:
        """The stored form of an empty field."""
        field = BusinessEdition._meta.get_field(name)
        return None if field.null else ""

    def raw(self) -> dict[str, str]:
        """Typed text that is not valid yet, by field, to be shown again; never a secret, never a refused choice."""
        kept = {}
        for name in self.errors:
            if name in self.fields and name not in self.secret and isinstance(self.fields[name], (Line, Number, Count)):
                text = tidy(str(self.data.get(name, ""))[: RAW_LONGEST * 2], lines=True)[:RAW_LONGEST]
                if text:
                    kept[name] = text
        return kept

    def hints(self) -> list[str]:
        """Friendly remarks about valid numbers."""
        return [hint.message for field in self.fields.values() if isinstance(field, Number) for hint in field.hints]
