"""Two at the same moment: one answer, one erasure, and a business that closes while an officer approves."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from audit.models import Event
from privacy import actions
from privacy.models import DataRequest, Erasure
from registry import actions as registry
from registry.closing import close_business
from registry.models import Business
from review.actions import Refused
from review.models import Submission
from tests import build
from tests.privacy.things import may

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same moment; what each ended with: "ok", or the name of the refusal."""
    gate, ends = threading.Barrier(len(acts)), ["?"] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            ends[place] = "ok"
        except Refused:
            ends[place] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_two_officers_answer_once(sari, rina, asep, ratna):
    owner = build.live_business(sari, ratna).business.owner
    asked = actions.ask(owner, "objection", "Keberatan.", by=sari)
    clerks = [may(one, "privacy.answer_request") for one in (rina, asep)]
    ends = together(*[lambda by=by: actions.answer(asked, by=by, granted=False, words="Tidak.") for by in clerks])
    assert ends == ["ok", "refused"]
    assert Event.objects.filter(subject_kind="datarequest", verb="rejected").count() == 1


def test_two_taps_ask_once(sari, ratna):
    owner = build.live_business(sari, ratna).business.owner
    ends = together(*[lambda: actions.ask(owner, "access", "Apa?", by=sari)] * 3)
    assert ends == ["ok", "refused", "refused"]
    assert DataRequest.objects.count() == 1


def test_one_erasure_however_often_she_taps(sari, ratna):
    owner = build.live_business(sari, ratna).business.owner
    ends = together(*[lambda: actions.ask_erasure(owner, by=sari)] * 3)
    assert ends == ["ok", "refused", "refused"]
    assert Erasure.objects.get().closed_codes


def test_calling_off_and_carrying_out_never_both_win(sari, ratna):
    owner = build.live_business(sari, ratna).business.owner
    erasure = actions.ask_erasure(owner, by=sari)
    past = timezone.now() - timedelta(days=8)
    Erasure.objects.filter(pk=erasure.pk).update(asked_at=past, due_at=past + timedelta(days=7))
    together(lambda: actions.cancel_erasure(erasure, by=sari), lambda: actions.carry_out(erasure))
    erasure.refresh_from_db()
    owner.refresh_from_db()
    assert (erasure.state, bool(owner.erased_at)) in (("cancelled", False), ("done", True))


def test_closing_while_an_officer_approves_leaves_nothing_shown(sari, rina, ratna):
    business = build.live_business(sari, ratna).business
    waiting = registry.submit(registry.open_draft(business, by=sari), by=sari)
    together(
        lambda: close_business(business, by=sari, reason="Tidak berproduksi lagi"),
        lambda: registry.approve(waiting, by=rina),
    )
    assert not Business.objects.get(pk=business.pk).is_shown
    assert Submission.objects.get(pk=waiting.pk).state in ("withdrawn", "approved")
