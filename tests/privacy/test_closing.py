"""A closed business is gone from every public page at once, can come back, and is the owner's own doing."""

import pytest
from django.test import Client

from audit.models import Event
from catalog import actions as catalog
from certification import actions as certification
from registry import actions as registry
from registry.closing import close_business, may_reopen, reopen_business
from registry.models import Business
from review.actions import Refused
from review.models import Submission
from tests import build
from tests.privacy.things import as_

REASON = "Tidak berproduksi lagi"


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


def test_products_and_certificates_leave_the_public_pages_at_once_and_come_back(business, sari, rina):
    product = build.live_product(business, sari, rina)
    paper = build.live_certificate(business, sari, rina)
    edition = business.editions.get(is_live=True)
    pages = [
        f"/usaha/{edition.slug}-{business.code}/",
        f"/produk/{product.slug}-{product.product.code}/",
        f"/p/{product.product.code}/qr.svg",
        f"/sertifikat/{paper.code}/",
    ]
    lists = ["/produk/", "/usaha/", "/", "/kategori/gula-semut/"]
    visitor = Client()
    assert [visitor.get(page).status_code for page in pages] == [200] * 4
    close_business(business, by=sari, reason=REASON)
    assert all(visitor.get(page).status_code in (404, 410) for page in pages)
    for page in (*lists, "/sitemap-produk-1.xml", "/sitemap-halaman.xml", f"/sertifikat/cek/?nomor={paper.number}"):
        answer = visitor.get(page)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert not any(word.encode() in text for word in (product.product.code, business.code, paper.code)), page
    reopen_business(business, by=sari)
    assert [visitor.get(page).status_code for page in pages] == [200] * 4
    assert [line.verb for line in Event.objects.filter(subject_code=business.code).order_by("-pk")[:2]] == [
        "reopened",
        "closed",
    ]


def test_what_waits_is_pulled_back_and_drafts_cannot_be_sent(business, sari, rina):
    edit = registry.open_draft(business, by=sari)
    waiting = [
        registry.submit(edit, by=sari),
        catalog.submit(build.draft_product(business, sari), by=sari),
        certification.submit(build.draft_certificate(business, sari), by=sari),
    ]
    draft = build.draft_product(business, sari, name="Gula cair")
    paper = build.draft_certificate(business, sari)
    close_business(business, by=sari, reason=REASON)
    assert {one.state for one in Submission.objects.filter(pk__in=[w.pk for w in waiting])} == {"withdrawn"}
    again = registry.open_draft(business, by=sari)
    for send in (registry.submit,):
        with pytest.raises(Refused, match="ditutup"):
            send(again, by=sari)
    with pytest.raises(Refused, match="ditutup"):
        catalog.submit(draft, by=sari)
    with pytest.raises(Refused, match="ditutup"):
        certification.submit(paper, by=sari)


def test_only_the_owner_and_the_head_of_the_section_close(business, sari, dede, rina, ratna):
    for other in (dede, rina):
        with pytest.raises(Refused):
            close_business(business, by=other, reason=REASON)
    close_business(business, by=ratna, reason="Usaha sudah berakhir menurut kunjungan.")
    closed = Business.objects.get(pk=business.pk)
    assert not may_reopen(closed, sari)
    with pytest.raises(Refused, match="petugas"):
        reopen_business(business, by=sari)
    reopen_business(business, by=ratna)


def test_closing_twice_or_without_a_reason_is_refused(business, sari):
    with pytest.raises(Refused, match="alasan"):
        close_business(business, by=sari, reason="  ")
    close_business(business, by=sari, reason=REASON)
    with pytest.raises(Refused, match="sudah ditutup"):
        close_business(business, by=sari, reason=REASON)
    reopen_business(business, by=sari)
    with pytest.raises(Refused, match="tidak sedang ditutup"):
        reopen_business(business, by=sari)


def test_the_pages_ask_first_and_close(business, sari, dede):
    address = f"/pusat-usaha/data-pribadi/tutup/{business.code}/"
    page = as_(sari).get(address).content.decode()
    assert "langsung hilang dari katalog" in page
    assert Business.objects.get(pk=business.pk).closed_at is None
    assert as_(dede).post(address, {"reason": REASON}).status_code == 404
    assert "<title>Galat:" in as_(sari).post(address, {"reason": "sembarang"}).content.decode()
    assert as_(sari).post(address, {"reason": REASON}).status_code == 302
    assert Business.objects.get(pk=business.pk).closed_reason == REASON
    own = as_(sari).get("/pusat-usaha/data-pribadi/").content.decode()
    assert "Buka lagi" in own
    assert as_(sari).post(f"/pusat-usaha/data-pribadi/buka/{business.code}/").status_code == 302
    assert Business.objects.get(pk=business.pk).is_shown


def test_the_office_closes_with_a_reason_the_owner_reads(business, sari, rina, ratna):
    address = f"/petugas/usaha/{business.code}/tutup/"
    assert as_(rina).get(address).status_code == 403
    assert "<title>Galat:" in as_(ratna).post(address, {"reason": ""}).content.decode()
    as_(ratna).post(address, {"reason": "Bangunan sudah kosong."})
    page = as_(sari).get("/pusat-usaha/data-pribadi/").content.decode()
    assert "Bangunan sudah kosong." in page
    assert "Buka lagi" not in page
    as_(ratna).post(address)
    assert Business.objects.get(pk=business.pk).is_shown
