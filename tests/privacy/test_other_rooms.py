"""Members, claims, visits, talks, groups and other lists: in her copy while she is here, gone when she is erased."""

import json
from datetime import timedelta

import pgtrigger
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.contacts import Contact
from claims import actions as claims
from clusters.models import Cluster, Membership
from fieldwork.actions import assistance
from fieldwork.models import Assistance, Visit, VisitMachine, VisitMaterial, VisitPhoto
from fieldwork.photos import LARGE, SMALL
from figures.models import ComparedList, ComparedRow
from privacy.breach_list import others_seen, owners_seen, reach_of
from privacy.erasure import erase_owner
from privacy.loading import load_retention
from privacy.models import RetentionNotice
from privacy.retention import counts, run
from registry import actions as registry
from registry import members
from registry.models import (
    Business,
    BusinessEdition,
    DuplicatePair,
    Location,
    MarketplaceLink,
    Member,
    Merge,
    Owner,
    RawMaterial,
)
from review.conversation import write
from review.models import Message, Submission
from tests import build
from tests.privacy.test_erasure import tables
from tests.privacy.things import NIK, as_, may, whole_sari
from upkeep.models import Pulse

WORDS = ("Ningsih", "Rahasia", "rahasia", "77778888", "55559999", "-6.55", "106.25")
pytestmark = pytest.mark.django_db


def photo_folder(name: str) -> str:
    for file in (LARGE, SMALL):
        storages["private"].save(f"{name}/{file}", ContentFile(b"pixels"))
    return name


def seen(business: Business | None, officer, **more) -> Visit:
    """A visit with everything, sent."""
    visit = Visit.objects.create(
        business=business,
        purpose="registration",
        officer=officer,
        visited_at=timezone.now(),
        village=build.village(),
        place="Kp. Rahasia",
        latitude="-6.551234",
        longitude="106.251234",
        accuracy=9,
        notes="Rumah Nyi Sari Ningsih",
        **more,
    )
    VisitPhoto.objects.create(visit=visit, kind="front", folder=photo_folder("kunjungan/aa/bb"), width=9, height=9)
    VisitMachine.objects.create(visit=visit, name="Mesin giling", serial="Rahasia-1")
    VisitMaterial.objects.create(visit=visit, name="Nira", origin="Pak Ningsih")
    Visit.objects.filter(pk=visit.pk).update(state="sent", sent_at=timezone.now())
    return visit


def on_lists(made: Business, sari, dede, rina) -> None:
    """In a pair that may be one business, and in the list of another office."""
    other = build.live_business(dede, rina, name="Cuka").business
    a, b = sorted([made, other], key=lambda one: one.pk)
    DuplicatePair.objects.create(
        a=a, b=b, reasons=["name"], score=9, said_at=timezone.now(), said_by=sari, said_note="Bukan, kata Ningsih"
    )
    table = ComparedList.objects.create(name="Daftar", office="Dinas", file_name="a.csv", sha256="0", uploaded_by=rina)
    ComparedRow.objects.create(
        of_list=table,
        number=2,
        name="Gula Ningsih",
        owner_name="Ningsih",
        phone="+6286077778888",
        state="both",
        by="person",
        business_code=made.code,
    )


@pytest.fixture
def business(sari, rina, dede, tono):
    """Sari's business with something of every room."""
    made = whole_sari(sari, rina)
    draft = made.editions.get(is_open=True)
    registry.save_draft(
        draft,
        {
            "responsible_person": "Nyi Ningsih",
            "responsible_phone": "+6286055559999",
            "latitude": "-6.551234",
            "longitude": "106.251234",
            "deed_number": "Rahasia 7",
        },
        by=sari,
    )
    Location.objects.create(edition=draft, kind="shop", region=build.village(), street="Kp. Rahasia")
    RawMaterial.objects.create(edition=draft, name="Gula Ningsih", origin="home")
    MarketplaceLink.objects.create(edition=draft, platform="website", url="https://contoh.example/Ningsih")
    registry.submit(draft, by=sari)
    build.member(made, dede, sari, "manager")
    members.invite(made, contact=Contact("phone", "+6286055559999"), name="Ningsih", role="helper", by=sari)
    round_ = Submission.objects.filter(subject_code=made.code).latest("pk")
    write(round_, "Saya Nyi Sari Ningsih.", by=sari)
    seen(made, tono)
    Assistance.objects.create(
        business=made,
        owner_phone="+6286055559999",
        consent_how="paper",
        consent_photo=photo_folder("persetujuan/aa/bb"),
        link_hash="a" * 64,
        link_sent_at=timezone.now(),
        link_expires_at=timezone.now(),
    )
    sentra = Cluster.objects.create(kind="sentra", name="Sentra Gula", region=build.village(), created_by=rina)
    Membership.objects.create(cluster=sentra, business=made, asked_by=sari)
    Pulse.objects.create(business=made, asked_at=timezone.now(), due_at=timezone.now(), token_hash="b" * 64)
    on_lists(made, sari, dede, rina)
    return made


