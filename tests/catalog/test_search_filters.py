"""The list of products: every filter in the address, in words, as a chip, and with the count that choosing it gives."""

import html
import re

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from catalog import actions
from catalog.bells import product_changed
from catalog.models import InaprocListing, Product
from catalog.templatetags.cards import product_cards
from clusters import actions as clusters
from tests import build

YES = {"is_made_here": True, "has_local_workers": True, "has_local_material": True}
HOSTILE = (
    "",
    "x",
    "-1",
    "0",
    "1e9",
    "9" * 40,
    "%00",
    "\ud800",
    "١٢",
    "1.2.3",
    "x.y",
    "x.",
    ".5",
    "5." + "9" * 30,
    "<b>",
)


@pytest.fixture
def shelf(sari, dede, rina, ratna):
    """Seven products of two makers that differ in everything one can ask for."""
    small = build.live_business(sari, rina).business
    large = build.live_business(
        dede, rina, capital_range="50000000001", village=build.village("Sobang", "Sobang"), name="Mebel Pak Dede"
    ).business
    cluster = clusters.found({"kind": "sentra", "name": "Sentra Gula", "region": build.village()}, by=ratna)
    clusters.take_in(cluster, small, by=ratna)
    chairs = build.category("kursi", "Kursi", is_food=False)
    for n in range(4):
        build.live_product(
            small, sari, rina, name=f"Gula {n}", price=5_000 + 20_000 * n, capacity_per_month=50 * 10**n,
            lead_time_days=n * 4, **(YES if n % 2 else {}),
        )  # fmt: skip
    for n in range(3):
        build.live_product(
            large, dede, rina, name=f"Kursi {n}", category=chairs, price=300_000 + n, unit="buah",
            net_weight_grams=None, capacity_per_month=600,
        )  # fmt: skip
    product = Product.objects.order_by("pk")[1]
    actions.set_availability(product, "made_to_order", None, by=sari)
    InaprocListing.objects.create(
        product=product, state="live", url="https://katalog.inaproc.id/x", changed_by=sari, changed_at=timezone.now()
    )
    product_changed.send(sender=Product, product=product)
    return cluster


def listing(client, query):
    return client.get(f"/produk/?{query}").context["listing"]


def test_every_filter_is_said_in_words_and_taken_away_by_its_chip(client, shelf):
    query = (
        f"q=gula&kategori=gula-semut&kecamatan=rangkasbitung&harga_min=10rb&basis=kg&satuan_max=1jt&kapasitas=500"
        f"&siap_dalam=7&skala=mikro&umkk=1&pdn=1&v6=1&sentra={shelf.slug}-{shelf.code}&urut=satuan"
    )
    shown = listing(client, query)
    assert shown.sentence == (
        "1 produk untuk “gula” dalam kategori Gula Semut di Kecamatan Rangkasbitung dari Sentra Gula,"
        " harga mulai Rp10.000, harga paling tinggi Rp1.000.000 per kg, kapasitas sebulan paling sedikit 500,"
        " siap dalam 7 hari, buatan usaha mikro, buatan UMKK, produk dalam negeri, tayang di Katalog V6"
    )
    assert [words for words, _ in shown.chips] == [
        "Gula Semut", "Kec. Rangkasbitung", "Mulai Rp10.000", "Harga paling tinggi Rp1.000.000 per kg",
        "Kapasitas ≥ 500 sebulan", "Siap dalam 7 hari", "Sentra Gula", "UMKK", "Produk dalam negeri", "Di Katalog V6",
        "Usaha mikro",
    ]  # fmt: skip
    for words, address in shown.chips:
        left = client.get(address).context["listing"]
        assert {one for one, _ in left.chips} == {one for one, _ in shown.chips} - {words}
        assert left.wish.order == "satuan"


def test_every_value_shows_as_many_as_stand_beside_it(client, shelf):
    for query in ("", "q=gula", "kecamatan=sobang", "umkk=1&harga_min=1000", "kapasitas=500&basis=kg"):
        shown = listing(client, query)
        facets = shown.facets
        groups = (
            facets.category, facets.certificates, facets.districts, facets.clusters, facets.prices, facets.bases,
            facets.ready, facets.days, facets.capacities, facets.scales, facets.flags,
        )  # fmt: skip
        tried = 0
        for group in groups:
            for option in (*group.options, *group.more):
                if option.count is None or (group.title == "Harga" and shown.filter.typed_price):
                    continue
                asked = shown.query.copy()
                name, value = (group.name, option.value) if group.name else (option.value, "1")
                if group.kind == "radio" or name not in ("sertifikat",):
                    asked.setlist(name, [value])
                else:
                    asked.appendlist(name, value)
                assert listing(client, asked.urlencode()).found.total == option.count, (query, name, value)
                tried += 1
        assert tried > 12


