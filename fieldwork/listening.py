"""Listens to the register: when a registration typed for an owner is sent, she gets her link."""

from typing import Any

from django.db import transaction

from accounts.models import User
from fieldwork.actions.assistance import send_link_by_itself
from registry.bells import business_sent
from registry.models import Business


def on_sent(sender: Any, business: Business, by: User, **kwargs: Any) -> None:
    """After the commit, so that no text goes out for what was not stored."""
    if business.awaits_owner:
        transaction.on_commit(lambda: send_link_by_itself(business.pk, by=by))


def listen() -> None:
    """Hang on to the bell; called once, when Django has loaded all models."""
    business_sent.connect(on_sent, dispatch_uid="fieldwork.on_sent")
