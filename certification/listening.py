"""Listens to the bells of the rooms below."""

from contextlib import suppress
from typing import Any

from accounts.models import User
from certification.models import Certificate
from registry.bells import business_closing
from registry.models import Business
from review import actions as review
from review.actions import AlreadyDecided
from review.models import State


def on_closing(sender: Any, business: Business, by: User, **kwargs: Any) -> None:
    """A business closes: its certificates that wait for a decision are pulled back; they stay readable."""
    waiting = Certificate.objects.filter(business=business, submission__state=State.SUBMITTED)
    for paper in waiting.select_related("submission"):
        assert paper.submission is not None
        with suppress(AlreadyDecided):  # decided at this moment: it is hidden with its business
            review.withdraw(paper.submission, by=by, plate=paper)
            Certificate.objects.filter(pk=paper.pk).update(is_open=False)


def listen() -> None:
    """Hang on to every bell; called once, when Django has loaded all models."""
    business_closing.connect(on_closing, dispatch_uid="certification.on_closing")
