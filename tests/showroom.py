"""Collections and stories as tests need them, made by the same verbs people use."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from catalog.actions import collections, stories
from catalog.models import Collection, Product, Story
from registry.models import Business

WORDS = (
    "Kami mulai pada 1998 dari satu wajan di dapur. Sekarang dua belas tetangga ikut menyadap nira setiap subuh, "
    "dan gula dikeringkan di atas tungku kayu karet."
)


def collection(products: Iterable[Product], by: User, *, is_published: bool = True, **values: Any) -> Collection:
    """A collection with these products."""
    given = {"title": "Hampers Lebaran", "intro": "Untuk kerabat.", "shown_from": None, "shown_until": None, **values}
    made = collections.make_collection(given, by=by)
    collections.add_products(made, [one.code for one in products], by=by)
    if is_published:
        collections.publish_collection(made, by=by)
    made.refresh_from_db()
    return made


def told(business: Business, by: User, *, is_by_office: bool = False, **values: Any) -> Story:
    """A draft of a story."""
    given = {"title": "Nira sejak subuh", "text": WORDS, "photo": None, **values}
    return stories.write_story(business, given, by=by, is_by_office=is_by_office)


def agreed(business: Business, owner: User, **values: Any) -> Story:
    """A story of the owner that waits for an officer."""
    story = told(business, owner, **values)
    stories.agree(story, by=owner)
    story.refresh_from_db()
    return story


def live(business: Business, owner: User, officer: User, **values: Any) -> Story:
    """A story on display."""
    story = agreed(business, owner, **values)
    stories.publish_story(story, by=officer)
    story.refresh_from_db()
    return story
