"""The inventory: which column holds what kind of data, and what an erasure does with it (privacy/data/README.md)."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

DATA = Path(__file__).parent / "data"
CLASSES = {
    "secret": "Rahasia",
    "finance": "Keuangan pribadi",
    "personal": "Pribadi",
    "public": "Umum",
    "technical": "Teknis",
}
KEPT_AS = ("plain", "cipher", "cells", "mfa", "hash")
ERASE = ("keep", "empty", "word", "code", "none", "cells", "rows", "own")
CONDITIONS = ("", "if filled", "if person")
TELLING = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.DecimalField,
    models.FloatField,
    ArrayField,
)


@dataclass(frozen=True)
class Column:
    """One column: `table` is the label of its model, `condition` limits what `erase` does."""

    table: str
    name: str
    kind: str
    kept_as: str
    erase: str
    condition: str


@dataclass(frozen=True)
class Table:
    """How an erasure reaches the rows of a person, and which triggers stand aside meanwhile."""

    label: str
    reach: str
    path: str
    guards: tuple[str, ...]
    activity: str

    @property
    def model(self) -> type[models.Model]:
        """The model."""
        return apps.get_model(self.label)


@dataclass(frozen=True)
class Activity:
    """One line of the register of processing (UU 27/2022 art. 31)."""

    code: str
    name: str
    purpose: str
    basis: str
    people: str
    seen_by: str
    kept: str

    @property
    def rules(self) -> list[str]:
        """Keys of the retention rules in `kept`; empty when it is said in words."""
        words = self.kept.split(",")
        return words if all(word.islower() and " " not in word for word in words) else []


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def columns() -> tuple[Column, ...]:
    """Every classified column."""
    found = []
    for row in _rows("columns.csv"):
        erase, _, condition = row["erase"].partition(" ")
        for name in row["columns"].split():
            found.append(Column(row["table"], name, row["class"], row["kept_as"], erase, condition))
    return tuple(found)


@cache
def tables() -> tuple[Table, ...]:
    """Every table that holds something about a person."""
    found = []
    for row in _rows("tables.csv"):
        reach, _, path = row["reach"].partition(":")
        found.append(Table(row["table"], reach, path, tuple(row["guards"].split()), row["activity"]))
    return tuple(found)


@cache
def activities() -> tuple[Activity, ...]:
    """The register of processing."""
    return tuple(Activity(**row) for row in _rows("activities.csv"))


@cache
def _words() -> dict[str, str]:
    return {row["column"]: row["words"] for row in _rows("words.csv")}


def words_of(column: Column) -> str:
    """What a person calls this column: the label of its field, else the word of words.csv."""
    field = apps.get_model(column.table)._meta.get_field(column.name)
    label = str(getattr(field, "verbose_name", column.name))
    return label if label != column.name.replace("_", " ") else _words().get(column.name, label)


def columns_of(label: str) -> list[Column]:
    """The classified columns of one table."""
    return [one for one in columns() if one.table == label]


def guards() -> list[str]:
    """The triggers that stand aside for an erasure, and for nothing else (docs/decisions/0021)."""
    return [guard for table in tables() for guard in table.guards]


def field_guards() -> list[str]:
    """Those of field work alone."""
    return [guard for guard in guards() if guard.startswith("fieldwork.")]


def telling_columns() -> Iterator[tuple[str, str]]:
    """(label, column) of everything in the database that can hold words, a day or a decimal number of a person."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            day = isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
            if not field.is_relation and (day or isinstance(field, TELLING)):
                yield model._meta.label, field.name


def faults() -> list[str]:
    """What is wrong with the inventory: unclassified, unknown or contradictory entries; empty when it is whole."""
    known = [(one.table, one.name) for one in columns()]
    there = set(telling_columns())
    reached = {table.label: table for table in tables()}
    wrong = [f"{table}.{name}: no line in columns.csv" for table, name in sorted(there - set(known))]
    wrong += [f"{table}.{name}: no such column" for table, name in known if (table, name) not in there]
    wrong += [f"{table}.{name}: two lines" for (table, name), count in Counter(known).items() if count > 1]
    for one in columns():
        place = f"{one.table}.{one.name}"
        words = (one.kind in CLASSES, one.kept_as in KEPT_AS, one.erase in ERASE, one.condition in CONDITIONS)
        if not all(words):
            wrong.append(f"{place}: a word that nobody knows")
        if one.kind in ("secret", "personal", "finance") and one.erase == "keep":
            wrong.append(f"{place}: {one.kind}, but an erasure keeps it")
        if one.kind == "secret" and one.kept_as == "plain" and not one.name.endswith("_last4"):
            wrong.append(f"{place}: secret, but kept as plain text")
        if one.erase not in ("keep", "own") and one.table not in reached:
            wrong.append(f"{place}: no line in tables.csv")
    activities_known = {one.code for one in activities()}
    wrong += [f"{one.label}: no activity {one.activity}" for one in tables() if one.activity not in activities_known]
    return wrong
