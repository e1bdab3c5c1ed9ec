"""The wish list lives in the visitor's own browser: kept, taken out, shared, put back, and honest about what ended."""

import re

import pytest
from django.core import signing

from catalog import actions as catalog
from catalog.kept import COOKIE, SALT
from tests import build

AWAY = ("https://jahat.example/", "//jahat.example", "javascript:alert(1)", "/\\jahat.example", "a" * 900)
FOREIGN = {
    "empty": "",
    "short": "x",
    "long": "a" * 5000,
    "signed for something else": signing.dumps(["2222a222"], salt="lain"),
    "no list": signing.dumps({"a": 1}, salt=SALT),
    "no codes": signing.dumps([None, 7, "'"], salt=SALT),
}


@pytest.fixture
def made(sari, rina):
    """A function: a product on display."""
    business = build.live_business(sari, rina).business
    return lambda name="Gula semut", **values: build.live_product(business, sari, rina, name=name, **values)


def post(client, do: str, *codes: str, **more: str):
    """A button of the page."""
    return client.post("/simpanan/ubah/", {"do": do, "p": codes, **more})


def kept(client) -> list[str]:
    """What the cookie holds."""
    value = client.cookies.get(COOKIE)
    return signing.loads(value.value, salt=SALT) if value and value.value else []


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_product_is_kept_and_one_is_back_where_one_was(client, made):
    one = made()
    page = client.get(f"/simpanan/?tambah={one.product.code}&dari=/produk/?q=gula")
    assert 'name="next" value="/produk/?q=gula"' in page.content.decode()
    for _ in range(2):
        assert post(client, "add", one.product.code, next="/produk/?q=gula").url == "/produk/?q=gula"
    assert kept(client) == [one.product.code], "pressed twice, kept once"
    assert "Gula semut" in words(client.get("/simpanan/"))
    assert "Sudah tersimpan" in words(client.get(f"/simpanan/?tambah={one.product.code}"))


@pytest.mark.parametrize("address", AWAY)
def test_nobody_is_led_away(client, made, address):
    one = made()
    assert post(client, "add", one.product.code, next=address).url == "/simpanan/"
    assert "jahat" not in client.get("/simpanan/", {"tambah": one.product.code, "dari": address}).content.decode()


def test_taking_out_and_clearing_can_be_undone(client, made):
    one, two = made("Gula A"), made("Gula B")
    post(client, "add", one.product.code)
    post(client, "add", two.product.code)
    assert kept(client) == [two.product.code, one.product.code], "the newest first"
    out = post(client, "remove", one.product.code)
    assert kept(client) == [two.product.code] and out.url.endswith(f"?tadi={one.product.code}")
    assert "1 produk dikeluarkan" in words(client.get(out.url))
    cleared = post(client, "clear")
    assert kept(client) == [] and "Simpanan masih kosong" in words(client.get(cleared.url))
    assert "Kembalikan" in words(client.get(cleared.url))
    post(client, "add", two.product.code)
    assert kept(client) == [two.product.code]


def test_a_list_is_shared_by_its_address_and_changes_nothing_by_itself(client, made):
    one = made()
    page = words(client.get(f"/simpanan/?p={one.product.code}"))
    assert "Simpanan yang dibagikan" in page and "Gula semut" in page and kept(client) == []


def test_sixty_is_all_and_the_oldest_goes(client, made):
    one = made()
    alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    full = [f"2222{a}{b}{b}{b}" for a in "23456789ab" for b in alphabet[:6]]
    client.cookies[COOKIE] = signing.dumps(full, salt=SALT)
    said = client.post("/simpanan/ubah/", {"do": "add", "p": one.product.code}, follow=True)
    assert len(kept(client)) == 60 and kept(client)[0] == one.product.code and full[-1] not in kept(client)
    assert "penuh" in words(said)


def test_what_ended_is_told_and_goes_by_one_press(client, made, sari):
    one = made("Gula Lama")
    post(client, "add", one.product.code)
    catalog.unpublish(one.product, by=sari)
    page = words(client.get("/simpanan/"))
    assert "Sudah tidak tayang" in page and "Gula Lama" in page
    post(client, "remove", one.product.code)
    assert kept(client) == []
    post(client, "add", one.product.code)
    assert kept(client) == [], "what is not on display is not kept"


@pytest.mark.parametrize("which", FOREIGN)
def test_a_cookie_of_somebody_else_counts_as_none(client, db, which):
    client.cookies[COOKIE] = FOREIGN[which]
    assert "Simpanan masih kosong" in words(client.get("/simpanan/"))


def test_nothing_of_it_is_kept_on_our_side_and_the_page_is_not_shared(client, made):
    one = made()
    post(client, "add", one.product.code)
    page = client.get("/simpanan/")
    assert "no-store" in page["Cache-Control"]
    assert client.cookies[COOKIE]["httponly"] and client.cookies[COOKIE]["samesite"] == "Lax"
    assert "sessionid" not in client.cookies
