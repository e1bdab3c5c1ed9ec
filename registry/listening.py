"""Listens: what review asks while a submission is decided, and what changes the directory of businesses."""

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from registry import directory
from registry.bells import business_changed, businesses_changed
from registry.membership import Right
from registry.models import Business
from registry.queries import role_in, spokespeople
from review.actions import Refused
from review.bells import deciding, telling
from review.models import Kind, Submission

INSIDER = "Anda pemilik atau anggota usaha ini. Petugas lain yang harus memutuskan."
TOLD = {
    Kind.BUSINESS: Right.EDIT_BUSINESS,
    Kind.PRODUCT: Right.SEND_PRODUCTS,
    Kind.CERTIFICATE: Right.CERTIFICATES,
}


def _business_id(plate: Any) -> int | None:
    """The business behind a name plate: itself, or what it belongs to; None for a thing of no business."""
    return plate.pk if isinstance(plate, Business) else getattr(plate, "business_id", None)


def refuse_insiders(sender: Any, submission: Submission, plate: Any, by: User, **kwargs: Any) -> None:
    """Whoever owns or helps a business never decides about it; raises Refused."""
    business = _business_id(plate)
    if business is not None and role_in(business, by):
        raise Refused(INSIDER)


def people_to_tell(sender: Any, submission: Submission, plate: Any, **kwargs: Any) -> list[int] | None:
    """The owner and the members who could have sent it; None for things of no business or of one without accounts."""
    business, right = _business_id(plate), TOLD.get(Kind(submission.kind))
    if business is None or right is None:
        return None
    return spokespeople(business, right) or None


def on_business(sender: Any, business: Business, **kwargs: Any) -> None:
    """A business was approved, renamed, moved, hidden or shown again: in the transaction that rang."""
    directory.refresh([business.pk])


def on_businesses(sender: Any, businesses: Sequence[Business], **kwargs: Any) -> None:
    """The same for many at once."""
    directory.refresh([business.pk for business in businesses])


def listen() -> None:
    """Hang on to every bell and question; called once, when Django has loaded all models."""
    business_changed.connect(on_business, dispatch_uid="registry.DirectoryEntry.on_business")
    businesses_changed.connect(on_businesses, dispatch_uid="registry.DirectoryEntry.on_businesses")
    deciding.connect(refuse_insiders, dispatch_uid="registry.refuse_insiders")
    telling.connect(people_to_tell, dispatch_uid="registry.people_to_tell")
