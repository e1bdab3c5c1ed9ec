"""A table is taken in: drafts, changed drafts, changes of products, prices; twice the same makes no doubles."""

import pytest

from catalog import actions
from catalog.bulk import applying
from catalog.models import EditionPhoto, PriceChange, Product, ProductEdition
from review.actions import Refused
from review.models import Submission
from tests import build
from tests.bulk import GOOD, csv, photos, picture, press, receive, said, states, taken_in, upload
from tests.catalog.questions import asks
from tests.imports import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(sari, asep):
    """Sari's approved business."""
    return build.live_business(sari, asep, name="Gula Sari").business


def test_a_new_row_becomes_a_whole_draft(sari, business):
    leaf = asks("anyaman", {"key": "bahan", "label": "Bahan anyaman", "kind": "choice", "choices": ["Bambu"]})
    row = GOOD | {
        "Nomor artikel": "GS-1", "Bahan anyaman": "Bambu", "Stok": "1.200", "Panjang paket (cm)": "12,5",
        "Wilayah pengiriman": "Seluruh Indonesia", "Dibuat sendiri di Indonesia": "ya", "Foto": "a.jpg",
        "Ketersediaan": "Dibuat sesuai pesanan",
    }  # fmt: skip
    batch = taken_in(business, leaf, csv(row), photos(a__jpg=picture()), by=sari)
    draft = ProductEdition.objects.get()
    product = draft.product
    assert (product.own_code, product.price_before_vat, product.stock) == ("GS-1", 25000, 1200)
    assert (product.availability, draft.is_draft, draft.category, draft.answers) == (
        "made_to_order", True, leaf, {"bahan": "Bambu"},
    )  # fmt: skip
    assert (draft.length_mm, draft.delivers, draft.is_made_here, draft.form.category) == (125, "country", True, leaf)
    assert EditionPhoto.objects.filter(edition=draft).count() == 1 and not PriceChange.objects.exists()
    assert (batch.state, batch.photos_path, states(batch)) == ("applied", "", [("done", "new")])


def test_the_same_table_twice_makes_no_doubles(sari, business):
    rows = [GOOD | {"Nomor artikel": "A-1", "Foto": "a.jpg"}, GOOD | {"Nama produk": "Gula Cetak Aren 1 kg"}]
    for _ in range(2):
        batch = receive(business, build.category(), csv(*rows), photos(a__jpg=picture()), by=sari)
        if batch.rows.filter(state__in=["ready", "warning"]).exists():
            applying.apply(batch, sends=False, by=sari)
            work()
    assert states(batch) == [("same", "same")] * 2
    assert Product.objects.count() == 2 and EditionPhoto.objects.count() == 1


def test_an_existing_draft_is_changed_and_blank_cells_leave_what_is_there(sari, business):
    draft = build.draft_product(business, sari, name="Gula Lama", brand="Sari")
    taken_in(business, build.category(), csv({"Nama produk": "GULA LAMA", "Bahan": "Nira", "Merek": ""}), by=sari)
    draft.refresh_from_db()
    assert (draft.materials, draft.brand, draft.name) == ("Nira", "Sari", "GULA LAMA")
    assert Product.objects.count() == 1


def test_a_published_product_becomes_a_changed_edition_and_stays_on_display(sari, asep, business):
    live = build.live_product(business, sari, asep, name="Gula Semut")
    batch = taken_in(business, build.category(), csv({"Nama produk": "Gula Semut", "Bahan": "Nira"}), by=sari)
    live.refresh_from_db()
    draft = ProductEdition.objects.get(is_open=True)
    assert live.is_live and not live.materials and draft.materials == "Nira" and draft.number == 2
    assert states(batch) == [("done", "edition")]


def test_price_and_stock_change_at_once_without_an_edition(sari, asep, business):
    live = build.live_product(business, sari, asep, name="Gula Semut", price=20000)
    row = {"Nama produk": "Gula Semut", "Harga": "Rp21.500", "Stok": "7", "Ketersediaan": "siap dikirim"}
    batch = taken_in(business, build.category(), csv(row), by=sari)
    live.product.refresh_from_db()
    assert (live.product.price_before_vat, live.product.stock) == (21500, 7)
    assert states(batch) == [("done", "offer")] and not ProductEdition.objects.filter(is_open=True).exists()
    assert PriceChange.objects.filter(product=live.product, price_before_vat=21500, previous=20000).exists()


def test_the_article_number_finds_a_product_that_was_renamed(sari, business):
    taken_in(business, build.category(), csv(GOOD | {"Nomor artikel": "A-1"}), by=sari)
    taken_in(
        business, build.category(), csv(GOOD | {"Nomor artikel": "a-1", "Nama produk": "Nama Baru Sekali"}), by=sari
    )
    assert ProductEdition.objects.get().name == "Nama Baru Sekali"


def test_another_number_is_another_product_and_is_warned_of(sari, business):
    taken_in(business, build.category(), csv(GOOD | {"Nomor artikel": "A-1"}), by=sari)
    batch = receive(business, build.category(), csv(GOOD | {"Nomor artikel": "B-2"}), by=sari)
    assert states(batch) == [("warning", "new")] and "dipakai produk lain (nomor A-1)" in said(batch)


