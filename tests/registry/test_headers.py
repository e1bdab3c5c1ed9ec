"""Headers in the spellings of offices find our fields."""

import pytest

from registry.headers import guess_kind, key, match_headers
from registry.spreadsheet import read_table
from tests.registry.test_spreadsheet import SAMPLES


@pytest.mark.parametrize(
    "title", ["nama_usaha", "Nama Usaha", " NAMA  USAHA ", "Nama Usaha (sesuai NIB)", "ＮＡＭＡ usaha"]
)
def test_spellings_of_one_title_have_one_key(title):
    assert key(title) == "namausaha"


@pytest.mark.parametrize("name", ["01_produk_bersih.csv", "02_produk_excel_indonesia.csv", "12_excel97.xls"])
def test_a_product_list_is_understood(name):
    header = read_table((SAMPLES / name).read_bytes(), name).header
    match = match_headers(header, "product_list")
    assert list(match.columns.values()) == list(range(10))
    assert (match.unknown, match.missing, guess_kind(header)) == ([], [], "product_list")


def test_a_business_census_is_understood():
    name = "06_ikm_gaya_pendataan.csv"
    header = read_table((SAMPLES / name).read_bytes(), name).header
    match = match_headers(header, "business_census")
    assert (match.unknown, match.missing, guess_kind(header)) == ([], [], "business_census")
    assert header[match.columns["kbli_code"]] == "kode_kbli"
    assert header[match.columns["workers_female"]] == "tkp"


def test_a_header_of_two_rows_is_understood():
    name = "05_rekap_dinas_berantakan.xlsx"
    match = match_headers(read_table((SAMPLES / name).read_bytes(), name).header, "business_census")
    assert match.columns["name"] == 2
    assert match.columns["village"] == 5
    assert match.columns["kbli_code"] == 9


def test_missing_and_unknown_columns_are_named():
    match = match_headers(["Nama Produk", "Warna", ""], "product_list")
    assert (match.unknown, match.missing) == (["Warna"], ["business_name", "price"])
    assert guess_kind(["Warna", "Bentuk"]) is None
