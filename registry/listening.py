"""Listens to the bell of this room, so that the directory changes in the transaction that rang it."""

from typing import Any

from registry import directory
from registry.bells import business_changed
from registry.models import Business


def on_business(sender: Any, business: Business, **kwargs: Any) -> None:
    """A business was approved, renamed, moved, hidden or shown again."""
    directory.refresh([business.pk])


def listen() -> None:
    """Hang on to the bell; called once, when Django has loaded all models."""
    business_changed.connect(on_business, dispatch_uid="registry.DirectoryEntry.on_business")