def test_an_erasure_reaches_every_room(business, sari, dede, django_capture_on_commit_callbacks):
    before = tables()
    assert "Ningsih" in before["review.Message"]
    with django_capture_on_commit_callbacks(execute=True):
        erase_owner(Owner.objects.get(user=sari))
    left = {label: [word for word in (*WORDS, NIK) if word in text] for label, text in tables().items()}
    assert {label: words for label, words in left.items() if words} == {}
    for folder in ("kunjungan/aa/bb", "persetujuan/aa/bb"):
        assert not storages["private"].exists(f"{folder}/{LARGE}")
    assert Visit.objects.filter(business=business, state="sent", village__isnull=False).exists(), "that she was visited"
    assert Message.objects.get().text == "(dihapus)"
    assert Member.objects.get(accepted_at=None).ending == "withdrawn"
    with pytest.raises(Exception, match="frozen"):
        Visit.objects.update(notes="Lain")


def test_a_claimant_who_goes_takes_her_proof_and_the_old_record_along(
    sari, rina, asep, django_capture_on_commit_callbacks
):
    listed = build.listed_business(rina, nik=NIK, name="Emping Ningsih", owner_name="Nyi Ningsih")
    claim = build.claim(listed, sari, nik=NIK, note="Saya Ningsih", document=build.document())
    path = claim.scan_path
    claims.approve(claim.submission, by=may(asep, "claims.decide_claim"))
    with django_capture_on_commit_callbacks(execute=True):
        erase_owner(Owner.objects.get(user=sari))
    left = {label: [word for word in ("Ningsih", NIK) if word in text] for label, text in tables().items()}
    assert {label: words for label, words in left.items() if words} == {}
    assert not storages["private"].exists(path)


def test_the_copy_holds_what_the_other_rooms_keep(business, sari):
    copy = json.loads(as_(sari).get("/pusat-usaha/data-saya.json").content)
    assert [one["peran"] for one in copy["anggota"]] == ["Pengelola", "Pembantu"]
    assert copy["percakapan"][0]["dari"] == "Anda"
    assert copy["kunjungan"][0]["catatan"] == "Rumah Nyi Sari Ningsih"
    assert copy["sentra"][0]["sentra"] == "Sentra Gula"
    assert len(copy["masih_produksi"]) == 1
    text = json.dumps(copy, ensure_ascii=False)
    for words in ("Nyi Ningsih", "Gula Ningsih", "https://contoh.example/Ningsih", "-6.551234"):
        assert words in text
    names = as_(sari).get("/pusat-usaha/data-saya.zip").content
    for name in (b"anggota.csv", b"percakapan.csv", b"kunjungan.csv", b"sentra.csv"):
        assert name in names


def test_who_only_works_for_another_gets_a_copy_and_a_page(sari, rina, wulan):
    shop = build.live_business(sari, rina).business
    assert as_(wulan).get("/pusat-usaha/data-pribadi/").status_code == 302
    build.member(shop, wulan, sari, "manager")
    page = as_(wulan).get("/pusat-usaha/data-pribadi/").content.decode()
    assert "Gula Aren Ibu Sari" in page
    assert "Pengelola" in page
    copy = json.loads(as_(wulan).get("/pusat-usaha/data-saya.json").content)
    assert (copy["pemilik"], copy["usaha"], copy["keanggotaan"][0]["peran"]) == (None, [], "Pengelola")
    assert as_(wulan).get("/pusat-usaha/data-saya.zip").status_code == 200


