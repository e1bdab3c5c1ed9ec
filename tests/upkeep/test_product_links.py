"""Links of products and their pages in Katalog V6 are looked at weekly; owners see each state, the office the dead."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.models import InaprocListing, ProductLink
from tests import build
from tests.people import person, sign_in
from tests.upkeep.test_links import Answers
from tests.upkeep.test_web import OwnWeb, Shop, shop  # noqa: F401
from upkeep import counted, links
from upkeep.models import LinkCheck
from upkeep.quality import BY_KEY, numbers, work_list
from upkeep.web import NotPublic, Seen, Web, look

pytestmark = pytest.mark.django_db
URL = "https://www.tokopedia.com/sari/gula-semut"
V6 = "https://katalog.inaproc.id/sari/gula-semut"
WEEK = timedelta(days=7)
MINE, WORK = "/pusat-usaha/tautan-mati/", "/petugas/mutu-data/"


@pytest.fixture
def product(sari, rina):
    """A product of Sari on display, with a link to a market place."""
    business = build.live_business(sari, rina).business
    return sold(business, sari, rina)


def sold(business, owner, officer, url=URL, **values):
    """A product on display with a link."""
    edition = build.draft_product(business, owner, **values)
    ProductLink.objects.create(edition=edition, platform="tokopedia", url=url)
    build.catalog.approve(build.catalog.submit(edition, by=owner), by=officer)
    return edition.product


def in_v6(product, by):
    """The product, noted as on display in Katalog V6."""
    at = timezone.now()
    return InaprocListing.objects.create(
        product=product, state="live", url=V6, changed_by=by, changed_at=at, seen_by=by, seen_at=at
    )


def weeks(monkeypatch, *seen, online=True):
    """One round a week, each look showing what is said; what the rounds returned."""
    told = []
    for n, what in enumerate(seen):
        one = what if isinstance(what, Seen) else Seen(what)
        monkeypatch.setattr(links, "look", lambda url, web, one=one: one)
        at = timezone.now() + n * WEEK
        told.append(links.run(web=Answers(online), now=lambda at=at: at, sleep=lambda seconds: None))
    return told


def test_gone_twice_is_told_once_in_one_letter(product, sari, rina, monkeypatch):
    sold(product.business, sari, rina, URL + "-2", name="Gula Cetak")
    mail.outbox.clear()
    sent = []
    monkeypatch.setattr(links.letters, "tell", lambda user, *, subject, body: sent.append((user, body)))
    gone = Seen("gone", 404)
    assert [one["told"] for one in weeks(monkeypatch, gone, gone, gone)] == [0, 1, 0]
    assert sent[0][0] == sari and "Gula Cetak" in sent[0][1] and "Gula Semut" in sent[0][1] and MINE in sent[0][1]


def test_trouble_is_never_dead_and_says_so(client, product, sari, monkeypatch):
    assert [one["dead"] for one in weeks(monkeypatch, "unknown", Seen("unknown", 403), Seen("unknown", 429))] == [0] * 3
    page = sign_in(client, sari).get(MINE).text
    assert "Semua tautan baik" in page and "Belum bisa dipastikan" in page and "Tidak apa-apa" in page


def test_the_owner_sees_each_state_with_its_day(client, product, sari, monkeypatch):
    client = sign_in(client, sari)
    assert "Belum diperiksa" in client.get(MINE).text
    weeks(monkeypatch, "ok")
    assert "Bisa dibuka, dilihat" in client.get(MINE).text
    check = LinkCheck.objects.get()
    assert (check.state, check.found_at) == ("ok", check.checked_at)
    weeks(monkeypatch, Seen("gone", 404), Seen("gone", 404))


def test_a_dead_one_says_what_to_do_on_every_page_of_the_owner(client, product, sari, monkeypatch):
    weeks(monkeypatch, Seen("gone", 404), Seen("gone", 404))
    client = sign_in(client, sari)
    page = client.get(MINE).text
    assert "Halamannya tidak ada sejak" in page and "tekan Ubah" in page
    assert "1 tautan produk tidak bisa dibuka" in client.get("/pusat-usaha/").text
    assert "Tautan toko tidak bisa dibuka" in client.get(f"/pusat-usaha/produk/{product.code}/ubah/").text


def test_the_page_of_katalog_v6_is_looked_at_and_never_signed_by_a_machine(client, product, sari, monkeypatch):
    listing = in_v6(product, sari)
    weeks(monkeypatch, "ok")
    seen = InaprocListing.objects.get()
    assert (seen.seen_at, seen.seen_by) == (listing.seen_at, sari)
    address = f"/pusat-usaha/produk/{product.code}/katalog-v6/"
    client = sign_in(client, sari)
    assert "Pemeriksaan otomatis: Bisa dibuka" in client.get(address).text
    LinkCheck.objects.update(checked_at=None)
    weeks(monkeypatch, Seen("gone", 404), Seen("gone", 404))
    assert InaprocListing.objects.get().state == "live"
    assert "Lihat sendiri di sana" in client.get(address).text


def test_the_office_counts_what_its_list_shows(client, product, sari, rina, monkeypatch):
    in_v6(product, sari)
    weeks(monkeypatch, Seen("gone", 404), Seen("gone", 404))
    now, keys = timezone.now(), ("tautan-produk-mati", "katalog-v6-hilang")
    assert [numbers(now)[key] for key in keys] == [1, 1]
    counted.count()
    sign_in(client, person("Yuli", email="yuli@contoh.example", permissions="upkeep.see_upkeep review.view_queue"))
    for key, url in zip(keys, (URL, V6), strict=True):
        assert [one.url for one in work_list(BY_KEY[key], now)] == [url]
        page = client.get(f"{WORK}{key}/").text
        assert url in page and "Gula Semut" in page
        assert url in client.get(f"{WORK}{key}/?kecamatan=rangkasbitung").text
        assert url in b"".join(client.get(f"{WORK}{key}/unduh.csv")).decode()
    build.village("Hariang", "Sobang")
    assert URL not in client.get(f"{WORK}{keys[0]}/?kecamatan=sobang").text


def test_only_what_is_on_display_is_looked_at(product, sari, monkeypatch):
    weeks(monkeypatch, "ok")
    assert list(LinkCheck.objects.values_list("url", flat=True)) == [URL]
    build.catalog.unpublish(product, by=sari)
    weeks(monkeypatch, "ok")
    assert not LinkCheck.objects.exists()


def test_one_address_of_a_business_and_a_product_is_one_look(product, sari, rina, monkeypatch):
    sold(product.business, sari, rina, URL, name="Gula Cetak")
    assert weeks(monkeypatch, "ok")[0]["looked"] == 1


def test_the_links_of_another_owner_are_not_on_the_page(client, product, dede, monkeypatch):
    weeks(monkeypatch, "ok")
    assert URL not in sign_in(client, dede).get(MINE).text


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://169.254.169.254/latest/", "https://[::1]/"])
def test_a_private_address_is_unknown_and_never_asked(url):
    class NoWire(Web):
        def connection(self, host, port, address):
            raise AssertionError("asked")

    assert look(url, NoWire()) == Seen("unknown")
    with pytest.raises(NotPublic):
        NoWire().knock("GET", url)


def test_a_redirect_into_our_network_is_not_followed(shop):  # noqa: F811
    port = shop.server_address[1]
    assert look(f"http://toko:{port}/302/to:http://dalam:{port}/200", OwnWeb(shop)) == Seen("unknown")
    assert [path.partition(":")[0] for _, path, _, _ in shop.seen] == ["/302/to"]
