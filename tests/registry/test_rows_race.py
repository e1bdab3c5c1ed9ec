"""Two phones at the same moment: rows of a list are never doubled, and nothing gets into what was just sent."""

import pytest

from registry import actions
from registry.models import BusinessEdition
from review.actions import Refused
from review.models import Submission
from tests import build
from tests.attack.test_races import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)


def saving(edition, by, *countries):
    rows = {"exports": [{"country": country} for country in countries]}
    return lambda: actions.save_draft(BusinessEdition.objects.get(pk=edition.pk), {}, by=by, rows=rows)


def test_one_of_two_lists_stays_whole(sari):
    edition = build.draft_business(sari)
    found = at_once(*(saving(edition, sari, "MY", "SG") for _ in range(3)), saving(edition, sari, "JP"))
    assert kinds(found) == {"NoneType": 4}, found
    kept = list(edition.exports.values_list("country", flat=True))
    assert kept in (["MY", "SG"], ["JP"])


def test_rows_are_refused_once_it_was_sent(sari):
    edition = build.draft_business(sari)
    sending = lambda: actions.submit(BusinessEdition.objects.get(pk=edition.pk), by=sari)  # noqa: E731
    found = at_once(sending, saving(edition, sari, "MY"), sending)
    assert kinds(found).get("Refused", 0) in (1, 2), found
    assert all(one is None or isinstance(one, (Submission, Refused)) for one in found), found
