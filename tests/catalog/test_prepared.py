"""Questions whose SQL is made once give what the ORM gives."""

import threading
from datetime import timedelta

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db import DataError, connection, transaction
from django.db.models import Count, F, OuterRef
from django.db.models.functions import JSONObject
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import PriceChange, ProductEdition
from catalog.prepared import Asked, Joined, Prepared, forget
from catalog.queries import public
from registry.queries import public as public_businesses
from tests import build


def everything(code, least):
    prices = PriceChange.objects.filter(product=OuterRef("product")).order_by("-id")
    return (
        public()
        .filter(product__code=code, product__price_before_vat__gte=least)
        .annotate(price_list=ArraySubquery(prices.values(one=JSONObject(price="price_before_vat", at="changed_at"))))
    )


@pytest.fixture
def goods(sari, rina):
    maker = build.live_business(sari, rina).business
    return [build.live_product(maker, sari, rina, name=name, price=9_000) for name in ("Gula", "Kopi")]


def test_it_gives_the_same_objects_with_relations_and_annotations(goods):
    ask = Prepared(everything, "stand-in", -77)
    for edition in goods:
        code = edition.product.code
        ours, theirs = ask.first(code, 1_000), everything(code, 1_000).get()
        assert ours == theirs and ours.price_list == theirs.price_list and len(ours.price_list) == 1
        with CaptureQueriesContext(connection) as asked:
            assert (ours.product.business.code, ours.category.name) == (
                theirs.product.business.code, theirs.category.name,
            )  # fmt: skip
        assert len(asked) == 0
        assert ours.__dict__.keys() == theirs.__dict__.keys()
    assert ask(goods[0].product.code, 10_000) == [] and ask.first("tidak-ada", 0) is None


def of_its_maker(code):
    return public().filter(product__code=code).annotate(of=F("product__business_id"))


def makers(business):
    return public_businesses().filter(business=business)


def test_two_of_them_are_one_statement_and_give_both_objects(goods):
    both = Joined(Prepared(of_its_maker, "stand-in"), Prepared(makers, -77), "of")
    for edition in goods * 2:
        code = edition.product.code
        with CaptureQueriesContext(connection) as asked:
            product, business = both.first(code)
            names = product.category.name, business.village.parent.name
        assert len(asked) == 1, [one["sql"] for one in asked]
        assert (product, business) == (edition, makers(edition.product.business_id).get())
        assert names == (edition.category.name, business.village.parent.name)
    assert both.first("tidak-ada") is None


def test_of_two_the_second_may_be_missing(goods):
    nobody = Prepared(lambda business: makers(business).filter(founded_year=1), -77)
    assert Joined(Prepared(of_its_maker, "stand-in"), nobody, "of").first(goods[0].product.code) == (goods[0], None)


def test_it_is_one_statement_and_no_longer_made_anew(goods):
    made = []
    ask = Prepared(lambda code: made.append(code) or public().filter(product__code=code), "stand-in")
    for edition in goods * 2:
        code = edition.product.code
        with CaptureQueriesContext(connection) as asked:
            assert ask.first(code) == edition
        assert len(asked) == 1, [one["sql"] for one in asked]
    assert made == ["stand-in"]


def asked_texts(ask, *values):
    with CaptureQueriesContext(connection) as asked:
        ask(*values)
    return [one["sql"] for one in asked]


def test_the_database_plans_it_once_for_a_connection(goods):
    ask = Prepared(lambda code: public().filter(product__code=code), "stand-in")
    code = goods[0].product.code
    first, second = asked_texts(ask, code), asked_texts(ask, code)
    assert len(first) == len(second) == 1
    assert "prepare" in first[0] and "catalog_productedition" in first[0]
    assert second[0].startswith("execute") and "catalog_productedition" not in second[0]
    forget()
    assert "catalog_productedition" in asked_texts(ask, code)[0]


def test_a_statement_that_failed_once_can_be_asked_again(db):
    ask = Asked("select 100 / %(by)s::int, '50 %%'", "by")
    for _ in range(2):
        with pytest.raises(DataError), transaction.atomic():
            ask(by=0)
    assert ask(by=4) == [(25, "50 %")] and ask(by=5) == [(20, "50 %")]


def test_values_are_never_read_as_sql(goods):
    ask = Prepared(lambda code: public().filter(product__code=code), "stand-in")
    for bad in ("x') or ('1'='1", "%s", "$1", "'; drop table catalog_product; --", "\\"):
        assert ask(bad) == []


def test_what_depends_on_the_day_or_lacks_its_value_is_refused(db):
    soon = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValueError, match="cannot be prepared"):
        Prepared(lambda code: PriceChange.objects.filter(changed_at__date=soon, product__code=code), "stand-in")("x")
    with pytest.raises(ValueError, match="stand-in"):
        Prepared(lambda code: public(), "stand-in")("x")


@pytest.mark.django_db(transaction=True)
def test_threads_have_their_own_connection():
    ask = Prepared(lambda least: ProductEdition.objects.filter(pk__gte=least).annotate(n=Count("claims")), -77)
    ask(0)
    found = []

    def other():
        found.append((ask(0), connection.connection))
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert found[0][0] == [] and found[0][1] is not connection.connection
