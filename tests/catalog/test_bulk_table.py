"""The table of a category: its columns, its choices, its example; filled with what is there it changes nothing."""

import io
import re
import zipfile

import pytest
import python_calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter.utility import xl_col_to_name

from catalog.bulk import template
from catalog.bulk.columns import columns_of, where
from catalog.models import Category, ProductEdition
from tests import build
from tests.bulk import GOOD, START, csv, receive, states, taken_in
from tests.catalog.questions import asks
from tests.imports import lists  # noqa: F401
from tests.people import sign_in

pytestmark = pytest.mark.django_db
ASKED = (
    {"key": "bahan", "label": "Bahan anyaman", "kind": "choice", "choices": ["Bambu", "Rotan"], "is_needed": True},
    {"key": "tinggi", "label": "Tinggi", "kind": "number", "unit": "cm", "lowest": 1},
    {"key": "merek", "label": "Merek", "kind": "text"},
    {"key": "cuci", "label": "Bisa dicuci", "kind": "yes_no"},
    {"key": "warna", "label": "Warna", "kind": "choices", "choices": ["Merah", "Hijau"]},
)


@pytest.fixture
def business(sari, asep):
    """Sari's approved business."""
    return build.live_business(sari, asep, name="Gula Sari").business


@pytest.mark.usefixtures("lists")
def test_no_two_columns_of_any_category_are_read_as_one():
    for leaf in Category.objects.filter(numchild=0):
        columns = columns_of(leaf)
        found, unread = where(columns, [one.heading for one in columns])
        assert list(found) == [one.name for one in columns] and unread == []


def test_a_question_with_the_title_of_a_column_gets_another_title():
    columns = columns_of(asks("anyaman", *ASKED))
    assert [one.heading for one in columns if one.name == "s-merek"] == ["Spesifikasi: Merek"]


def sheet(data: bytes, name: str) -> list[list]:
    """The rows of a sheet."""
    return python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_name(name).to_python()


def test_the_workbook_offers_the_choices_and_explains_them():
    data = template.empty_workbook(asks("anyaman", *ASKED))
    titles, example = sheet(data, "Produk")[:2]
    choices = sheet(data, "Pilihan")
    place = choices[0].index("Bahan anyaman")
    assert [row[place] for row in choices[1:4]] == ["Bambu", "Rotan", ""]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    letters = [xl_col_to_name(at) for at in (titles.index("Bahan anyaman"), place)]
    rule = re.search(rf'<dataValidation type="list"[^>]*sqref="{letters[0]}2:{letters[0]}502"[^>]*>(.*?)</d', xml)
    assert rule and f"Pilihan!${letters[1]}$2:${letters[1]}$3" in rule[1]
    assert example[1].startswith("CONTOH – ")
    explained = {row[0]: row[1] for row in sheet(data, "Penjelasan")}
    assert explained["Bahan anyaman"] == "Perlu sebelum dikirim" and explained["Merek"] == "Boleh kosong"


def test_the_empty_table_sent_back_says_that_it_is_empty(sari, business):
    leaf = asks("anyaman", *ASKED)
    file = SimpleUploadedFile("kosong.xlsx", template.empty_workbook(leaf))
    batch = receive(business, leaf, file, by=sari)
    assert batch.state == "failed" and "belum berisi produk" in batch.failure


def test_a_filled_table_sent_back_changes_nothing(client, sari, asep, business):
    leaf = asks("anyaman", *ASKED)
    whole = GOOD | {
        "Nomor artikel": "007", "Bahan anyaman": "Rotan", "Tinggi (cm)": "12,5", "Bisa dicuci": "tidak",
        "Warna": "Merah;Hijau", "Spesifikasi: Merek": "Apik", "Panjang paket (cm)": "20,5", "Stok": "1200",
        "Asal produk": "Dibuat di Indonesia", "Bahan dari Indonesia": "ya",
    }  # fmt: skip
    taken_in(business, leaf, csv(whole), by=sari)
    answers = {"bahan": "Rotan", "tinggi": 12.5, "cuci": False, "warna": ["Merah", "Hijau"], "merek": "Apik"}
    assert ProductEdition.objects.get().answers == answers
    sign_in(client, sari)
    for form in ("xlsx", "csv"):
        answer = client.get(f"{START}isi/{business.code}/anyaman.{form}")
        data = answer.getvalue() if form == "xlsx" else b"".join(answer)
        batch = receive(business, leaf, SimpleUploadedFile(f"isi.{form}", data), by=sari)
        assert states(batch) == [("same", "same")], batch.rows.get().problems


def test_numbers_that_a_spreadsheet_keeps_as_numbers_are_read_as_such(sari, business):
    leaf = asks("anyaman", *ASKED)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, [*GOOD, "Tinggi (cm)", "Nomor artikel"])
        page.write_row(1, 0, [*(GOOD | {"Harga": 25000}).values(), 1.125, 7])
    taken_in(business, leaf, SimpleUploadedFile("a.xlsx", out.getvalue()), by=sari)
    draft = ProductEdition.objects.get()
    assert (draft.answers["tinggi"], draft.product.price_before_vat, draft.product.own_code) == (1.125, 25000, "7")


def test_a_table_of_a_stranger_is_not_found(client, dede, business):
    build.category()
    sign_in(client, dede)
    assert client.get(f"{START}isi/{business.code}/gula-semut.csv").status_code == 404
    assert client.get(f"{START}tabel/tidak-ada.xlsx").status_code == 404
