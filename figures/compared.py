"""The work lists of a comparison, as a page and as files read them."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Count, Q, Sum

from figures.models import ComparedList, ComparedRow
from figures.queries import count_only_here, only_here
from registry.models import BusinessEdition
from registry.queries import villages

State = ComparedRow.State
IMPORT_VIEW = "impor"
VIEWS = {
    "pastikan": (
        "Perlu dipastikan",
        "Mirip dengan usaha kami, tetapi belum pasti. Pilih usahanya, atau katakan bukan.",
    ),
    "hanya-mereka": ("Hanya di daftar mereka", "Tidak ditemukan di daftar kami. Calon usaha yang perlu didatangi."),
    "hanya-kami": ("Hanya di daftar kami", "Usaha aktif kami yang tidak ada di daftar mereka."),
    "keduanya": ("Ada di keduanya", "Baris yang sudah pasti sama dengan usaha kami."),
    "ganda": ("Ganda di daftar mereka", "Beberapa baris mereka menunjuk usaha kami yang sama."),
}
STATES = {"pastikan": State.UNSURE, "hanya-mereka": State.ONLY_THERE, "keduanya": State.BOTH}
WHY = {**dict(ComparedRow.By.choices), "name": "Nama mirip, desa sama", "near": "Nama mirip, desa lain"}


def _matched(of_list: ComparedList) -> models.QuerySet[Any]:
    """Businesses of ours that rows stand for, with `n` rows each."""
    found = ComparedRow.objects.filter(of_list=of_list, state=State.BOTH).order_by().values("business_code")
    return found.annotate(n=Count("id"))


def counts(of_list: ComparedList) -> dict[str, int]:
    """How many rows every view has; `semua` and `menunggu` beside them."""
    rows = of_list.rows.order_by().values_list("state").annotate(n=Count("id"))
    found = dict(rows)
    ours = _matched(of_list).aggregate(all=Count("business_code"), twice=Sum("n", filter=Q(n__gt=1)))
    return {
        **{view: found.get(state, 0) for view, state in STATES.items()},
        "hanya-kami": count_only_here(of_list, ours["all"]),
        "ganda": ours["twice"] or 0,
        "semua": sum(found.values()),
        "menunggu": found.get(State.PENDING, 0),
    }


def rows_in(of_list: ComparedList, view: str, words: str = "", district: str = "") -> models.QuerySet[Any]:
    """The rows of a view, or for `hanya-kami` live editions; by words in the name and by kecamatan."""
    if view == "hanya-kami":
        here = only_here(of_list).order_by("name", "pk")
        if _is_code(district):  # its villages by name: joined, PostgreSQL would read the whole register for them
            here = here.filter(village__in=list(villages(district).values_list("pk", flat=True)))
        return here.filter(name__icontains=words) if words else here
    found = of_list.rows.select_related("decided_by")
    if view == "ganda":
        found = found.filter(
            business_code__in=_matched(of_list).filter(n__gt=1).values("business_code"), state=State.BOTH
        )
        found = found.order_by("business_code", "number")
    else:
        found = found.filter(state=STATES[view]).order_by("number")
    found = found.filter(district_code=district) if _is_code(district) else found
    return found.filter(Q(name__icontains=words) | Q(place__icontains=words)) if words else found


def _is_code(text: str) -> bool:
    return len(text) == 6 and text.isascii() and text.isdigit()


def rows_for_page(rows: list[ComparedRow]) -> list[dict[str, Any]]:
    """Each row with the businesses it stands for or may stand for; one statement."""
    codes = {code for row in rows for code in [row.business_code, *(one[0] for one in row.candidates)] if code}
    found = BusinessEdition.objects.filter(business__code__in=codes, is_live=True).select_related(
        "business", "village__parent"
    )
    live = {edition.business.code: edition for edition in found}
    return [
        {
            "row": row,
            "business": live.get(row.business_code),
            "standing": _standing(live.get(row.business_code)),
            "candidates": [
                {
                    "edition": live[code],
                    "why": WHY.get(why, ""),
                    "likeness": likeness,
                    "standing": _standing(live[code]),
                }
                for code, why, likeness in row.candidates
                if code in live
            ],
        }
        for row in rows
    ]


def _standing(edition: BusinessEdition | None) -> str:
    """How our business stands when it is not active: worth a look, they list one that we closed."""
    if edition is None or edition.business.is_shown:
        return ""
    plate = edition.business
    return (
        "digabungkan" if plate.merged_into_id else "sudah tutup" if plate.closed_at
        else "dinonaktifkan" if plate.suspended_at else "tidak menjawab"
    )  # fmt: skip


def header_of(view: str) -> list[str]:
    """The titles of a file."""
    if view == IMPORT_VIEW:
        return ["Nama Usaha", "Nama Pemilik", "NIB", "No HP", "Kecamatan", "Desa"]
    if view == "hanya-kami":
        return ["Kode", "Nama Usaha", "NIB", "Desa", "Kecamatan"]
    return ["Baris", "Nama Usaha", "Nama Pemilik", "NIB", "Tempat", "Hasil", "Karena", "Kode Usaha Kami", "Catatan"]


def line_of(view: str, one: Any) -> list[Any]:
    """One line of a file: of our own list, of theirs, or for the import."""
    return _LINES.get(view, _their_line)(one)


def _our_line(edition: BusinessEdition) -> list[Any]:
    village = edition.village
    place = [village.name, village.parent.name if village.parent else ""] if village else ["", ""]
    return [edition.business.code, edition.name, edition.nib, *place]


def _import_line(row: ComparedRow) -> list[Any]:
    village, _, district = row.place.rpartition(", ")
    return [row.name, row.owner_name, row.nib, row.phone.replace("+62", "0", 1), district, village]


def _their_line(row: ComparedRow) -> list[Any]:
    shown = [row.number, row.name, row.owner_name, row.nib, row.place, row.get_state_display(), row.get_by_display()]
    return [*shown, row.business_code or ", ".join(one[0] for one in row.candidates), " ".join(row.problems)]


_LINES: dict[str, Callable[[Any], list[Any]]] = {"hanya-kami": _our_line, IMPORT_VIEW: _import_line}
