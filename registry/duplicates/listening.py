"""Listens to the bells of the register: whoever was sent, approved, hidden or parted is looked for again."""

from typing import Any

from registry.bells import business_changed, business_sent
from registry.duplicates.finding import find_after_commit
from registry.models import Business


def on_business(sender: Any, business: Business, **kwargs: Any) -> None:
    """Something about a business changed that may make it the double of another, or no longer one."""
    find_after_commit(business)


def listen() -> None:
    """Hang on to the bells; called once, when Django has loaded all models."""
    for bell in (business_changed, business_sent):
        bell.connect(on_business, dispatch_uid="registry.duplicates.on_business")
