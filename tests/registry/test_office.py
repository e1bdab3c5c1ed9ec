"""The office's page about a business: the full NIK, suspending and resuming."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from catalog.queries import public
from registry import actions as registry
from registry.models import Business
from review.actions import Refused
from tests import build
from tests.people import sign_in


@pytest.fixture
def submission(dede):
    return registry.submit(build.draft_business(dede), by=dede)


def as_(user):
    return sign_in(Client(), user)


def nik_address(submission):
    return reverse("registry:full-nik", args=[submission.code])


def test_the_nik_is_masked_until_the_officer_asks_and_the_diary_knows(submission, rina):
    edition = submission.registry_businessedition
    nik = registry.reveal_nik(edition.business.owner, by=rina, purpose="review")
    before = Event.objects.filter(verb="secret_viewed").count()
    page = as_(rina).get(reverse("registry:review", args=[submission.code])).content.decode()
    assert nik not in page
    assert f"••••••••••••{nik[-4:]}" in page
    answer = as_(rina).post(nik_address(submission), {"purpose": "duplicate", "note": "Nama mirip."})
    assert nik in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    lines = Event.objects.filter(verb="secret_viewed").order_by("-pk")
    assert len(lines) == before + 1
    assert lines[0].detail == {"what": "nik", "purpose": "duplicate", "note": "Nama mirip."}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"purpose": ""},
        {"purpose": "iseng"},
        {"purpose": "review", "note": "NIK 3602991708412345"},
        {"purpose": "review", "note": "telepon 0860 1111 0001"},
        {"purpose": "review", "note": "sari@contoh.example"},
        {"purpose": "review", "note": "a\0"},
        {"purpose": "review", "note": "x" * 201},
    ],
)
def test_no_nik_without_a_purpose_and_none_with_personal_data_in_the_note(submission, rina, given):
    answer = as_(rina).post(nik_address(submission), given)
    assert answer.status_code == 422
    assert "Lihat NIK lengkap" in answer.content.decode()
    assert not Event.objects.filter(verb="secret_viewed").exists()


def test_the_verb_itself_refuses_to_show_a_nik_without_a_purpose(submission, rina):
    with pytest.raises(Refused):
        registry.reveal_nik(submission.registry_businessedition.business.owner, by=rina, purpose="")


def test_the_full_nik_is_never_a_link(submission, rina):
    assert as_(rina).get(nik_address(submission)).status_code == 405


def test_owners_and_buyers_ask_in_vain(submission, dede, wulan):
    for person in (dede, wulan):
        assert as_(person).post(nik_address(submission)).status_code == 403
    assert not Event.objects.filter(verb="secret_viewed").exists()


def test_the_head_of_the_section_suspends_and_resumes(sari, asep, ratna):
    product = build.live_product(build.live_business(sari, asep).business, sari, asep).product
    code, client = product.business.code, as_(ratna)
    answer = client.post(reverse("registry:suspend", args=[code]), {"reason": "Pindah ke luar Lebak."}, follow=True)
    page = answer.content.decode()
    assert "Pindah ke luar Lebak." in page
    assert "Aktifkan usaha ini" in page
    assert not public().exists()
    client.post(reverse("registry:resume", args=[code]))
    assert public().count() == 1


def test_suspending_needs_a_reason(sari, asep, ratna):
    code = build.live_business(sari, asep).business.code
    for reason in ("", "  ", "a\0", "x" * 401):
        answer = as_(ratna).post(reverse("registry:suspend", args=[code]), {"reason": reason})
        assert answer.status_code == 200
        assert "<title>Galat:" in answer.content.decode()
    assert Business.objects.get(code=code).suspended_at is None


def test_a_reviewer_reads_but_does_not_suspend(sari, rina, asep, wulan):
    code = build.live_business(sari, asep).business.code
    office = reverse("registry:office", args=[code])
    assert "Nonaktifkan usaha ini" not in as_(rina).get(office).content.decode()
    assert as_(rina).post(reverse("registry:suspend", args=[code]), {"reason": "x"}).status_code == 403
    for person in (sari, wulan):
        assert as_(person).get(office).status_code == 403


def test_the_page_warns_of_a_nib_that_another_business_has(sari, dede, asep, rina):
    later = registry.submit(build.draft_business(dede, nib="0000000000077"), by=dede)
    address = reverse("registry:review", args=[later.code])
    assert "NIB belum dipakai usaha lain." in as_(rina).get(address).content.decode()
    first = registry.submit(build.draft_business(sari, nib="0000000000077", name="Gula Pertama"), by=sari)
    assert "NIB yang sama juga diajukan oleh Gula Pertama." in as_(rina).get(address).content.decode()
    registry.approve(first, by=asep)
    assert "sudah dipakai usaha lain yang tayang: Gula Pertama." in as_(rina).get(address).content.decode()
    answer = as_(rina).post(address, {"decision": "approved"})
    assert answer.status_code == 422
    assert "NIB ini sudah dipakai" in answer.content.decode()
