"""Lists of other offices: taking one in, matching it, and a person's word on the doubtful rows."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from figures.intake import Reader, columns_of, values_of_list
from figures.matching import Finder, gather_register, keep_verdicts, verdict
from figures.models import ComparedList, ComparedRow
from registry.form_fields import tidy
from registry.models import BusinessEdition
from registry.spreadsheet import Table
from review import actions as review
from review.actions import Refused

PERMISSION = "figures.compare_lists"
AT_ONCE = 500  # rows looked up in one transaction
State = ComparedRow.State


@transaction.atomic
def load_list(table: Table, data: bytes, file_name: str, values: Mapping[str, Any], *, by: User) -> ComparedList:
    """Keep what can be compared of a read table; nothing is matched yet. Raises Refused."""
    review.require(PERMISSION, by)
    columns = columns_of(table)
    if "name" not in columns.places:
        titles = ", ".join(columns.unread[:8]) or "tidak ada judul"
        raise Refused(
            f"Kolom nama usaha tidak ditemukan. Judul kolom di berkas: {titles}. "
            "Ganti judul kolomnya menjadi “Nama usaha”, lalu unggah lagi."
        )
    made = ComparedList(
        **values,
        file_name=tidy(file_name)[-200:] or "tabel",
        sha256=hashlib.sha256(data).hexdigest(),
        **values_of_list(columns, table.notes),
        uploaded_by=by,
    )
    rows = list(Reader(columns).rows(table))
    if not rows:
        raise Refused("Berkas ini tidak berisi baris dengan nama usaha. Isi dulu, lalu unggah lagi.")
    made.save()
    for row in rows:
        row.of_list = made
    ComparedRow.objects.bulk_create(rows, batch_size=2000)
    record(Verb.LIST_LOADED, made, by=by, rows=len(rows), columns=sorted(columns.titles))
    return made


def match_list(of_list: ComparedList, *, tell: Callable[[int, int], None]) -> dict[str, Any]:
    """Look up every row that still waits, some at a time; a second call goes on where the first stopped."""
    total = of_list.rows.count()
    # place by place: the names of a kecamatan are made ready once
    waiting = of_list.rows.filter(state=State.PENDING).order_by("district_code", "number")
    pending, finder = list(waiting.values_list("pk", flat=True)), Finder()
    with transaction.atomic():
        gather_register()
    for begin in range(0, len(pending), AT_ONCE):
        tell(total - len(pending) + begin, total)
        with transaction.atomic():
            _match_some(pending[begin : begin + AT_ONCE], finder)
    with transaction.atomic():
        ComparedList.objects.filter(pk=of_list.pk).update(state=ComparedList.State.MATCHED, matched_at=timezone.now())
        found = {state: of_list.rows.filter(state=state).count() for state in State.values}
        record(Verb.MATCHED, of_list, by=None, **found)
    return found


def _match_some(ids: list[int], finder: Finder) -> None:
    rows = ComparedRow.objects.select_for_update().filter(pk__in=ids, state=State.PENDING)
    locked = list(rows.values_list("pk", flat=True))
    found = finder.candidates_of(locked)
    keep_verdicts({pk: verdict(found.get(pk, ())) for pk in locked})


@transaction.atomic
def match_again(of_list: ComparedList, *, by: User) -> None:
    """Let every row that no person decided be looked up anew; the job is ordered by the page. Raises Refused."""
    review.require(PERMISSION, by)
    rows = ComparedRow.objects.filter(of_list=of_list, decided_by__isnull=True)
    rows.update(state=State.PENDING, by="", business_code="", candidates=[])


def _locked(row: ComparedRow, by: User) -> ComparedRow:
    review.require(PERMISSION, by)
    now = ComparedRow.objects.select_for_update(of=("self",)).select_related("decided_by", "of_list").get(pk=row.pk)
    if now.decided_by_id and now.decided_by_id != by.pk:
        raise Refused(f"{now.decided_by} sudah memastikan baris {now.number}. Muat ulang untuk melihat hasilnya.")
    if now.state == State.PENDING:
        raise Refused("Baris ini sedang dicocokkan. Tunggu sebentar, lalu muat ulang.")
    return now


@transaction.atomic
def confirm_match(row: ComparedRow, business_code: str, *, by: User) -> ComparedRow:
    """A person says which business of the register a row stands for. Raises Refused."""
    now = _locked(row, by)
    if not BusinessEdition.objects.filter(business__code=business_code, is_live=True).exists():
        raise Refused("Pilih salah satu usaha, atau tulis kode usaha yang ada di daftar usaha kami.")
    return _signed(now, State.BOTH, business_code, by)


@transaction.atomic
def refuse_match(row: ComparedRow, *, by: User) -> ComparedRow:
    """A person says that a row stands for none of our businesses. Raises Refused."""
    return _signed(_locked(row, by), State.ONLY_THERE, "", by)


def _signed(row: ComparedRow, state: str, code: str, by: User) -> ComparedRow:
    row.state, row.business_code = state, code
    row.by = ComparedRow.By.PERSON if code else ""
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["state", "business_code", "by", "decided_by", "decided_at"])
    record(Verb.MATCHED, row.of_list, by=by, row=row.number, state=state, business=code)
    return row


@transaction.atomic
def throw_away_list(of_list: ComparedList, *, by: User) -> None:
    """Remove a list with all its rows: by whoever uploaded it, or the head of the section. Raises Refused."""
    review.require(PERMISSION, by)
    if of_list.uploaded_by_id != by.pk and not by.has_perm("figures.enter_figure"):
        raise Refused("Hanya pengunggahnya atau Kepala Bidang yang boleh menghapus daftar ini.")
    now = ComparedList.objects.select_for_update().get(pk=of_list.pk)
    record(Verb.DISCARDED, now, by=by, rows=now.rows.count())
    now.delete()
