"""The letter about a decision."""

import pytest
from django.core import mail

from catalog import actions as catalog
from catalog.models import ProductEdition
from certification import actions as certification
from registry import actions as registry
from tests import build


@pytest.fixture
def outbox(django_capture_on_commit_callbacks):
    """Run an act and return the letters it sent."""

    def letters(act):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return mail.outbox

    return letters


@pytest.fixture
def submission(dede, asep):
    business = build.live_business(dede, asep).business
    return catalog.submit(build.draft_product(business, dede), by=dede)


def test_sent_back_says_why_what_and_where(outbox, submission, rina, settings):
    findings = {"photos": "Foto utama buram.", "name": "Tulis ukurannya."}
    (letter,) = outbox(lambda: catalog.send_back(submission, by=rina, words="Dua hal kecil lagi.", findings=findings))
    code = ProductEdition.objects.get(submission=submission).product.code
    assert letter.to == ["dede@contoh.example"]
    assert letter.subject == "“Gula Semut Aren 250 g” perlu diperbaiki"
    assert "Dua hal kecil lagi." in letter.body
    assert "- Foto: Foto utama buram." in letter.body
    assert "- Nama produk: Tulis ukurannya." in letter.body
    assert f"{settings.SITE_URL}/pusat-usaha/produk/{code}/ubah/" in letter.body


def test_the_link_leads_the_owner_to_the_fix(outbox, submission, rina, dede, as_person, settings):
    (letter,) = outbox(lambda: catalog.send_back(submission, by=rina, words="Nama belum jelas."))
    address = next(word for word in letter.body.split() if word.startswith(settings.SITE_URL))
    assert as_person(dede).get(address.removeprefix(settings.SITE_URL)).status_code == 200


def test_approved_is_good_news(outbox, submission, rina):
    (letter,) = outbox(lambda: catalog.approve(submission, by=rina))
    assert letter.subject == "“Gula Semut Aren 250 g” sudah disetujui"
    assert "Kabar baik" in letter.body


def test_refused_names_the_way_to_object(outbox, submission, rina):
    (letter,) = outbox(lambda: catalog.send_back(submission, by=rina, state="rejected", words="Bukan buatan sendiri."))
    assert "belum bisa disetujui" in letter.subject
    assert "keputusan ini keliru" in letter.body


def test_a_business_and_a_certificate_have_their_links(outbox, dede, rina, settings):
    edition = build.draft_business(dede)
    waiting = registry.submit(edition, by=dede)
    (letter,) = outbox(lambda: registry.send_back(waiting, by=rina, words="NIB?", findings={"nib": "Periksa."}))
    assert "- NIB: Periksa." in letter.body
    assert f"{settings.SITE_URL}/daftar-usaha/{edition.business.code}/" in letter.body
    paper = build.draft_certificate(edition.business, dede)
    sent = certification.submit(paper, by=dede)
    (letter,) = outbox(lambda: certification.send_back(sent, by=rina, words="Buram.", findings={"scan": "Foto ulang."}))
    assert "- Berkas sertifikat: Foto ulang." in letter.body
    assert f"{settings.SITE_URL}/pusat-usaha/sertifikat/{paper.code}/" in letter.body


def test_a_title_of_two_lines_makes_no_second_header(outbox, dede, rina, submission):
    type(submission).objects.filter(pk=submission.pk).update(title="Gula\nBcc: jahat@contoh.example " + "x" * 150)
    (letter,) = outbox(lambda: catalog.approve(submission, by=rina))
    assert "\n" not in letter.subject
    assert len(letter.subject) < 120


def test_a_mail_server_that_is_away_breaks_no_decision(outbox, submission, rina, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert outbox(lambda: catalog.approve(submission, by=rina)) == []
    submission.refresh_from_db()
    assert submission.state == "approved"
