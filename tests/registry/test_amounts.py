"""Amounts and dates in the spellings of tables."""

import csv
import datetime

import pytest

from registry.amounts import BadAmount, read_amount, read_rupiah
from registry.dates import BadDate, read_date
from tests.registry.test_spreadsheet import SAMPLES

LINES = (SAMPLES / "08k_harga_aneh.kunci.csv").read_text(encoding="utf-8").splitlines()
# Row 13 of the table holds an unquoted comma: the file says 2,5jt, a comma-separated reader sees 2 and 5jt.
KEY = [{**row, "harga_di_berkas": "2,5jt"} if row["baris"] == "13" else row for row in csv.DictReader(LINES)]


@pytest.mark.parametrize("row", KEY, ids=lambda row: row["harga_di_berkas"] or "kosong")
def test_prices_are_read_as_the_answer_key_says(row):
    wanted = row["harga_usulan"]
    if not wanted:
        with pytest.raises(BadAmount):
            read_amount(row["harga_di_berkas"])
        return
    amount = read_amount(row["harga_di_berkas"])
    assert amount.rupiah == int(wanted.split()[0])
    assert bool(amount.warnings) == ("peringatan" in wanted)
    assert amount.unit == ("pak" if "satuan" in wanted else None)


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [("Rp18.000,00", 18000), ("Rp 1.500.000", 1_500_000), ("Rp.25.000,-", 25000), ("18,000.00", 18000),
     ("IDR 5000", 5000), ("1,500,000", 1_500_000), ("12.500/kg", 12500), ("7500 per buah", 7500),
     ("1,2 miliar", 1_200_000_000),
     ("Rp 25.000 s/d Rp 30.000", 25000), ("25.000 rupiah", 25000), ("40000000.0", 40_000_000)],
)  # fmt: skip
def test_other_usual_spellings_are_read(text, rupiah):
    assert read_rupiah(text) == rupiah


@pytest.mark.parametrize(
    ("text", "code"),
    [("25,000", "ambiguous"), ("1e5", "scientific"), ("-5000", "negative"), ("(5.000)", "negative"), ("0", "zero"),
     ("=25000", "formula"), ("", "empty"), ("NaN", "not_a_number"), ("1.2.3", "not_a_number"), ("9" * 400, "too_large"),
     ("\x00", "not_a_number"), ("Rp", "not_a_number"), ("5²", "not_a_number")],
)  # fmt: skip
def test_what_is_unclear_is_refused_with_its_reason(text, code):
    with pytest.raises(BadAmount) as caught:
        read_amount(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "date"),
    [("2026-02-27", (2026, 2, 27)), ("14/03/2026", (2026, 3, 14)), ("4 Maret 2020", (2020, 3, 4)),
     ("45823", (2025, 6, 15)), ("17 Agt. 2024", (2024, 8, 17)), ("1-Des-26", (2026, 12, 1)),
     ("Senin, 2 Nopember 2026", (2026, 11, 2)),
     ("2026-02-27 00:00:00", (2026, 2, 27)), ("5.6.26", (2026, 6, 5))],
)  # fmt: skip
def test_dates_are_read(text, date):
    assert read_date(text) == datetime.date(*date)


@pytest.mark.parametrize(
    "text", ["", "Mrt-26", "31/02/2026", "seumur hidup", "99999", "12/2026", "1 Foo 2026", "01/01/1800"]
)
def test_what_is_no_whole_date_is_refused(text):
    with pytest.raises(BadDate, match=r"\.$"):
        read_date(text)
