"""The library of ready reasons from our list."""

import pytest

from review.loading import load_reasons
from review.models import Kind, Reason
from review.queries import reasons_for

pytestmark = pytest.mark.django_db


def test_every_reason_is_whole_and_kind():
    assert load_reasons() == load_reasons() == Reason.objects.count()
    for reason in Reason.objects.all():
        reason.clean_fields()
        assert reason.sentence.endswith((".", "?"))


def test_each_kind_has_reasons_for_each_decision():
    load_reasons()
    for kind in Kind.values:
        for decision in ("needs_changes", "rejected"):
            assert len(reasons_for(kind, decision)) >= 3


def test_a_reason_that_was_switched_off_stays_off():
    load_reasons()
    Reason.objects.filter(code="more-needed").update(is_active=False, label="Lain")
    load_reasons()
    reason = Reason.objects.get(code="more-needed")
    assert (reason.label, reason.is_active) == ("Perlu dilengkapi", False)
