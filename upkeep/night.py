"""What happens every night: missed questions, quiet businesses, new questions. Each step by itself, safe to repeat."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from jobs import repeated, work
from jobs.models import Job
from jobs.work import Progress
from registry.models import Business
from upkeep import actions
from upkeep.queries import open_pulses, to_ask
from upkeep.rhythm import QUIET_FOR

KIND = "upkeep.alive"
MOST_A_NIGHT = 2_000  # messages; the rest waits for the next night


def run(now: datetime, progress: Progress | None = None) -> dict[str, int]:
    """One night; returns how many were asked again, marked quiet, hidden and asked."""
    done = {"again": 0, "quiet": 0, "hidden": 0, "asked": 0}

    def tell() -> None:
        if progress is not None and sum(done.values()) % 25 == 0:
            progress.tell(done=sum(done.values()), words="Menanyakan kabar usaha")

    for pulse in open_pulses().filter(due_at__lte=now).order_by("due_at", "pk")[:MOST_A_NIGHT]:
        became = actions.miss(pulse, now=now)
        if became:
            done[became] += 1
        tell()
    quiet = Business.objects.filter(quiet_at__lte=now - QUIET_FOR, is_shown=True).select_related("owner__user")
    for business in quiet.order_by("pk")[:MOST_A_NIGHT]:
        done["hidden"] += actions.hide(business, now=now)
        tell()
    for business in to_ask(now)[:MOST_A_NIGHT]:
        done["asked"] += actions.ask(business, now=now) is not None
        tell()
    return done


def job(order: Job, progress: Progress) -> dict[str, Any]:
    """The nightly job."""
    return run(timezone.now(), progress)


def register() -> None:
    """Put the job on the calendar; called once, when Django has loaded all models."""
    work.add(KIND, job)
    repeated.every("30 7 * * *", KIND, "Menanyakan apakah usaha masih produksi")  # in daylight: people get messages
