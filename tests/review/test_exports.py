"""Lists of the desk, the register and certification as files: the rows of their pages, for those who may see them."""

import csv
import io
import json
import zipfile

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from audit.models import Event, Verb
from catalog import actions as catalog
from review import exports
from review.exports import Export, columns
from tests import build
from tests.people import sign_in

STAFF = ("/petugas/antrean/unduh", "/petugas/selesai/unduh", "/petugas/usaha/unduh", "/petugas/sertifikat/berakhir")


def table(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def desk(sari, rina):
    """A decided business with an expired-soon paper, and a product that waits."""
    of = build.live_business(sari, rina, phone="+6286077778888", owner_name="Nyi Rahasia").business
    catalog.submit(build.draft_product(of, sari, name="Gula Menunggu"), by=sari)
    return sign_in(Client(), rina)


def test_the_queue_and_the_decisions_leave_with_their_filters(desk):
    assert [row["Judul"] for row in table(desk, "/petugas/antrean/unduh.csv")] == ["Gula Menunggu"]
    assert table(desk, "/petugas/antrean/unduh.csv?jenis=usaha") == []
    (decided,) = table(desk, "/petugas/selesai/unduh.csv")
    assert (decided["Keputusan"], decided["Petugas"], decided["Lewat batas"]) == ("Disetujui", "Bu Rina", "tidak")


def test_the_office_takes_all_registered_businesses_without_a_name_or_telephone(desk, dede, rina):
    build.live_business(dede, rina, name="Opak Tanpa NIB", nib_status="none", nib="")
    rows = table(desk, "/petugas/usaha/unduh.csv")
    assert {row["Nama usaha"]: row["Tampil untuk umum"] for row in rows} == {
        "Gula Aren Ibu Sari": "ya",
        "Opak Tanpa NIB": "tidak",
    }
    assert "Rahasia" not in str(rows) and "77778888" not in str(rows)
    assert [row["Nama usaha"] for row in table(Client(), "/usaha/unduh.csv?q=gula")] == ["Gula Aren Ibu Sari"]
    assert "Opak" not in str(table(Client(), "/usaha/unduh.csv"))


def test_papers_that_end_soon_leave_and_others_stay(desk, sari, rina):
    business = build.live_business(sari, rina, name="Cabang").business
    soon = build.live_certificate(business, sari, rina, expires_on=timezone.localdate())
    build.live_certificate(business, sari, rina, code="halal", expires_on=None)
    (row,) = table(desk, "/petugas/sertifikat/berakhir.csv")
    assert (row["Nomor"], row["Sisa hari"], row["Usaha"]) == (soon.number, "0", "Cabang")
    hers = table(sign_in(Client(), sari), "/pusat-usaha/sertifikat/unduh.csv")
    assert len(hers) == 2


def test_the_diary_knows_who_took_which_list_of_the_desk(desk, rina):
    for address in STAFF:
        table(desk, f"{address}.csv")
    lines = Event.objects.filter(verb=Verb.EXPORTED)
    assert [one.actor_code for one in lines] == [rina.code] * 4
    assert {one.detail["what"] for one in lines} == {"antrean", "keputusan", "businesses", "ending certificates"}


@pytest.mark.parametrize("address", STAFF)
def test_strangers_and_owners_take_nothing_of_the_desk(address, dede, db):
    assert Client().get(f"{address}.csv").status_code == 302
    assert sign_in(Client(), dede).get(f"{address}.csv").status_code == 403


def test_a_file_is_made_while_it_is_sent_and_holds_no_more_than_a_piece(rf):
    taken = []

    def rows():
        for number in range(50_000):
            taken.append(number)
            yield {"n": number}

    answer = exports.answer(rf.get("/"), Export("angka", columns(("n", "Angka")), rows()), "csv")
    pieces = iter(answer.streaming_content)
    next(pieces)
    next(pieces)
    assert len(taken) < 20_000
    assert sum(piece.count(b"\r\n") for piece in pieces) > 30_000
    assert len(taken) == 50_000


def test_no_more_files_are_made_at_once_than_leave_threads_for_pages(rf, monkeypatch, db):
    def one():
        return exports.answer(rf.get("/"), Export("angka", columns(("n", "Angka")), [{"n": 1}]), "json")

    held = [one() for _ in range(exports.AT_ONCE)]
    assert (refused := one()).status_code == 503 and refused["Retry-After"]
    held.pop().close()
    after = one()
    assert json.loads(b"".join(after.streaming_content)) == [{"n": 1}]
    for answer in (*held, after):
        answer.close()


def test_a_file_that_cannot_be_made_frees_its_place_and_is_no_half_file(rf, db):
    def broken():
        yield {"n": 1}
        raise ZeroDivisionError

    for form in ("xlsx", "json", "csv") * exports.AT_ONCE:
        with pytest.raises(ZeroDivisionError):
            exports.answer(rf.get("/"), Export("angka", columns(("n", "Angka")), broken()), form)


def test_a_sheet_that_is_full_is_followed_by_another(rf, monkeypatch):
    monkeypatch.setattr(exports, "SHEET_ROWS", 10)
    listed = Export("angka", columns(("n", "Angka"), ("t", "Teks")), ({"n": n, "t": True} for n in range(25)), ["Uji"])
    body = b"".join(exports.answer(rf.get("/"), listed, "xlsx").streaming_content)
    book = zipfile.ZipFile(io.BytesIO(body))
    sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert sum(book.read(name).decode().count(">ya<") for name in sheets) == 25


def test_the_workbook_opens_in_a_reader_as_it_was_meant(rf):
    rows = [{"t": "=1+1 <b> & 'x'", "n": 2.5}, {"t": "baris\ndua", "n": None}, {"t": "\x00\x0bNUL", "n": -4}]
    listed = Export("uji", columns(("t", "Teks <&>"), ("n", "Angka")), rows, ["+Tentang"])
    body = b"".join(exports.answer(rf.get("/"), listed, "xlsx").streaming_content)
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
    (name,) = (book := CalamineWorkbook.from_filelike(io.BytesIO(body))).sheet_names
    assert book.get_sheet_by_name(name).to_python() == [
        ["'+Tentang", ""],
        ["", ""],
        ["Teks <&>", "Angka"],
        ["'=1+1 <b> & 'x'", 2.5],
        ["baris\ndua", ""],
        ["'NUL", -4],
    ]
