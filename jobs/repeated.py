"""What is done again and again: every night, every week. Rooms add theirs when Django starts."""

from dataclasses import dataclass
from datetime import datetime

from cronsim import CronSim
from django.db import transaction
from django.utils import timezone

from jobs import actions
from jobs.models import Repeated


@dataclass(frozen=True)
class Entry:
    """One line of the calendar: a cron expression in the time of the portal (Asia/Jakarta), and the job it orders."""

    cron: str
    kind: str
    title: str


CALENDAR: dict[str, Entry] = {}


def every(cron: str, kind: str, title: str) -> None:
    """Order the job `kind` whenever `cron` is due; called when Django starts."""
    CALENDAR[kind] = Entry(cron, kind, title)


def tick(now: datetime | None = None) -> list[str]:
    """Order what has become due since the last tick; returns the kinds. Several workers may tick at once.

    What was missed while no worker ran is ordered once, not once for each time that went by.
    """
    now = timezone.localtime(now)
    due = []
    for entry in CALENDAR.values():
        with transaction.atomic():
            Repeated.objects.get_or_create(key=entry.kind, defaults={"ordered_at": now})
            last = Repeated.objects.select_for_update(skip_locked=True).filter(key=entry.kind).first()
            if last is None or next(CronSim(entry.cron, timezone.localtime(last.ordered_at))) > now:
                continue
            last.ordered_at = now
            last.save(update_fields=["ordered_at"])
            actions.order(entry.kind, by=None, title=entry.title)
            due.append(entry.kind)
    return due
