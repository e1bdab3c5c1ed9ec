"""Search: the row follows the product, and words are found."""

import datetime

import pytest
from django.utils import timezone

from catalog import actions, listening
from catalog.models import Product, ProductSearch
from catalog.search.document import rebuild, refresh_certificates, repair
from catalog.search.query import Wish, search
from catalog.search.typo import corrected, rebuild_lexicon
from catalog.search.words import tidy
from catalog.vat import price_with_vat
from certification import actions as certification
from registry import actions as registry
from review.actions import Refused
from tests import build

TODAY = timezone.localdate


def names(**wish):
    return [row["name"] for row in search(Wish(**wish), TODAY()).rows]


def live(business, sari, rina, *all_names, **values):
    return [build.live_product(business, sari, rina, name=name, **values).product for name in all_names]


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


# the row follows the product


def test_every_bell_is_heard():
    for bell, listener in listening.LISTENERS:
        assert f"catalog.ProductSearch.{listener.__name__}" in [key[0] for key, *_ in bell.receivers]
    assert sorted(listener.__name__ for _, listener in listening.LISTENERS) == [
        "on_business",
        "on_businesses",
        "on_businesses",
        "on_certificate",
        "on_closing",
        "on_product",
    ]


def test_a_product_can_be_found_from_its_approval_on(business, sari, rina):
    submission = actions.submit(build.draft_product(business, sari), by=sari)
    assert names() == []
    actions.approve(submission, by=rina)
    assert names(text="gula semut") == ["Gula Semut Aren 250 g"]


def test_an_edit_that_waits_changes_nothing(business, sari, rina, asep):
    product = build.live_product(business, sari, rina).product
    edit = actions.open_draft(product, by=sari)
    actions.save_draft(edit, {"name": "Keripik Talas"}, by=sari)
    submission = actions.submit(edit, by=sari)
    assert (names(text="talas"), names(text="250")) == ([], ["Gula Semut Aren 250 g"])
    actions.approve(submission, by=asep)
    assert (names(text="talas"), names(text="250")) == (["Keripik Talas"], [])


def test_a_product_taken_down_cannot_be_found_until_it_is_shown_again(business, sari, rina):
    product = build.live_product(business, sari, rina).product
    actions.unpublish(product, by=sari)
    assert names() == []
    actions.publish_again(product, by=sari)
    assert names() == ["Gula Semut Aren 250 g"]


def test_a_suspended_business_cannot_be_found(business, sari, rina, ratna):
    build.live_product(business, sari, rina)
    registry.suspend(business, by=ratna, reason="Pindah")
    assert names() == []
    registry.resume(business, by=ratna)
    assert len(names()) == 1


def test_a_renamed_business_is_found_by_its_new_name(business, sari, rina, asep):
    build.live_product(business, sari, rina)
    edit = registry.open_draft(business, by=sari)
    registry.save_draft(edit, {"name": "Warisan Ambu"}, by=sari)
    registry.approve(registry.submit(edit, by=sari), by=asep)
    assert len(names(text="warisan ambu")) == 1


def test_price_and_availability_change_at_once(business, sari, rina):
    product = build.live_product(business, sari, rina).product
    actions.set_price(product, 99_000, by=sari)
    actions.set_availability(product, "paused", 0, by=sari)
    row = ProductSearch.objects.get()
    assert (row.price, row.band, row.availability) == (99_000, 3, "paused")
    assert names(ready=True) == []


def test_the_price_of_a_vat_registered_seller_includes_ppn(sari, rina):
    business = build.live_business(sari, rina, is_vat_registered=True).business
    build.live_product(business, sari, rina, price=33_337)
    assert ProductSearch.objects.get().price == price_with_vat(33_337, True).total


def test_a_failed_approval_leaves_no_row(business, sari, rina, monkeypatch):
    submission = actions.submit(build.draft_product(business, sari), by=sari)
    with pytest.raises(Refused):
        actions.approve(submission, by=sari)
    assert not ProductSearch.objects.exists()


