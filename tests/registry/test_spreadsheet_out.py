"""Exports never hand a formula to the person who opens them."""

import csv
import datetime
import io

import pytest

from registry.spreadsheet import read_table
from registry.spreadsheet_out import csv_lines, safe_cell
from tests.registry.test_spreadsheet import SAMPLES


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0+", "\ufeff=", "\u200b@"]
)
def test_text_that_could_be_a_formula_gets_an_apostrophe(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", ["Dodol", "", "A=1", "1-2", "'=1", None, -5, 2.5, datetime.date(2026, 11, 21)])
def test_other_values_stay(value):
    assert safe_cell(value) == value


def test_what_was_imported_comes_out_harmless():
    table = read_table((SAMPLES / "09_injeksi_formula.csv").read_bytes(), "a.csv")
    written = b"".join(csv_lines(table.header, (row.cells for row in table.rows)))
    assert written.startswith(b"\xef\xbb\xbfnib;nama_usaha")
    back = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(back) == 11
    assert not [cell for row in back for cell in row if cell[:1] in set("=+-@\t\r＝＋－＠")]


def test_long_exports_are_written_in_pieces():
    pieces = list(csv_lines(["a"], (["x" * 1000] for _ in range(100))))
    assert len(pieces) > 3
    assert len(b"".join(pieces)) > 100_000
