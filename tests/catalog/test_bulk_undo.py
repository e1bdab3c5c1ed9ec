"""A whole table is taken back: what it made goes, what it changed is as before, what somebody touched since stays."""

import pytest

from catalog import actions
from catalog.bulk import undoing
from catalog.bulk.work import UNDO
from catalog.models import EditionPhoto, Product, ProductEdition, ProductPhoto
from review.models import Submission
from tests import build
from tests.bulk import GOOD, csv, photos, picture, said, taken_in
from tests.imports import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(sari, asep):
    """Sari's approved business."""
    return build.live_business(sari, asep, name="Gula Sari").business


def undone(batch, by):
    """The table after it was taken back, and what the job told."""
    undoing.undo(batch, by=by)
    (job,) = (one for one in work() if one.kind == UNDO)  # sizes of photos may be on their way too
    batch.refresh_from_db()
    assert job.state == "done"
    return job.result


def test_new_products_go_with_their_photos(sari, business):
    batch = taken_in(business, build.category(), csv(GOOD | {"Foto": "a.jpg"}), photos(a__jpg=picture()), by=sari)
    assert undone(batch, sari) == {"undone": 1, "kept": 0, "why": {}}
    assert not Product.objects.exists() and not ProductPhoto.objects.exists()
    assert batch.state == "undone"


def test_a_draft_is_as_it_was_before(sari, business):
    draft = build.draft_product(business, sari, name="Gula Lama", brand="Sari", answers={"x": 1}, price=20000)
    row = GOOD | {"Nama produk": "Gula Lama", "Merek": "Lain", "Bahan": "Nira", "Foto": "a.jpg", "Nomor artikel": "Z"}
    batch = taken_in(business, build.category(), csv(row), photos(a__jpg=picture()), by=sari)
    assert EditionPhoto.objects.filter(edition=draft).count() == 2
    undone(batch, sari)
    draft.refresh_from_db()
    draft.product.refresh_from_db()
    assert (draft.brand, draft.materials, draft.answers, draft.product.own_code) == ("Sari", "", {"x": 1}, "")
    assert EditionPhoto.objects.filter(edition=draft).count() == 1 and ProductPhoto.objects.count() == 1
    assert draft.product.price_before_vat == 20000


def test_a_change_of_a_published_product_is_dropped_and_its_price_is_put_back(sari, asep, business):
    live = build.live_product(business, sari, asep, name="Gula Semut", price=20000)
    row = {"Nama produk": "Gula Semut", "Bahan": "Nira", "Harga": "25000"}
    batch = taken_in(business, build.category(), csv(row), by=sari)
    undone(batch, sari)
    live.product.refresh_from_db()
    assert live.product.price_before_vat == 20000
    assert list(ProductEdition.objects.values_list("number", flat=True)) == [1]


def test_what_was_touched_since_stays_and_says_why(sari, business):
    batch = taken_in(business, build.category(), csv(GOOD), by=sari)
    actions.save_draft(ProductEdition.objects.get(), {"brand": "Baru"}, by=sari)
    assert undone(batch, sari)["why"] == {"sudah diubah sejak dimasukkan": 1}
    assert Product.objects.count() == 1 and "Tidak dibatalkan" in said(batch)


def test_a_price_that_was_changed_since_stays(sari, asep, business):
    live = build.live_product(business, sari, asep, name="Gula Semut", price=20000)
    batch = taken_in(business, build.category(), csv({"Nama produk": "Gula Semut", "Harga": "21000"}), by=sari)
    actions.set_price(live.product, 22000, by=sari)
    assert undone(batch, sari)["kept"] == 1
    live.product.refresh_from_db()
    assert live.product.price_before_vat == 22000


def test_what_was_sent_is_pulled_back_from_the_queue(sari, business):
    row = GOOD | {"Foto": "a.jpg", "Status halal": "Belum ada"}
    batch = taken_in(business, build.category(), csv(row), photos(a__jpg=picture()), by=sari, sends=True)
    undone(batch, sari)
    assert Submission.objects.get(room="catalog").state == "withdrawn"
    assert "Ditarik dari antrean" in said(batch) and ProductEdition.objects.filter(is_open=True).count() == 1


def test_what_an_officer_decided_stays(sari, asep, business):
    row = GOOD | {"Foto": "a.jpg", "Status halal": "Belum ada"}
    batch = taken_in(business, build.category(), csv(row), photos(a__jpg=picture()), by=sari, sends=True)
    actions.approve(Submission.objects.get(room="catalog"), by=asep)
    assert undone(batch, sari)["why"] == {"sudah diperiksa petugas": 1}
    assert ProductEdition.objects.get().is_live


def test_a_product_whose_photos_a_copy_shows_stays(sari, business):
    batch = taken_in(business, build.category(), csv(GOOD | {"Foto": "a.jpg"}), photos(a__jpg=picture()), by=sari)
    actions.copy_product(ProductEdition.objects.get(), by=sari)
    assert undone(batch, sari)["kept"] == 1 and Product.objects.count() == 2


def test_undone_and_taken_in_again_from_a_new_upload(sari, business):
    undone(taken_in(business, build.category(), csv(GOOD), by=sari), sari)
    taken_in(business, build.category(), csv(GOOD), by=sari)
    assert Product.objects.count() == 1
