"""The English pages: only products of businesses that sold abroad, facts in English, and Indonesian marked as such."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command

from catalog.english import word
from catalog.units import units
from certification.models import Kind
from registry.actions.identity import set_consent
from registry.models import LegalForm
from tests import build


@pytest.fixture
def sugar(sari, rina):
    build.kind("halal")
    rows = {"exports": [{"country": "JP", "year": 2025}, {"country": "XK"}]}
    business = build.live_business(sari, rina, rows=rows, whatsapp="+6286011112222")
    return build.live_product(business.business, sari, rina)


@pytest.fixture
def other(dede, rina):
    business = build.live_business(dede, rina, name="Keripik Pak Dede")
    return build.live_product(business.business, dede, rina, name="Keripik pisang")


def test_only_what_may_be_exported_is_there(client, sugar, other):
    page = client.get("/en/").content.decode()
    assert sugar.name in page and other.name not in page
    assert client.get(f"/en/products/{other.product.code}/").status_code == 404
    assert client.get("/en/products/zzzzzzzz/").status_code == 404


def test_the_summary_is_english_and_marks_what_is_not(client, sugar):
    page = client.get(f"/en/products/{sugar.product.code}/").content.decode()
    assert '<html lang="en"' in page
    for words in ("IDR 25,000 per packet", "10 packets", "Lead time", "5 days", "250 g", "Japan", "Whom to ask"):
        assert words in page, words
    assert f'lang="id">{sugar.name}<' in page
    assert re.search(r'<div lang="id"[^>]*><p>Gula aren kering', page)
    marked = r'<(\w+)[^>]* lang="id"[^>]*>.*?</\1>|<head>.*?</head>'
    plain = re.sub(marked, " ", page, flags=re.S)
    plain = re.sub(r"<[^>]+>", " ", plain)
    assert not re.search(r"\b(harga|pesanan|hari|berat|usaha|lihat)\b", plain, re.I)


def test_both_languages_point_at_each_other(client, sugar):
    english = f"/en/products/{sugar.product.code}/"
    indonesian = client.get(f"/produk/x-{sugar.product.code}/", follow=True).content.decode()
    page = client.get(english).content.decode()
    for text in (indonesian, page):
        assert f'hreflang="en" href="{settings.SITE_URL}{english}"' in text and 'hreflang="id"' in text
    assert "Summary in English" in indonesian


def test_a_product_that_is_not_exported_has_no_english_link(client, other):
    page = client.get(f"/produk/x-{other.product.code}/", follow=True).content.decode()
    assert 'hreflang="en"' not in page.partition("<body")[0]


def test_the_makers_number_stands_there_with_consent_only(client, sugar, sari):
    address = f"/en/products/{sugar.product.code}/"
    assert "86011112222" not in client.get(address).content.decode()
    set_consent(sugar.product.business.owner, "show_contact", True, version="2026-11", by=sari)
    assert "wa.me/6286011112222" in client.get(address).content.decode()


def test_a_country_without_an_english_name_keeps_its_code(client, sugar):
    assert "Japan, XK" in client.get(f"/en/products/{sugar.product.code}/").content.decode()


@pytest.mark.django_db
def test_every_unit_form_and_kind_has_an_english_word():
    assert [one for one in units() if word("unit", one) == one and one not in ("unit", "gram", "set")] == []
    assert [one for one in LegalForm.values if word("form", one) == one] == []
    call_command("load_reference", verbosity=0)
    codes = Kind.objects.values_list("code", flat=True)
    assert codes and [one for one in codes if word("kind", one) == one] == []
