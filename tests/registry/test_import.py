"""An old list of businesses becomes drafts: through the page, with a preview, row by row, and back again."""

import csv
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from catalog.actions import start_product
from registry import actions
from registry.importing import applying
from registry.models import Business, BusinessEdition, ImportBatch, Owner
from review.actions import Refused
from tests.build import draft_business, live_business
from tests.imports import LIST, SAMPLES, lists, press, sample, send, states, table, upload, words  # noqa: F401
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
HEAD = "nama_ikm;nama_pemilik;nik;nib;kecamatan;keldesa;alamat;telp;bentuk_badan_usaha;kode_kbli;nilai_investasi\n"
WHOLE = "Gula Aren Sari;Sari;;0000111122223;Sobang;Hariang;Kp. Pasir RT 1/RW 02;086011110001;PO;10722;40000000"


def test_the_census_of_800_becomes_drafts_within_seconds(client, rina):
    start = time.monotonic()
    batch = upload(client, rina, sample("06_ikm_gaya_pendataan.csv"))
    print(f"preview {time.monotonic() - start:.1f} s", states(batch))
    assert BusinessEdition.objects.count() == 0
    start = time.monotonic()
    press(client, batch, "draf")
    took = time.monotonic() - start
    print(f"drafts {took:.1f} s")
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
    assert (draft.phone, draft.legal_form, draft.capital_range) == ("+6286011110001", "sole", "50000000")
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
    assert codes == {"Usaha A": "10722", "Usaha B": "31011", "Usaha C": None, "Usaha D": "10307"}
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


def test_pressing_again_makes_nothing_twice(client, rina):
    batch = upload(client, rina, sample("06_ikm_gaya_pendataan.csv"))
    first = applying.apply(batch, by=rina, seconds=0)  # stops after one chunk, as if it had been killed
    assert (first.done, BusinessEdition.objects.count()) == (applying.CHUNK, applying.CHUNK)
    assert "Lanjutkan" in client.get(f"{LIST}{batch.code}/").content.decode()
    press(client, batch, "draf")
    press(client, batch, "draf")
    assert BusinessEdition.objects.count() == states(batch)["imported"]
    assert set(states(batch)) <= {"imported", "error", "duplicate"}


def test_a_double_tap_uploads_once(client, rina):
    sign_in(client, rina)
    key = {"kind": "business", "form_key": "7b0f5d0e-8a5e-4d0e-9f0e-0c8a5e4d0e9f"}
    answers = [client.post(LIST, {**key, "file": table(HEAD + WHOLE)}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert ImportBatch.objects.count() == 1


def test_undoing_takes_back_untouched_drafts_only(client, rina, asep):
    batch = upload(client, rina, table(f"{HEAD}{WHOLE}\nUsaha B;Bani;;;Sobang;Hariang;;;;;"))
    press(client, batch, "draf")
    press(client, batch, "kirim")
    page = press(client, batch, "batalkan").content.decode()
    assert "1 draf dibatalkan; 1 tetap ada" in page
    assert "sudah dikirim ke antrean" in page
    assert list(BusinessEdition.objects.values_list("name", flat=True)) == ["Gula Aren Sari"]
    assert (Business.objects.count(), Owner.objects.count()) == (1, 1)
    assert states(batch) == {"imported": 1, "undone": 1}


def test_a_table_without_drafts_is_thrown_away_with_its_rows(client, rina):
    batch = upload(client, rina, table(HEAD + WHOLE))
    press(client, batch, "batalkan")
    assert not ImportBatch.objects.exists()


def test_complete_drafts_are_sent_and_another_officer_approves(client, rina, asep):
    batch = upload(client, rina, table(f"{HEAD}{WHOLE}\nUsaha B;Bani;;;Sobang;Hariang;;;;;"))
    page = press(client, batch, "draf").content.decode()
    assert "Kirim 1 draf lengkap ke antrean" in page
    assert "Kurang: Bentuk usaha" in page
    press(client, batch, "kirim")
    submission = BusinessEdition.objects.get(submission__isnull=False).submission
    sign_in(client, rina)
    with pytest.raises(Refused, match="Petugas lain"):
        actions.approve(submission, by=rina)
    actions.approve(submission, by=asep)
    assert BusinessEdition.objects.get(is_live=True).name == "Gula Aren Sari"


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
    press(client, batch, "kolom", kolom_name=0, kolom_district=1, pilih_kbli="2020", pilih_tidy="on")
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
    page = send(client, table("nama_ikm;kecamatan")).content.decode()
    assert "belum ada baris data" in page
    assert "errsum" in page
    assert not ImportBatch.objects.exists()


def test_a_draft_the_owner_went_on_with_stays(client, rina, sari):
    batch = upload(client, rina, table(HEAD + WHOLE))
    press(client, batch, "draf")
    BusinessEdition.objects.update(changed_at="2030-01-01T00:00:00Z")
    press(client, batch, "batalkan")
    assert BusinessEdition.objects.count() == 1
    assert "sudah diubah sejak diimpor" in words(batch, 2)


def test_a_business_with_something_hanging_on_it_stays(client, rina):
    batch = upload(client, rina, table(HEAD + WHOLE))
    press(client, batch, "draf")
    start_product(Business.objects.get(), by=rina)
    press(client, batch, "batalkan")
    assert "sudah punya produk atau sertifikat" in words(batch, 2)


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


def test_the_office_can_look_at_an_imported_draft(client, rina):
    batch = upload(client, rina, table(HEAD + WHOLE))
    press(client, batch, "draf")
    code = BusinessEdition.objects.get().business.code
    assert f"/petugas/usaha/{code}/" in client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Gula Aren Sari" in client.get(f"/petugas/usaha/{code}/").content.decode()


def test_too_large_a_table_is_refused_in_words(client, rina, monkeypatch):
    sign_in(client, rina)
    monkeypatch.setattr("registry.importing.intake.MOST_ROWS", 2)
    assert (
        "sekali unggah paling banyak 2"
        in send(client, table("nama_ikm;kecamatan\na;Sobang\nb;Sobang\nc;Sobang")).content.decode()
    )
    monkeypatch.setattr("registry.forms_import.MAX_BYTES", 10)
    assert "Berkas paling besar" in send(client, table(HEAD + WHOLE)).content.decode()
    assert not ImportBatch.objects.exists()


def test_every_draft_and_the_import_itself_have_a_line_in_the_diary(client, rina):
    batch = upload(client, rina, table(HEAD + WHOLE))
    press(client, batch, "draf")
    business = Business.objects.get()
    press(client, batch, "batalkan")
    for subject in (business.code, batch.code):
        lines = Event.objects.filter(subject_code=subject).order_by("id").values_list("verb", "actor_code")
        assert list(lines) == [("imported", rina.code), ("import_undone", rina.code)]


def test_broken_signs_and_endless_cells_are_no_trouble(client, rina):
    long = "9" * 31_000
    head = "nama_ikm;keca\x00matan\u202e;\x01aneh\x00;nilai_investasi;telp;alamat"
    batch = upload(client, rina, table(f"{head}\nUsaha A;Sobang;x;{long};{long};{'RT 1 ' * 6000}"))
    assert "\x00" not in str(batch.header)
    press(client, batch, "draf")
    assert BusinessEdition.objects.get().street.startswith("RT 1")
