"""A page for everybody comes from memory until something it shows changes, the day turns, or somebody is known."""

from datetime import date, timedelta

import psycopg2
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import actions
from catalog.bells import product_opened, search_answered
from demand.counting import memory
from publication import edition, pages
from publication.listening import BELLS
from publication.models import Change
from publication.pages import Page, Shelf, shelf
from registry import actions as registry
from tests import build
from tests.people import sign_in

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 12; SM-A032F) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"}


@pytest.fixture
def sugar(sari, rina):
    """Gula semut of Bu Sari, on display."""
    maker = build.live_business(sari, rina).business
    return build.live_product(maker, sari, rina, name="Gula Semut", price=25_000)


@pytest.fixture
def visitor():
    """A phone without cookies."""
    return Client(headers=PHONE)


def place(sugar):
    return f"/produk/{sugar.slug}-{sugar.product.code}/"


def asked(client, address):
    with CaptureQueriesContext(connection) as log:
        answer = client.get(address)
    return answer, len([one for one in log if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def commit():
    """A test is one transaction; this is what the end of a real one does to the note of the trigger."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('publication.noted', '', true)")


def test_the_second_visitor_gets_the_page_of_the_first_from_memory(sugar, visitor):
    for address in ("/", "/produk/", "/produk/?q=gula", "/kategori/gula-semut/", place(sugar), "/usaha/", "/bantuan/"):
        first, cost = asked(visitor, address)
        second, again = asked(Client(headers=PHONE), address)
        assert first.status_code == second.status_code == 200
        assert first.content == second.content
        assert again == 0 and (cost > 0 or address == "/bantuan/"), address
        names = first.headers.keys() - {"X-Request-ID"}
        assert {name: second.headers[name] for name in names} == {name: first.headers[name] for name in names}


def test_a_change_is_seen_by_the_next_visitor(sugar, sari, rina, visitor):
    address = place(sugar)
    assert "25.000" in visitor.get(address).content.decode()
    commit()
    actions.set_price(sugar.product, 31_000, by=sari)
    assert "31.000" in visitor.get(address).content.decode()
    assert "31.000" in visitor.get("/produk/").content.decode()
    commit()
    build.live_product(sugar.product.business, sari, rina, name="Gula Cair")
    assert "Gula Cair" in visitor.get("/produk/").content.decode()


def test_what_is_taken_down_is_gone_at_once(sugar, sari, ratna, visitor):
    assert visitor.get(place(sugar)).status_code == 200
    assert place(sugar) in visitor.get("/produk/").content.decode()
    commit()
    registry.suspend(sugar.product.business, by=ratna, reason="Pindah")
    assert visitor.get(place(sugar)).status_code in (404, 410)
    assert place(sugar) not in visitor.get("/produk/").content.decode()


def test_the_turn_of_the_day_is_a_new_edition(sugar, visitor, monkeypatch):
    today = timezone.localdate()
    assert edition.current()[3] == today
    visitor.get("/produk/")
    tomorrow = today + timedelta(days=1)
    monkeypatch.setattr("publication.edition.timezone.localdate", lambda: tomorrow)
    assert asked(visitor, "/produk/")[1] > 0


def test_a_page_is_never_older_than_ten_minutes(sugar, visitor, monkeypatch):
    visitor.get("/produk/")
    now = pages.time.monotonic()
    monkeypatch.setattr("publication.pages.time.monotonic", lambda: now + 601)
    assert asked(visitor, "/produk/")[1] > 0


def test_a_browser_that_has_the_page_is_told_so(sugar, visitor):
    first = visitor.get("/produk/")
    assert first.headers["Cache-Control"] == "no-cache"
    again = visitor.get("/produk/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert visitor.get("/produk/", headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_nobody_who_is_known_gets_or_leaves_such_a_page(sugar, sari, visitor):
    anonymous = visitor.get("/produk/").content
    known = sign_in(Client(headers=PHONE), sari)
    page, cost = asked(known, "/produk/")
    assert cost > 0 and page.content != anonymous and "ETag" not in page.headers
    assert visitor.get("/produk/").content == anonymous
    for name in ("simpanan", "messages"):
        with_cookie = Client(headers=PHONE)
        with_cookie.cookies[name] = "x"
        assert asked(with_cookie, "/produk/")[1] > 0, name


def test_cookies_of_other_sites_of_the_regency_make_nobody_known(sugar, visitor):
    visitor.get("/produk/")
    for name in ("_ga", "csrftoken", "PHPSESSID"):
        with_cookie = Client(headers=PHONE)
        with_cookie.cookies[name] = "GA1.1.1"
        assert asked(with_cookie, "/produk/")[1] == 0, name


def test_forms_errors_and_redirects_are_not_kept(sugar, visitor):
    for address in ("/akun/masuk/", "/lapor/", "/produk/tidak-ada-23456789/", f"/p/{sugar.product.code}/", "/sehat/"):
        visitor.get(address)
    visitor.head("/produk/")
    visitor.post("/produk/")
    visitor.get("/produk/?q=" + "x" * 500)
    assert not shelf.pages


def test_a_search_that_found_nothing_is_noted_each_time(sugar, visitor):
    for _ in range(2):
        assert asked(visitor, "/produk/?q=helikopter")[1] > 1
    assert not shelf.pages


def test_who_counts_hears_of_a_page_from_memory_too(sugar, visitor):
    memory.held = type(memory.held)()
    for _ in range(3):
        visitor.get(place(sugar))
        visitor.get("/produk/?q=gula")
    looks = [(what, products) for _, _, what, products in memory.held.looks]
    assert len(shelf.pages) == 2
    assert looks.count(("opened", (sugar.product_id,))) == 3
    assert looks.count(("found", (sugar.product_id,))) == 3
    memory.held = type(memory.held)()


def test_a_program_that_fills_the_memory_counts_for_nobody_and_the_next_person_counts(sugar, visitor):
    memory.held = type(memory.held)()
    Client(headers={"User-Agent": "Googlebot/2.1"}).get(place(sugar))
    assert not memory.held.looks
    visitor.get(place(sugar))
    assert len(memory.held.looks) == 1
    memory.held = type(memory.held)()


def test_the_bells_are_the_ones_that_pages_ring():
    assert set(BELLS) == {search_answered, product_opened}


def test_a_host_that_is_not_ours_gets_no_page_from_memory(sugar, visitor):
    visitor.get("/produk/")
    assert visitor.get("/produk/", headers={"Host": "jahat.example"}).status_code == 400


def test_without_the_database_the_page_answers_as_it_always_does(sugar, visitor, monkeypatch):
    def away():
        raise psycopg2.OperationalError

    visitor.get("/produk/")
    with monkeypatch.context() as patched:
        patched.setattr(connection, "ensure_connection", away)
        assert edition.current() is None
    connection.errors_occurred = False


def test_a_transaction_notes_itself_once_and_not_when_it_is_taken_back(sari, rina, db):
    before = Change.objects.count()
    with transaction.atomic():
        maker = build.live_business(sari, rina).business
        build.live_product(maker, sari, rina)
    assert Change.objects.count() == before + 1  # a test is one transaction, with savepoints inside
    known = edition.current()
    build.live_product(maker, sari, rina)
    assert edition.current() == known


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_commits_late_makes_a_new_edition_too():
    change = "update clusters_cluster set name = name"
    link = psycopg2.connect(**{**connection.get_connection_params(), "cursor_factory": None})
    with connection.cursor() as cursor, link.cursor() as late:
        late.execute(change)  # has the lower number, and commits after the higher one
        cursor.execute(change)
        before = edition.current()
        link.commit()
    link.close()
    after = edition.current()
    assert after[1] == before[1] and after != before


@pytest.mark.django_db(transaction=True)
def test_old_lines_go_by_themselves():
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("update clusters_cluster set name = name")
    assert Change.objects.count() <= 512


def test_memory_has_a_limit_and_what_nobody_asks_for_goes_first():
    now, small = (1, 1, 1, date(2026, 11, 29)), Shelf(most=250)
    for name in "abc":
        small.put(now, name, Page(b"x" * 100, (), "", (), pages.time.monotonic()))
        small.find(now, "a")
    assert list(small.pages.things) == ["c", "a"] and small.pages.weight == 200
    small.put((1, 2, 3, now[3]), "d", Page(b"x" * 100, (), "", (), pages.time.monotonic()))
    assert list(small.pages.things) == ["d"] and small.pages.weight == 100
    assert small.find(now, "d") is None
