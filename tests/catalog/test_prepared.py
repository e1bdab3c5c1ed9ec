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

from catalog.actions import approve, submit
from catalog.models import EditionCertificate, PriceChange, ProductEdition
from catalog.prepared import Asked, Joined, Prepared, forget
from catalog.queries import public
from certification.models import Certificate
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
    columns = {"of": F("product__business_id"), "here": F("pk"), "of_product": F("product")}
    return public().filter(product__code=code).annotate(**columns)


def makers(business):
    return public_businesses().filter(business=business)


LINES = "select 'name', to_json(p.code) from catalog_product p where p.id = %(about)s"


def claimed(edition):
    return Certificate.objects.filter(pk__in=EditionCertificate.objects.filter(edition=edition).values("certificate"))


def whole(makers=makers):
    others = {"maker": (Prepared(makers, -77), "of"), "paper": (Prepared(claimed, -77), "here")}
    return Joined(Prepared(of_its_maker, "stand-in"), others, (LINES, "of_product"))


def test_several_of_them_are_one_statement_and_give_all_objects(goods, sari, rina):
    maker = goods[0].product.business
    papers = [build.live_certificate(maker, sari, rina, code=code) for code in ("pirt", "halal")]
    sold = build.draft_product(maker, sari, name="Dodol")
    EditionCertificate.objects.bulk_create(EditionCertificate(edition=sold, certificate=one) for one in papers)
    approve(submit(sold, by=sari), by=rina)
    sold.refresh_from_db()
    both = whole()
    for edition, held in ((sold, papers), (goods[1], []), (sold, papers)):
        code = edition.product.code
        with CaptureQueriesContext(connection) as asked:
            found = both.first(code)
            (business,) = found.others["maker"]
            names = found.one.category.name, business.village.parent.name
        assert len(asked) == 1, [one["sql"] for one in asked]
        assert (found.one, business) == (edition, makers(edition.product.business_id).get())
        assert names == (edition.category.name, business.village.parent.name)
        assert set(found.others["paper"]) == set(held) and len(found.others["paper"]) == len(held)
        assert found.lines == {"name": code}
    assert both.first("tidak-ada") is None


def test_of_several_the_others_may_be_missing(goods):
    found = whole(lambda business: makers(business).filter(founded_year=1)).first(goods[0].product.code)
    assert found.one == goods[0] and found.others == {"maker": [], "paper": []}


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
