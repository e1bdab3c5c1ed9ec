"""The way of a product into Katalog V6: steps that follow each other, what is lacking, what to copy."""

import pytest
from django.urls import reverse

from audit.models import Event
from catalog import actions
from catalog.inaproc import readiness
from catalog.models import InaprocListing
from catalog.refusal.facts import Listing
from review.actions import Refused
from tests import build
from tests.people import sign_in

URL = "https://katalog.inaproc.id/sari/gula-semut"
READY = {
    "gross_weight_grams": 280, "length_mm": 200, "width_mm": 150, "height_mm": 60,
    "is_made_here": True, "has_local_workers": True, "has_local_material": True, "delivers": "country",
}  # fmt: skip


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def product(business, sari, rina):
    return build.live_product(business, sari, rina, **READY).product


def test_a_product_goes_step_by_step(product, sari, rina):
    for state, more in (("ready", {}), ("submitted", {}), ("refused", {"reason": "Foto buram."}), ("submitted", {})):
        actions.move_inaproc(product, state, by=sari, **more)
    listing = actions.move_inaproc(product, "live", by=rina, url=URL)
    assert (listing.state, listing.url, listing.seen_by, listing.reason) == ("live", URL, rina, "")
    seen = actions.saw_inaproc(product, by=sari)
    assert seen.seen_by == sari and seen.seen_at >= listing.seen_at
    told = Event.objects.filter(subject_code=product.code, verb="changed", detail__what="katalog-v6")
    assert told.count() == 6


def test_the_same_step_twice_is_one(product, sari):
    actions.move_inaproc(product, "ready", by=sari)
    actions.move_inaproc(product, "ready", by=sari)
    assert Event.objects.filter(subject_code=product.code, verb="changed").count() == 1


@pytest.mark.parametrize("state", ["submitted", "refused", "live"])
def test_no_step_is_skipped(product, sari, state):
    with pytest.raises(Refused, match="tidak bisa langsung"):
        actions.move_inaproc(product, state, by=sari, reason="x", url=URL)


def test_a_refusal_has_its_reason_and_a_page_is_theirs(product, sari):
    actions.move_inaproc(product, "ready", by=sari)
    actions.move_inaproc(product, "submitted", by=sari)
    with pytest.raises(Refused, match="alasan"):
        actions.move_inaproc(product, "refused", by=sari, reason="  ")
    for wrong in ("", "http://katalog.inaproc.id/x", "https://inaproc.id.contoh.example/x", "https://inaproc.id\0"):
        with pytest.raises(Refused, match="Salin alamat"):
            actions.move_inaproc(product, "live", by=sari, url=wrong)


def test_ready_means_that_nothing_is_lacking(business, sari, rina):
    bare = build.live_product(business, sari, rina).product
    with pytest.raises(Refused, match="Berat kirim"):
        actions.move_inaproc(bare, "ready", by=sari)


def test_an_empty_listing_lacks_nearly_everything():
    lacking = {one.words for one in readiness(Listing(), levels=0) if one.must and not one.done}
    assert {
        "Harga",
        "Berat kirim",
        "Ukuran paket",
        "Status PDN atau impor",
        "Foto paling sedikit 300 piksel",
    } <= lacking


def test_the_owner_sees_what_is_lacking_copies_and_moves(client, sari, product):
    client.force_login(sari)
    address = reverse("catalog:inaproc", args=[product.code])
    page = client.get(address).text
    assert "Belum mulai" in page and "Gula Semut Aren 250 g" in page and "25000" in page
    assert client.post(address, {"state": "ready"}).status_code == 302
    client.post(address, {"state": "submitted"})
    wrong = client.post(address, {"state": "live", "url": "https://contoh.example/x"})
    assert "Salin alamat halaman produk" in wrong.text and "https://contoh.example/x" in wrong.text
    client.post(address, {"state": "live", "url": URL})
    assert InaprocListing.objects.get().state == "live"
    assert "Tayang di Katalog Elektronik" in client.get(f"/p/{product.code}/", follow=True).text


def test_an_officer_notes_that_it_is_still_there(client, rina, sari, product):
    for state, url in (("ready", ""), ("submitted", ""), ("live", URL)):
        actions.move_inaproc(product, state, by=sari, url=url)
    address = reverse("catalog:inaproc-office", args=[product.code])
    sign_in(client, rina)
    assert "Saya lihat masih tayang" in client.get(address).text
    client.post(address, {"do": "seen"})
    assert InaprocListing.objects.get().seen_by == rina


def test_a_helper_looks_and_does_not_move(client, sari, dede, product):
    build.member(product.business, dede, sari)
    client.force_login(dede)
    address = reverse("catalog:inaproc", args=[product.code])
    assert "yang mencatat langkahnya" in client.get(address).text
    assert client.post(address, {"state": "ready"}).status_code == 403


@pytest.mark.parametrize(
    "post", [{}, {"state": "x"}, {"state": "\0"}, {"do": "seen"}, {"state": "live", "url": "https://["}]
)
def test_nonsense_is_answered_in_words(client, sari, product, post):
    client.force_login(sari)
    assert client.post(reverse("catalog:inaproc", args=[product.code]), post).status_code == 200
