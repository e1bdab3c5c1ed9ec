"""Files of the import: empty lists that read back as they should, and rows that come back corrected."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from registry import secrets
from registry.headers import match_headers
from registry.importing.blank import titles
from registry.importing.kinds import KINDS
from registry.models import BusinessEdition, Owner
from registry.spreadsheet import read_table
from registry.workbook_out import Page, workbook
from tests.imports import LIST, lists, press, states, table, upload, words  # noqa: F401
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
NIK = "3602991708400012"
HEAD = "nama_ikm;nama_pemilik;nik;kecamatan;keldesa\n"


def download(client, path: str) -> bytes:
    """The bytes of a file."""
    return b"".join(client.get(f"{LIST}{path}"))


@pytest.mark.parametrize("key", ["business", "product", "certificate"])
def test_an_empty_list_names_every_column_we_know(key):
    kind = KINDS[key]
    match = match_headers(titles(kind), kind.headers)
    assert (set(match.columns), match.missing, match.unknown) == (set(kind.fields), [], [])


@pytest.mark.parametrize("key", ["business", "product", "certificate"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_empty_list_left_as_it_is_holds_no_rows(client, rina, key, form):
    sign_in(client, rina)
    data = download(client, f"kosong/{key}.{form}")
    batch = upload(client, rina, SimpleUploadedFile(f"daftar.{form}", data), key)
    assert batch.state == "failed"
    assert "tidak berisi baris data" in batch.failure
    assert client.get(f"{LIST}kosong/lain.{form}").status_code == 404


def test_a_filled_list_keeps_zeros_and_drops_the_example(client, rina):
    kind = KINDS["business"]
    given = {"name": "Usaha A", "nik": NIK, "nib": "0000111122223", "district": "Sobang", "phone": "086011110001"}
    row = [given.get(one.name, "") for one in kind.columns]
    example = ["CONTOH – Gula", *[""] * 21]
    data = workbook(Page("Daftar", titles(kind), [example, row]))
    batch = upload(client, rina, SimpleUploadedFile("daftar.xlsx", data))
    assert batch.rows.count() == 1
    assert "contoh" in str(batch.notes)
    press(client, batch, "draf")
    draft = BusinessEdition.objects.get()
    assert (draft.nib, draft.phone) == ("0000111122223", "+6286011110001")
    assert secrets.decrypt(Owner.objects.get().nik_cipher) == NIK


def test_the_columns_of_numbers_are_text_in_the_workbook(client, rina):
    sign_in(client, rina)
    book = download(client, "kosong/business.xlsx")
    table_ = read_table(book, "a.xlsx")
    (row,) = table_.rows
    assert row.numeric == frozenset()
    assert "0000000000017" in row.cells
    assert "1 lembar lain" in " ".join(table_.notes)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_corrected_rows_come_back_with_their_nik_and_mapping(client, rina, form):
    text = f"Merek;Empunya;Nomor KTP;Kec\n=Usaha A;Ani;{NIK};Bandung\nUsaha B;Bani;;Sobang"
    batch = upload(client, rina, table(text))
    press(client, batch, "kolom", kolom_name=0, kolom_owner_name=1, kolom_nik=2, kolom_district=3, pilih_kbli="2020",
          ingat="on", nama="KTP")  # fmt: skip
    press(client, batch, "draf")
    assert states(batch) == {"error": 1, "imported": 1}
    data = download(client, f"{batch.code}/bermasalah.{form}")
    if form == "csv":
        assert NIK not in data.decode()
        fixed = data.decode("utf-8-sig").replace("Bandung", "Bayah").encode()
    else:
        rows = read_table(data, "a.xlsx")
        assert "'=Usaha A" in next(iter(rows.rows)).cells
        cells = [["Bayah" if cell == "Bandung" else cell for cell in row.cells] for row in rows.rows]
        fixed = workbook(Page("x", rows.header, cells))
    again = upload(client, rina, SimpleUploadedFile(f"perbaikan.{form}", fixed))
    assert again.saved_mapping.name == "KTP"
    assert set(again.mapping) == {"name", "owner_name", "nik", "district"}
    press(client, again, "draf")
    assert states(again) == {"imported": 1}
    draft = BusinessEdition.objects.get(owner_name="Ani")
    assert draft.name == "=Usaha A"
    assert secrets.decrypt(draft.business.owner.nik_cipher) == NIK


def test_a_second_correction_has_our_columns_once(client, rina):
    batch = upload(client, rina, table(HEAD + "Usaha A;Ani;;Bandung;"))
    first = download(client, f"{batch.code}/bermasalah.csv")
    again = upload(client, rina, SimpleUploadedFile("lagi.csv", first))
    text = download(client, f"{again.code}/bermasalah.csv").decode("utf-8-sig")
    second = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert second[0] == ["Baris", "Masalah", "nama_ikm", "nama_pemilik", "nik", "kecamatan", "keldesa",
                         "Kode impor (jangan diubah)"]  # fmt: skip


def test_a_masked_nik_from_elsewhere_is_refused_in_words(client, rina):
    batch = upload(client, rina, table(HEAD + "Usaha A;Ani;••••••••••••0012;Sobang;Hariang"))
    assert states(batch) == {"error": 1}
    assert "NIK ini tersamar" in words(batch, 2)


def test_many_problem_rows_go_out_as_csv_only(client, rina, monkeypatch):
    monkeypatch.setattr("registry.views.import_files.BOOK_ROWS", 1)
    batch = upload(client, rina, table(HEAD + "A;;;Bandung;\nB;;;Bandung;"))
    answer = client.get(f"{LIST}{batch.code}/bermasalah.xlsx", follow=True)
    assert "unduh sebagai CSV" in answer.content.decode()


def test_more_columns_of_a_business_are_read(client, rina):
    batch = upload(
        client,
        rina,
        table("""nama usaha;kecamatan;whatsapp;email;tahun berdiri;kode pos;jenis kelamin
        Usaha A;Sobang;086011110002;Usaha.A@Contoh.example;2015;42311;P
        Usaha B;Sobang;12;bukan surel;15;1;X"""),
    )
    press(client, batch, "draf")
    one = BusinessEdition.objects.get(name="Usaha A")
    assert (one.whatsapp, one.email, one.founded_year) == ("+6286011110002", "usaha.a@contoh.example", 2015)
    assert (one.postal_code, one.business.owner.sex) == ("42311", "female")
    for said in ("WhatsApp", "surel tidak benar", "Tahun berdiri tidak terbaca", "pos"):
        assert said in words(batch, 3), said
