"""Up to five products side by side: what differs, what may be called lowest, and what is no longer there."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import actions as catalog
from catalog.models import PriceTier, SpecificationField, SpecificationForm
from catalog.picked import code_in, codes_in, pick
from catalog.side_by_side import table
from registry import actions as registry
from tests import build


@pytest.fixture
def business(sari, rina):
    """Sari's business."""
    return build.live_business(sari, rina).business


@pytest.fixture
def made(business, sari, rina):
    """A function: a product on display."""
    return lambda **values: build.live_product(business, sari, rina, **values)


def words(response) -> str:
    """What the page says."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def rows(*editions) -> dict:
    """Label -> row of their comparison."""
    items = pick([one.product.code for one in editions]).items
    return {row.label: row for group in table(items) for row in group.rows}


def test_codes_are_read_from_what_people_paste():
    assert code_in("https://lebak.example/produk/gula-semut-aren-7kq3m9xa/") == "7kq3m9xa"
    assert code_in("lebak.example/p/7KQ3M9XA") == "7kq3m9xa"
    assert code_in(" 7kq3m9xa ") == "7kq3m9xa"
    assert code_in("gula semut") == ""
    assert code_in("\x00\ud800" * 300) == ""
    assert codes_in(["7kq3m9xa", "7KQ3M9XA ", "7kq3m9xb", "x", "", "'"], 1) == (["7kq3m9xa"], 1)


def test_only_rows_that_differ_are_marked(made):
    found = rows(made(name="Gula 250"), made(name="Gula 500", price=40_000, net_weight_grams=500))
    assert found["Harga"].differs and found["Isi"].differs
    assert not found["Pesanan minimal"].differs
    assert [cell.words for cell in found["Harga per ukuran sama"].cells] == ["Rp100.000 per kg", "Rp80.000 per kg"]
    assert [cell.mark for cell in found["Harga per ukuran sama"].cells] == ["", "terendah"]


def test_what_cannot_be_measured_alike_is_not_ranked(made):
    dozen = made(name="Besek", unit="lusin", net_weight_grams=None, lead_time_days=2)
    found = rows(made(), dozen)
    assert [cell.mark for cell in found["Harga per ukuran sama"].cells] == ["", ""], "kg and pieces"
    assert [cell.mark for cell in found["Pesanan minimal"].cells] == ["", ""], "packs and dozens"
    assert [cell.mark for cell in found["Waktu pengerjaan"].cells] == ["", "tercepat"]


def test_certificates_say_their_state_and_when_they_were_looked_at(business, sari, rina, made):
    paper = build.live_certificate(business, sari, rina)
    edition = build.draft_product(business, sari, name="Gula berizin")
    catalog.save_draft(edition, {}, by=sari, certificates=[paper])
    catalog.approve(catalog.submit(edition, by=sari), by=rina)
    row = rows(edition, made())[paper.kind.short_name]
    assert row.differs
    assert (row.cells[0].state, row.cells[1].words) == ("claimed", "Belum ada")
    assert any("belum dicek di penerbit" in note for note in row.cells[0].notes)


def test_answers_are_compared_by_their_key(made):
    form = SpecificationForm.objects.create(category=build.category(), version=1)
    SpecificationField.objects.create(form=form, key="kadar-air", label="Kadar air", kind="number", unit="%")
    SpecificationForm.objects.update(state="active", activated_at=timezone.now())
    first = made(form=form, answers={"kadar-air": 3.5})
    second = made(name="Lain", specification=[["Aroma", "Wangi"]])
    found = rows(first, second)
    assert [cell.words for cell in found["Kadar air"].cells] == ["3,5 %", "Belum diisi"]
    assert [cell.words for cell in found["Aroma"].cells] == ["Belum diisi", "Wangi"]


def test_lower_prices_for_many_are_shown(made):
    edition = made()
    PriceTier.objects.create(product=edition.product, minimum=100, price_before_vat=20_000)
    assert rows(edition)["Harga grosir"].cells[0].words == "mulai 100 bungkus: Rp20.000"


def test_the_address_holds_everything(client, made):
    a, b = made(name="Gula A"), made(name="Gula B", price=30_000)
    page = client.get(f"/bandingkan/?p={a.product.code}&p={b.product.code}")
    assert "Bandingkan 2 produk" in words(page) and "Pesanan minimal" in words(page)
    page = client.get(f"/bandingkan/?p={a.product.code}&p={b.product.code}&beda=1")
    assert "Pesanan minimal" not in words(page) and "Rp30.000 per bungkus" in words(page)
    assert f'href="/bandingkan/?p={b.product.code}&amp;beda=1"' in page.content.decode(), "take A out"


def test_something_typed_joins_and_the_address_is_tidied(client, made):
    a, b = made(name="Gula A"), made(name="Gula B")
    link = f"http://testserver/produk/{b.slug}-{b.product.code}/"
    joined = client.get("/bandingkan/", {"p": a.product.code, "tambah": link})
    assert joined.url == f"/bandingkan/?p={a.product.code}&p={b.product.code}"
    again = client.get("/bandingkan/", {"p": a.product.code, "tambah": "gula"}, follow=True)
    assert "tidak dikenali" in words(again)
    full = "&".join(f"p={n}{n}{n}{n}{n}{n}{n}{n}" for n in range(2, 7))
    assert "Paling banyak 5" in words(client.get(f"/bandingkan/?{full}&tambah={a.product.code}", follow=True))


def test_what_went_off_display_is_named_and_left_out(client, made, business, sari, ratna):
    a, b = made(name="Gula A"), made(name="Gula Lama")
    catalog.unpublish(b.product, by=sari)
    page = words(client.get(f"/bandingkan/?p={a.product.code}&p={b.product.code}&p=zzzzzzzz"))
    assert "“Gula Lama” sudah tidak tayang" in page and "zzzzzzzz" in page and "Bandingkan 1 produk" in page
    registry.suspend(business, reason="Diperiksa", by=ratna)
    page = words(client.get(f"/bandingkan/?p={a.product.code}"))
    assert "Gula A" not in page and "sedang tidak tayang" in page, "nothing is said about a hidden business"


def test_five_cost_as_many_statements_as_two(client, made):
    call_command("load_reference", verbosity=0)
    codes = [made(name=f"Gula {n}").product.code for n in range(5)]

    def statements(some: list[str]) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/bandingkan/?" + "&".join(f"p={code}" for code in some))
        return len(asked)

    assert statements(codes) == statements(codes[:2]) <= 8


def test_no_product_at_all_says_how_to_begin(client, db):
    assert "Belum ada yang dibandingkan" in words(client.get("/bandingkan/?p=x&p='"))
