"""Search: the row follows the product, words are found, counts are exact, misspellings are put right."""

import datetime

import pytest
from django.utils import timezone

from catalog import actions
from catalog.models import ProductSearch
from catalog.search.document import rebuild, refresh_certificates
from catalog.search.query import Wish, search
from catalog.search.typo import corrected, rebuild_lexicon
from tests import build

TODAY = datetime.date(2026, 11, 21)


def names(**wish):
    return [row["name"] for row in search(Wish(**wish), timezone.localdate()).rows]


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


def test_a_product_can_be_found_from_its_approval_on(business, sari, rina):
    edition = build.draft_product(business, sari)
    submission = actions.submit(edition, by=sari)
    assert names() == []
    actions.approve(submission, by=rina)
    assert names(text="gula semut") == ["Gula Semut Aren 250 g"]
