"""An erasure: a week to call it off, then nothing of her is left anywhere, and what was decided still stands."""

from datetime import timedelta

import pgtrigger
import pytest
from django.apps import apps
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.actions import grant_role
from accounts.models import User
from audit.models import Event
from catalog.models import PhotoFiles, ProductPhoto
from certification.models import Certificate, Scan
from privacy import actions, inventory
from privacy.erasure import erase_businesses, remove_photos
from privacy.models import DataRequest, Erasure
from privacy.retention import due_erasures
from registry.closing import close_business
from registry.models import Business, BusinessEdition, Consent, ImportBatch, ImportRow, Owner
from review.actions import Refused
from review.models import Submission
from tests import build
from tests.privacy.things import NIK, WORDS, as_, may, whole_sari


def tables() -> dict[str, str]:
    """The whole content of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{model._meta.db_table}\" t")
            found[model._meta.label] = cursor.fetchone()[0]
    return found


def over(erasure: Erasure) -> None:
    """The week is over."""
    past = timezone.now() - timedelta(days=8)
    Erasure.objects.filter(pk=erasure.pk).update(asked_at=past, due_at=past + timedelta(days=7))


@pytest.fixture
def business(sari, rina):
    return whole_sari(sari, rina)


@pytest.fixture
def owner(business, sari):
    return Owner.objects.get(user=sari)


def test_nothing_of_her_is_left_in_any_table(owner, business, sari, rina, django_capture_on_commit_callbacks):
    batch = ImportBatch.objects.create(kind="business", file_name="a.csv", sha256="0" * 64, uploaded_by=rina)
    cells = ["Nyi Sari Ningsih", "Kp. Rahasia"]
    ImportRow.objects.create(batch=batch, number=2, cells=cells, state="imported", result_code=business.code)
    actions.ask(owner, "access", "Apa saja tentang Nyi Sari Ningsih?", by=sari)
    as_(sari)
    folder, scan = ProductPhoto.objects.get().folder, Scan.objects.get().path
    before = tables()
    assert any(word in before["registry.BusinessEdition"] for word in WORDS)
    erasure = actions.ask_erasure(owner, by=sari)
    over(erasure)
    with django_capture_on_commit_callbacks(execute=True):
        assert due_erasures(dry=False) == 1
    left = {label: [word for word in (*WORDS, NIK) if word in text] for label, text in tables().items()}
    assert {label: words for label, words in left.items() if words} == {}
    assert not storages["private"].exists(scan)
    assert not default_storage.exists(f"{folder}/320.webp")
    assert not storages["private"].exists(f"{folder}/asli.jpg") and not PhotoFiles.objects.exists()
    call_command("check_all")


def test_photos_of_a_product_that_a_merge_moved_away_stay(business, sari, rina, django_capture_on_commit_callbacks):
    other = build.live_business(sari, rina, name="Cabang").business
    photo = ProductPhoto.objects.get()
    photo.product.business = other
    photo.product.save()
    with django_capture_on_commit_callbacks(execute=True):
        remove_photos({business.pk})
    assert ProductPhoto.objects.get() == photo and default_storage.exists(f"{photo.folder}/320.webp")
    with django_capture_on_commit_callbacks(execute=True), pgtrigger.ignore("catalog.EditionPhoto:frozen_with_edition"):
        remove_photos({other.pk})
    assert not PhotoFiles.objects.exists() and not storages["private"].exists(f"{photo.folder}/asli.jpg")


def test_plates_decisions_and_the_diary_outlive_her(owner, business, sari, rina):
    decided = Submission.objects.filter(state="approved").count()
    lines = Event.objects.count()
    erasure = actions.ask_erasure(owner, by=sari)
    over(erasure)
    due_erasures(dry=False)
    assert Business.objects.get(pk=business.pk).code == business.code
    assert Submission.objects.filter(state="approved", decided_by=rina).count() == decided
    assert Event.objects.count() > lines
    hers = Event.objects.filter(actor_code=sari.code)
    assert hers.exists()
    assert {line.actor_name for line in hers} == {f"Pengguna {sari.code}"}
    assert Event.objects.filter(actor_code=rina.code).exclude(actor_name="Bu Rina").count() == 0
    assert Consent.objects.filter(owner=owner).exists()
    user = User.objects.get(pk=sari.pk)
    assert (user.is_active, user.name, user.phone) == (False, "", None)
    village = BusinessEdition.objects.filter(business=business, is_live=True).get().village
    assert village is not None


def test_a_week_goes_by_first_and_everything_is_hidden_meanwhile(owner, business, sari):
    erasure = actions.ask_erasure(owner, by=sari)
    assert not Business.objects.get(pk=business.pk).is_shown
    assert due_erasures(dry=False) == 0
    actions.cancel_erasure(erasure, by=sari)
    assert Business.objects.get(pk=business.pk).is_shown
    over(erasure)
    assert due_erasures(dry=False) == 0
    assert Owner.objects.get(pk=owner.pk).name == owner.name


def test_a_business_closed_before_stays_closed_when_she_changes_her_mind(owner, business, sari, rina):
    other = build.live_business(sari, rina, name="Cabang").business
    close_business(other, by=sari, reason="Tidak berproduksi lagi")
    erasure = actions.ask_erasure(owner, by=sari)
    actions.cancel_erasure(erasure, by=sari)
    assert Business.objects.get(pk=business.pk).is_shown
    assert not Business.objects.get(pk=other.pk).is_shown


def test_the_head_of_the_section_stops_it_with_a_law_and_she_reads_it(owner, business, sari, dede, rina, ratna):
    erasure = actions.ask_erasure(owner, by=sari)
    for other in (dede, rina, sari):
        with pytest.raises(Refused):
            actions.stop_erasure(erasure, by=other, legal_reason="Sengketa")
    head = may(ratna, "privacy.stop_erasure", "privacy.answer_request")
    with pytest.raises(Refused):
        actions.stop_erasure(erasure, by=head, legal_reason=" ")
    as_(head).post(f"/petugas/permintaan-data/hapus/{erasure.code}/", {"legal_reason": "Sengketa nomor 7."})
    over(erasure)
    assert due_erasures(dry=False) == 0
    page = as_(sari).get("/pusat-usaha/data-pribadi/").content.decode()
    assert "Sengketa nomor 7." in page
    with pytest.raises(Refused):
        actions.cancel_erasure(erasure, by=sari)


def test_nobody_else_asks_or_calls_off(owner, business, sari, dede, rina):
    for other in (dede, rina):
        with pytest.raises(Refused):
            actions.ask_erasure(owner, by=other)
    erasure = actions.ask_erasure(owner, by=sari)
    with pytest.raises(Refused):
        actions.ask_erasure(owner, by=sari)
    with pytest.raises(Refused):
        actions.cancel_erasure(erasure, by=dede)


def test_a_company_keeps_its_name_and_numbers(sari, rina):
    edition = build.live_business(sari, rina, legal_form="pt", name="PT Gula Lebak", nib="0000000000009")
    paper = build.live_certificate(edition.business, sari, rina)
    erase_businesses([edition.business])
    kept = BusinessEdition.objects.get(pk=edition.pk)
    assert (kept.name, kept.nib, kept.nib_status) == ("PT Gula Lebak", "0000000000009", "has")
    assert (kept.owner_name, kept.phone, kept.street) == ("(dihapus)", "", "")
    assert Certificate.objects.get(pk=paper.pk).number == paper.number


def test_a_person_with_a_role_keeps_the_account(sari, rina):
    owner = build.live_business(sari, rina).business.owner
    grant_role(sari, "reviewer", by=None)
    over(actions.ask_erasure(owner, by=sari))
    due_erasures(dry=False)
    user = User.objects.get(pk=sari.pk)
    assert user.is_active
    assert user.phone
    assert Owner.objects.get(pk=owner.pk).user is None


def test_it_may_run_again_and_frozen_rows_stay_frozen_after_it(owner, business, sari):
    over(actions.ask_erasure(owner, by=sari))
    due_erasures(dry=False)
    erase_businesses([business])
    assert Event.objects.filter(verb="anonymised", subject_code=business.code).count() == 1
    with pytest.raises(Exception, match="frozen"):
        BusinessEdition.objects.filter(business=business, is_live=True).update(name="Lain")


def test_who_comes_back_with_a_backup_is_erased_again(owner, business, sari, dede, rina):
    over(actions.ask_erasure(owner, by=sari))
    due_erasures(dry=False)
    assert due_erasures(dry=True) == 0
    Owner.objects.filter(pk=owner.pk).update(erased_at=None, name="Nyi Sari Ningsih")  # as an old backup has it
    Business.objects.filter(pk=business.pk).update(erased_at=None)
    BusinessEdition.objects.filter(business=business, submission__isnull=True).update(street="Kp. Rahasia")
    assert due_erasures(dry=True) == 1
    assert due_erasures(dry=False) == 1
    assert Owner.objects.get(pk=owner.pk).name == ""
    assert not BusinessEdition.objects.filter(business=business, street="Kp. Rahasia").exists()


def test_every_guard_of_the_inventory_is_a_trigger():
    known = {f"{m._meta.label}:{t.name}" for m in apps.get_models() for t in getattr(m._meta, "triggers", [])}
    assert set(inventory.guards()) <= known


def test_the_page_wants_the_word(owner, business, sari):
    client, address = as_(sari), "/pusat-usaha/data-pribadi/hapus/"
    for word in ("", "ya", "HAPUSKAN", "a\0"):
        assert "<title>Galat:" in client.post(address, {"word": word}).content.decode()
    assert not Erasure.objects.exists()
    assert client.post(address, {"word": " hapus "}).status_code == 302
    assert Erasure.objects.get().closed_codes == [business.code]
    assert "Batalkan penghapusan" in client.get("/pusat-usaha/data-pribadi/").content.decode()
    client.post("/pusat-usaha/data-pribadi/hapus/batal/")
    assert Erasure.objects.get().state == "cancelled"


def test_a_deletion_asked_at_the_counter_is_decided_by_the_head(rina, asep, ratna):
    ani = Owner.objects.create(name="Ani Lama")
    clerk, head = may(rina, "privacy.answer_request"), may(ratna, "privacy.answer_request")
    other = may(asep, "privacy.answer_request")
    asked = actions.ask(ani, "deletion", "Tidak usaha lagi.", by=clerk, channel="counter")
    with pytest.raises(Refused):
        actions.answer(asked, by=clerk, granted=True, words="Ya")
    with pytest.raises(Refused):
        actions.answer(asked, by=other, granted=True, words="Ya")
    assert DataRequest.objects.get().is_open
    actions.answer(asked, by=head, granted=True, words="Dihapus tujuh hari lagi.")
    over(Erasure.objects.get())
    due_erasures(dry=False)
    assert Owner.objects.get(pk=ani.pk).name == ""
