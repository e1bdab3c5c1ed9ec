"""A business without NIB is a valid record: private, with its next step, until the NIB comes."""

import pytest
from django.core import mail

from catalog import actions as catalog
from catalog.models import ProductSearch
from catalog.queries import public as public_products
from registry import actions
from registry.queries import public, registered
from tests import build
from tests.people import sign_in
from tests.registry.conftest import key, words


@pytest.fixture
def private(sari, rina):
    """Sari's business, approved without NIB."""
    return build.live_business(sari, rina, name="Keripik Tanpa Nomor", nib_status="none", nib="")


def test_it_can_be_sent_and_approved_and_nobody_sees_it(sari, rina, private, client):
    assert private.is_live
    assert list(registered()) == [private]
    assert not public().exists()
    assert client.get(f"/usaha/{private.slug}-{private.business.code}/").status_code == 404
    assert "Keripik Tanpa Nomor" not in words(client.get("/usaha/"))
    assert "Keripik Tanpa Nomor" not in words(client.get("/usaha/?q=keripik"))
    assert private.business.code not in client.get("/sitemap-halaman.xml").getvalue().decode()


def test_neither_its_products_nor_its_certificates_are_seen(sari, rina, private, client):
    product = build.live_product(private.business, sari, rina, name="Keripik Pisang Tanpa Nomor")
    paper = build.live_certificate(private.business, sari, rina)
    code = product.product.code
    assert not public_products().exists()
    assert not ProductSearch.objects.exists()
    assert client.get(f"/produk/{product.slug}-{code}/").status_code == 404
    assert client.get(f"/p/{code}/qr.svg").status_code == 404
    assert client.get(f"/sertifikat/{paper.code}/").status_code == 404
    assert paper.number not in words(client.get(f"/sertifikat/cek/?nomor={paper.number}")).replace(
        f'value="{paper.number}"', ""
    ) or "tidak" in words(client.get(f"/sertifikat/cek/?nomor={paper.number}"))
    assert "Keripik Tanpa Nomor" not in words(client.get(f"/sertifikat/cek/?nomor={paper.number}"))
    for path in ("/", "/produk/", "/produk/?q=keripik"):
        assert "Tanpa Nomor" not in words(client.get(path)), path


def test_all_of_it_appears_when_the_nib_comes(sari, rina, private, client):
    product = build.live_product(private.business, sari, rina, name="Keripik Pisang")
    draft = actions.open_draft(private.business, by=sari)
    actions.save_draft(draft, {"nib_status": "has", "nib": "0000123456789"}, by=sari)
    actions.approve(actions.submit(draft, by=sari), by=rina)
    assert client.get(f"/usaha/{private.slug}-{private.business.code}/").status_code == 200
    assert client.get(f"/produk/{product.slug}-{product.product.code}/").status_code == 200
    assert ProductSearch.objects.count() == 1


def test_a_public_one_that_gives_up_its_nib_is_private_again(sari, rina, client):
    live = build.live_business(sari, rina)
    product = build.live_product(live.business, sari, rina)
    draft = actions.open_draft(live.business, by=sari)
    actions.save_draft(draft, {"nib_status": "none", "nib": ""}, by=sari)
    assert client.get(f"/usaha/{live.slug}-{live.business.code}/").status_code == 200, "until it is decided"
    actions.approve(actions.submit(draft, by=sari), by=rina)
    assert client.get(f"/usaha/{live.slug}-{live.business.code}/").status_code == 404
    assert client.get(f"/produk/{product.slug}-{product.product.code}/").status_code == 404
    assert not ProductSearch.objects.exists()


def test_the_office_hiding_it_says_nothing_about_it_either(sari, ratna, private, client):
    actions.suspend(private.business, by=ratna, reason="Pindah.")
    assert client.get(f"/usaha/{private.slug}-{private.business.code}/").status_code == 404


def test_the_owner_reads_why_and_what_to_do_next(browser, sari, rina, private):
    client = browser(sari)
    centre = words(client.get("/pusat-usaha/"))
    assert "Tercatat, belum tampil untuk umum." in centre
    assert "Halaman umum" not in centre
    profile = words(client.get("/pusat-usaha/profil/"))
    assert "Langkah membuat NIB" in profile
    assert "oss.go.id" in profile
    assert "Tidak ada biaya" in profile
    assert "belum punya NIB" in words(client.get("/pusat-usaha/produk/"))


def test_she_knows_before_she_sends(browser, sari):
    edition = build.draft_business(sari, nib_status="none", nib="")
    actions.save_draft(edition, {"draft_notes": {"saved": ["persetujuan"]}}, by=sari)
    client = browser(sari)
    assert "Langkah membuat NIB" in words(client.get("/daftar-usaha/"))
    assert "Belum tampil untuk umum." in words(client.get("/daftar-usaha/periksa/"))
    sent = words(client.get(client.post("/daftar-usaha/periksa/", key() | {"true": "on"}).url))
    assert "Langkah membuat NIB" in sent


def test_the_reviewer_is_told_before_and_after(sari, rina, client):
    submission = actions.submit(build.draft_business(sari, nib_status="none", nib=""), by=sari)
    sign_in(client, rina)
    page = words(client.get(f"/petugas/tinjau/usaha/{submission.code}/"))
    assert "Boleh disetujui sebagai catatan pembinaan" in page
    answer = client.post(f"/petugas/tinjau/usaha/{submission.code}/", {"decision": "approved"}, follow=True)
    assert "Belum tampil untuk umum karena usahanya belum punya NIB." in words(answer)
    office = words(client.get(f"/petugas/usaha/{submission.subject_code}/"))
    assert "Tercatat, belum tampil" in office


def test_the_letter_says_so_and_gives_no_dead_link(dede, rina, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        live = build.live_business(dede, rina, nib_status="none", nib="")
    assert "Belum tampil untuk umum karena usahanya belum punya NIB." in mail.outbox[-1].body
    with django_capture_on_commit_callbacks(execute=True):
        draft = build.draft_product(live.business, dede)
        catalog.approve(catalog.submit(draft, by=dede), by=rina)
    assert "Belum tampil untuk umum" in mail.outbox[-1].body
    assert "/p/" not in mail.outbox[-1].body


def test_its_timeline_does_not_promise_the_catalogue(client, sari):
    edition = build.draft_business(sari, nib_status="none", nib="")
    actions.submit(edition, by=sari)
    client = sign_in(client, sari)
    for address in ("/pusat-usaha/", f"/daftar-usaha/{edition.business.code}/terkirim/"):
        page = words(client.get(address))
        assert "Tercatat di dinas" in page, address
        assert "Tayang di katalog" not in page, address
