"""Several people for one business, and two businesses of an old list of which one is claimed."""

from typing import Any

from accounts.actions import sign_up
from accounts.contacts import Contact
from accounts.models import User
from claims import actions as claims
from claims.models import Claim
from claims.queries import by_nib
from lebak_catalog.demo.filling import names
from lebak_catalog.demo.filling.dice import dice
from lebak_catalog.demo.filling.world import World
from registry import actions as registry
from registry import members
from registry.importing.business_drafts import create_businesses
from registry.membership import Right
from registry.models import Business, BusinessEdition, Member
from registry.queries import businesses_of

MANAGER, INVITED = "+6286012345604", "+6286012345605"
NUMBERS = (9_801, 9_802)  # of the two businesses; beyond those of the largest demo
LISTED = ("Emping Melinjo Bu Minah", "Warung Sembako Bu Minah")


def _rows(world: World) -> list[dict[str, Any]]:
    """Two businesses of one person, as an old list has them."""
    rng = dice("claimants")
    nik = names.nik(NUMBERS[0], rng, is_woman=True)
    activity = world.activities.get("10794") or next(iter(world.activities.values()))
    village = next(iter(world.places.villages.values()))[0]
    return [
        {
            "name": name,
            "owner_name": "Minah Suminah",
            "nik": nik,
            "legal_form": "sole",
            "nib_status": "has",
            "nib": names.nib(number),
            "activity": activity,
            "village": village,
            **names.street(rng),
            "phone": names.phone(NUMBERS[0]),
            "workers_male": 0,
            "workers_female": 2,
            "capital_range": BusinessEdition.Range.UP_TO_50M,
        }
        for name, number in zip(LISTED, NUMBERS, strict=True)
    ]


def _listed(world: World) -> None:
    """The first is on display already, the second is still a draft of the import."""
    rina, asep = world.people["rina"], world.people["asep"]
    first, _ = create_businesses(_rows(world), by=rina, hands=[rina.pk])
    world.clock.later(hours=3)
    submission = registry.submit(first.editions.get(), by=rina)
    world.clock.later(hours=20)
    registry.approve(submission, by=asep)


def _people(business: Business, owner: User, world: World) -> None:
    """A manager, a helper, and an invitation that waits."""
    manager = sign_up(name="Neneng Rohaeni", contact=Contact("phone", MANAGER))
    for user, role in ((manager, "manager"), (world.people["ujang"], "helper")):
        contact = Contact("phone", str(user.phone))
        invited = members.invite(business, contact=contact, name=user.name, role=role, by=owner)
        world.clock.later(hours=5)
        members.accept(invited, by=user)
    world.clock.set(world.clock.ago(days=2))
    contact = Contact("phone", INVITED)
    members.invite(business, contact=contact, name="Yayah Komariah", role="responsible_person", by=owner)


def add_claimants(world: World) -> None:
    """Make what is missing of it; a second run changes nothing."""
    sari, ujang = world.people["sari"], world.people["ujang"]
    business = businesses_of(sari, Right.OWN).first()
    if business is not None and not Member.objects.filter(business=business).exists():
        world.clock.set(world.clock.ago(days=40))
        _people(business, sari, world)
    if not BusinessEdition.objects.filter(nib=names.nib(NUMBERS[0])).exists():
        world.clock.set(world.clock.ago(days=60))
        _listed(world)
    match = by_nib(names.nib(NUMBERS[0]))
    if match is not None and not Claim.objects.filter(claimant=ujang).exists():
        world.clock.set(world.clock.ago(hours=9))
        claimed = Business.objects.get(code=match.code)
        claims.claim(claimed, match, by=ujang, note="Usaha ini diteruskan dari ibu saya, Minah Suminah.")