def test_a_name_that_fits_two_products_asks_for_a_number(sari, business):
    for _ in range(2):
        build.draft_product(business, sari, name="Kembar")
    batch = receive(business, build.category(), csv(GOOD | {"Nama produk": "Kembar"}), by=sari)
    assert "Ada 2 produk bernama ini" in said(batch) and states(batch) == [("error", "")]


def test_a_product_that_waits_is_not_changed_but_its_price_is(sari, business):
    draft = build.draft_product(business, sari, name="Menunggu")
    actions.submit(draft, by=sari)
    rows = csv({"Nama produk": "Menunggu", "Bahan": "Nira"})
    assert "sedang menunggu petugas" in said(receive(business, build.category(), rows, by=sari))
    batch = taken_in(business, build.category(), csv({"Nama produk": "Menunggu", "Harga": "26000"}), by=sari)
    assert states(batch) == [("done", "offer")]


def test_complete_rows_are_sent_when_the_owner_chooses_so(sari, business):
    rows = [
        GOOD | {"Foto": "a.jpg", "Status halal": "Belum ada"},
        GOOD | {"Nama produk": "Tanpa foto apa pun", "Status halal": "Belum ada"},
    ]
    batch = taken_in(business, build.category(), csv(*rows), photos(a__jpg=picture()), by=sari, sends=True)
    assert Submission.objects.filter(room="catalog").count() == 1
    assert "Belum dikirim. Tambahkan paling sedikit satu foto" in said(batch, 3)
    assert states(batch) == [("done", "new")] * 2


def test_bad_rows_stay_out_and_come_back_as_a_file(client, sari, business):
    wrong = GOOD | {"Nama produk": "=Salah harga sekali", "Harga": "murah"}
    batch = upload(client, sari, csv(GOOD, wrong), category=build.category(), business=business)
    page = press(client, batch, "masukkan").content.decode()
    assert Product.objects.count() == 1 and "1 baris belum masuk" in page
    file = b"".join(client.get(f"/pusat-usaha/produk/massal/{batch.code}/perbaiki.csv")).decode()
    assert file.splitlines()[0].lstrip("\ufeff").startswith("Baris;Masalah;Nama produk")
    assert "3;Harga: Harga ini bukan angka" in file and "'=Salah harga sekali" in file
    again = upload(client, sari, _file(file.replace("murah", "9000")), category=build.category(), business=business)
    press(client, again, "masukkan")
    assert sorted(Product.objects.values_list("price_before_vat", flat=True)) == [9000, 25000]
    assert ProductEdition.objects.filter(name="=Salah harga sekali").exists()


def _file(text):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("perbaiki.csv", text.encode())


def test_a_photo_that_breaks_when_decoded_is_named_and_the_draft_stays(sari, business):
    files = photos(a__jpg=picture("terpotong.jpg"), b__jpg=picture())
    batch = taken_in(business, build.category(), csv(GOOD | {"Foto": "a.jpg; b.jpg"}), files, by=sari)
    assert "Foto a.jpg: Foto rusak" in said(batch)
    assert EditionPhoto.objects.count() == 1 and states(batch) == [("done", "new")]


def test_photos_are_added_later_by_the_same_table(sari, business):
    taken_in(business, build.category(), csv(GOOD | {"Foto": "a.jpg"}), by=sari)
    batch = taken_in(business, build.category(), csv(GOOD | {"Foto": "a.jpg"}), photos(a__jpg=picture()), by=sari)
    assert states(batch) == [("done", "draft")] and EditionPhoto.objects.count() == 1


def test_a_price_for_many_that_would_not_be_cheaper_keeps_the_row_out(sari, asep, business):
    live = build.live_product(business, sari, asep, name="Gula Semut", price=20000)
    actions.set_offer(live.product, actions.Offer(20000, "ready", None, [(10, 15000)]), by=sari)
    batch = taken_in(business, build.category(), csv({"Nama produk": "Gula Semut", "Harga": "12000"}), by=sari)
    assert states(batch) == [("error", "")] and "bertingkat" in said(batch)


def test_a_person_who_lost_the_right_meanwhile_ends_the_job(sari, dede, business):
    who = build.member(business, dede, sari, "helper")
    batch = receive(business, build.category(), csv(GOOD), by=dede)
    applying.apply(batch, sends=False, by=dede)
    type(who).objects.filter(pk=who.pk).delete()
    job = work()[0]
    assert job.state == "failed" and not Product.objects.exists()


def test_it_is_taken_in_once(sari, business):
    batch = taken_in(business, build.category(), csv(GOOD), by=sari)
    with pytest.raises(Refused, match="sudah dimasukkan"):
        applying.apply(batch, sends=False, by=sari)


def test_a_job_that_was_killed_goes_on_where_it_stopped(sari, business, monkeypatch):
    rows = [GOOD | {"Nama produk": f"Gula nomor {n}"} for n in range(3)]
    batch = receive(business, build.category(), csv(*rows), by=sari)
    end, calls = applying._end, []

    def dies(*given):
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("killed")
        end(*given)

    monkeypatch.setattr(applying, "_end", dies)
    applying.apply(batch, sends=False, by=sari)
    work()
    work()
    assert Product.objects.count() == 3 and states(batch) == [("done", "new")] * 3
