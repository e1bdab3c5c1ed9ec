"""Lists inside a form: rows that can be added and taken away with and without scripts, each checked for itself.

A row nobody wrote into is no row. Valid rows are stored; when one of a list is not valid yet, the whole list is kept as
it was typed, so that nothing is lost and nothing wrong is stored.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from registry.form_fields import tidy

MOST_ROWS = 30
TEXT_LONGEST = 400


class RowForm(forms.Form):
    """One row. Subclasses name the fields that do not count as written into (a select that always has a value)."""

    use_required_attribute = False
    quiet: ClassVar[frozenset[str]] = frozenset()

    def typed(self) -> dict[str, str]:
        """The row as it was typed."""
        found = {}
        for name in self.fields:
            text = tidy(str(self.data.get(self.add_prefix(name), ""))[: TEXT_LONGEST * 2])[:TEXT_LONGEST]
            if text:
                found[name] = text
        return found

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote into it."""
        return not (self.typed().keys() - self.quiet)

    def values(self) -> dict[str, Any]:
        """The row by the columns of its model; call on a valid row."""
        return dict(self.cleaned_data)

    def shown(self, row: Any) -> dict[str, Any]:
        """What stands in the fields of a stored row."""
        return {name: getattr(row, name) for name in self.base_fields}


class RowList:
    """The rows of one list of the edition: `name` in the edition, `prefix` in the form, at most `most` rows."""

    def __init__(
        self,
        name: str,
        form: Callable[..., RowForm],
        *,
        prefix: str,
        label: str,
        add: str,
        help: str = "",
        most: int = 10,
        same: str = "",
        start: bool = False,
    ) -> None:
        self.name, self.form, self.prefix, self.label, self.add, self.most = name, form, prefix, label, add, most
        self.help = help
        self.same = same  # the field that must differ from row to row
        self.start = start  # whether an empty list begins with an empty row
        self.forms: list[RowForm] = []
        self.errors: list[str] = []
        self.taken = False  # whether the page sent this list

    def take(self, data: Mapping[str, Any], *, without: str = "") -> None:
        """Read what was sent; gaps in the numbering are no rows. `without` is the prefix of a row to take away."""
        self.taken = True
        try:
            count = min(int(str(data.get(f"{self.prefix}-count", "0"))[:4]), MOST_ROWS)
        except ValueError:
            count = 0
        rows = [self.form(data, prefix=f"{self.prefix}-{at}") for at in range(count)]
        self.forms = [row for row in rows if row.prefix != without and not row.is_empty]
        self._check()

    def show(self, stored: Iterable[Any], raw: str = "", *, more: bool = False) -> None:
        """Put stored rows on the page, or what was typed last while some of it is wrong; `more` adds an empty one."""
        typed = typed_rows(raw)
        if typed:
            self.forms = [self.form(self._sent(at, row), prefix=f"{self.prefix}-{at}") for at, row in enumerate(typed)]
            self._check()
        else:
            self.forms = [
                self.form(prefix=f"{self.prefix}-{at}", initial=self.form().shown(row)) for at, row in enumerate(stored)
            ]
        if (more or (self.start and not self.forms)) and len(self.forms) < self.most:
            self.forms.append(self.blank(len(self.forms)))

    def blank(self, at: int | str = "__n__") -> RowForm:
        """An empty row, by default the pattern that a script copies."""
        return self.form(prefix=f"{self.prefix}-{at}")

    def _sent(self, at: int, row: Mapping[str, str]) -> dict[str, str]:
        return {f"{self.prefix}-{at}-{name}": text for name, text in row.items()}

    def _check(self) -> None:
        self.errors = []
        if len(self.forms) > self.most:
            self.errors = [f"{self.label} paling banyak {self.most}. Hapus yang tidak perlu."]
        seen: set[Any] = set()
        for row in self.forms:
            if not self.same or not row.is_valid():
                continue
            value = row.cleaned_data.get(self.same)
            if value in seen:
                row.add_error(self.same, ValidationError("Yang ini sudah ditulis di atas. Hapus salah satu."))
            seen.add(value)

    @property
    def count(self) -> int:
        """How many rows stand on the page."""
        return len(self.forms)

    @property
    def is_full(self) -> bool:
        """Whether no row can be added."""
        return self.count >= self.most

    def is_valid(self) -> bool:
        """Whether every row can be stored."""
        return not self.errors and all(row.is_valid() for row in self.forms if row.is_bound)

    def values(self) -> list[dict[str, Any]]:
        """The rows that can be stored."""
        return [row.values() for row in self.forms if row.is_valid()][: self.most]

    def raw(self) -> str:
        """The list as typed, as text; call when it is not valid."""
        return json.dumps([row.typed() for row in self.forms], ensure_ascii=False)


def typed_rows(raw: str) -> list[dict[str, str]]:
    """The rows in a text made by `RowList.raw`; nothing for anything else."""
    try:
        found = json.loads(raw) if raw else []
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    rows = [row for row in found if isinstance(row, dict)]
    return [{str(k): str(v) for k, v in row.items()} for row in rows[:MOST_ROWS]]


def all_valid(lists: Sequence[RowList]) -> bool:
    """Whether every list of a page can be stored."""
    valid = [one.is_valid() for one in lists]  # every list is checked, so that all that is wrong is said
    return all(valid)
