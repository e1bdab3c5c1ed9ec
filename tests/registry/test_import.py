"""An old list of businesses becomes drafts: through the page, with a preview, row by row, and back again."""

import csv
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.models import BusinessEdition, ImportBatch, Owner
from tests.build import draft_business, live_business
from tests.imports import LIST, SAMPLES, lists, press, sample, send, states, table, upload, words, work  # noqa: F401
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
HEAD = "nama_ikm;nama_pemilik;nik;nib;kecamatan;keldesa;alamat;telp;bentuk_badan_usaha;kode_kbli;nilai_investasi\n"
WHOLE = "Gula Aren Sari;Sari;;0000111122223;Sobang;Hariang;Kp. Pasir RT 1/RW 02;086011110001;PO;10722;40000000"


def test_the_census_of_800_becomes_drafts_within_seconds(client, rina):
    batch = upload(client, rina, sample("06_ikm_gaya_pendataan.csv"))
    assert BusinessEdition.objects.count() == 0
    start = time.monotonic()
    press(client, batch, "draf")
    took = time.monotonic() - start
    batch.refresh_from_db()
    assert (batch.state, took < 20) == ("applied", True)
    assert BusinessEdition.objects.count() == Owner.objects.count() == states(batch)["imported"] > 700


def test_the_preview_of_800_rows_takes_few_statements(client, rina):
    batch = upload(client, rina, sample("06_ikm_gaya_pendataan.csv"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{LIST}{batch.code}/").status_code == 200
    assert len(asked) < 16


def test_a_row_is_read_into_the_fields_of_a_draft(client, rina):
    press(client, upload(client, rina, table(HEAD + WHOLE)), "draf")
    draft = BusinessEdition.objects.get()
    assert (draft.name, draft.owner_name, draft.nib, draft.nib_status) == (
        "Gula Aren Sari",
        "Sari",
        "0000111122223",
        "has",
    )
    assert (draft.village.name, draft.street, draft.rt, draft.rw) == ("Hariang", "Kp. Pasir", "001", "002")
    assert (draft.phone, draft.legal_form, draft.investment_range) == ("+6286011110001", "sole", "50000000")
    assert (draft.activity.kbli_code, draft.activity.kbli_edition) == ("10722", "2025")
    assert (draft.state, draft.hands, draft.business.owner.user) == ("draft", [rina.pk], None)


def test_problems_are_sentences_at_their_cells(client, rina):
    batch = upload(
        client,
        rina,
        table(f"""{HEAD}        ;;;;Sobang;Hariang;Kp. Pasir;;;;
        Usaha A;Ani;;123;Sobang;Hariang;;;;;
        Usaha B;Bani;;;Bandung;Hariang;;;;;
        Usaha C;Cici;;;Sobang;Haryang;;12;Mbuh;99999;abc"""),
    )
    assert "Nama usaha wajib diisi" in words(batch, 2)
    assert "NIB harus 13 angka" in words(batch, 3)
    assert "Kecamatan “Bandung” tidak ada di" in words(batch, 4)
    said = words(batch, 5)
    for part in (
        "Dibaca sebagai Desa Hariang",
        "Nomor telepon tidak benar",
        "“Mbuh” tidak dikenal",
        "99999",
        "bukan angka",
    ):
        assert part in said
    assert states(batch) == {"error": 3, "warning": 1}
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "NIB harus 13 angka" in page
    assert "tidak ikut masuk" in page


def test_old_kbli_codes_go_to_the_edition_in_force(client, rina):
    batch = upload(
        client,
        rina,
        table("""nama_ikm;kecamatan;keldesa;kode_kbli
        Usaha A;Sobang;Hariang;10722
        Usaha B;Sobang;Hariang;31001
        Usaha C;Sobang;Hariang;16291
        Usaha D;Sobang;Hariang;10391 / 10307"""),
    )
    press(client, batch, "draf")
    codes = dict(BusinessEdition.objects.values_list("name", "activity__kbli_code"))
    assert codes == {"Usaha A": "10722", "Usaha B": "31011", "Usaha C": "16291", "Usaha D": "10307"}
    assert "menjadi KBLI 2025 31011" in words(batch, 3)
    assert "terpecah. Pilih salah satu: 14131" in words(batch, 4)


def test_names_in_capitals_are_calmed_down_unless_the_officer_says_no(client, rina):
    text = "nama_ikm;nama_pemilik;kecamatan;keldesa\nUD BERKAH JAYA;SITI AMINAH;SOBANG;HARIANG"
    batch = upload(client, rina, table(text))
    assert "menjadi “UD Berkah Jaya”" in words(batch, 2)
    press(
        client, batch, "kolom", kolom_name=0, kolom_owner_name=1, kolom_district=2, kolom_village=3, pilih_kbli="2020"
    )
    assert "saran “UD Berkah Jaya”" in words(batch, 2)
    press(client, batch, "draf")
    assert BusinessEdition.objects.get().name == "UD BERKAH JAYA"


def test_what_is_there_already_is_a_likely_duplicate(client, rina, asep, sari):
    live = live_business(sari, asep, name="Gula Aren Ibu Sari", nib="0000999900001")
    place = f"{live.village.parent.name};{live.village.name}"
    batch = upload(
        client,
        rina,
        table(f"""nama_ikm;nib;kecamatan;keldesa
        Lain;0000999900001;{place}
        GULA AREN IBU SARI;;{place}
        Baru;;{place}
        BARU;;{place}"""),
    )
    assert states(batch) == {"duplicate": 3, "warning": 1}
    assert "NIB ini sudah ada di portal: Gula Aren Ibu Sari" in words(batch, 2)
    assert "Nama dan tempatnya sama dengan baris 4" in words(batch, 5)
    press(client, batch, "ganda", tampak=[2, 3, 5], baris=[2, 5])
    assert states(batch) == {"duplicate": 2, "warning": 2}  # the same NIB stays the same business
    press(client, batch, "draf")
    assert BusinessEdition.objects.filter(is_open=True, name__iexact="baru").count() == 2


def test_a_double_tap_uploads_once(client, rina):
    sign_in(client, rina)
    key = {"kind": "business", "form_key": "7b0f5d0e-8a5e-4d0e-9f0e-0c8a5e4d0e9f"}
    answers = [client.post(LIST, {**key, "file": table(HEAD + WHOLE)}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert ImportBatch.objects.count() == 1


def test_an_empty_nib_can_mean_that_there_is_none(client, rina):
    batch = upload(client, rina, table("nama_ikm;kecamatan;keldesa;nib\nUsaha A;Sobang;Hariang;"))
    press(
        client,
        batch,
        "kolom",
        kolom_name=0,
        kolom_district=1,
        kolom_village=2,
        kolom_nib=3,
        pilih_kbli="2020",
        pilih_no_nib="on",
    )
    press(client, batch, "draf")
    assert BusinessEdition.objects.get().nib_status == "none"


def test_columns_are_mapped_once_for_the_same_header(client, rina):
    text = "Merek dagang;Wilayah\nUsaha A;Sobang"
    batch = upload(client, rina, table(text))
    assert "Kolom wajib belum dipilih" in client.get(f"{LIST}{batch.code}/").content.decode()
    press(client, batch, "kolom", kolom_name=0, kolom_district=1, pilih_kbli="2020", pilih_tidy="on", ingat="on")
    assert states(batch) == {"warning": 1}
    assert upload(client, rina, table(text)).mapping == {"name": 0, "district": 1}


def test_one_column_cannot_mean_two_things(client, rina):
    batch = upload(client, rina, table(HEAD + WHOLE))
    page = press(client, batch, "kolom", kolom_name=0, kolom_owner_name=0, pilih_kbli="2020").content.decode()
    assert "Kolom ini sudah dipakai untuk Nama usaha" in page
    assert "<title>Galat: " in page


def test_a_wrong_file_is_refused_in_words(client, rina):
    sign_in(client, rina)
    assert "Pilih berkasnya dulu." in client.post(LIST, {"kind": "business"}).content.decode()
    batch = upload(client, rina, table("nama_ikm;kecamatan"))
    assert batch.state == "failed"
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "belum ada baris data" in page
    assert "Unggah berkas lain" in page
    press(client, batch, "batalkan")
    assert not ImportBatch.objects.exists()


def test_a_file_that_cannot_be_read_is_told_once_and_in_its_own_words(client, rina):
    batch = upload(client, rina, sample("14_bom_zip.xlsx"))
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert page.count(batch.failure) == 1
    assert "200 kali" in batch.failure and "160 MB" not in batch.failure, "it opens to 81 MB"
    assert "tekan sekali lagi" not in page, "there is nothing to go on with"


def test_draft_business_of_a_person_is_not_touched_by_an_import(client, rina, sari):
    mine = draft_business(sari, name="Usaha Sari")
    press(client, upload(client, rina, table(HEAD + WHOLE)), "draf")
    mine.refresh_from_db()
    assert (mine.name, mine.is_open) == ("Usaha Sari", True)


def test_a_messy_recapitulation_is_read_as_its_key_says(client, rina):
    batch = upload(client, rina, sample("05_rekap_dinas_berantakan.xlsx"))
    press(client, batch, "draf")
    with (SAMPLES / "05_rekap_dinas_berantakan.kunci.csv").open(encoding="utf-8") as lines:
        key = {int(row["baris_excel"]): row for row in csv.DictReader(lines)}
    codes = {row.number: row.result_code for row in batch.rows.filter(state="imported")}
    twins = {number for number, row in key.items() if "duplikat" in row["peringatan"]}
    assert set(key) - set(codes) == twins == set(batch.rows.filter(state="duplicate").values_list("number", flat=True))
    drafts = {draft.business.code: draft for draft in BusinessEdition.objects.select_related("business")}
    for number, code in codes.items():
        wanted, draft = key[number], drafts[code]
        assert draft.village_id == wanted["kode_desa"].replace(".", ""), number
        assert draft.owner_name == wanted["pemilik"]
        assert draft.name == (wanted["nama_usaha"] or wanted["pemilik"])


def test_too_large_a_table_is_refused_in_words(client, rina, monkeypatch):
    sign_in(client, rina)
    monkeypatch.setattr("registry.forms_import.MAX_BYTES", 10)
    assert "Berkas paling besar" in send(client, table(HEAD + WHOLE)).content.decode()
    assert not ImportBatch.objects.exists()


def test_broken_signs_and_endless_cells_are_no_trouble(client, rina):
    long = "9" * 31_000
    head = "nama_ikm;keca\x00matan\u202e;\x01aneh\x00;nilai_investasi;telp;alamat"
    batch = upload(client, rina, table(f"{head}\nUsaha A;Sobang;x;{long};{long};{'RT 1 ' * 6000}"))
    assert "\x00" not in str(batch.header)
    press(client, batch, "draf")
    assert BusinessEdition.objects.get().street.startswith("RT 1")
