"""How a certificate stands on a day, and who must have halal."""

import csv
from datetime import date
from pathlib import Path

import pytest

from certification import validity
from tests.vectors import table

KINDS = Path(validity.__file__).parent / "data" / "kinds.csv"
TODAY = date(2026, 11, 21)


def kind_row(code):
    with KINDS.open(encoding="utf-8", newline="") as lines:
        return next(row for row in csv.DictReader(lines) if row["code"] == code)


@pytest.mark.parametrize("row", table("certificate_status"))
def test_the_status_follows_the_table(row):
    kind = kind_row(row["kind"])
    expires_on = date.fromisoformat(row["expires_on"]) if row["expires_on"] else None
    today = date.fromisoformat(row["today"])
    found = validity.certificate_status(
        expires_on, has_expiry=kind["has_expiry"] == "yes", expiring_days=int(kind["expiring_days"]), today=today
    )
    assert found == row["status"]


def test_a_revoked_certificate_is_revoked():
    status = validity.certificate_status(None, revoked=True, today=TODAY)
    assert status == "revoked"
    assert validity.LABELS[status] == "Dicabut"


def test_the_reminder_window_is_counted_in_days():
    assert validity.certificate_status(date(2027, 2, 19), expiring_days=90, today=TODAY) == "expiring"
    assert validity.certificate_status(date(2027, 2, 20), expiring_days=90, today=TODAY) == "valid"


@pytest.mark.parametrize("row", table("halal_required"))
def test_the_halal_duty_follows_the_table(row):
    on = date.fromisoformat(row["on"])
    assert validity.halal_required(row["product"], row["scale"], on) is row["required"]


def test_an_unknown_scale_has_the_duty_once_all_have_it():
    assert not validity.halal_required("food_or_drink", None, date(2026, 10, 17))
    assert validity.halal_required("food_or_drink", None, date(2026, 10, 18))


@pytest.mark.parametrize(
    ("kind", "issued_on", "years", "expires_on"),
    [
        ("pirt", date(2024, 2, 29), 5, date(2029, 2, 28)),
        ("tkdn", date(2025, 12, 10), 5, date(2028, 12, 10)),
        ("tkdn", date(2025, 12, 11), 5, date(2030, 12, 11)),
        ("halal", date(2022, 12, 29), None, date(2026, 12, 29)),
        ("halal", date(2022, 12, 30), None, None),
    ],
)
def test_the_usual_end_follows_the_law_of_the_issuing_day(kind, issued_on, years, expires_on):
    assert validity.usual_expiry(kind, issued_on, years) == expires_on
