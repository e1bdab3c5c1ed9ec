"""Several threads at the same moment, on committed rows: each thing happens once."""

import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import FormKey
from audit.models import Event, Verb
from catalog import actions as catalog
from catalog.bulk import applying
from catalog.models import EditionPhoto, PriceChange, Product, ProductEdition
from jobs.models import Job
from jobs.work import perform
from registry import actions as registry
from registry.models import BusinessEdition
from review.actions import AlreadyDecided, Refused
from review.models import State, Submission
from tests import build, bulk
from tests.people import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts side by side; what each gave or raised."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            connection.ensure_connection()
            gate.wait(10)
            found[place] = act()
        except Exception as problem:
            found[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def kinds(found) -> dict[str, int]:
    """How many answers of which kind."""
    names = [type(one).__name__ for one in found]
    return {name: names.count(name) for name in set(names)}


def test_a_product_is_sent_once_however_many_press(sari, rina):
    business = build.live_business(sari, rina).business
    draft = build.draft_product(business, sari)
    drafts = [ProductEdition.objects.get(pk=draft.pk) for _ in range(4)]
    found = at_once(*(lambda one=one: catalog.submit(one, by=sari) for one in drafts))
    assert kinds(found) == {"Submission": 1, "Refused": 3}, found
    assert Submission.objects.filter(room="catalog").count() == 1
    decisions = [lambda by=by: catalog.approve(Submission.objects.get(room="catalog"), by=by) for by in (rina, rina)]
    found = at_once(*decisions)
    assert kinds(found) == {"NoneType": 1, "AlreadyDecided": 1}, found
    assert Event.objects.filter(verb=Verb.APPROVED, subject_kind="product").count() == 1
    assert ProductEdition.objects.get(is_live=True).pk == draft.pk


@pytest.mark.parametrize("turn", range(3))
def test_approving_and_withdrawing_at_once_leaves_one_truth(sari, rina, turn):
    business = build.live_business(sari, rina).business
    edition = build.draft_product(business, sari)
    submission = catalog.submit(edition, by=sari)
    acts = [lambda: catalog.approve(submission, by=rina), lambda: catalog.withdraw(edition, by=sari)]
    found = at_once(*(acts if turn % 2 else reversed(acts)))
    assert [type(one) for one in found].count(AlreadyDecided) == 1, found
    state = Submission.objects.get(pk=submission.pk).state
    live, opened = (ProductEdition.objects.filter(**{flag: True}).count() for flag in ("is_live", "is_open"))
    assert (state, live, opened) in ((State.APPROVED, 1, 0), (State.WITHDRAWN, 0, 1))


def test_one_nib_goes_to_one_of_two_businesses(sari, dede, rina, asep):
    nib = "0000999999999"
    first, second = build.draft_business(sari, nib=nib), build.draft_business(dede, nib=nib)
    sent = [registry.submit(first, by=sari), registry.submit(second, by=dede)]
    found = at_once(
        lambda: registry.approve(sent[0], by=rina),
        lambda: registry.approve(sent[1], by=asep),
    )
    assert kinds(found) == {"NoneType": 1, "Refused": 1}, found
    assert BusinessEdition.objects.filter(nib=nib, is_live=True).count() == 1
    assert sorted(one.state for one in Submission.objects.all()) == ["approved", "submitted"], "the other still waits"


def test_one_nik_goes_to_one_of_two_owners(sari, dede):
    owners = [registry.start_business(by=who).business.owner for who in (sari, dede)]
    acts = [
        lambda owner=owner, who=who: registry.set_identity(owner, nik="3602991708412345", by=who)
        for owner, who in zip(owners, (sari, dede), strict=True)
    ]
    assert kinds(at_once(*acts)) == {"NoneType": 1, "Refused": 1}


def test_eight_photos_stay_eight_under_twelve_uploads(sari, rina):
    business = build.live_business(sari, rina).business
    edition = catalog.start_product(business, by=sari)
    photos = [build.photo() for _ in range(12)]
    found = at_once(*(lambda one=one: catalog.add_photo(edition, one, by=sari) for one in photos))
    assert kinds(found) == {"ProductPhoto": 8, "Refused": 4}, found
    shown = EditionPhoto.objects.filter(edition=edition)
    assert sorted(shown.values_list("position", flat=True)) == list(range(8))


def test_sixteen_equal_posts_make_one_product(sari, rina):
    business = build.live_business(sari, rina).business
    key = str(uuid.uuid4())
    clients = [sign_in(Client(), sari) for _ in range(16)]
    data = {"form_key": key, "business": business.code}
    found = at_once(*(lambda c=c: c.post("/pusat-usaha/produk/baru/", data) for c in clients))
    assert {one.status_code for one in found} == {302}, found
    assert len({one["Location"] for one in found}) == 1
    assert (Product.objects.count(), FormKey.objects.filter(key=key).count()) == (1, 1)


@pytest.mark.parametrize("turn", range(3))
def test_typing_and_sending_at_once_never_mix(sari, rina, turn):
    business = build.live_business(sari, rina).business
    edition = build.draft_product(business, sari)
    again, third, photo = (*(ProductEdition.objects.get(pk=edition.pk) for _ in range(2)), build.photo())
    acts = [
        lambda: catalog.submit(edition, by=sari),
        lambda: catalog.save_draft(again, {"name": "Diketik saat dikirim", "description": ""}, by=sari),
        lambda: catalog.add_photo(third, photo, by=sari),
    ]
    found = at_once(*acts[turn:], *acts[:turn])
    assert kinds(found).keys() <= {"Submission", "Refused", "NoneType", "ProductPhoto"}, found
    for submission in Submission.objects.filter(room="catalog"):
        assert ProductEdition.objects.get(pk=edition.pk).name == submission.title


def test_a_product_that_is_not_whole_is_refused_in_words(sari, rina):
    edition = build.draft_product(build.live_business(sari, rina).business, sari)
    catalog.save_draft(ProductEdition.objects.get(pk=edition.pk), {"description": "", "category": None}, by=sari)
    with pytest.raises(Refused, match="kategori, keterangan"):
        catalog.submit(edition, by=sari)


@pytest.mark.parametrize("turn", range(2))
def test_a_registration_is_sent_as_it_was_looked_at(sari, turn):
    edition = build.draft_business(sari)
    again = BusinessEdition.objects.get(pk=edition.pk)
    acts = [
        lambda: registry.submit(edition, by=sari),
        lambda: registry.save_draft(again, {"name": "Diketik saat dikirim", "nib": "0000888888888"}, by=sari),
    ]
    found = at_once(*(acts if turn else reversed(acts)))
    assert kinds(found).keys() <= {"Submission", "Refused", "NoneType"}, found
    assert BusinessEdition.objects.get(pk=edition.pk).name == Submission.objects.get().title


def test_prices_set_at_once_leave_a_chain_without_a_gap(sari, rina):
    product = build.live_product(build.live_business(sari, rina).business, sari, rina).product
    found = at_once(*(lambda price=price: catalog.set_price(product, price, by=sari) for price in range(30000, 30006)))
    assert kinds(found) == {"NoneType": 6}
    chain = list(PriceChange.objects.filter(product=product).order_by("id"))
    assert [one.previous for one in chain[1:]] == [one.price_before_vat for one in chain[:-1]]
    assert Product.objects.get(pk=product.pk).price_before_vat == chain[-1].price_before_vat


def test_a_draft_is_opened_once(sari, rina):
    product = build.live_product(build.live_business(sari, rina).business, sari, rina).product
    found = at_once(*(lambda: catalog.open_draft(product, by=sari) for _ in range(4)))
    assert len({one.pk for one in found}) == 1, found
    assert ProductEdition.objects.filter(product=product, is_open=True).count() == 1
    assert EditionPhoto.objects.filter(edition=found[0]).count() == 1


def test_the_last_live_edition_cannot_be_doubled_even_past_the_verbs(sari, rina):
    edition = build.live_product(build.live_business(sari, rina).business, sari, rina)

    def second_live():
        with transaction.atomic():
            row = ProductEdition.objects.get(pk=edition.pk)
            row.pk, row._state.adding, row.number, row.submission = None, True, 2, None
            row.save(force_insert=True)

    assert all(isinstance(one, IntegrityError) for one in at_once(second_live, second_live))


def test_two_tables_at_once_make_each_product_once(sari, rina):
    business = build.live_business(sari, rina).business
    category = build.category()
    rows = [bulk.GOOD | {"Nama produk": f"Gula nomor {n}"} for n in range(5)]
    batches = [bulk.receive(business, category, bulk.csv(*rows), by=sari) for _ in range(2)]
    jobs = [applying.apply(one, sends=False, by=sari) for one in batches]
    found = at_once(*(lambda job=job: perform.call(job.pk) for job in jobs))
    assert kinds(found) == {"NoneType": 2}, found
    names = ProductEdition.objects.values_list("name", flat=True)
    assert sorted(names) == sorted(row["Nama produk"] for row in rows)
    assert {Job.objects.get(pk=job.pk).state for job in jobs} == {"done"}


def test_a_table_is_taken_in_once_however_many_press(sari, rina):
    business = build.live_business(sari, rina).business
    batch = bulk.receive(business, build.category(), bulk.csv(bulk.GOOD), by=sari)
    found = at_once(*(lambda: applying.apply(batch, sends=False, by=sari) for _ in range(3)))
    assert kinds(found) == {"Job": 1, "Refused": 2}, found
