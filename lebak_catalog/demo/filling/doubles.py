"""A handful of records that are in the register twice, as old lists make them: suspected, decided, merged."""

from dataclasses import dataclass

from django.db import transaction

from lebak_catalog.demo.filling import names
from lebak_catalog.demo.filling.clock import in_office
from lebak_catalog.demo.filling.dice import dice
from lebak_catalog.demo.filling.world import World
from registry import actions as registry
from registry.duplicates import deciding, finding, merging
from registry.importing.business_drafts import create_businesses
from registry.models import Business, BusinessEdition, DuplicatePair
from registry.queries import public

COPIED = ("owner_name", "legal_form", "activity", "village", "street", "rt", "rw", "workers_male", "workers_female")


@dataclass(frozen=True)
class Twin:
    """How the second record of a business differs, and what became of it: open, waiting, different or merged."""

    fate: str
    same_phone: bool = False
    form: str = ""  # before the name
    slip: bool = False  # a letter of the name is missing
    other_owner: str = ""


TWINS = (
    Twin("open", same_phone=True, form="UD "),
    Twin("open", slip=True),
    Twin("waiting", form="CV. "),
    Twin("open", same_phone=True, slip=True),
    Twin("different", other_owner="Haji Sobari"),
    Twin("merged", form="IKM "),
)


def make_doubles(world: World) -> None:
    """Add them once, beside businesses of owners nobody can be in the demo."""
    if DuplicatePair.objects.exists():
        return
    known = [user.pk for user in world.people.values()]
    shown = public().exclude(business__owner__user__in=known)
    sources = list(shown.order_by("name", "pk"))
    step = max(1, len(sources) // len(TWINS))
    for number, (twin, source) in enumerate(zip(TWINS, sources[::step], strict=False)):
        with transaction.atomic():
            _make(twin, source, number, world)


def _make(twin: Twin, source: BusinessEdition, number: int, world: World) -> None:
    clock, people, rng = world.clock, world.people, dice("double", number)
    clock.set(in_office(clock.ago(days=9 - number), rng))
    name = source.name[:-3] + source.name[-2:] if twin.slip else source.name
    values = {field: getattr(source, field) for field in COPIED} | {
        "name": f"{twin.form}{name}"[:150],
        "nib_status": "none",
        "phone": source.phone if twin.same_phone else names.phone(8_000_000 + number),
    }
    values |= {"owner_name": twin.other_owner} if twin.other_owner else {}
    [business] = create_businesses([values], by=people["asep"], hands=[])
    submission = registry.submit(BusinessEdition.objects.get(business=business), by=people["asep"])
    if twin.fate != "waiting":
        clock.set(in_office(clock.later(hours=20), rng))
        registry.approve(submission, by=people["rina"])
    finding.find_of(business)
    _decide(twin, source.business, business, world)


def _decide(twin: Twin, first: Business, second: Business, world: World) -> None:
    if twin.fate not in ("different", "merged"):
        return
    pair, people = deciding.point_out(first, second, by=world.people["yuli"]), world.people
    world.clock.later(minutes=25)
    if twin.fate == "different":
        deciding.not_a_duplicate(pair, by=people["yuli"], note="Kakak beradik, tempat produksinya berbeda.")
    else:
        merging.merge(first, second, by=people["ratna"], reason="Satu usaha; yang kedua berasal dari daftar lama.")
