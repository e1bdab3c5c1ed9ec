"""What an owner reads about her products, and what the office sees of those nobody opens."""

import csv
import datetime
import io

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import ProductSearch
from demand import drawing, words
from demand.models import DailyCount
from demand.queries import Figures
from tests import build
from tests.people import sign_in

MINE = "/pusat-usaha/angka/"


@pytest.fixture
def product(sari, rina):
    return build.live_product(build.live_business(sari, rina).business, sari, rina, name="Gula Semut")


def count(product, kind, n, filter="", day=None):
    DailyCount.objects.create(product=product, day=day or timezone.localdate(), kind=kind, filter=filter, n=n)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_she_reads_why_her_product_was_not_chosen_and_where_to_mend_it(product, sari):
    build.kind("halal", short_name="Halal")
    count(product.product, "found", 3)
    count(product.product, "opened", 2)
    count(product.product, "dropped", 11, "sertifikat:halal")
    page = text(sign_in(Client(), sari), f"{MINE}{product.product.code}/")
    assert "11 dari 14 pencarian yang cocok menyaring sertifikat Halal, dan produk ini tidak lolos." in page
    assert 'href="/pusat-usaha/sertifikat/"' in page and "Lengkapi sertifikat itu" in page
    assert "Tampil 3 kali di hasil pencarian, dibuka 2 kali, dan sekitar 11 kali" in page


def test_small_numbers_are_called_small():
    assert "belum tentu polanya" in words.share(2, 3, "harga")
    assert "belum tentu" not in words.share(11, 14, "harga")


def test_the_list_shows_every_product_and_the_worst_filter_of_each(product, sari, dede, rina):
    count(product.product, "found", 1)
    count(product.product, "dropped", 2, "harga")
    count(product.product, "dropped", 5, "kecamatan")
    page = text(sign_in(Client(), sari), MINE)
    assert 'Kecamatan <small class="muted">± 5 kali' in page and "Gula Semut" in page
    assert "Belum ada produk yang tayang" in text(sign_in(Client(), person_with_business(dede, rina)), MINE)


def person_with_business(user, officer):
    build.live_business(user, officer, name="Usaha Pak Dede")
    return user


def test_who_has_no_business_is_led_to_the_registration(dede):
    assert "Daftarkan usaha Anda dulu" in text(sign_in(Client(), dede), MINE)


def test_she_sees_no_figures_of_others_and_a_member_sees_them(product, sari, dede, rina):
    address = f"{MINE}{product.product.code}/"
    assert sign_in(Client(), dede).get(address).status_code == 404
    build.member(product.product.business, dede, sari)
    assert sign_in(Client(), dede).get(address).status_code == 200


def test_a_month_can_be_chosen_and_nonsense_is_this_month(product, sari):
    old = timezone.localdate().replace(day=1) - datetime.timedelta(days=1)
    count(product.product, "opened", 7, day=old)
    client = sign_in(Client(), sari)
    assert "dibuka 7 kali" in text(client, f"{MINE}{product.product.code}/?bulan={old:%Y-%m}")
    for wrong in ("", "2026-13", "1999-01", "%00", "abc", "9999-12"):
        assert "Belum ada yang menemukan" in text(client, f"{MINE}{product.product.code}/?bulan={wrong}")


def test_the_month_leaves_as_a_file(product, sari):
    count(product.product, "found", 4)
    count(product.product, "dropped", 2, "harga")
    lines = b"".join(sign_in(Client(), sari).get(f"{MINE}unduh.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(lines), delimiter=";")
    assert (row["Produk"], row["Tampil di hasil pencarian"], row["Saringan tersering"]) == ("Gula Semut", "4", "harga")


def test_bars_are_as_long_as_their_numbers_and_nothing_breaks_without_any():
    chart = drawing.bars([drawing.Month("Okt 2026", 10, 5), drawing.Month("Nov 2026", 0, 0)])
    widths = [[one["width"] for one in row["bars"]] for row in chart["rows"]]
    assert widths == [[drawing.WIDE, drawing.WIDE // 2], [0, 0]]
    assert drawing.bars([])["rows"] == []


def test_the_sentence_of_a_month_says_only_what_happened():
    assert words.summary(Figures()) == "Belum ada yang menemukan atau membuka produk ini pada bulan ini."
    assert words.summary(Figures(found=1200)) == "Tampil 1.200 kali di hasil pencarian, dibuka 0 kali."


def test_the_office_sees_what_nobody_opened_for_a_month(product, sari, rina, ratna):
    other = build.live_product(product.product.business, sari, rina, name="Gula Cair")
    young = build.live_product(product.product.business, sari, rina, name="Gula Baru")
    long_ago = timezone.now() - datetime.timedelta(days=40)
    ProductSearch.objects.exclude(pk=young.product_id).update(shown_since=long_ago)
    count(other.product, "opened", 1, day=timezone.localdate() - datetime.timedelta(days=29))
    desk = sign_in(Client(), ratna)
    page = text(desk, "/petugas/tak-dilihat/")
    assert "Gula Semut" in page and "Gula Cair" not in page and "Gula Baru" not in page
    assert "belum bisa dipercaya" in page, "counting began less than thirty days ago"
    lines = b"".join(desk.get("/petugas/tak-dilihat/unduh.csv").streaming_content).decode("utf-8-sig")
    assert [row["Produk"] for row in csv.DictReader(io.StringIO(lines), delimiter=";")] == ["Gula Semut"]
    assert "Tidak ada di kecamatan ini" in text(desk, f"/petugas/tak-dilihat/?kecamatan={elsewhere()}")


def elsewhere() -> str:
    return build.village("Hariang", "Sobang").parent.slug
