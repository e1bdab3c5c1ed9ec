"""What machines read about a page: true, whole addresses, and never a way out of its block."""

import json
import re

import pytest
from django.template import Context, Template

from catalog import actions as catalog
from clusters import actions as clusters
from registry.actions.identity import set_consent
from tests import build, showroom

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
META = re.compile(r'<meta property="([^"]+)" content="([^"]*)">')


@pytest.fixture
def shop(sari, rina):
    return build.live_business(sari, rina, phone="+6286011112222", whatsapp="+6286011112222")


@pytest.fixture
def sugar(shop, sari, rina):
    return build.live_product(shop.business, sari, rina, gtin="8991234567894", brand="Sari")


def data_of(client, address):
    text = client.get(address, follow=True).content.decode()
    blocks = BLOCK.findall(text)
    assert len(blocks) == 1
    return {one["@type"]: one for one in json.loads(blocks[0])["@graph"]}, dict(META.findall(text)), text


def test_a_product_with_its_offer_maker_and_way(client, sugar, settings):
    data, card, text = data_of(client, f"/produk/x-{sugar.product.code}/")
    product = data["Product"]
    assert (product["sku"], product["gtin"], product["brand"]["name"]) == (sugar.product.code, "8991234567894", "Sari")
    offer = product["offers"]
    assert (offer["price"], offer["priceCurrency"]) == ("25000", "IDR")
    assert offer["availability"] == "https://schema.org/InStock"
    assert data["Organization"]["@id"] == offer["seller"]["@id"] == product["manufacturer"]["@id"]
    steps = [one["name"] for one in data["BreadcrumbList"]["itemListElement"]]
    assert steps == ["Beranda", "Produk", "Gula Semut", sugar.name]
    assert card["og:title"] == f"{sugar.name} · Rp25.000 per {sugar.unit}"
    assert card["og:image"].startswith(("http://", "https://")) and card["og:type"] == "product"
    assert card["og:url"] == product["url"] and f'<link rel="canonical" href="{product["url"]}">' in text
    assert card["product:price:amount"] == "25000"


def test_a_paused_product_is_out_of_stock_and_one_without_price_makes_no_offer(client, sugar, sari):
    catalog.set_availability(sugar.product, "paused", None, by=sari)
    address = f"/produk/x-{sugar.product.code}/"
    assert data_of(client, address)[0]["Product"]["offers"]["availability"] == "https://schema.org/OutOfStock"
    type(sugar.product).objects.update(price_before_vat=None)
    assert "offers" not in data_of(client, address)[0]["Product"]


def test_a_phone_number_stands_there_with_consent_only(client, shop, sugar, sari):
    address = f"/usaha/x-{shop.business.code}/"
    data, _, text = data_of(client, address)
    assert "telephone" not in data["Organization"] and "86011112222" not in text
    set_consent(shop.business.owner, "show_contact", True, version="2026-11", by=sari)
    assert data_of(client, address)[0]["Organization"]["telephone"] == "+6286011112222"


def test_a_sentra_names_its_members_and_a_collection_its_products(client, shop, sugar, rina, ratna):
    sentra = clusters.found({"kind": "sentra", "name": "Sentra Gula", "region": shop.village.parent}, by=ratna)
    clusters.take_in(sentra, shop.business, by=ratna)
    data, _, _ = data_of(client, f"/sentra/sentra-gula-{sentra.code}/")
    assert [one["name"] for one in data["Organization"]["member"]] == [shop.name]
    made = showroom.collection([sugar.product], rina)
    data, card, _ = data_of(client, f"/koleksi/{made.slug}/")
    assert data["ItemList"]["itemListElement"][0]["url"].endswith(f"-{sugar.product.code}/")
    assert card["og:title"] == "Hampers Lebaran" and card["og:image"].startswith("http")


@pytest.mark.parametrize("text", ["</script><script>x()</script>", "<!-- <script>", "a & b", "\u2028", '"\\'])
def test_nothing_in_the_data_can_end_the_block(text):
    drawn = Template("{% load structured %}{% structured data %}").render(Context({"data": {"name": text}}))
    inside = drawn.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == {"name": text}
    assert not re.search("[<>&\u2028]", inside)


def test_a_name_cannot_leave_the_card_of_a_link():
    drawn = Template("{% load structured %}{% share_card name '/x/' %}").render(Context({"name": '"><script>'}))
    assert "<script>" not in drawn
