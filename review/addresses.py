"""Addresses in the rooms above, by the names they promise: `<room>:review`, `<room>:owner-page` and `<room>:short`."""

from django.urls import NoReverseMatch, reverse

from accounts.links import link
from review.models import Submission


def review_address(submission: Submission) -> str:
    """The review page of a submission; every reviewing room has one (a test holds that)."""
    return link(f"{submission.room}:review", submission.code)


def address_in_room(submission: Submission, name: str) -> str:
    """The page `name` of the room about the thing itself, empty when the room has no such page."""
    try:
        return reverse(f"{submission.room}:{name}", args=[submission.subject_code])
    except NoReverseMatch:
        return ""
