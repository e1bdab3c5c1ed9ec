"""The offer beside the plate: one act, one line in the diary, one ring of the bell."""

import pytest
from django.urls import reverse

from audit.models import Event
from catalog import actions
from catalog.actions import Offer
from catalog.bells import product_changed
from catalog.models import PriceChange, PriceTier, Product, VariantOffer
from review.actions import Refused
from tests import build


@pytest.fixture
def product(sari, rina):
    business = build.live_business(sari, rina).business
    edition = build.draft_product(business, sari)
    actions.save_draft(edition, {}, by=sari, rows={"variants": [{"name": "Pedas"}, {"name": "Manis"}]})
    actions.approve(actions.submit(edition, by=sari), by=rina)
    return edition.product


@pytest.fixture
def rings():
    heard = []

    def listener(sender, product, **kwargs):
        heard.append(product.pk)

    product_changed.connect(listener, weak=False, dispatch_uid="rings")
    yield heard
    product_changed.disconnect(dispatch_uid="rings")


def lines(product):
    return Event.objects.filter(subject_code=product.code, verb__in=["price_changed", "availability_changed"]).count()


def test_the_whole_offer_is_one_act(product, sari, rings):
    before = lines(product)
    offer = Offer(24000, "made_to_order", 40, [(100, 20000), (20, 22000)], {"pedas": (25000, 5), "manis": (None, None)})
    actions.set_offer(product, offer, by=sari)
    assert list(PriceTier.objects.values_list("minimum", "price_before_vat")) == [(20, 22000), (100, 20000)]
    assert list(VariantOffer.objects.values_list("key", "price_before_vat", "stock")) == [("pedas", 25000, 5)]
    assert (lines(product), rings) == (before + 1, [product.pk])
    actions.set_offer(product, offer, by=sari)
    assert (lines(product), len(rings)) == (before + 1, 1), "the same again changes nothing"


def test_the_price_history_and_the_jump_are_kept(product, sari):
    actions.set_offer(product, Offer(40000, "ready"), by=sari)
    last = PriceChange.objects.filter(product=product).first()
    assert (last.previous, last.price_before_vat, last.is_jump) == (25000, 40000, True)


@pytest.mark.parametrize("tiers", [[(10, 25000)], [(10, 20000), (20, 20000)], [(10, 20000), (20, 21000)]])
def test_more_is_always_cheaper(product, sari, tiers):
    with pytest.raises(Refused, match="makin murah"):
        actions.set_offer(product, Offer(25000, "ready", None, tiers), by=sari)
    assert not PriceTier.objects.exists()


def test_the_single_price_cannot_fall_below_a_tier(product, sari):
    actions.set_offer(product, Offer(25000, "ready", None, [(10, 20000)]), by=sari)
    with pytest.raises(Refused, match="makin murah"):
        actions.set_price(product, 19000, by=sari)
    actions.set_price_and_availability(product, 26000, "ready", 3, by=sari)
    assert PriceTier.objects.get().price_before_vat == 20000, "what was not named stays"


def page_of(product):
    return reverse("catalog:price", args=[product.code])


def sent(**values):
    return {"price": "25.000", "availability": "ready", "stock": "", "grosir-count": "0", **values}


def test_the_page_of_prices_takes_tiers_and_variants(client, sari, product):
    client.force_login(sari)
    form = client.get(page_of(product)).text
    assert "Pedas" in form and 'name="v-manis-stock"' in form
    tier = {"grosir-count": "1", "grosir-0-minimum": "50", "grosir-0-price_before_vat": "Rp22.000"}
    answer = client.post(page_of(product), sent(**tier, **{"v-pedas-price_before_vat": "26000", "v-pedas-stock": "4"}))
    assert answer.status_code == 302
    assert list(PriceTier.objects.values_list("minimum", "price_before_vat")) == [(50, 22000)]
    assert list(VariantOffer.objects.values_list("key", "price_before_vat", "stock")) == [("pedas", 26000, 4)]
    public = client.get(reverse("catalog:product", args=["gula-semut-aren-250-g", product.code])).text
    assert "Harga untuk pembelian banyak" in public and "Rp22.000" in public and "Rp26.000" in public


def test_a_dearer_tier_is_named_at_its_row_and_nothing_is_published(client, sari, product):
    client.force_login(sari)
    tier = {"grosir-count": "1", "grosir-0-minimum": "50", "grosir-0-price_before_vat": "30000"}
    page = client.post(page_of(product), sent(price="24000", **tier))
    assert page.status_code == 200 and "makin murah" in page.text and "30000" in page.text
    assert Product.objects.get(pk=product.pk).price_before_vat == 25000


def test_a_row_more_without_a_script_publishes_nothing(client, sari, product):
    client.force_login(sari)
    page = client.post(page_of(product), sent(price="1", add="grosir"))
    assert 'name="grosir-0-minimum"' in page.text
    assert Product.objects.get(pk=product.pk).price_before_vat == 25000
