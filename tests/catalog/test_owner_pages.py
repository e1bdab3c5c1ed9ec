"""The owner's product pages: type, keep, send, price, show."""

import uuid
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog import actions
from catalog.models import Product, ProductEdition
from tests import build

FILES = Path(__file__).parent.parent / "data" / "uploads-awkward"


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def draft(business, sari):
    return actions.start_product(business, by=sari)


def address(edition, name="edit"):
    return reverse(f"catalog:{name}", args=[edition.product.code])


def typed(**values):
    build.category()
    return {
        "name": "Gula Semut 250 g",
        "category": "gula-semut",
        "description": "Gula aren kering.",
        "price": "Rp22.500",
        "unit": "bungkus",
        "minimum_order": "1.000",
        "capacity_per_month": "4.000",
        "lead_time_days": "3",
        "halal_status": "none",
        "do": "save",
        **values,
    }


def photo(name="ok_biasa.jpg"):
    return SimpleUploadedFile(name, (FILES / name).read_bytes())


def test_a_double_tap_begins_one_product(client, sari, business):
    client.force_login(sari)
    post = {"business": business.code, "form_key": str(uuid.uuid4())}
    first, second = (client.post(reverse("catalog:new"), post) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Product.objects.count() == 1


def test_a_form_without_its_key_makes_nothing(client, sari, business):
    client.force_login(sari)
    assert client.post(reverse("catalog:new"), {"business": business.code}).status_code == 400
    assert not Product.objects.exists()


def test_typing_is_kept(client, sari, draft):
    client.force_login(sari)
    assert client.post(address(draft), typed()).status_code == 302
    draft.refresh_from_db()
    assert (draft.name, draft.minimum_order, draft.product.price_before_vat) == ("Gula Semut 250 g", 1000, 22500)


def test_what_was_right_is_kept_when_something_is_wrong(client, sari, draft):
    client.force_login(sari)
    page = client.post(address(draft), typed(price="dua puluh", minimum_order="banyak"))
    draft.refresh_from_db()
    assert draft.name == "Gula Semut 250 g"
    assert "Pesanan minimal harus angka" in page.text and "dua puluh" in page.text
    assert "<title>Galat: " in page.text


def test_sending_says_of_each_missing_field_what_to_fill_in(client, sari, draft):
    client.force_login(sari)
    page = client.post(address(draft), {"do": "send", "name": "Gula"})
    assert "Pilih kategori produk." in page.text and "Isi harga produk" in page.text
    assert draft.product.editions.get().is_draft


def test_a_photo_and_all_fields_go_to_the_reviewer(client, sari, draft):
    client.force_login(sari)
    answer = client.post(address(draft), typed(do="send", photos=photo()))
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert "Sedang menunggu petugas" in client.get(address(draft)).text


def test_a_bad_photo_is_named_and_the_words_are_kept(client, sari, draft):
    client.force_login(sari)
    page = client.post(address(draft), typed(do="send", photos=photo("terpotong.jpg")))
    assert "terpotong.jpg" in page.text
    draft.refresh_from_db()
    assert draft.name == "Gula Semut 250 g" and draft.is_draft


def test_photos_change_places_and_go(client, sari, draft):
    client.force_login(sari)
    client.post(address(draft), typed(photos=[photo(), photo("foto.webp")]))
    first, second = draft.shown_photos.all()
    client.post(address(draft), typed(photo=f"first:{second.photo.code}"))
    assert draft.shown_photos.first().photo == second.photo
    client.post(address(draft), typed(photo=f"remove:{second.photo.code}"))
    assert [row.photo for row in draft.shown_photos.all()] == [first.photo]


def test_the_same_photo_twice_is_one(client, sari, draft):
    client.force_login(sari)
    client.post(address(draft), typed(photos=[photo(), photo()]))
    assert draft.shown_photos.count() == 1


def test_nobody_opens_another_owners_product(client, dede, draft):
    client.force_login(dede)
    for name in ("edit", "change", "withdraw", "price", "unpublish"):
        assert client.post(address(draft, name), {}).status_code == 404
    assert client.get(address(draft)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, draft):
    assert "/akun/masuk/" in client.get(address(draft))["Location"]


def test_a_waiting_product_is_pulled_back_and_typed_again(client, sari, business):
    edition = build.draft_product(business, sari)
    actions.submit(edition, by=sari)
    client.force_login(sari)
    page = client.post(address(edition), typed(name="Diam-diam"))
    assert "sudah dikirim" in page.text
    client.post(address(edition, "withdraw"))
    assert client.get(address(edition)).context["form"] is not None
    assert ProductEdition.objects.filter(product=edition.product).count() == 2


def test_a_price_is_published_at_once_and_a_jump_is_flagged(client, sari, rina, business):
    edition = build.live_product(business, sari, rina)
    client.force_login(sari)
    client.post(address(edition, "price"), {"price": "50.000", "availability": "ready", "stock": ""})
    edition.product.refresh_from_db()
    assert edition.product.price_before_vat == 50000
    assert edition.product.price_changes.first().is_jump


def test_an_owner_takes_a_product_off_display_and_shows_it_again(client, sari, rina, business):
    edition = build.live_product(business, sari, rina)
    client.force_login(sari)
    client.post(address(edition, "unpublish"), {"do": "unpublish"})
    assert Product.objects.get().withdrawn_at
    client.post(address(edition, "unpublish"), {"do": "publish"})
    assert Product.objects.get().withdrawn_at is None


@pytest.mark.parametrize("bad", ["\x00", "x" * 200_000, "\ud800", "9" * 400, "﷽" * 300, "' OR 1=1 --"])
def test_hostile_typing_never_breaks_the_page(client, sari, draft, bad):
    client.force_login(sari)
    body = urlencode({**dict.fromkeys(typed(), bad), "do": "send"}, errors="surrogatepass")
    answer = client.post(address(draft), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200


def test_the_list_costs_the_same_for_one_and_ten(client, sari, rina, business, django_assert_max_num_queries):
    client.force_login(sari)
    for _ in range(10):
        build.draft_product(business, sari)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("catalog:mine")).text.count("Lanjutkan") == 10
