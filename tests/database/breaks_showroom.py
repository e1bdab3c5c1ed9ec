"""Attempts to break what the database promises about collections and stories."""

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from catalog.models import Collection, CollectionItem, Story
from tests.database.things import Things, change, copy

Break = Callable[[Things], object]
DAY = datetime.date(2026, 3, 1)


def collection(t: Things, **values: Any) -> Collection:
    """A draft without products."""
    given = {"slug": "lebaran", "title": "Lebaran", "made_by": t.rina, "changed_at": timezone.now(), **values}
    return Collection.objects.create(**given)


def item_twice(t: Things) -> None:
    """The same product in one collection, twice."""
    made = collection(t)
    for _ in range(2):
        CollectionItem.objects.create(collection=made, product=t.product.product)


def story(t: Things, **values: Any) -> Story:
    """A story on display that keeps every promise, but for `values`."""
    now = timezone.now()
    usual = {
        "business": t.business.business, "title": "Nira", "text": "Sejak subuh.", "state": "live",
        "written_by": t.sari, "written_at": now, "consent_by": t.sari, "consent_at": now,
        "consent_version": "2026-11", "reviewed_by": t.rina, "reviewed_at": now,
    }  # fmt: skip
    return Story.objects.create(**{**usual, **values})


NO_CONSENT = {"consent_by": None, "consent_at": None, "consent_version": ""}
SHOWROOM: dict[str, Break | list[Break]] = {
    "catalog.Collection.collection_is_named": [
        lambda t: collection(t, title=""),
        lambda t: collection(t, slug=""),
    ],
    "catalog.Collection.collection_days_in_order": lambda t: collection(
        t, shown_from=DAY, shown_until=DAY - datetime.timedelta(days=1)
    ),
    "catalog.Collection.collection_is_signed": [
        lambda t: collection(t, state="published"),
        lambda t: collection(t, state="published", published_by=t.rina),
    ],
    "catalog.CollectionItem.collection_product_once": item_twice,
    "catalog.Story.story_one_live": lambda t: copy(story(t), code="abcdefgh"),
    "catalog.Story.story_one_open": lambda t: copy(story(t, state="waiting"), code="abcdefgh", state="draft"),
    "catalog.Story.story_is_told": [lambda t: story(t, title=""), lambda t: story(t, text="")],
    "catalog.Story.story_shown_with_consent": [
        lambda t: story(t, **NO_CONSENT),
        lambda t: story(t, state="waiting", **NO_CONSENT),
        lambda t: change(story(t), consent_withdrawn_at=timezone.now()),
    ],
    "catalog.Story.story_consent_is_signed": [
        lambda t: story(t, state="hidden", consent_version=""),
        lambda t: story(t, state="hidden", consent_by=None),
    ],
    "catalog.Story.story_live_is_reviewed": [
        lambda t: story(t, reviewed_by=None),
        lambda t: story(t, reviewed_at=None),
    ],
    "catalog.Story.story_has_four_eyes": lambda t: story(t, reviewed_by=t.sari),
    "catalog.Story.story_return_has_reason": lambda t: story(t, state="returned"),
    "catalog.Story.agreed_words_stay": [
        lambda t: change(story(t), text="Lain."),
        lambda t: change(story(t), title="Lain"),
    ],
}
