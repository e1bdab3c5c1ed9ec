"""The first page as a showroom, in four statements whatever stands on it; what crawlers are told; nothing personal."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clusters import actions as clusters
from tests import build, showroom

DAY = datetime.timedelta(days=1)


@pytest.fixture
def shop(sari, rina):
    return build.live_business(sari, rina, rows={"exports": [{"country": "MY"}]})


@pytest.fixture
def full(shop, sari, rina, ratna):
    """Everything the first page can show."""
    goods = [build.live_product(shop.business, sari, rina, name=f"Gula semut {n}").product for n in range(3)]
    shelves = [showroom.collection(goods, rina, title=f"Koleksi nomor {n}") for n in range(4)]
    story = showroom.live(shop.business, sari, rina)
    sentra = clusters.found({"kind": "sentra", "name": "Sentra Gula", "region": shop.village.parent}, by=ratna)
    clusters.take_in(sentra, shop.business, by=ratna)
    return {"goods": goods, "shelves": shelves, "story": story, "sentra": sentra}


def test_everything_stands_on_it_in_four_statements(client, full):
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/").content.decode()
    assert len(asked) <= 4, [one["sql"][:80] for one in asked]
    for words in ("Koleksi musim ini", "Nira sejak subuh", "Sentra Gula", "Jelajahi kategori", "Produk per kecamatan"):
        assert words in page, words
    assert page.count("Koleksi nomor") == 3, "the first page shows three"


def test_an_empty_portal_has_a_first_page(client, db):
    page = client.get("/").content.decode()
    assert "Belum ada produk yang tayang" in page
    assert "Koleksi musim ini" not in page and "Cerita pembuat</h2>" not in page
    for address in ("/koleksi/", "/cerita/", "/en/"):
        assert client.get(address).status_code == 200


def test_pages_for_everybody_carry_nothing_of_one_person(client, full):
    addresses = ["/", "/koleksi/", f"/koleksi/{full['shelves'][0].slug}/", "/cerita/", "/en/"]
    addresses += [f"/cerita/{full['story'].slug}-{full['story'].code}/", f"/en/products/{full['goods'][0].code}/"]
    for address in addresses:
        answer = client.get(address)
        assert "csrfmiddlewaretoken" not in answer.content.decode(), address
        assert not answer.cookies and answer.status_code == 200, address


def test_crawlers_are_told_of_what_shows_today_and_of_nothing_else(client, full, rina):
    today = timezone.localdate()
    later = showroom.collection(full["goods"], rina, title="Nanti", shown_from=today + DAY)
    told = b"".join(client.get("/sitemap-halaman.xml").streaming_content).decode()
    for path in (
        "/koleksi/koleksi-nomor-0/",
        f"-{full['story'].code}/",
        "/cerita/",
        "/en/",
        f"-{full['sentra'].code}/",
    ):
        assert path in told, path
    assert f"/en/products/{full['goods'][0].code}/" in told
    assert f"/koleksi/{later.slug}/" not in told


def test_a_business_page_leads_to_its_story(client, shop, full):
    page = client.get(f"/usaha/{shop.slug}-{shop.business.code}/").content.decode()
    assert f"-{full['story'].code}/" in page
