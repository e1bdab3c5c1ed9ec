"""For who supervises: the load of the desk, giving a colleague's work to another, and the days of the office."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.models import User
from audit.models import Verb
from audit.record import record
from review.access import officer_for
from review.actions import Refused
from review.forms_desk import HolidayForm
from review.handing_over import LONGEST_NOTE, hand_over_all
from review.load import Load, load_of_the_desk
from review.models import OfficeHoliday
from review.office_days import enter_day, remove_day
from review.queue_rows import duration_words
from review.table_files import csv_lines, workbook
from review.workdays import is_working, library_days

GATE = has_permission("review.view_queue", "review.supervise_queue")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@GATE
def load(request: PersonRequest) -> HttpResponse:
    """Who holds and decides how much, and what is late where."""
    now = timezone.now()
    found = load_of_the_desk(now)
    rows = [
        {
            "load": one,
            "oldest": duration_words(now - one.oldest) if one.oldest else "",
            "median": duration_words(one.median) if one.median is not None else "",
        }
        for one in found.officers
    ]
    context = {"load": found, "rows": rows, "officers": found.people, "holders": _holders(found), "now": now}
    return render(request, "review/load.html", context)


def _holders(found: Load) -> list[User]:
    return [one.officer for one in found.officers if one.officer is not None and one.waiting]


def tables(found: Load) -> list[tuple[str, list[str], list[list[Any]]]]:
    """The figures as tables: name, header, rows."""
    officer = ["Petugas", "Menunggu", "Lewat batas", "Diputus 7 hari", "Diputus 30 hari", "Terlambat", "Median (jam)"]
    place = ["Nama", "Menunggu", "Hampir lewat", "Lewat batas", "Belum ada petugas"]
    return [
        (
            "Petugas",
            officer,
            [
                [
                    str(one.officer) if one.officer else "Belum ada petugas",
                    *(one.waiting, one.overdue, one.week, one.month, one.late),
                    round(one.median.total_seconds() / 3600, 1) if one.median is not None else None,
                ]
                for one in found.officers
            ],
        ),
        *(
            (name, [name, *place[1:]], [[row.name, row.waiting, row.nearly, row.overdue, row.free] for row in rows])
            for name, rows in (("Jenis", found.kinds), ("Kecamatan", found.districts))
        ),
        ("Umur", ["Umur", "Menunggu"], [[step.words, step.count] for step in found.ages]),
    ]


@require_safe
@GATE
def load_file(request: PersonRequest, extension: str) -> HttpResponse:
    """The same figures as a spreadsheet, or as one CSV with a column that names the table."""
    found = tables(load_of_the_desk(timezone.now()))
    with transaction.atomic():
        record(Verb.EXPORTED, request.user, by=request.user, what="beban", format=extension)
    if extension == "xlsx":
        answer = HttpResponse(workbook(found), content_type=XLSX)
    else:
        widest = max(len(header) for _, header, _ in found)
        lines = [[name, *row, *[""] * (widest - len(row))] for name, header, rows in found for row in (header, *rows)]
        heading = ["Tabel", "Nama", *[f"Angka {n}" for n in range(1, widest)]]
        answer = HttpResponse(b"".join(csv_lines(heading, lines)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="beban-{timezone.localdate():%Y-%m-%d}.{extension}"'
    return answer


@require_POST
@GATE
def give_all(request: PersonRequest) -> HttpResponse:
    """Give all that waits with `dari` to `kepada`."""
    note = request.POST.get("catatan", "").replace("\0", "")[:LONGEST_NOTE]
    try:
        holder = _anybody(request.POST.get("dari", ""))
        to = officer_for(request.user, request.POST.get("kepada", ""))
        handed = hand_over_all(holder, by=request.user, to=to, note=note)
        messages.success(request, f"{handed.done} pengajuan {holder} diserahkan kepada {to}.")
        for words in handed.refusals:
            messages.info(request, words)
    except Http404:
        messages.error(request, "Pilih petugas yang menyerahkan dan yang menerima.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("review:load"))


def _anybody(code: str) -> User:
    """Also somebody whose account is closed: her work must go on."""
    found = User.objects.filter(code=code).first() if code.isalnum() else None
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@GATE
def holidays(request: PersonRequest) -> HttpResponse:
    """The free days of a year: the library's and our own; entering one of the decree."""
    form = HolidayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            moved = enter_day(
                given["date"], given["name"], given["source"], is_off=given["is_off"] == "libur", by=request.user
            )
        except Refused as refusal:
            form.add_error("date", str(refusal))
        else:
            messages.success(request, f"Hari disimpan. {moved} janji pengajuan yang menunggu disesuaikan.")
            return HttpResponseRedirect(f"{reverse('review:holidays')}?tahun={given['date'].year}")
    return render(request, "review/holidays.html", _year(request, form))


def _year(request: PersonRequest, form: HolidayForm) -> dict[str, Any]:
    today, asked = timezone.localdate(), request.GET.get("tahun", "")
    years = [today.year - 1, today.year, today.year + 1, today.year + 2]
    year = int(asked) if asked in map(str, years) else today.year
    own = {one.date: one for one in OfficeHoliday.objects.filter(date__year=year).select_related("entered_by")}
    days = [
        {"date": day, "name": library_days(year).get(day), "own": own.get(day), "weekend": day.weekday() >= 5}
        for day in sorted({*library_days(year), *own})
    ]
    for row in days:
        row["free"] = not is_working(row["date"], {day: one.is_off for day, one in own.items()})
    return {"form": form, "days": days, "year": year, "years": years, "own_count": len(own)}


@require_POST
@GATE
def remove_holiday(request: PersonRequest, day: str) -> HttpResponse:
    """Take back a day of our own."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    try:
        moved = remove_day(found, by=request.user)
        messages.success(request, f"Hari dihapus. {moved} janji pengajuan yang menunggu disesuaikan.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{reverse('review:holidays')}?tahun={found.year}")
