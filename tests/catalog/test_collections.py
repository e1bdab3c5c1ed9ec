"""Collections come and go by the day, follow their products, and every change can be taken back."""

import datetime

import pytest
from django.utils import timezone

from audit.queries import history_of
from catalog import actions as catalog
from catalog.actions import collections
from catalog.showroom import in_season, rows_of, shelves
from registry import actions as registry
from review.actions import Refused
from tests import build, showroom
from tests.people import sign_in

TODAY = datetime.date(2026, 3, 10)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def shop(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def goods(shop, sari, rina):
    return [build.live_product(shop, sari, rina, name=f"Gula semut {n}").product for n in range(3)]


def seen(client, collection):
    return client.get(f"/koleksi/{collection.slug}/")


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, {-400: True, 0: True, 400: True}),
        (0, None, {-1: False, 0: True, 400: True}),
        (None, 0, {-400: True, 0: True, 1: False}),
        (-2, 2, {-3: False, -2: True, 2: True, 3: False}),
    ],
)
def test_the_season_turns_a_collection_on_and_off_by_the_day_alone(goods, rina, first, last, days):
    bounds = {
        name: TODAY + n * DAY if n is not None else None for name, n in (("shown_from", first), ("shown_until", last))
    }
    made = showroom.collection(goods, rina, **bounds)
    for n, shows in days.items():
        assert (made in in_season(TODAY + n * DAY)) is shows, n
        assert bool(shelves(TODAY + n * DAY)) is shows, n


def test_the_page_follows_the_day_in_jakarta(client, goods, rina):
    today = timezone.localdate()
    soon = showroom.collection(goods, rina, title="Nanti", shown_from=today + DAY)
    over = showroom.collection(goods, rina, title="Lalu", shown_until=today - DAY)
    now = showroom.collection(goods, rina, title="Sekarang", shown_from=today, shown_until=today)
    assert [seen(client, one).status_code for one in (soon, over, now)] == [404, 410, 200]
    home = client.get("/").content.decode()
    assert "Sekarang" in home and "Nanti" not in home and "Lalu" not in home
    assert client.get("/koleksi/").content.decode().count("card-p") == 1


def test_products_stand_in_the_order_of_the_collection(client, goods, rina):
    made = showroom.collection(reversed(goods), rina)
    text = seen(client, made).content.decode()
    assert text.index("Gula semut 2") < text.index("Gula semut 1") < text.index("Gula semut 0")


def test_a_product_that_leaves_the_display_leaves_the_collection_and_its_editor_sees_it(client, goods, sari, rina):
    made = showroom.collection(goods, rina)
    catalog.unpublish(goods[1], by=sari)
    assert "Gula semut 1" not in seen(client, made).content.decode()
    assert [row.is_shown for row in rows_of(made)] == [True, False, True]
    desk = sign_in(client, rina).get(f"/petugas/koleksi/{made.code}/").content.decode()
    assert "Gula semut 1" in desk and "Tidak tayang, jadi tidak tampil" in desk
    catalog.publish_again(goods[1], by=sari)
    assert [row.is_shown for row in rows_of(made)] == [True, True, True]


def test_a_suspended_business_takes_its_products_along(client, shop, goods, rina, ratna):
    made = showroom.collection(goods, rina)
    registry.suspend(shop, by=ratna, reason="Pindah")
    assert "Gula semut" not in seen(client, made).content.decode()
    assert shelves(timezone.localdate()) == [], "an empty collection is no tile"


def test_nothing_is_published_without_a_product_on_display(goods, sari, rina):
    with pytest.raises(Refused, match="Belum ada produk"):
        showroom.collection([], rina)
    catalog.unpublish(goods[0], by=sari)
    empty = showroom.collection([], rina, is_published=False)
    added, unknown = collections.add_products(empty, [goods[0].code, "zzzzzzzz"], by=rina)
    assert (added, unknown) == (0, [goods[0].code, "zzzzzzzz"])


def codes(made):
    return [row.code for row in rows_of(made)]


def test_products_move_by_one_place_and_to_the_top(goods, rina):
    made, (a, b, c) = showroom.collection(goods, rina), [one.code for one in goods]
    collections.move_product(made, c, "naik", by=rina)
    assert codes(made) == [a, c, b]
    collections.move_product(made, a, "turun", by=rina)
    assert codes(made) == [c, a, b]
    collections.move_product(made, b, "teratas", by=rina)
    assert codes(made) == [b, c, a]
    assert not collections.move_product(made, b, "naik", by=rina)
    assert not collections.move_product(made, a, "turun", by=rina)
    assert not collections.move_product(made, "zzzzzzzz", "naik", by=rina)


