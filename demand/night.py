"""Every night: days become months, and what is older than two years goes. Safe to repeat at any time."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from demand.models import DailyCount, MonthCount
from jobs import repeated, work
from jobs.models import Job
from jobs.work import Progress

KIND = "demand.months"
MONTHS_OF_DAYS = 3  # this month and the two before are kept by day
MONTHS_KEPT = 25
ROLL = """
insert into demand_monthcount as m (product_id, month, kind, filter, n)
select product_id, date_trunc('month', day)::date, kind, filter, sum(n) from demand_dailycount
where day < %s group by 1, 2, 3, 4 order by 1, 2, 3, 4
on conflict (product_id, month, kind, filter) do update set n = excluded.n"""


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before the one of `day`."""
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def roll(today: date | None = None) -> dict[str, int]:
    """Add up the months that ended, then forget the days of older ones and the months of more than two years ago."""
    today = today or timezone.localdate()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ROLL, [months_before(today, 0)])
        done = {"sums": cursor.rowcount}
        done["days"] = DailyCount.objects.filter(day__lt=months_before(today, MONTHS_OF_DAYS - 1)).delete()[0]
        done["months"] = MonthCount.objects.filter(month__lt=months_before(today, MONTHS_KEPT - 1)).delete()[0]
    return done


def job(order: Job, progress: Progress) -> dict[str, Any]:
    """The nightly job."""
    return roll()


def register() -> None:
    """Put the job on the calendar; called once, when Django has loaded all models."""
    work.add(KIND, job)
    repeated.every("40 1 * * *", KIND, "Menjumlahkan angka pencarian")
