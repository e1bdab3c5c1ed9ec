"""What the field officer of the demo did: a registration that waits for its owner's word, and two visits."""

import uuid
from typing import Any

from accounts.models import User
from fieldwork.actions import assistance, visits
from fieldwork.models import Assistance, Visit, VisitPhoto
from fieldwork.photos import SMALL_WIDTH, store_photo
from lebak_catalog.demo.filling import names
from lebak_catalog.demo.filling.clock import in_office
from lebak_catalog.demo.filling.dice import dice
from lebak_catalog.demo.filling.pictures import Shot, draw
from lebak_catalog.demo.filling.world import World
from registry import actions as registry
from registry.models import Business, BusinessEdition, Region
from registry.wizard import PARTS
from review.pictures import clean_picture

OFFICER, NUMBER, OWNER_PHONE = "tono", 9_000_001, "+6286012345691"
Shots = tuple[tuple[str, Shot], ...]
AT_ICIH: Shots = (
    ("front", Shot("studio", "emping", 1)),
    ("machine", Shot("studio", "mesin", 2)),
    ("material", Shot("close", "kacang-melinjo")),
    ("product", Shot("bowl", "emping-melinjo")),
)
AT_SARI: Shots = (("workshop", Shot("studio", "panci", 3)), ("product", Shot("close", "gula-aren-cetak")))


def do_field_work(world: World) -> None:
    """Make it once; what an interrupted run has made stays as it is."""
    officer = world.people[OFFICER]
    if Assistance.objects.filter(business__assisted_by=officer).exists():
        return
    world.clock.set(in_office(world.clock.ago(days=5), dice("field", 0)))
    business = _help_icih(world, officer)
    world.clock.later(hours=3)
    village = business.editions.get().village
    machines = [{"name": "Palu emping besi", "count": 4, "capacity": "3 kg per hari"}]
    materials = [{"name": "Melinjo tua", "origin": "Kebun warga sekampung", "monthly_need": "120 kg"}]
    about = {"purpose": Visit.Purpose.REGISTRATION, "business": business, "village": village, "place": "Dapur belakang"}
    notes = "Dikerjakan bertiga setiap pagi. Melinjo dibeli dari kebun tetangga, dijemur di halaman."
    told = about | {"workers_male": 1, "workers_female": 2, "notes": notes}
    _visit(world, officer, told, AT_ICIH, machines, materials)
    _visit_sari(world, officer)
    world.clock.set(world.clock.present)


def _help_icih(world: World, officer: User) -> Business:
    """Registered for an owner who cannot do it herself; sent, and her link lies in the outbox."""
    rng = dice("field", 1)
    made = assistance.start(
        owner_name="Icih Sukaesih",
        owner_phone=OWNER_PHONE,
        consent_how="spoken",
        consent_witness="Neneng, kader desa",
        by=officer,
    )
    edition = made.business.editions.get()
    registry.set_identity(made.business.owner, nik=names.nik(NUMBER, rng, is_woman=True), by=officer)
    registry.save_draft(edition, _told(world), by=officer)
    world.clock.later(minutes=40)
    registry.submit(edition, by=officer)
    return made.business


def _told(world: World) -> dict[str, Any]:
    village: Region = next(iter(world.places.villages.values()))[0]
    activities = list(world.activities.values())
    fitting = [one for one in activities if "emping" in one.words or "kerupuk" in one.words]
    return {
        "name": "Emping Melinjo Mak Icih",
        "legal_form": "sole",
        "owner_name": "Icih Sukaesih",
        "nib_status": "none",
        "activity": (fitting or activities)[0],
        "village": village,
        **names.street(dice("field", 2)),
        "postal_code": village.postal_code,
        "phone": OWNER_PHONE,
        "founded_year": 1998,
        "workers_male": 0,
        "workers_female": 2,
        "capital_range": BusinessEdition.Range.UP_TO_50M,
        "description": "Emping dari melinjo kampung sendiri, dipukul satu-satu dengan palu.",
        "draft_notes": {"raw": {}, "saved": sorted(part.slug for part in PARTS)},
    }


def _visit_sari(world: World, officer: User) -> None:
    """A look at whether the goods are made here, at the first business of the demo's owner."""
    live = BusinessEdition.objects.filter(business__owner__user=world.people["sari"], is_live=True)
    edition = live.select_related("business", "village").order_by("pk").first()
    if edition is None:
        return
    about = {"purpose": Visit.Purpose.DOMESTIC, "business": edition.business, "village": edition.village}
    told = about | {"workers_male": edition.workers_male, "workers_female": edition.workers_female}
    machines = [{"name": "Wajan besar", "count": 3, "capacity": "25 liter"}, {"name": "Cetakan batok", "count": 40}]
    materials = [{"name": "Nira aren", "origin": "Sadapan sendiri", "monthly_need": "900 liter"}]
    notes = {
        "place": "Saung produksi di samping rumah",
        "notes": "Nira dimasak di tempat; barang sungguh dibuat di sini.",
    }
    _visit(world, officer, told | notes, AT_SARI, machines, materials)


def _visit(
    world: World,
    officer: User,
    told: dict[str, Any],
    shots: Shots,
    machines: list[dict[str, Any]],
    materials: list[dict[str, Any]],
) -> None:
    values = {"visited_at": world.clock.moment, **told}
    visit = visits.keep(uuid.uuid4(), values, machines, materials, by=officer)
    for kind, shot in shots:
        picture = clean_picture(draw(shot), trusted=True, widths=(SMALL_WIDTH,), smallest=200)
        folder = store_photo(picture, "kunjungan")
        photo = VisitPhoto(kind=kind, folder=folder, width=picture.width, height=picture.height)
        visits.add_photo(visit, photo, by=officer)
    world.clock.later(minutes=25)
    visits.send(visit, by=officer)
