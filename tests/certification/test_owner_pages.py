"""The owner's certificate pages: enter, send, fix, renew."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification import actions
from certification.models import Certificate
from certification.views.review import CertificateReview
from review.actions import Refused
from tests import build
from tests.pdf import one_page_pdf


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def draft(business, sari):
    return actions.enter(business, build.kind("pirt", number_rule="pirt"), {}, by=sari)


def address(certificate, name="edit"):
    return reverse(f"certification:{name}", args=[certificate.code])


def typed(**values):
    return {
        "number": "P-IRT No. 2063602990000-29",
        "issued_on": "2024-01-10",
        "expires_on": "10-01-2029",
        "scan": SimpleUploadedFile("pirt.pdf", one_page_pdf()),
        "do": "send",
        **values,
    }


def test_a_double_tap_begins_one_certificate(client, sari, business):
    build.kind("pirt")
    client.force_login(sari)
    post = {"business": business.code, "kind": "pirt", "form_key": str(uuid.uuid4())}
    first, second = (client.post(reverse("certification:new"), post) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Certificate.objects.count() == 1


def test_a_whole_certificate_goes_to_the_reviewer(client, sari, draft):
    client.force_login(sari)
    assert client.post(address(draft), typed()).status_code == 302
    draft.refresh_from_db()
    assert (draft.review_state, draft.number) == ("submitted", "206360299000029")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": "2063602990000"}, "Nomor P-IRT harus 15 angka"),
        ({"issued_on": "2999-01-01"}, "tidak boleh setelah hari ini"),
        ({"expires_on": "2020-01-01"}, "tidak boleh sebelum tanggal terbit"),
        ({"scan": ""}, "Unggah foto atau PDF"),
        ({"number": "\x00"}, "Karakter null"),
    ],
)
def test_each_mistake_is_told_and_the_rest_is_kept(client, sari, draft, changed, words):
    client.force_login(sari)
    page = client.post(address(draft), typed(**changed))
    assert words in page.text
    assert page.status_code == 200 and Certificate.objects.get().is_draft


def test_a_file_that_is_no_paper_is_refused_in_words(client, sari, draft):
    client.force_login(sari)
    page = client.post(address(draft), typed(scan=SimpleUploadedFile("pirt.pdf", b"MZ\x90\x00" + b"x" * 200)))
    assert "div_id_scan" in page.text and not hasattr(Certificate.objects.get(), "scan")


def test_a_number_of_another_business_is_refused(client, sari, dede, rina, draft):
    other = build.live_business(dede, rina).business
    build.live_certificate(other, dede, rina, number="206360299000029")
    client.force_login(sari)
    assert "sudah dipakai usaha lain" in client.post(address(draft), typed()).text


def test_a_sent_back_certificate_is_fixed_without_typing_twice(client, sari, rina, business):
    certificate = build.draft_certificate(business, sari)
    actions.send_back(
        actions.submit(certificate, by=sari), by=rina, words="Foto buram.", findings={"scan": "Foto ulang."}
    )
    client.force_login(sari)
    assert "Foto buram." in client.get(address(certificate)).text
    answer = client.post(address(certificate, "fix"))
    page = client.get(answer["Location"])
    assert certificate.number in page.text and "Foto buram." in page.text and "Berkas sudah ada" in page.text


def test_a_draft_is_thrown_away_but_a_sent_one_is_not(client, sari, business, draft):
    client.force_login(sari)
    client.post(address(draft, "discard"))
    assert not Certificate.objects.exists()
    sent = build.draft_certificate(business, sari)
    actions.submit(sent, by=sari)
    client.post(address(sent, "discard"))
    assert Certificate.objects.filter(pk=sent.pk).exists()


def test_nobody_opens_another_owners_certificate(client, dede, draft):
    client.force_login(dede)
    assert client.get(address(draft)).status_code == 404
    for name in ("edit", "fix", "withdraw", "discard"):
        assert client.post(address(draft, name)).status_code == 404


def test_a_renewal_that_was_sent_back_once_still_takes_the_place_of_the_old_one(business, sari, rina, asep):
    old = build.live_certificate(business, sari, rina)
    renewal = actions.copy_for_fix(old, by=sari)
    actions.send_back(actions.submit(renewal, by=sari), by=rina, words="Foto buram.")
    fixed = actions.copy_for_fix(renewal, by=sari)
    submission = actions.submit(fixed, by=sari)
    assert not submission.is_first, "it renews something that counts"
    assert CertificateReview().live(fixed) == old, "the officer compares it with what counts"
    actions.approve(submission, by=asep)
    assert list(Certificate.objects.filter(is_live=True)) == [fixed]


def test_a_first_certificate_stays_a_first_one_after_a_round_that_was_sent_back(business, sari, rina):
    first = build.draft_certificate(business, sari)
    actions.send_back(actions.submit(first, by=sari), by=rina, words="Foto buram.")
    assert actions.submit(actions.copy_for_fix(first, by=sari), by=sari).is_first


def test_a_number_she_has_already_is_renewed_not_entered_again(business, sari, rina):
    old = build.live_certificate(business, sari, rina)
    again = build.draft_certificate(business, sari, number=old.number)
    with pytest.raises(Refused, match="sudah tercatat"):
        actions.submit(again, by=sari)
