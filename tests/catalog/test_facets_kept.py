"""The filters of a list are drawn once for a question and its counts, and never show an old count."""

import pytest

from accounts.templatetags.keep import drawer
from tests import build


@pytest.fixture
def business(sari, rina):
    drawer.forget()
    return build.live_business(sari, rina).business


def pieces():
    return [key for key in drawer.things if key[0] == "facets"]


def test_what_else_stands_in_the_address_makes_no_other_piece(client, business, sari, rina):
    build.live_product(business, sari, rina, name="Gula")
    pages = [client.get(f"/produk/{more}").content for more in ("", "?utm=1", "?halaman=1", "?" + "x" * 300)]
    assert len(pieces()) == 1 and all(b"produk</span>" in page for page in pages)


def test_another_count_or_another_choice_is_drawn_anew(client, business, sari, rina):
    def siap(address="/produk/"):
        page = client.get(address)
        return page.context["listing"].found.ready, page.content.decode().split("Siap dikirim</span><small>")[1][:1]

    for count in (1, 2):
        build.live_product(business, sari, rina, name=f"Gula {count}")
        ready, shown = siap()
        assert str(ready) == shown
    assert len(pieces()) == 2
    assert "checked><span>Siap dikirim" in client.get("/produk/?siap=1").content.decode()
    assert "checked><span>Siap dikirim" not in client.get("/produk/").content.decode()


def test_lists_with_words_are_not_kept(client, business, sari, rina):
    build.live_product(business, sari, rina, name="Gula")
    client.get("/produk/?q=gula")
    assert pieces() == []
