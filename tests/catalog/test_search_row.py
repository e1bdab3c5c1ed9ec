"""Search: what the row tells of a product beyond its words, and that every event that changes it reaches the row."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from catalog import actions
from catalog.bells import product_changed
from catalog.models import FacetCount, InaprocListing, Product, ProductSearch
from catalog.search import counts
from catalog.search.query import Wish, search
from clusters import actions as clusters
from registry import actions as registry
from registry.scale import scale_of_ranges, scale_table
from tests import build

TODAY = timezone.localdate
YES = {"is_made_here": True, "has_local_workers": True, "has_local_material": True}


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


def row():
    return ProductSearch.objects.get()


# what is known of a product


def test_the_unit_price_includes_ppn_and_follows_price_and_edition(sari, rina):
    business = build.live_business(sari, rina, is_vat_registered=True).business
    product = build.live_product(business, sari, rina, price=100_000, net_weight_grams=500).product
    assert (row().unit_price, row().unit_base) == (222_000, "kg")
    actions.set_price(product, 50_000, by=sari)
    assert row().unit_price == 111_000


def test_a_product_without_content_has_no_unit_price(business, sari, rina):
    build.live_product(business, sari, rina, net_weight_grams=None)
    assert (row().unit_price, row().unit_base) == (None, "")
    assert search(Wish(base="kg"), TODAY()).total == 0


@pytest.mark.parametrize(
    ("availability", "stock", "days"),
    [("ready", None, 0), ("ready", 3, 0), ("ready", 0, 5), ("made_to_order", 3, 5), ("paused", 3, None)],
)
def test_what_is_ready_and_in_stock_takes_no_time(business, sari, rina, availability, stock, days):
    product = build.live_product(business, sari, rina, lead_time_days=5).product
    actions.set_availability(product, availability, stock, by=sari)
    assert row().lead_time_days == days
    assert search(Wish(days=4), TODAY()).total == (days == 0)
    assert search(Wish(days=5), TODAY()).total == (days is not None)


@pytest.mark.parametrize(
    ("values", "scale", "is_umkk"),
    [
        ({"capital_range": "50000000"}, 1, True),
        ({"capital_range": "5000000000"}, 2, True),
        ({"capital_range": "10000000000"}, 3, False),
        ({"capital_range": "50000000001"}, 4, False),
        ({"capital_range": "50000000001", "legal_form": "coop"}, 4, True),
        ({"capital_range": ""}, 0, False),
    ],
)
def test_the_scale_of_the_business_is_that_of_the_rule(sari, rina, values, scale, is_umkk):
    if "legal_form" in values:
        values |= {"deed_number": "12", "responsible_person": "Ibu Sari", "ministry_number": "AHU-1"}
    build.live_product(build.live_business(sari, rina, **values).business, sari, rina)
    assert (row().scale, bool(row().flags & ProductSearch.UMKK)) == (scale, is_umkk)


def test_the_table_of_scales_says_what_the_rule_says():
    young, table = scale_table(TODAY())
    for key, scale in table.items():
        capital, sales, is_young = key.split("|")
        for year in (young, young + 3) if is_young == "1" else (None, young - 1, 1990):
            assert scale_of_ranges(capital, sales, year).scale == scale, (key, year)


def test_a_domestic_product_needs_three_answers_and_no_number_of_imported_goods(business, sari, rina):
    def domestic(**values):
        edition = build.draft_product(business, sari)
        actions.save_draft(edition, values, by=sari)
        actions.approve(actions.submit(edition, by=sari), by=rina)
        return ProductSearch.objects.get(product=edition.product).flags & ProductSearch.DOMESTIC

    assert not domestic()
    assert not domestic(**YES | {"has_local_material": False})
    assert not domestic(**YES, origin="imported")
    assert domestic(**YES)


@pytest.mark.parametrize(("number", "is_domestic"), [("MD 123456789012", True), ("ML 123456789012", False)])
def test_a_number_of_imported_goods_says_no(business, sari, rina, number, is_domestic):
    paper = build.live_certificate(business, sari, rina, code="bpom_food", number=number)
    paper.kind.number_rule = "bpom_food"
    paper.kind.save()
    edition = build.draft_product(business, sari)
    actions.save_draft(edition, YES, by=sari, certificates=[paper])
    actions.approve(actions.submit(edition, by=sari), by=rina)
    assert bool(row().flags & ProductSearch.DOMESTIC) == is_domestic


# events that reach the row


def test_what_is_live_in_katalog_v6_is_found(business, sari, rina):
    product = build.live_product(business, sari, rina).product
    listing = InaprocListing.objects.create(
        product=product, state="live", url="https://katalog.inaproc.id/x", changed_by=sari, changed_at=timezone.now()
    )
    product_changed.send(sender=Product, product=product)
    assert search(Wish(flags=ProductSearch.IN_V6), TODAY()).total == 1
    listing.delete()
    product_changed.send(sender=Product, product=product)
    assert search(Wish(flags=ProductSearch.IN_V6), TODAY()).total == 0


def test_joining_and_leaving_a_sentra_reaches_the_rows(business, sari, rina, ratna):
    build.live_product(business, sari, rina)
    cluster = clusters.found({"kind": "sentra", "name": "Sentra Gula", "region": build.village()}, by=ratna)
    asked = clusters.ask(cluster, business, by=sari)
    assert row().clusters == []
    clusters.take_in(cluster, business, by=ratna)
    assert row().clusters == [cluster.pk]
    clusters.dissolve(cluster, reason="Bubar", by=ratna)
    assert row().clusters == []
    clusters.revive(cluster, by=ratna)
    assert search(Wish(cluster=cluster.pk), TODAY()).clusters == {cluster.pk: 1}
    clusters.leave(asked, by=sari)
    assert row().clusters == []


def test_a_business_that_grows_reaches_the_rows(business, sari, rina, asep):
    build.live_product(business, sari, rina)
    edit = registry.open_draft(business, by=sari)
    registry.save_draft(edit, {"capital_range": "10000000000"}, by=sari)
    registry.approve(registry.submit(edit, by=sari), by=asep)
    assert row().scale == ProductSearch.Scale.MEDIUM


# counts of lists


def test_saving_a_product_adds_lines_and_an_equal_save_none(business, sari, rina):
    product = build.live_product(business, sari, rina).product
    before = FacetCount.objects.count()
    assert before
    product_changed.send(sender=Product, product=product)
    assert FacetCount.objects.count() == before
    actions.unpublish(product, by=sari)
    assert counts.drift() == 0
    assert search(Wish(), TODAY()).total == 0


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_and_a_fold_between_them_keep_the_counts(sari, rina):
    business = build.live_business(sari, rina).business
    products = [build.live_product(business, sari, rina, name=f"Gula {n}").product for n in range(4)]
    gate, wrong = threading.Barrier(5), []

    def write(product):
        try:
            gate.wait(10)
            for n in range(12):
                with transaction.atomic():
                    Product.objects.filter(pk=product.pk).update(price_before_vat=5_000 + 20_000 * (n % 5))
                    product_changed.send(sender=Product, product=product)
        except Exception as error:  # told by the test
            wrong.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[product]) for product in products]
    for writer in writers:
        writer.start()
    gate.wait(10)
    while any(writer.is_alive() for writer in writers):
        counts.fold()
    for writer in writers:
        writer.join()
    assert wrong == []
    assert counts.drift() == 0
    counts.fold()
    assert counts.drift() == 0
    assert search(Wish(), TODAY()).total == 4