def test_a_rebuild_writes_the_same_rows(business, sari, rina):
    live(business, sari, rina, "Gula Semut", "Keripik Pisang")
    before = list(ProductSearch.objects.order_by("pk").values())
    assert rebuild() == 2
    assert list(ProductSearch.objects.order_by("pk").values()) == before


def test_a_repair_puts_every_row_right_in_small_steps(business, sari, rina):
    shown = live(business, sari, rina, "Gula Semut", "Keripik Pisang", "Opak Ketan")
    before = list(ProductSearch.objects.order_by("pk").values())
    ProductSearch.objects.filter(pk=shown[0].pk).update(price=1, name="Salah")
    ProductSearch.objects.filter(pk=shown[1].pk).delete()
    assert repair(size=1) == 3
    assert list(ProductSearch.objects.order_by("pk").values()) == before
    Product.objects.filter(pk=shown[2].pk).update(withdrawn_at=timezone.now())
    assert repair(size=2) == 2


def test_the_slug_in_the_row_is_that_of_the_edition(business, sari, rina):
    edition = build.live_product(business, sari, rina, name="  Kopi/Teh “Ñandú” 50% -- Éxtra_1 ")
    assert ProductSearch.objects.get().slug == edition.slug


# words


def test_words_are_found_in_every_form_and_field(business, sari, rina):
    live(business, sari, rina, "Anyaman Bambu", description="Dibuat tangan perajin Baduy.", brand="Sakola")
    code, maker = ProductSearch.objects.get().code, business.code
    for text in (
        "anyam",
        "ANYAMAN bambu",
        "pembuatan",
        "sakola",
        "ibu sari",
        "citeras",
        "gula semut bambu",
        code,
        maker,
    ):
        assert len(names(text=text)) == 1, text
    assert names(text="rotan") == []


def test_a_barcode_is_found_however_it_is_written(business, sari, rina):
    live(business, sari, rina, "Kopi", gtin="8991234567890")
    assert names(text="899 1234 567890") == ["Kopi"]


def test_the_stemmer_does_not_turn_words_into_others(business, sari, rina):
    category = build.category("baju", "Baju", is_food=False)
    live(business, sari, rina, "Kemeja Batik", "Meja Siswa", "Terasi Udang", category=category)
    assert names(text="meja") == ["Meja Siswa"]
    assert names(text="kemeja") == ["Kemeja Batik"]
    assert names(text="asi") == []


def test_a_word_that_stems_to_a_stop_word_counts(business, sari, rina):
    live(business, sari, rina, "Lemari Sesuai Permintaan", "Lemari Minta Jati", category=build.category("kayu", "Kayu"))
    assert names(text="lemari permintaan") == ["Lemari Sesuai Permintaan"]
    assert sorted(names(text="minta lemari")) == ["Lemari Minta Jati", "Lemari Sesuai Permintaan"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kripik pisang", "Keripik Pisang"), ("jajanan pasar", "Kue Basah Lapis"), ("gula aren bubuk", "Gula Semut"),
        ("nyiru", "Tampah Bambu"), ("gula kawung", "Gula Aren Cetak"), ("keripik sampeu", "Keripik Singkong"),
        ("bedog", "Golok Tempa"), ("madu teuweul", "Madu Klanceng"), ("snack box", "Snack Boks Rapat"),
    ],
)  # fmt: skip
def test_synonyms_are_found(business, sari, rina, typed, name):
    live(business, sari, rina, name, category=build.category("lain", "Lain"), description="Buatan sendiri.")
    assert names(text=typed) == [name]


def test_name_matches_come_first(business, sari, rina):
    live(business, sari, rina, "Bolu", description="Dibuat dengan gula semut pilihan. " * 8, materials="tepung")
    live(business, sari, rina, "Semut Gula Aren", category=build.category("lain", "Lain"))
    assert names(text="gula semut") == ["Semut Gula Aren", "Bolu"]


