"""Drafts of an import: made once however often one presses, sent when complete, taken back when untouched."""

import pytest

from audit.models import Event
from catalog.actions import start_product
from jobs.models import Job
from registry import actions
from registry.models import Business, BusinessEdition, ImportBatch, Owner
from review.actions import Refused
from tests.imports import LIST, lists, press, sample, states, table, upload, words, work  # noqa: F401
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
HEAD = "nama_ikm;nama_pemilik;nik;nib;kecamatan;keldesa;alamat;telp;bentuk_badan_usaha;kode_kbli;nilai_investasi\n"
WHOLE = "Gula Aren Sari;Sari;;0000111122223;Sobang;Hariang;Kp. Pasir RT 1/RW 02;086011110001;PO;10722;40000000"


def test_pressing_again_makes_nothing_twice(client, rina):
    batch = upload(client, rina, sample("06_ikm_gaya_pendataan.csv"))
    client.post(f"{LIST}{batch.code}/draf/")
    client.post(f"{LIST}{batch.code}/draf/")
    assert Job.objects.filter(kind="registry.import-apply").count() == 1
    work()
    press(client, batch, "draf")
    assert BusinessEdition.objects.count() == states(batch)["imported"]
    assert set(states(batch)) <= {"imported", "error", "duplicate"}


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
    assert "sudah punya produk, sertifikat, anggota, atau klaim" in words(batch, 2)


def test_the_office_can_look_at_an_imported_draft(client, rina):
    batch = upload(client, rina, table(HEAD + WHOLE))
    press(client, batch, "draf")
    code = BusinessEdition.objects.get().business.code
    assert f"/petugas/usaha/{code}/" in client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Gula Aren Sari" in client.get(f"/petugas/usaha/{code}/").content.decode()


def test_every_draft_and_the_import_itself_have_a_line_in_the_diary(client, rina):
    batch = upload(client, rina, table(HEAD + WHOLE))
    press(client, batch, "draf")
    business = Business.objects.get()
    press(client, batch, "batalkan")
    for subject in (business.code, batch.code):
        lines = Event.objects.filter(subject_code=subject).order_by("id").values_list("verb", "actor_code")
        assert list(lines) == [("imported", rina.code), ("import_undone", rina.code)]
