"""Two officers press at the same moment: one wins, the other is told."""

import threading

import pytest
from django.db import connection

from catalog import actions as catalog
from review import actions
from review.actions import AlreadyDecided
from review.models import State, Submission
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts side by side; returns what each gave or raised."""
    gate, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            gate.wait(5)
            found[place] = act()
        except Exception as problem:
            found[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return found


@pytest.fixture
def submission(sari, ratna):
    business = build.live_business(sari, ratna).business
    return catalog.submit(build.draft_product(business, sari), by=sari)


def test_one_wins_and_the_other_is_told(submission, rina, asep):
    found = at_once(
        lambda: catalog.approve(submission, by=rina),
        lambda: catalog.send_back(submission, by=asep, words="Foto buram."),
    )
    told = [one for one in found if isinstance(one, AlreadyDecided)]
    assert len(told) == 1, found
    assert found.count(None) == 1
    after = Submission.objects.get(pk=submission.pk)
    assert after.state in (State.APPROVED, State.NEEDS_CHANGES)
    assert str(after.decided_by) in str(told[0])


def test_both_pages_answer_kindly(submission, rina, asep, as_person):
    clients = [as_person(rina), as_person(asep)]
    address = f"/petugas/tinjau/produk/{submission.code}/"
    found = at_once(*(lambda client=client: client.post(address, {"decision": "approved"}) for client in clients))
    assert sorted(answer.status_code for answer in found) == [302, 409]


def test_two_never_take_the_same_oldest(submission, sari, rina, asep):
    business = submission.catalog_productedition.product.business
    catalog.submit(build.draft_product(business, sari, name="Gula Cetak"), by=sari)
    found = at_once(
        lambda: actions.take_oldest(Submission.objects.all(), by=rina),
        lambda: actions.take_oldest(Submission.objects.all(), by=asep),
    )
    assert len({one.pk for one in found if one}) == 2, found
