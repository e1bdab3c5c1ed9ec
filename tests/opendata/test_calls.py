"""The calls: pieces, filters, what is left out, refusals in words, ETags, limits, few statements."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import actions
from catalog.models import Product
from opendata import door, limits
from opendata.models import Window
from opendata.night import KEPT, forget
from tests import build
from tests.opendata.scene import CODES
from tests.people import sign_in

PRODUCTS = "/api/v1/produk/"


def walk(client: Client, address: str) -> list[str]:
    """The codes of all pieces of a list."""
    codes = []
    while address:
        answer = client.get(address)
        body = answer.json()
        codes += [one["kode"] for one in body["data"]]
        ahead = body["berikutnya"]
        assert (f'<{ahead}>; rel="next"' == answer.headers.get("Link")) is bool(ahead)
        address = ahead and ahead.partition("127.0.0.1:8000")[2]
    return codes


@pytest.fixture
def shelf(sari, rina):
    """Seven products of one business, and three more businesses."""
    business = build.live_business(sari, rina).business
    products = [build.live_product(business, sari, rina, name=f"Gula Semut {n}") for n in range(7)]
    for n in range(3):
        build.live_business(sari, rina, name=f"Cabang {n}")
    return products


def test_pieces_hold_every_product_once_whatever_their_length(shelf):
    codes = [one.product.code for one in shelf]
    for many in (1, 3, 7, 100):
        assert walk(Client(), f"{PRODUCTS}?jumlah={many}") == codes
    assert len(walk(Client(), "/api/v1/usaha/?jumlah=1")) == 4


def test_a_piece_goes_on_where_it_stopped_also_when_that_product_is_gone_by_then(shelf, sari):
    address = Client().get(f"{PRODUCTS}?jumlah=3").json()["berikutnya"].partition("127.0.0.1:8000")[2]
    actions.unpublish(shelf[2].product, by=sari)
    assert Client().get(address).json()["data"][0]["kode"] == shelf[3].product.code


def test_filters_are_those_of_the_site(scene):
    for query in ("q=gula", "kategori=gula-semut", "kecamatan=sobang", "sertifikat=halal", "q=gula&sertifikat=halal"):
        assert walk(scene, f"{PRODUCTS}?{query}") == [CODES["product"]], query
    for query in ("q=helikopter", "kecamatan=rangkasbitung", "sertifikat=pirt"):
        assert walk(scene, f"{PRODUCTS}?{query}") == [], query
    assert walk(scene, "/api/v1/usaha/?q=gula&kecamatan=sobang&kbli=10722") == [CODES["business"]]
    assert walk(scene, "/api/v1/usaha/?kbli=10799") == []


def test_updated_since_knows_of_new_prices(scene, sari):
    today = f"{timezone.localdate():%Y-%m-%d}T00:00:00+07:00".replace("+", "%2B")
    assert walk(scene, f"{PRODUCTS}?updated_since={today}") == []
    product = Product.objects.get()
    actions.set_price(product, 26_000, by=sari)
    assert walk(scene, f"{PRODUCTS}?updated_since={today}") == [CODES["product"]]
    assert walk(scene, f"{PRODUCTS}?updated_since=2026-01-01") == [CODES["product"]]


def test_nothing_private_is_in_any_answer(scene):
    for address in (PRODUCTS, "/api/v1/usaha/", f"/api/v1/usaha/{CODES['business']}/", f"{PRODUCTS}{CODES['product']}/",
                    f"/api/v1/sertifikat/{CODES['paper']}/"):  # fmt: skip
        text = scene.get(address).content.decode()
        assert "kode" in text
        for secret in ("77778888", "Ningsih", "Kp. Pasir", "nib", "0000"):
            assert secret not in text.replace("ID36110000001231020", "").replace("50000", ""), (address, secret)


def test_what_is_not_on_display_is_not_there(shelf, sari):
    draft = build.draft_product(shelf[0].product.business, sari, name="Gula Draf")
    for code in (draft.product.code, "zzzzzzzz", "0", "a" * 300, "%00", "tidak-ada"):
        answer = Client().get(f"{PRODUCTS}{code}/")
        assert answer.status_code == 404 and answer["Content-Type"].startswith("application/problem+json")
    assert Client().get("/api/v1/apa-saja/").json()["title"] == "Tidak ditemukan"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("kategory=gula", "Parameter kategory tidak dikenal"),
        ("kategori=tidak-ada", "Isi kategori “tidak-ada” tidak ada"),
        ("jumlah=101", "Isi parameter jumlah tidak dapat dipakai"),
        ("jumlah=abc", "Isi parameter jumlah tidak dapat dipakai"),
        ("updated_since=kemarin", "Isi parameter updated_since tidak dapat dipakai"),
        ("setelah=%00%00%00", "Isi setelah bukan kode"),
        ("q=%00%ff%ed%a0%80", ""),
        ("q=" + "a" * 500, "Isi parameter q tidak dapat dipakai"),
    ],
)
def test_a_wrong_question_gets_a_sentence(db, query, words):
    answer = Client().get(f"{PRODUCTS}?{query}")
    assert answer.status_code in ((400,) if words else (200, 400))
    if words:
        told = answer.json()
        assert words in told["detail"] and told["status"] == 400 and told["title"]


def test_a_number_is_found_in_any_spelling_and_an_unknown_one_is_an_empty_list(scene):
    for typed in ("ID36110000001231020", "ID 3611 0000 0012 31020"):
        (paper,) = scene.get("/api/v1/sertifikat/", {"nomor": typed}).json()["data"]
        assert (paper["kode"], paper["keadaan"]) == (CODES["paper"], "valid")
    assert scene.get("/api/v1/sertifikat/", {"nomor": "ID1"}).json() == {"data": []}
    assert scene.get("/api/v1/sertifikat/").status_code == 400


def test_an_answer_that_did_not_change_is_not_sent_again(scene, sari):
    for address in (PRODUCTS, f"{PRODUCTS}{CODES['product']}/", "/api/v1/wilayah/", "/api/v1/kategori/"):
        first = scene.get(address)
        again = scene.get(address, headers={"If-None-Match": first["ETag"]})
        assert first["ETag"].startswith('W/"') and again.status_code == 304 and again.content == b"", address
        assert again["Access-Control-Allow-Origin"] == "*" and "RateLimit-Remaining" in again
    tag = scene.get(f"{PRODUCTS}{CODES['product']}/")["ETag"]
    actions.set_price(Product.objects.get(), 27_000, by=sari)
    assert scene.get(f"{PRODUCTS}{CODES['product']}/", headers={"If-None-Match": tag}).status_code == 200


def test_when_it_changed_is_told_where_it_is_known(scene):
    assert scene.get(f"{PRODUCTS}{CODES['product']}/")["Last-Modified"] == "Tue, 03 Nov 2026 09:00:00 GMT"


def test_other_sites_may_read_and_nobody_may_write(db):
    asked = Client().options(PRODUCTS, headers={"Origin": "https://lain.contoh"})
    assert asked.status_code == 204 and asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(Client(), method)(PRODUCTS)
        assert refused.status_code == 405 and refused["Allow"] and "hanya bisa dibaca" in refused.json()["detail"]
    head = Client().head(PRODUCTS)
    assert head.status_code == 200 and head["ETag"] and head.content == b""


def test_no_cookie_comes_and_none_is_read(scene, dede):
    for client in (Client(), sign_in(Client(), dede)):
        answer = client.get(PRODUCTS)
        assert not answer.cookies and "Cookie" not in answer.get("Vary", "")
        assert answer["Cache-Control"] == "public, max-age=60"


def test_who_calls_too_often_is_told_when_to_come_back(db, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 3)
    answers = [Client().get("/api/v1/wilayah/") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert [one["RateLimit-Remaining"] for one in answers] == ["2", "1", "0", "0"]
    assert int(answers[3]["Retry-After"]) <= 60
    assert "Coba lagi" in answers[3].json()["detail"] and answers[3].json()["status"] == 429
    assert Client(REMOTE_ADDR="10.9.8.7").get("/api/v1/wilayah/").status_code == 200


def test_a_new_minute_begins_anew_and_no_address_is_kept(db, rf):
    request = rf.get("/")
    assert [limits.count(request, 120.0).used, limits.count(request, 179.9).used] == [1, 2]
    assert limits.count(request, 180.0) == limits.Allowance(1, 60)
    (kept,) = Window.objects.values_list("key", flat=True)
    assert "127.0.0.1" not in kept and kept != limits.key_of(request, 90_000.0)
    assert forget(180.0 + (KEPT + 1) * 60) == 1 and not Window.objects.exists()


def test_a_database_that_is_away_is_said_in_json(db, monkeypatch):
    def away(request):
        raise OperationalError("away")

    monkeypatch.setattr(door.limits, "count", away)
    answer = Client().get(PRODUCTS)
    assert answer.status_code == 503 and answer["Retry-After"] == "60" and "away" not in answer.content.decode()


def test_what_breaks_is_said_without_a_trace(db, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError("rahasia")

    monkeypatch.setattr("opendata.views.api.chunk", broken)
    answer = Client().get(PRODUCTS)
    assert answer.status_code == 500 and "rahasia" not in answer.content.decode()
    assert json.loads(answer.content)["title"] == "Sistem sedang bermasalah"


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_a_call_asks_at_most_three_times_for_one_row_and_for_many(shelf):
    cache.clear()
    code, business = shelf[0].product.code, shelf[0].product.business.code
    for address in (
        f"{PRODUCTS}?jumlah=%s&q=gula&kategori=gula-semut&kecamatan=rangkasbitung",
        f"{PRODUCTS}?jumlah=%s",
        "/api/v1/usaha/?jumlah=%s&kecamatan=rangkasbitung&q=a",
    ):
        few, many = statements(Client(), address % 1), statements(Client(), address % 100)
        assert few == many <= 3, address
    for address in (f"{PRODUCTS}{code}/", f"/api/v1/usaha/{business}/", "/api/v1/kategori/", "/api/v1/wilayah/",
                    "/api/v1/jenis-sertifikat/", "/api/v1/sertifikat/?nomor=2063602999999"):  # fmt: skip
        assert statements(Client(), address) <= 3, address


def test_a_paper_that_ended_is_not_told_as_valid_also_when_no_job_ran(sari, rina, monkeypatch):
    business, tomorrow = build.live_business(sari, rina).business, timezone.localdate() + timedelta(days=1)
    paper = build.live_certificate(business, sari, rina, expires_on=tomorrow)
    draft = build.draft_product(business, sari)
    actions.save_draft(draft, {}, by=sari, certificates=[paper])
    actions.approve(actions.submit(draft, by=sari), by=rina)
    address, of_paper = f"{PRODUCTS}{draft.product.code}/", f"/api/v1/sertifikat/{paper.code}/"
    assert Client().get(address).json()["sertifikat_berlaku"] == ["pirt"]
    assert Client().get(of_paper).json()["keadaan"] == "expiring"
    monkeypatch.setattr(timezone, "localdate", lambda *args: tomorrow + timedelta(days=1))
    assert Client().get(address).json()["sertifikat_berlaku"] == []
    assert Client().get(of_paper).json()["keadaan"] == "expired"
