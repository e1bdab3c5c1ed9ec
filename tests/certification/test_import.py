"""An old list of certificates becomes drafts of businesses that are registered; what is still in process does not."""

import datetime

import pytest

from certification import actions
from certification.loading import load_kinds
from certification.models import Certificate
from registry.importing.business_drafts import create_businesses
from registry.spreadsheet import read_table
from review.actions import Refused
from tests.build import document, live_business, live_certificate
from tests.imports import LIST, SAMPLES, lists, press, sample, states, table, upload, words  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists", "kinds")]
HEAD = "nib;nama usaha;jenis;nomor;terbit;berlaku s.d.;produk\n"
HALAL = "ID36110001234560326"


@pytest.fixture
def kinds(db):
    """The kinds of certificate, as every portal has them."""
    load_kinds()


@pytest.fixture
def gula(sari, asep):
    return live_business(sari, asep, name="Gula Sari", nib="0000111122223").business


def test_the_sample_gets_the_outcome_of_its_index(client, rina):
    rows = list(read_table((SAMPLES / "07_sertifikat_campur.xlsx").read_bytes(), "a.xlsx").rows)
    known = {row.cells[2]: row.cells[1] for row in rows}
    create_businesses([{"name": name, "nib": nib} for nib, name in known.items()], by=rina, hands=[])
    batch = upload(client, rina, sample("07_sertifikat_campur.xlsx"), "certificate")
    said = states(batch)
    in_process = sum("proses" in row.cells[4] for row in rows)
    assert batch.rows.count() == 150
    assert said == {"skipped": in_process, "warning": said["warning"], "ready": said["ready"]}
    assert batch.rows.filter(problems__contains=[{"field": "issued_on"}]).count() == 0, "five spellings of dates"
    press(client, batch, "draf")
    made = Certificate.objects.all()
    assert made.count() == 150 - in_process
    assert not made.filter(issued_on=None).exists()
    for_life = {row.cells[4] for row in rows if row.cells[6] == "seumur hidup"} - {"dalam proses"}
    assert set(made.filter(expires_on=None).values_list("number", flat=True)) == for_life
    permits = made.filter(kind="pirt")
    assert permits.exists()
    assert not permits.exclude(number__regex=r"^\d{15}$").exists(), "four spellings of the prefix"
    assert made.filter(expires_on__lt=datetime.date(2026, 11, 21)).exists()


def test_a_row_is_read_into_the_fields_of_a_draft(client, rina, gula):
    row = f"0000111122223;Gula Sari;HALAL;{HALAL};14/03/2026;seumur hidup;Gula semut\n"
    batch = upload(client, rina, table(HEAD + row), "certificate")
    assert states(batch) == {"ready": 1}
    press(client, batch, "draf")
    draft = Certificate.objects.get()
    assert (draft.business, draft.kind_id, draft.number) == (gula, "halal", HALAL)
    assert (draft.issued_on, draft.expires_on) == (datetime.date(2026, 3, 14), None)
    assert (draft.scope, draft.issuer, draft.review_state, draft.hands) == ("Gula semut", "BPJPH", "draft", [rina.pk])
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Kurang: pindaian" in page
    assert "Pemilik mengunggah foto atau PDF" in page
    with pytest.raises(Refused, match="Unggah foto atau PDF"):
        actions.submit(draft, by=rina)


def test_whose_paper_it_is_must_be_clear(client, rina, sari, asep, gula):
    for _ in range(2):
        live_business(sari, asep, name="Kembar")
    batch = upload(
        client,
        rina,
        table(
            HEAD
            + """;gula sari;P-IRT;2063602990000-29;1/2/2024;1/2/2029;
        ;Kembar;P-IRT;2063602990001-29;1/2/2024;1/2/2029;
        ;Tak Dikenal;P-IRT;2063602990002-29;1/2/2024;1/2/2029;
        0000999900009;Lain;P-IRT;2063602990003-29;1/2/2024;1/2/2029;
        0000111122223;Toko Lain Sekali;P-IRT;2063602990004-29;1/2/2024;1/2/2029;"""
        ),
        "certificate",
    )
    for row, said in enumerate(("hanya lewat nama", "Ada 2 usaha", "belum terdaftar", "belum terdaftar",
                                "atas nama “Gula Sari”"), 2):  # fmt: skip
        assert said in words(batch, row)
    assert states(batch) == {"warning": 1, "error": 4}


def test_problems_are_sentences_at_their_cells(client, rina, gula):
    batch = upload(
        client,
        rina,
        table(
            HEAD
            + """0000111122223;;Mbuh;123;1/2/2024;;
        0000111122223;;Halal;ID12;1/2/2024;;
        0000111122223;;P-IRT;;1/2/2024;;
        0000111122223;;P-IRT;masih dalam proses;1/2/2024;;
        0000111122223;;P-IRT;2063602990000-29;1/2/2030;1/2/2024;
        0000111122223;;P-IRT;2063602990001-29;besok;seumur hidup;
        0000111122223;;P-IRT;2063602990002-29;1/2/2019;1/2/2024;"""
        ),
        "certificate",
    )
    for row, said in enumerate(("“Mbuh” tidak dikenal", "ID diikuti 17 angka", "Nomor sertifikat wajib",
                                "Masih dalam proses", "Berakhir sebelum terbit", "tidak terbaca",
                                "sudah lewat"), 2):  # fmt: skip
        assert said in words(batch, row), row
    assert states(batch) == {"error": 3, "warning": 3, "skipped": 1}
    assert "biasanya ada akhirnya" in words(batch, 7)
    press(client, batch, "draf")
    assert set(Certificate.objects.values_list("number", flat=True)) == {"ID12", "206360299000129", "206360299000229"}
    page = client.get(f"{LIST}{batch.code}/?tampil=dilewati").content.decode()
    assert "Tidak dibuat" in page


def test_the_same_paper_twice_makes_no_double(client, rina, sari, asep, dede, gula):
    other = live_business(dede, asep, name="Keripik Dede", nib="0000111122224").business
    live_certificate(other, dede, asep, number="206360299000129")
    row = "0000111122223;;P-IRT;{};1/2/2024;1/2/2029;\n"
    text = HEAD + "".join(row.format(n) for n in ("2063602990000-29", "PIRT 2063602990000 29", "2063602990001-29"))
    batch = upload(client, rina, table(text), "certificate")
    assert "sama dengan baris 2" in words(batch, 3)
    assert "sudah dipakai usaha lain" in words(batch, 4)
    press(client, batch, "draf")
    again = upload(client, rina, table(text), "certificate")
    assert states(again) == {"duplicate": 2, "error": 1}
    assert "sudah tercatat di portal" in words(again, 2)
    assert Certificate.objects.filter(business=gula).count() == 1


def test_undoing_leaves_what_somebody_completed(client, rina, gula):
    row = "0000111122223;;P-IRT;{};1/2/2024;1/2/2029;\n"
    text = HEAD + row.format("2063602990000-29") + row.format("2063602990001-29")
    batch = upload(client, rina, table(text), "certificate")
    press(client, batch, "draf")
    kept = Certificate.objects.first()
    actions.attach_scan(kept, document(), by=rina)
    page = press(client, batch, "batalkan").content.decode()
    assert "1 draf dibatalkan; 1 tetap ada" in page
    assert list(Certificate.objects.all()) == [kept]


def test_a_list_of_another_kind_is_told(client, rina):
    batch = upload(client, rina, sample("07_sertifikat_campur.xlsx"), "business")
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "lebih mirip daftar sertifikat" in page
