"""The template words of accounts.templatetags.portal."""

import datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context
from django.test import RequestFactory

from accounts.templatetags import portal


@pytest.mark.parametrize(
    ("value", "words"),
    [(22500, "Rp22.500"), (0, "Rp0"), (-1500, "-Rp1.500"), (Decimal("1250.50"), "Rp1.250,5"), (None, ""), ("x", "")],
)
def test_rupiah_is_written_the_indonesian_way(value, words):
    assert portal.rupiah(value) == words


def test_numbers_take_dots_and_a_comma():
    assert [portal.number(one) for one in (1250, Decimal("1.50"), 10, "NaN", 10**7)] == [
        "1.250",
        "1,5",
        "10",
        "",
        "10.000.000",
    ]


def test_a_moment_is_shown_in_western_indonesian_time():
    moment = datetime.datetime(2026, 11, 21, 18, 5, tzinfo=datetime.UTC)
    assert portal.datetime_id(moment) == "22 November 2026 01.05 WIB"
    assert portal.date_id(moment) == "22 November 2026"


def test_a_day_in_words_and_nothing_for_no_day():
    assert portal.date_id(datetime.date(2026, 8, 1)) == "1 Agustus 2026"
    assert portal.date_id(None) == portal.datetime_id("besok") == ""


def test_a_secret_shows_its_end_only_and_a_short_one_nothing():
    assert portal.mask("3602010203040005") == "•" * 12 + "0005"
    assert portal.mask("123") == "•••"


def test_whatsapp_links_need_a_real_number():
    assert (
        portal.wa_link("+6286012345601", "Halo & apa kabar")
        == "https://wa.me/6286012345601?text=Halo%20%26%20apa%20kabar"
    )
    assert portal.wa_link("0860 1234") == portal.wa_link("javascript:x") == ""


def test_the_query_keeps_what_is_not_changed_and_starts_over_at_the_first_page():
    context = Context({"request": RequestFactory().get("/produk/?q=gula+semut&sertifikat=halal&halaman=3")})
    assert portal.query_with(context, halaman=4) == "?q=gula+semut&sertifikat=halal&halaman=4"
    assert portal.query_with(context, sertifikat=None) == "?q=gula+semut"
    assert portal.query_with(context, q="", sertifikat=["halal", "pirt"]) == "?sertifikat=halal&sertifikat=pirt"


def test_pages_far_away_become_a_gap():
    assert portal.pages_around(Paginator(range(240), 10), 12) == [1, 0, 11, 12, 13, 0, 24]


def test_every_form_key_is_new():
    assert portal.one_time_key("product.new") != portal.one_time_key("product.new")


def test_an_icon_that_is_not_drawn_is_a_mistake_of_the_template():
    assert "#i-bell" in portal.icon("bell")
    with pytest.raises(ValueError, match="no icon"):
        portal.icon("unicorn")


def test_every_category_drawing_exists_and_the_unknown_gets_a_parcel(settings):
    drawn = {path.stem for path in (settings.BASE_DIR / "static/img/barang").glob("*.svg")}
    assert set(portal._pictures().values()) <= drawn
    assert portal.category_picture("tidak-dikenal").endswith("barang.svg")


def test_initials_of_a_business():
    assert [portal.initials(one) for one in ("Sari Talas Bu Enok", "Dede", "", None)] == ["SE", "D", "", ""]
