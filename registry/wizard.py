"""The parts of a registration: which fields each holds, and whether it is done.

It reads an edition and its rows (registry.queries.with_details) and changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from registry.comparison import FIELDS
from registry.crosswalk import is_settled
from registry.legal_papers import ALL as PAPER_FIELDS
from registry.legal_papers import papers_of
from registry.models import ROWS, BusinessEdition

Progress = Literal["todo", "started", "done", "fix"]


@dataclass(frozen=True)
class Part:
    """One page of the registration: its address, its title, what it asks, its fields and those that must be filled."""

    slug: str
    title: str
    asks: str
    fields: tuple[str, ...]
    required: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()  # asked on the page but no field of the edition: only kept while not valid yet
    optional: bool = False  # may be passed over with one tap


PARTS: tuple[Part, ...] = (
    Part(
        "pemilik",
        "Pemilik dan kontak",
        "Nama, NIK, telepon, WhatsApp",
        ("owner_name", "nik", "phone", "whatsapp", "email", "responsible_person", "responsible_phone"),
        ("owner_name", "nik", "phone"),
    ),
    Part(
        "usaha",
        "Tentang usaha",
        "Nama, bentuk, tahun berdiri, cerita singkat",
        ("name", "legal_form", "founded_year", "description"),
        ("name", "legal_form"),
    ),
    Part(
        "bidang",
        "Bidang usaha",
        "Cari dengan kata, misalnya keripik",
        ("activity", "other_activities"),
        ("activity",),
    ),
    Part(
        "nib",
        "Nomor Induk Berusaha (NIB)",
        "Belum punya juga boleh mendaftar",
        ("nib_status", "nib", "npwp", *PAPER_FIELDS),
        ("nib_status", "nib"),
    ),
    Part(
        "alamat",
        "Alamat usaha",
        "Kecamatan, desa, jalan atau kampung",
        ("village", "street", "rt", "rw", "postal_code", "point", "places"),
        ("village", "street"),
        ("district",),
    ),
    Part(
        "tenaga-kerja",
        "Tenaga kerja, modal, omzet",
        "Cukup perkiraan dan rentang",
        (
            "workers_male",
            "workers_female",
            "capital_range",
            "investment_range",
            "sales_range",
            "sales_year",
            "is_vat_registered",
        ),
        ("workers_male", "workers_female", "money"),
    ),
    Part(
        "produksi",
        "Produksi dan bahan baku",
        "Kapasitas sebulan, bahan, dan asalnya",
        ("production_capacity", "capacity_unit", "materials"),
        optional=True,
    ),
    Part(
        "penjualan",
        "Toko daring dan ekspor",
        "Tokopedia, Shopee, Instagram, negara tujuan",
        ("marketplaces", "exports"),
        optional=True,
    ),
    Part("persetujuan", "Yang tampil untuk umum", "Anda yang memilih; boleh semuanya tidak", ()),
)
BY_SLUG = {part.slug: part for part in PARTS}
LABELS = {field.name: field.label for field in FIELDS} | {
    "rt": "RT",
    "rw": "RW",
    "nib_status": "NIB",
    "sales_year": "Tahun omzet",
    "money": "Modal atau omzet",
    "persetujuan": "pilihan Anda",
    "capacity_unit": "Satuan kapasitas",
    "deed_date": "Tanggal akta",
    "ministry_date": "Tanggal pengesahan",
    "new_kbli": "pilihan kode KBLI yang baru",
}
# a hint from an old account or list, not something she typed: these alone do not make a part "started"
GIVEN = {"owner_name", "phone", "is_vat_registered"}


@dataclass(frozen=True)
class Task:
    """A line of the task list: the part, how far it is, words to show under its title, fields still missing."""

    part: Part
    state: Progress
    note: str
    missing: tuple[str, ...]
    passed: bool = False  # an optional part that was looked through or passed over

    @property
    def title(self) -> str:
        """The title of its part."""
        return self.part.title


def part_of(field: str) -> Part | None:
    """The part that holds a field of the edition; None for a field the registration does not ask."""
    return next((part for part in PARTS if field in part.fields), None)


# An officer types for the owner, who may have neither phone nor card at hand: these may stay empty once the officer
# has gone on from their page.
OWNERS_OWN = {"nik", "phone"}


def parts_of(edition: BusinessEdition) -> tuple[Part, ...]:
    """The parts this draft asks: not the consents while an officer types for an owner who has not confirmed."""
    return tuple(part for part in PARTS if part.slug != "persetujuan" or not edition.business.awaits_owner)


def required_of(edition: BusinessEdition) -> tuple[Part, ...]:
    """The parts of this draft that nobody may pass over."""
    return tuple(part for part in parts_of(edition) if not part.optional)


def number_of(part: Part, edition: BusinessEdition) -> int:
    """Which of the required parts of this draft it is, counted from 1; 0 for an optional one."""
    return 0 if part.optional else required_of(edition).index(part) + 1


def _filled(edition: BusinessEdition, field: str) -> bool:
    if field == "nik":
        owner = edition.business.owner
        return bool(owner.nik_last4) or (owner.user_id is None and not edition.business.awaits_owner)
    if field == "npwp":
        return bool(edition.business.npwp_last4)
    if field == "money":
        return bool(edition.capital_range or edition.sales_range)
    if field == "nib" and edition.nib_status == "none":
        return True
    if field in ROWS:
        return bool(getattr(edition, field).all())
    value = getattr(edition, f"{field}_id" if field in ("activity", "village") else field)
    return value is not None and value != ""


def missing_in(edition: BusinessEdition, part: Part) -> tuple[str, ...]:
    """The fields of a part that keep it from being done: required ones still empty, and texts not valid yet."""
    seen = part.slug in edition.draft_notes.get("saved", ())
    optional = OWNERS_OWN if edition.business.awaits_owner and seen else set()
    empty = [field for field in part.required if field not in optional and not _filled(edition, field)]
    wrong = [field for field in part.fields if field in edition.raw and field not in empty]
    if part.slug == "bidang" and "activity" not in empty and not has_settled_activities(edition):
        return (*empty, *wrong, "new_kbli")
    if part.slug == "persetujuan" and edition.number == 1 and part.slug not in edition.draft_notes.get("saved", ()):
        return (*empty, *wrong, part.slug)
    return (*empty, *wrong)


def has_settled_activities(edition: BusinessEdition) -> bool:
    """Whether all its activities are of the KBLI in force, so that nothing needs to be asked."""
    others = (row.activity for row in edition.other_activities.all())
    return is_settled(edition.activity) and all(is_settled(one) for one in others)


def asks_for(edition: BusinessEdition, field: str) -> bool:
    """Whether a field is asked of this business: founding papers only of the legal forms that have them."""
    if field not in PAPER_FIELDS:
        return True
    papers = papers_of(edition.legal_form)
    return papers is not None and field in papers.fields


# lists in a few words, for the task list
SHORT: dict[str, Callable[[BusinessEdition], str]] = {
    "other_activities": lambda edition: f"dan {n} bidang lain" if (n := len(edition.other_activities.all())) else "",
    "places": lambda edition: f"dan {n} tempat lain" if (n := len(edition.places.all())) else "",
    "materials": lambda edition: ", ".join(one.name for one in edition.materials.all()),
    "marketplaces": lambda edition: ", ".join(one.get_platform_display() for one in edition.marketplaces.all()),
    "exports": lambda edition: f"ekspor ke {n} negara" if (n := len(edition.exports.all())) else "",
    "is_vat_registered": lambda edition: "",
    "point": lambda edition: "",
    "workers_male": lambda edition: "" if edition.workers_male is None else f"{edition.workers_male} laki-laki",
    "workers_female": lambda edition: "" if edition.workers_female is None else f"{edition.workers_female} perempuan",
    "capital_range": lambda edition: edition.capital_range and f"modal {edition.get_capital_range_display()}",
    "investment_range": lambda edition: "",
    "sales_range": lambda edition: edition.sales_range and f"omzet {edition.get_sales_range_display()}",
}


def _summary(edition: BusinessEdition, part: Part) -> str:
    shown = [SHORT.get(field.name, field.show)(edition) for field in FIELDS if field.name in part.fields]
    return shorten(", ".join(words for words in shown if words), 120, placeholder=" …")


def tasks(edition: BusinessEdition, findings: Mapping[str, str]) -> list[Task]:
    """Every part with its state. `findings` (field -> note) come from the round that was sent back.

    A part with a finding needs fixing until the owner has saved it again in this draft.
    """
    saved = edition.draft_notes.get("saved", ())
    lines = []
    for part in parts_of(edition):
        gaps = missing_in(edition, part)
        notes = [note for field, note in findings.items() if field in part.fields and part.slug not in saved]
        touched = any(field in edition.raw or (field not in GIVEN and _filled(edition, field)) for field in part.fields)
        if notes:
            lines.append(Task(part, "fix", " ".join(notes), gaps))
        elif part.optional and not gaps and not touched:
            passed = part.slug in saved or edition.number > 1
            lines.append(Task(part, "todo", "Belum diisi; bisa kapan saja." if passed else part.asks, gaps, passed))
        elif not gaps:
            lines.append(Task(part, "done", _summary(edition, part) or part.asks, gaps))
        elif touched or part.slug in saved:
            lines.append(Task(part, "started", f"Masih kurang: {', '.join(label(name) for name in gaps)}", gaps))
        else:
            lines.append(Task(part, "todo", part.asks, gaps))
    return lines


def label(field: str) -> str:
    """The words for a field in a list of what is missing."""
    return LABELS.get(field, field)


# what the database asks of a submitted edition; the owner's pages ask for more
WHOLE = ("name", "legal_form", "owner_name", "nib_status", "nib", "activity", "village")


def gaps(edition: BusinessEdition) -> list[str]:
    """The words for what keeps an edition from being sent: the least it needs, and texts that are not valid yet."""
    fields = [name for part in parts_of(edition) for name in missing_in(edition, part)]
    return list(dict.fromkeys(label(name) for name in fields if name in WHOLE or name in edition.raw))


def unfinished(lines: list[Task]) -> list[Task]:
    """What keeps it from being sent: required parts that are not done, and optional ones with something wrong."""
    return [task for task in lines if task.state != "done" and not (task.part.optional and task.state == "todo")]


def is_ready(lines: list[Task]) -> bool:
    """Whether it can be sent."""
    return not unfinished(lines)


def after(lines: list[Task], part: Part) -> Part | None:
    """The next part to look at, None when there is none.

    First those that keep it from being sent, looking on from `part` and then from the start; then the optional ones
    nobody has looked through or passed over.
    """
    here = next((place for place, task in enumerate(lines) if task.part == part), -1)
    more = [task for task in lines if task.state == "todo" and task.part.optional and not task.passed]
    order = [*unfinished([*lines[here + 1 :], *lines[: max(here, 0)]]), *more]
    return next((task.part for task in order if task.part != part), None)
