"""What the demo shows of personal data: officers who looked, with their purpose, and an owner who asks."""

from accounts.models import User
from audit.models import Event, Verb
from certification import actions as certification
from certification.models import Certificate
from lebak_catalog.demo.filling.clock import in_office
from lebak_catalog.demo.filling.dice import dice
from lebak_catalog.demo.filling.world import World
from privacy import actions as privacy
from privacy.models import DataRequest
from registry import actions as registry
from registry.models import Owner


def make_wishes(world: World) -> None:
    """Looks at Sari's data and a request of Dede's; nothing when they are there already."""
    sari = Owner.objects.filter(user=world.people["sari"], nik_hash__isnull=False).first()
    if sari is None or Event.objects.filter(verb=Verb.SECRET_VIEWED, subject_code=sari.code).exists():
        return
    rng = dice("wishes")
    world.clock.set(in_office(world.clock.ago(days=24), rng))
    registry.reveal_nik(sari, by=world.people["rina"], purpose="review")
    paper = Certificate.objects.filter(business__owner=sari, is_live=True, scan__isnull=False).first()
    if paper is not None:
        world.clock.later(minutes=4)
        certification.open_scan(paper, by=world.people["rina"], purpose="review")
    world.clock.set(in_office(world.clock.ago(days=6), rng))
    registry.reveal_nik(sari, by=world.people["ratna"], purpose="duplicate", note="Nama mirip dengan daftar lama.")
    _ask(world, world.people["dede"])


def _ask(world: World, user: User) -> None:
    owner = Owner.objects.filter(user=user).first()
    if owner is None or DataRequest.objects.filter(owner=owner).exists():
        return
    world.clock.set(world.clock.ago(hours=30))
    privacy.ask(owner, "access", "Siapa saja di luar dinas yang menerima data usaha saya?", by=user)
