"""The promises about field work, and about what an officer typed for an owner."""

import uuid
from collections.abc import Callable

from django.utils import timezone

from fieldwork.models import Assistance, Visit, VisitMachine, VisitMaterial, VisitPhoto
from registry.models import Business, Owner
from tests.database.things import Things, change, copy, sql_delete

Break = Callable[[Things], object]


def assisted(t: Things, **values: object) -> Business:
    """A business that Rina typed for an owner."""
    return Business.objects.create(
        owner=Owner.objects.create(name="Icih"), created_by=t.rina, assisted_by=t.rina, **values
    )


def confirmed(t: Things, **values: object) -> dict[str, object]:
    """Values of a confirmation by Sari."""
    return {"confirmed_at": timezone.now(), "confirmed_by": t.sari, "confirmed_how": "code", **values}


def help_with(t: Things, **values: object) -> Assistance:
    """How Rina helped."""
    given = {"consent_how": "spoken", "consent_witness": "Bu Kader", **values}
    return Assistance.objects.create(business=assisted(t), **given)


def link(text: str) -> dict[str, object]:
    """Values of a link."""
    return {"link_hash": text, "link_sent_at": timezone.now(), "link_expires_at": timezone.now()}


def visit(t: Things, **values: object) -> Visit:
    """A draft of a visit."""
    village = t.business.village
    given = {"purpose": "registration", "officer": t.rina, "visited_at": timezone.now(), "village": village, **values}
    return Visit.objects.create(**given)


def photo(of: Visit, **values: object) -> VisitPhoto:
    """A photo of a visit."""
    return VisitPhoto.objects.create(visit=of, kind="front", folder="x", width=1, height=1, **values)


def send(one: Visit) -> Visit:
    """From here it is frozen."""
    change(one, state="sent", sent_at=timezone.now())
    return one


def frozen(t: Things, make: Callable[[Visit], object]) -> object:
    """A row of a visit that was sent."""
    one = visit(t)
    row = make(one)
    send(one)
    return row


def machine(of: Visit) -> VisitMachine:
    return VisitMachine.objects.create(visit=of, name="Giling")


def material(of: Visit) -> VisitMaterial:
    return VisitMaterial.objects.create(visit=of, name="Ketan")


FIELD: dict[str, Break | list[Break]] = {
    "registry.Business.business_confirmation_whole": [
        lambda t: assisted(t, confirmed_at=timezone.now()),
        lambda t: assisted(t, confirmed_by=t.sari),
        lambda t: assisted(t, **confirmed(t, confirmed_how="guess")),
    ],
    "registry.Business.business_only_assisted_is_confirmed": lambda t: change(t.business.business, **confirmed(t)),
    "registry.Business.business_officer_never_confirms": lambda t: assisted(t, **confirmed(t, confirmed_by=t.rina)),
    "registry.Business.business_counter_has_reason": lambda t: assisted(t, **confirmed(t, confirmed_how="counter")),
    "registry.Business.business_dispute_has_note": lambda t: assisted(t, disputed_at=timezone.now()),
    "registry.Business.business_disputed_or_confirmed": (
        lambda t: assisted(t, **confirmed(t, disputed_at=timezone.now(), dispute_note="Salah"))
    ),
    "fieldwork.Assistance.assistance_link_unique": (
        lambda t: (help_with(t, **link("a" * 64)), help_with(t, **link("a" * 64)))
    ),
    "fieldwork.Assistance.assistance_consent_has_proof": [
        lambda t: help_with(t, consent_witness=""),
        lambda t: help_with(t, consent_how="paper", consent_witness=""),
        lambda t: help_with(t, consent_photo="x"),
    ],
    "fieldwork.Assistance.assistance_phone_mobile": lambda t: help_with(t, owner_phone="0860555500"),
    "fieldwork.Assistance.assistance_link_whole": lambda t: help_with(t, link_hash="b" * 64),
    "fieldwork.Visit.visit_once_per_client_key": lambda t: copy(visit(t, client_key=uuid.UUID(int=7)), code="abcdefgh"),
    "fieldwork.Visit.visit_sent_is_whole": [
        lambda t: visit(t, state="sent"),
        lambda t: visit(t, state="sent", sent_at=timezone.now(), village=None),
        lambda t: visit(t, sent_at=timezone.now()),
    ],
    "fieldwork.Visit.visit_position_whole": [
        lambda t: visit(t, latitude=1),
        lambda t: visit(t, accuracy=5),
        lambda t: visit(t, latitude=91, longitude=1),
    ],
    "fieldwork.Visit.frozen": [
        lambda t: change(send(visit(t)), notes="Lain"),
        lambda t: change(send(visit(t)), state="draft", sent_at=None),
    ],
    "fieldwork.Visit.kept": lambda t: sql_delete(send(visit(t))),
    "fieldwork.VisitPhoto.visit_photo_once": lambda t: copy(photo(visit(t)), code="abcdefgh"),
    "fieldwork.VisitPhoto.frozen_with_visit": [
        lambda t: photo(send(visit(t))),
        lambda t: sql_delete(frozen(t, photo)),
        lambda t: change(frozen(t, photo), kind="product"),
    ],
    "fieldwork.VisitMachine.visit_machine_is_something": [
        lambda t: change(machine(visit(t)), count=0),
        lambda t: change(machine(visit(t)), name=""),
    ],
    "fieldwork.VisitMachine.frozen_with_visit": lambda t: change(frozen(t, machine), count=9),
    "fieldwork.VisitMaterial.visit_material_has_a_name": lambda t: change(material(visit(t)), name=""),
    "fieldwork.VisitMaterial.frozen_with_visit": lambda t: sql_delete(frozen(t, material)),
}