NAMES = ("kapasitas", "siap_dalam", "satuan_min", "satuan_max", "basis", "skala", "umkk", "pdn", "v6", "sentra", "urut")


def test_nothing_in_the_address_is_an_error(client, shelf):
    asked = [{name: value} for name in NAMES for value in HOSTILE]
    asked += [
        {name: value, "urut": order}
        for name in ("sesudah", "sebelum", "halaman")
        for value in HOSTILE
        for order in ("murah", "satuan", "terbaru")
    ]
    for query in asked:
        answer = client.get("/produk/", {name: value.encode("utf-8", "replace") for name, value in query.items()})
        assert answer.status_code == 200
        assert answer.context["listing"].found.total in (0, 4, 6, 7), query


def test_what_is_not_understood_is_told_and_not_used(client, shelf):
    shown = listing(client, "kapasitas=banyak&siap_dalam=besok&satuan_min=murah&sentra=tidak-ada&skala=raksasa")
    assert shown.found.total == 7
    assert len(shown.filter.notes) == 5


def test_the_typed_capacity_goes_before_the_chosen_step(client, shelf):
    assert listing(client, "kapasitas=100&kapasitas=").found.total == 6
    shown = listing(client, "kapasitas=100&kapasitas=5.000")
    assert (shown.wish.capacity, shown.found.total) == (5_000, 2)
    assert [one.words for one in listing(client, "kapasitas=550").facets.capacities.options if one.checked] == [
        "Paling sedikit 550"
    ]


def test_amounts_without_a_base_are_for_a_kilogram(client, shelf):
    shown = listing(client, "satuan_min=100000")
    assert shown.unit_words == "harga mulai Rp100.000 per kg"
    assert shown.found.total == 3


def test_a_sorted_list_goes_on_and_back_by_links(client, shelf, monkeypatch):
    for module in ("query", "statement"):
        monkeypatch.setattr(f"catalog.search.{module}.PAGE_SIZE", 3)
    shown, names = listing(client, "urut=mahal"), []
    while True:
        names += [row["name"] for row in shown.found.rows]
        if not shown.later:
            break
        shown = client.get(shown.later).context["listing"]
    assert names == ["Kursi 2", "Kursi 1", "Kursi 0", "Gula 3", "Gula 2", "Gula 1", "Gula 0"]
    back = client.get(shown.earlier).context["listing"]
    assert [row["name"] for row in back.found.rows] == ["Gula 3", "Gula 2", "Gula 1"]
    assert "Sebelumnya" in client.get(shown.earlier).content.decode()
    assert client.get(shown.start).context["listing"].earlier == ""


def test_a_place_that_is_gone_leads_to_the_beginning(client, shelf):
    assert len(listing(client, "urut=murah&sesudah=999999999.1").found.rows) == 7


@pytest.mark.parametrize(
    "changes",
    [
        {}, {"photo": None}, {"paused": True}, {"price_words": "", "unit_price_words": ""}, {"minimum": ""},
        {"badges": []}, {"name": "<script>alert(1)</script> & \x02name\x02 \"kutip\""},
        {"business": "{{ card.name }}"},
        {"photo": None, "category": ""}, {"ready": True},
    ],
)  # fmt: skip
def test_a_card_drawn_quickly_is_the_card_of_the_template(changes):
    card = {
        "name": "Gula", "address": "/produk/gula-22222222/", "price_words": "Rp25.000", "unit": "bungkus",
        "unit_price_words": "Rp100.000 per kg", "category": "gula-semut", "business": "Bu Sari", "place": "Sobang",
        "minimum": "10 bungkus", "paused": False,
        "badges": [{"label": "Halal", "state": "valid"}, {"label": "P-IRT", "state": "expiring"}],
        "photo": {
            "webp": "/m/640.webp", "webp_set": "/m/320.webp 320w", "jpeg": "/m/640.jpg", "width": 800, "height": 600,
        },
    } | changes  # fmt: skip
    assert product_cards([card, card]) == 2 * render_to_string("parts/product_card.html", {"card": card})


def test_a_card_says_what_a_kilogram_costs(client, shelf):
    page = html.unescape(re.sub(r"<[^>]+>", " ", client.get("/produk/?q=gula").content.decode()))
    assert "Rp20.000 per kg" in page
    assert "per buah" in page
