"""Every column that can hold words is classified, and an erasure knows what to do with it."""

import csv

import pytest
from django.db import models
from django.test.utils import isolate_apps

from privacy import inventory
from privacy.rotation import secret_columns


def test_every_column_of_the_database_is_in_the_inventory():
    assert inventory.faults() == [], "write a line into privacy/data/columns.csv (and tables.csv)"


def test_a_new_column_without_a_line_is_caught(monkeypatch):
    there = [*inventory.telling_columns(), ("registry.BusinessEdition", "shoe_size")]
    monkeypatch.setattr(inventory, "telling_columns", lambda: iter(there))
    assert inventory.faults() == ["registry.BusinessEdition.shoe_size: no line in columns.csv"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"erase": "keep"}, "an erasure keeps it"),
        ({"erase": "lupa"}, "nobody knows"),
        ({"kind": "aneh"}, "nobody knows"),
        ({"kept_as": "plain", "kind": "secret", "name": "owner_name"}, "kept as plain text"),
    ],
)
def test_contradictions_are_caught(monkeypatch, change, fault):
    all_columns = inventory.columns()
    spoilt = next(one for one in all_columns if (one.table, one.name) == ("registry.BusinessEdition", "owner_name"))
    others = tuple(one for one in all_columns if one is not spoilt)
    monkeypatch.setattr(inventory, "columns", lambda: (*others, inventory.Column(**{**spoilt.__dict__, **change})))
    assert any(fault in one for one in inventory.faults())


@isolate_apps("privacy")
def test_coordinates_and_birthdays_count_as_telling():
    class Place(models.Model):
        latitude = models.DecimalField(max_digits=9, decimal_places=6)
        born_on = models.DateField()
        seen_at = models.DateTimeField()

        class Meta:
            app_label = "privacy"

    telling = [field.name for field in Place._meta.concrete_fields if isinstance(field, inventory.TELLING)]
    assert telling == ["latitude"]


def test_secrets_are_the_nik_in_all_its_places():
    assert {(one.table, one.name, one.kept_as) for one in secret_columns()} >= {
        ("registry.Owner", "nik_cipher", "cipher"),
        ("registry.ImportRow", "cells", "cells"),
        ("mfa.Authenticator", "data", "mfa"),
    }


def test_every_activity_has_a_purpose_a_basis_and_a_period():
    for one in inventory.activities():
        assert one.purpose and one.basis and one.people and one.seen_by and one.kept
    with (inventory.DATA / "retention.csv").open() as lines:
        known = {row["key"] for row in csv.DictReader(lines)}
    assert {key for one in inventory.activities() for key in one.rules} <= known