def test_sorting(business, sari, rina):
    for name, price in (("A", 20_000), ("B", 5_000), ("C", 90_000)):
        build.live_product(business, sari, rina, name=name, price=price)
    assert names(order="murah") == ["B", "A", "C"]
    assert names(order="mahal") == ["C", "A", "B"]
    assert names(order="terbaru") == ["C", "B", "A"]


@pytest.mark.parametrize(
    "text",
    ["\x00", "gula\x00semut", "' | & ! <-> :*", "((((", "%", "\\", '"gula', "a" * 10_000, "\ud800", "!!! ???", "';",
     "gula " * 500, "🍌", "1e5 2e9", "c_", "n_gula", "$1 %s %(x)s {card}", "-1", "0" * 30],
)  # fmt: skip
def test_no_text_breaks_search(db, text):
    rebuild_lexicon()
    clean = tidy(text)
    assert search(Wish(text=clean), TODAY()).total == 0
    assert search(Wish(text=clean, any_word=True), TODAY()).total == 0
    assert isinstance(corrected(clean), str)


# certificates


def with_certificate(business, sari, rina, **values):
    paper = build.live_certificate(business, sari, rina, **values)
    edition = build.draft_product(business, sari)
    actions.save_draft(edition, {}, by=sari, certificates=[paper])
    actions.approve(actions.submit(edition, by=sari), by=rina)
    return paper, 1 << paper.kind.bit


def test_a_certificate_counts_from_its_approval_until_it_is_revoked(business, sari, rina):
    paper, bit = with_certificate(business, sari, rina)
    assert len(names(certificates=bit)) == 1
    certification.revoke(paper, by=rina, reason="Dicabut penerbit")
    assert names(certificates=bit) == []
    assert len(names()) == 1


def test_only_a_look_up_that_matched_makes_it_green(business, sari, rina):
    paper, bit = with_certificate(business, sari, rina)
    assert ProductSearch.objects.get().matched == 0
    certification.note_check(paper, portal="OSS", result="matches", by=rina)
    assert ProductSearch.objects.get().matched == bit
    certification.note_check(paper, portal="OSS", result="unavailable", by=rina)
    assert ProductSearch.objects.get().matched == bit
    certification.note_check(paper, portal="OSS", result="differs", by=rina)
    assert ProductSearch.objects.get().matched == 0


def test_a_claim_follows_its_certificate_to_the_renewed_one(business, sari, rina, asep):
    paper, bit = with_certificate(business, sari, rina)
    renewed = certification.enter(
        business, paper.kind, {"number": paper.number, "issued_on": TODAY(), "expires_on": datetime.date(2036, 1, 1)},
        by=sari, replaces=paper, document=build.document(),
    )  # fmt: skip
    certification.approve(certification.submit(renewed, by=sari), by=asep)
    row = ProductSearch.objects.get()
    assert row.certificates == bit
    assert row.certificates_change_on > datetime.date(2035, 1, 1)


def test_an_ended_certificate_disappears_and_the_product_stays(business, sari, rina):
    paper, bit = with_certificate(business, sari, rina, expires_on=datetime.date(2029, 1, 10))
    build_day = datetime.date(2029, 1, 10)
    last_days = build_day - datetime.timedelta(days=paper.kind.expiring_days)
    assert search(Wish(), last_days - datetime.timedelta(days=1)).is_old is False
    assert search(Wish(), last_days).is_old is True
    refresh_certificates(today=last_days)
    assert ProductSearch.objects.get().expiring == bit
    refresh_certificates(today=build_day)
    assert len(names(certificates=bit)) == 1, "the last day still counts"
    assert refresh_certificates(today=build_day + datetime.timedelta(days=1)) == 1
    assert names(certificates=bit) == []
    assert len(names()) == 1


def test_pages_do_not_overlap(business, sari, rina, monkeypatch):
    for module in ("query", "statement"):
        monkeypatch.setattr(f"catalog.search.{module}.PAGE_SIZE", 2)
    live(business, sari, rina, "A", "B", "C")
    assert sorted(names() + names(page=2)) == ["A", "B", "C"]
