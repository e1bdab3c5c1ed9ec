"""The list of products as a file: every product that the page counts, and nothing that runs."""

import csv
import dataclasses
import io
import itertools
import json
import zipfile

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import Category, ProductSearch
from catalog.search.export import conditions, products
from catalog.search.query import Wish, search
from tests import build
from tests.catalog.test_search_counts import shelf  # noqa: F401
from tests.people import sign_in

TODAY = timezone.localdate
# every part of a wish with a value that narrows; a new part must be put here and into `conditions`
TRIED = {
    "text": "dodol",
    "category_path": "0001",
    "districts": ("360299",),
    "certificates": 1,
    "lowest": 5_000,
    "highest": 10_000,
    "ready": True,
    "base": "kg",
    "unit_lowest": 10_000,
    "unit_highest": 90_000,
    "capacity": 100,
    "days": 3,
    "scales": (1,),
    "flags": 2,
    "cluster": 1,
}
NO_FILTER = {"order", "page", "after", "before", "any_word", "alike"}


def read_csv(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_as_many_products_come_as_the_page_counts_whatever_is_asked(shelf):  # noqa: F811
    districts, bits = [one.key for one in shelf.districts.values()], [1 << int(one.key) for one in shelf.kinds.values()]
    tried = 0
    for text, path, places, mask, low, high, ready in itertools.product(
        ("", "dodol", "tidakada"), ("", shelf.categories["makanan"].key), ((), (districts[0],)),
        (0, bits[0], bits[0] | bits[1]), (None, 10_000), (None, 20_000), (False, True),
    ):  # fmt: skip
        wish = Wish(
            text, category_path=path, districts=places, certificates=mask, lowest=low, highest=high, ready=ready
        )
        codes = [row["code"] for row in products(wish)]
        found = search(wish, TODAY())
        assert len(codes) == len(set(codes)) == found.total
        assert {row["code"] for row in found.rows} <= set(codes)
        tried += bool(codes)
    assert tried > 20


def test_every_part_of_a_wish_is_a_condition(db):
    assert {one.name for one in dataclasses.fields(Wish)} == TRIED.keys() | NO_FILTER
    everything = conditions(Wish()).whole
    for name, value in TRIED.items():
        assert conditions(Wish(**{name: value})).whole != everything, name


def test_rows_come_in_pieces_and_none_is_left_out(shelf):  # noqa: F811
    rows = list(products(Wish(), most=3))
    assert [row["id"] for row in rows] == sorted(ProductSearch.objects.values_list("pk", flat=True))


def test_the_three_forms_hold_the_same_rows_as_the_list_with_its_filters(shelf):  # noqa: F811
    client, query = Client(), "?q=dodol&kategori=makanan"
    shown = search(Wish("dodol", shelf.categories["makanan"].key), TODAY()).total
    table = read_csv(client.get(f"/produk/unduh.csv{query}"))
    objects = json.loads(b"".join(client.get(f"/produk/unduh.json{query}").streaming_content))
    answer = client.get(f"/produk/unduh.xlsx{query}")
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert shown == len(table) == len(objects) == sheet.count("Dodol Keripik") > 0
    assert {row["Kode"] for row in table} == {one["code"] for one in objects}
    assert objects[0]["price"] == int(table[0]["Harga (Rp, termasuk PPN)"])
    assert 'attachment; filename="produk-' in answer["Content-Disposition"]


def test_text_that_could_be_a_formula_is_only_text(sari, rina):
    maker = build.live_business(sari, rina, name="＝HYPERLINK(1)").business
    build.live_product(maker, sari, rina, name="=1+1", brand="＠SUM(A1)", description="+62 asli")
    row = read_csv(Client().get("/produk/unduh.csv"))[0]
    assert row["Nama produk"] == "'=1+1" and row["Merek"][0] == "'" == row["Keterangan"][0]
    assert row["Usaha"][0] == "'"
    book = b"".join(Client().get("/produk/unduh.xlsx").streaming_content)
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "'=1+1" in sheet


def test_a_comma_can_be_asked_for(sari, rina):
    build.live_product(build.live_business(sari, rina).business, sari, rina)
    lines = b"".join(Client().get("/produk/unduh.csv?pemisah=koma").streaming_content).decode("utf-8-sig")
    assert lines.startswith("Kode,Nama produk,Kategori,")


def test_what_is_not_on_display_is_in_no_file(sari, rina):
    maker = build.live_business(sari, rina, phone="+6286077778888", owner_name="Nyi Rahasia").business
    build.draft_product(maker, sari, name="Gula Rahasia")
    assert json.loads(b"".join(Client().get("/produk/unduh.json").streaming_content)) == []
    build.live_product(maker, sari, rina)
    text = b"".join(Client().get("/produk/unduh.json").streaming_content).decode()
    assert "Gula Semut" in text and "Rahasia" not in text and "77778888" not in text


def test_who_takes_very_many_files_is_asked_to_wait(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "export": "2/h/ip"}
    client = Client()
    for _ in range(2):
        assert b"".join(client.get("/produk/unduh.json").streaming_content)
    refused = client.get("/produk/unduh.json")
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    assert "Tunggu sepuluh menit" in refused.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_an_owner_takes_her_own_products_with_drafts_and_nobody_elses(sari, dede, rina, form):
    hers = build.live_business(sari, rina).business
    build.draft_product(hers, sari, name="Gula Draf Sari")
    build.live_product(build.live_business(dede, rina, name="Pak Dede").business, dede, rina, name="Opak Dede")
    got = sign_in(Client(), sari).get(f"/pusat-usaha/produk/unduh.{form}")
    body = b"".join(got.streaming_content)
    text = zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml") if form == "xlsx" else body
    assert b"Gula Draf Sari" in text and b"Opak Dede" not in text


def test_categories_are_counted_with_those_below(shelf):  # noqa: F811
    rows = {row["Kategori"]: row for row in read_csv(Client().get("/kategori/unduh.csv"))}
    assert int(rows["Makanan"]["Produk tayang"]) == sum(int(rows[f"Daun {n}"]["Produk tayang"]) for n in range(3)) > 0
    assert rows["Daun 0"]["Kode induk"] == Category.objects.get(slug="makanan").code


def test_sentra_follow_the_filters_of_their_page(db):
    assert read_csv(Client().get("/sentra/unduh.csv?q=helikopter")) == []