def test_an_incident_reaches_members_claimants_and_who_was_visited(business, sari, dede, rina, wulan, tono):
    begin, end = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    build.member(business, wulan, sari, "helper")
    everybody = reach_of(
        may(rina, "fieldwork.view_any_work", "figures.compare_lists", "claims.decide_claim"), begin, end
    )
    assert "daftar instansi lain" in everybody.sees
    assert "klaim usaha dan foto buktinya" in everybody.sees
    assert wulan in others_seen(everybody)
    hers = Owner.objects.get(user=sari)
    member = reach_of(wulan, begin, end)
    assert list(owners_seen(member)) == [hers]
    Member.objects.filter(user=wulan).update(ended_at=timezone.now(), ended_by=sari, ending="left")
    assert list(owners_seen(member)) == [hers], "she could see it in that time"
    field = reach_of(tono, begin, end)
    field.permissions = {"fieldwork.record_visit"}
    assert hers in owners_seen(field)


def test_what_was_begun_for_others_and_left_goes(sari, rina, tono, django_capture_on_commit_callbacks):
    load_retention()
    shop = build.live_business(sari, rina).business
    asked = members.invite(shop, contact=Contact("phone", "+6286055559999"), name="Ningsih", role="helper", by=sari)
    kept = members.invite(shop, contact=Contact("phone", "+6286055559998"), name="Ani", role="helper", by=sari)
    Member.objects.filter(pk=asked.pk).update(expires_at=timezone.now() - timedelta(days=31))
    visit = Visit.objects.create(purpose="statistics", officer=tono, visited_at=timezone.now(), notes="Ningsih")
    VisitPhoto.objects.create(visit=visit, kind="front", folder=photo_folder("kunjungan/aa/cc"), width=9, height=9)
    Visit.objects.filter(pk=visit.pk).update(created_at=timezone.now() - timedelta(days=91))
    Visit.objects.create(purpose="statistics", officer=tono, visited_at=timezone.now())
    now = counts()
    assert (now["invitations"], now["visit_drafts"]) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        run()
    asked.refresh_from_db()
    kept.refresh_from_db()
    assert (asked.contact, asked.ending, kept.is_invited) == ("", "withdrawn", True)
    assert Visit.objects.count() == 1
    assert not storages["private"].exists(f"kunjungan/aa/cc/{LARGE}")
    assert counts()["visit_drafts"] == 0


def test_a_visit_that_nobody_matched_forgets_who_was_visited(sari, rina, tono, django_capture_on_commit_callbacks):
    load_retention()
    shop = build.live_business(sari, rina).business
    lost, young, matched = (seen(business, tono) for business in (None, None, shop))
    long_ago = timezone.now() - timedelta(days=181)
    with pgtrigger.ignore("fieldwork.Visit:frozen"):
        Visit.objects.filter(pk__in=[lost.pk, matched.pk]).update(sent_at=long_ago)
    assert counts()["visits_unmatched"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        run()
    for visit in (lost, young, matched):
        visit.refresh_from_db()
    assert (lost.place, lost.notes, lost.latitude, lost.photos.count()) == ("", "", None, 0)
    assert (lost.machines.get().serial, lost.materials.get().origin) == ("", "")
    assert (lost.village, lost.machines.get().name) == (matched.village, "Mesin giling"), "what statistics need"
    assert young.notes and matched.notes and matched.photos.count() == 1
    assert counts()["visits_unmatched"] == 0
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Visit.objects.filter(pk=lost.pk).update(notes="Ditulis lagi")


def test_a_draft_typed_for_an_owner_goes_after_its_officer_was_told(
    tono, mailoutbox, django_capture_on_commit_callbacks
):
    load_retention()
    made = assistance.start(
        owner_name="Mak Icih",
        owner_phone="",
        consent_how="paper",
        consent_photo=photo_folder("persetujuan/aa/dd"),
        by=tono,
    )
    sent = seen(made.business, tono)
    BusinessEdition.objects.update(changed_at=timezone.now() - timedelta(days=91))
    run()
    assert mailoutbox[-1].to == [tono.email]
    RetentionNotice.objects.update(told_at=timezone.now() - timedelta(days=15))
    with django_capture_on_commit_callbacks(execute=True):
        assert run().counts["drafts"] == 1
    assert not Business.objects.exists()
    assert not Owner.objects.exists()
    assert not storages["private"].exists(f"persetujuan/aa/dd/{LARGE}")
    sent.refresh_from_db()
    assert (sent.business, sent.notes, sent.latitude) == (None, "", None)
    assert not Merge.objects.exists()
