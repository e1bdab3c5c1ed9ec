"""What is counted: people who find and open, and the one filter that kept a product out; nothing about them."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import actions
from catalog.bells import product_shortlisted, search_answered
from catalog.models import Product
from catalog.search.query import Wish
from demand import counting, filters_left_out
from demand.counting import ENOUGH, TOO_MANY, Counting, memory
from demand.models import DailyCount, What
from tests import build
from tests.demand.conftest import BROWSER, counts, visitor
from tests.people import sign_in


@pytest.fixture
def shelf(sari, rina):
    """Gula semut with a halal paper for 25,000; gula cair without for 90,000; both of Sari, in Rangkasbitung."""
    business = build.live_business(sari, rina).business
    halal = build.live_certificate(business, sari, rina, code="halal")
    semut = build.draft_product(business, sari, name="Gula Semut")
    actions.save_draft(semut, {}, by=sari, certificates=[halal])
    actions.approve(actions.submit(semut, by=sari), by=rina)
    cair = build.live_product(business, sari, rina, name="Gula Cair", price=90_000)
    return {"semut": semut, "cair": cair, "business": business}


def test_a_product_is_found_and_opened(shelf):
    client = visitor()
    client.get("/produk/?q=gula+semut")
    client.get(f"/produk/{shelf['semut'].slug}-{shelf['semut'].product.code}/")
    client.get(f"/produk/{shelf['semut'].slug}-{shelf['semut'].product.code}/")
    assert counts() == {
        ("Gula Semut", "found", ""): 1,
        ("Gula Cair", "found", ""): 1,  # of the category Gula Semut
        ("Gula Semut", "opened", ""): 2,
    }


def test_the_one_filter_that_kept_a_product_out_is_counted(shelf):
    client = visitor()
    for _ in range(3):
        client.get("/produk/?q=gula&sertifikat=halal")
    client.get("/produk/?q=gula&harga_max=30000")
    client.get("/produk/?q=gula&sertifikat=halal&harga_max=30000")  # two filters at once: nobody knows which one
    found = counts()
    assert found[("Gula Cair", "dropped", "sertifikat:halal")] == 3
    assert found[("Gula Cair", "dropped", "harga")] == 1
    assert found[("Gula Semut", "found", "")] == 5
    assert ("Gula Semut", "dropped", "harga") not in found


def test_the_category_of_a_list_without_words_is_no_filter_of_it(shelf):
    visitor().get("/kategori/gula-semut/?sertifikat=halal")
    assert counts()[("Gula Cair", "dropped", "sertifikat:halal")] == 1
    other = build.category("opak", "Opak")
    visitor().get(f"/produk/?kategori={other.slug}")
    assert not DailyCount.objects.filter(filter="kategori").exists()
    visitor().get(f"/produk/?q=gula&kategori={other.slug}")
    assert counts()[("Gula Semut", "dropped", "kategori")] == 1


def test_the_next_page_of_a_search_shows_products_but_is_not_another_search(shelf, rf):
    request, shown = rf.get("/produk/", headers={"User-Agent": BROWSER}), [shelf["semut"].product_id]
    search_answered.send(None, request=request, wish=Wish(text="gula", highest=30_000, page=2), shown=shown)
    assert counts() == {("Gula Semut", "found", ""): 1}


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": ""},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"User-Agent": "WhatsApp/2.23"},
        {"User-Agent": "python-requests/2.31"},
        {"User-Agent": "curl/8.0"},
        {"User-Agent": BROWSER, "Sec-Purpose": "prefetch;prerender"},
        {"User-Agent": BROWSER, "Purpose": "prefetch"},
    ],
)
def test_programs_and_pages_fetched_ahead_do_not_count(shelf, headers):
    visitor().get(f"/produk/{shelf['cair'].slug}-{shelf['cair'].product.code}/", headers=headers)
    visitor().head("/produk/?q=gula")
    assert counts() == {}


def test_staff_and_the_owner_herself_do_not_count_but_other_owners_do(shelf, sari, dede, rina):
    address = f"/produk/{shelf['cair'].slug}-{shelf['cair'].product.code}/"
    rina.groups.add(Group.objects.get_or_create(name="reviewer")[0])
    for person in (sari, rina):
        sign_in(visitor(), person).get(address)
    assert counts() == {}
    sign_in(visitor(), dede).get(address)
    assert counts() == {("Gula Cair", "opened", ""): 1}


def test_a_kept_product_counts(shelf, rf, dede):
    request = rf.post("/simpanan/", headers={"User-Agent": BROWSER})
    product_shortlisted.send(None, request=request, product_ids=[shelf["cair"].product_id])
    assert counts() == {("Gula Cair", "shortlisted", ""): 1}


def test_counting_asks_the_database_nothing_while_the_page_is_made(shelf):
    client, address = visitor(), f"/produk/{shelf['cair'].slug}-{shelf['cair'].product.code}/"
    client.get(address)
    with CaptureQueriesContext(connection) as with_count:
        client.get(address)
    with CaptureQueriesContext(connection) as without:
        visitor("curl/8.0").get(address)
    assert len(with_count) == len(without)


def test_a_batch_is_few_statements_whatever_it_holds(shelf):
    client = visitor()
    for n in range(30):
        client.get(f"/produk/?q=gula&harga_max={n + 1}000")
        client.get(f"/produk/{shelf['cair'].slug}-{shelf['cair'].product.code}/")
    with CaptureQueriesContext(connection) as asked:
        memory.flush()
    assert len(asked) <= counting.MOST_WISHES + 6
    assert memory.flush() == 0


def test_nothing_written_down_knows_a_visitor(shelf):
    fields = {field.name for field in DailyCount._meta.get_fields()}
    assert fields == {"id", "product", "day", "kind", "filter", "n"}


def test_of_very_many_searches_some_stand_for_all(shelf, monkeypatch):
    monkeypatch.setattr(counting, "MOST_WISHES", 2)
    today, held = timezone.localdate(), counting.Held()
    held.looks = [(today, None, What.FOUND, ())]
    for n in range(10):
        held.wishes[(today, None, Wish(text="gula", highest=30_000 + n))] = 4
    counting.write(held, memory.lot)
    assert DailyCount.objects.get(filter="harga").n == 40


def test_of_a_search_with_very_many_products_some_stand_for_all(shelf, monkeypatch):
    monkeypatch.setattr(filters_left_out, "MOST_PRODUCTS", 1)
    rows = filters_left_out.left_out(Wish(text="gula", ready=True, highest=10))
    assert [weight for _, _, weight in rows] == [2.0]


def test_what_cannot_be_written_is_held_and_not_counted_twice(shelf, monkeypatch):
    visitor().get(f"/produk/{shelf['cair'].slug}-{shelf['cair'].product.code}/")

    def away(*args):
        raise OperationalError("away")

    monkeypatch.setattr(counting, "write", away)
    assert memory.flush() == 0
    monkeypatch.undo()
    assert counts() == {("Gula Cair", "opened", ""): 1}


def test_the_memory_does_not_grow_without_end():
    mine = Counting()
    for n in range(TOO_MANY + 50):
        mine.note(What.OPENED, (n,), None)
    assert len(mine.held.looks) == TOO_MANY > ENOUGH


def test_looks_from_many_threads_are_all_there(shelf):
    def look():
        for _ in range(200):
            memory.note(What.OPENED, (shelf["cair"].product_id,), None)

    threads = [threading.Thread(target=look) for _ in range(5)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert counts() == {("Gula Cair", "opened", ""): 1000}


def test_a_look_at_a_product_that_is_gone_spoils_nothing(shelf):
    memory.note(What.OPENED, (Product.objects.order_by("-pk")[0].pk + 99, shelf["cair"].product_id), None)
    assert counts() == {("Gula Cair", "opened", ""): 1}