def test_what_was_taken_out_comes_back_to_its_place(client, goods, rina):
    made = showroom.collection(goods, rina)
    before, desk = codes(made), sign_in(client, rina)
    address = f"/petugas/koleksi/{made.code}/produk/"
    answer = desk.post(address, {"aksi": f"keluarkan:{before[1]}"}, follow=True)
    assert codes(made) == [before[0], before[2]]
    assert f"kembalikan:{before[1]}.1" in answer.content.decode()
    desk.post(address, {"aksi": f"kembalikan:{before[1]}.1"})
    assert codes(made) == before


def test_codes_and_links_are_pasted_together_and_once(client, goods, rina):
    made, desk = showroom.collection(goods[:1], rina), sign_in(client, rina)
    typed = f"http://testserver/p/{goods[1].code}/, {goods[0].code}\n{goods[2].code.upper()} {goods[1].code} omong"
    desk.post(f"/petugas/koleksi/{made.code}/produk/", {"aksi": "tambah", "kode": typed})
    assert codes(made) == [one.code for one in goods]


def test_a_collection_holds_no_more_than_sixty(goods, rina, monkeypatch):
    monkeypatch.setattr(collections, "MOST_PRODUCTS", 2)
    with pytest.raises(Refused, match="paling banyak 2"):
        showroom.collection(goods, rina)


def test_withdrawn_is_gone_at_once_and_comes_back_by_one_press(client, goods, rina):
    made = showroom.collection(goods, rina)
    collections.withdraw_collection(made, by=rina)
    assert seen(client, made).status_code == 410
    collections.publish_collection(made, by=rina)
    assert seen(client, made).status_code == 200
    assert [one.verb for one in history_of(made, 3)] == ["published_again", "unpublished", "published"]


def test_two_editors_do_not_write_over_each_other(goods, rina, asep):
    made = showroom.collection(goods, rina)
    version = collections.version_of(made)
    values = {"title": "Hampers", "intro": "", "shown_from": None, "shown_until": None}
    collections.change_collection(made, values, version=version, by=rina)
    with pytest.raises(Refused, match="baru saja mengubah"):
        collections.change_collection(made, {**values, "title": "Lain"}, version=version, by=asep)


def test_a_double_tap_makes_one_collection(client, rina):
    desk = sign_in(client, rina)
    page = desk.get("/petugas/koleksi/baru/").content.decode()
    key = page.split('name="form_key" value="')[1].split('"')[0]
    given = {"form_key": key, "title": "Untuk Sekolah", "intro": "", "shown_from": "", "shown_until": ""}
    first, second = (desk.post("/petugas/koleksi/baru/", given) for _ in range(2))
    assert first.url == second.url


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": ""}, "Tulis judul koleksinya."),
        ({"title": "A" * 81}, "paling panjang 80 huruf"),
        ({"shown_from": "2026-05-02", "shown_until": "2026-05-01"}, "tidak boleh sebelum hari pertama"),
        ({"shown_from": "31/31/2026"}, "anggal"),
        ({"shown_until": "2040-12-31"}, "tiga tahun"),
    ],
)
def test_what_was_typed_stays_with_the_reason(client, goods, rina, given, words):
    made, desk = showroom.collection(goods, rina), sign_in(client, rina)
    typed = {"title": "Musim\x00 panen\ud800", "intro": "Dari kebun.", "shown_from": "", "shown_until": "", **given}
    typed = {name: value.encode("utf-8", "replace").decode() for name, value in typed.items()}
    answer = desk.post(f"/petugas/koleksi/{made.code}/", {**typed, "versi": collections.version_of(made)})
    text = answer.content.decode()
    assert answer.status_code == 200 and words in text and "Dari kebun." in text


def test_nonsense_in_a_button_or_address_is_no_error(client, goods, rina):
    made, desk = showroom.collection(goods, rina), sign_in(client, rina)
    address = f"/petugas/koleksi/{made.code}/"
    for what in (
        "",
        "naik:",
        "naik:\x00",
        "kembalikan:zzzzzzzz.999999",
        "kembalikan:x.y",
        "keluarkan:' or 1",
        "apa:saja",
    ):
        assert desk.post(f"{address}produk/", {"aksi": what}).status_code == 302
    for query in ("?tadi=x", "?tadi=..", "?tadi=zzzzzzzz.-1", "?cari=%00%ed%a0%80", "?halaman=9e9"):
        assert desk.get(f"{address}{query}").status_code == 200
    assert codes(made) == [one.code for one in goods]


def test_only_who_curates_may(goods, sari, tono):
    for user in (sari, tono):
        with pytest.raises(Refused):
            showroom.collection(goods, user)
