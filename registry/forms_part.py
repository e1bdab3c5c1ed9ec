"""What every page of the registration has in common: valid fields are stored, the rest is kept as typed."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorList

from registry.form_fields import TYPED, Number, tidy
from registry.form_rows import RowList, all_valid
from registry.models import BusinessEdition

RAW_LONGEST = 10_000


class PartForm(forms.Form):
    """A page of the registration. Required fields stop "Simpan dan lanjut", never the keeping of what was typed.

    `more` is the list that shall show an empty row besides; `without` the row that was taken away.
    """

    secret: ClassVar[frozenset[str]] = frozenset()  # never kept as raw text, never shown again once valid
    outside: ClassVar[frozenset[str]] = frozenset()  # no field of the edition

    def __init__(
        self, data: Mapping[str, Any] | None, *, edition: BusinessEdition, more: str = "", without: str = ""
    ) -> None:
        self.edition = edition
        super().__init__(
            data, initial=self.shown(edition) | {k: v for k, v in edition.raw.items() if k in self.base_fields}
        )
        self.lists = self.row_lists()
        for one in self.lists:
            if data is not None and f"{one.prefix}-count" in data:
                one.take(data, without=without)
            else:
                one.show(getattr(edition, one.name).all(), edition.raw.get(one.name, ""), more=more == one.prefix)

    def row_lists(self) -> list[RowList]:
        """The lists of this page, still empty."""
        return []

    @property
    def with_rows(self) -> list[Any]:
        """The form and its rows, for the summary of what is wrong."""
        return [self, *(row for one in self.lists for row in one.forms)]

    def full_clean(self) -> None:
        """A wrong row makes the page wrong; the words stand at the row."""
        super().full_clean()
        if self.is_bound and not all_valid(self.lists):
            words = [words for one in self.lists for words in one.errors]
            self.errors["__all__" if words else "rows"] = ErrorList(words or ["rows"])

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

    def hide_secrets(self) -> None:
        """Take what was typed into secret fields out of the page: what is stored is shown masked."""
        shown = {name: self.data.get(name, "") for name in self.fields}
        self.data = {**shown, **dict.fromkeys(self.secret, "")}

    def row_values(self) -> dict[str, list[dict[str, Any]]]:
        """What can be stored of each list."""
        return {one.name: one.values() for one in self.lists if one.taken}

    def empty(self, name: str) -> Any:
        """The stored form of an empty field."""
        field = BusinessEdition._meta.get_field(name)
        return None if field.null else ""

    def raw(self) -> dict[str, str]:
        """Typed text that is not valid yet, by field, to be shown again; never a secret, never a refused choice."""
        kept = {}
        for name in self.errors:
            if name in self.fields and name not in self.secret and isinstance(self.fields[name], TYPED):
                text = tidy(str(self.data.get(name, ""))[: RAW_LONGEST * 2], lines=True)[:RAW_LONGEST]
                if text:
                    kept[name] = text
        return kept | self._raw_lists()

    def _raw_lists(self) -> dict[str, str]:
        """The lists that are not valid, as typed; one that the page did not send stays as it was."""
        kept = {one.name: one.raw() for one in self.lists if one.taken and not one.is_valid()}
        left = {one.name: self.edition.raw.get(one.name, "") for one in self.lists if not one.taken}
        return kept | {name: text for name, text in left.items() if text}

    def hints(self) -> list[str]:
        """Friendly remarks about valid numbers."""
        return [hint.message for field in self.fields.values() if isinstance(field, Number) for hint in field.hints]
