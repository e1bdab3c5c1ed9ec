"""Invented looks at the products of the demo over half a year: figures of owners that have something to show."""

from django.db import connection, transaction
from django.utils import timezone

from demand.models import DailyCount
from demand.night import MONTHS_OF_DAYS, months_before

# How often: by lot, but the same in every demo; a product in twelve is opened by nobody. What has no halal paper is
# left out by those who ask for one.
LOOKS = """
with lot as (
    select s.product_id, s.certificates, abs(hashtext(s.code || %(month)s || kind)) %% 997 as n, kind,
           abs(hashtext(s.code)) %% 12 = 0 as is_lonely, s.quality
    from catalog_productsearch s, unnest(array['found', 'opened', 'shortlisted', 'price', 'place', 'halal']) kind
    where s.shown_since < %(end)s)
insert into {table} (product_id, {when}, kind, filter, n)
select product_id, %(first)s, case when kind in ('price', 'place', 'halal') then 'dropped' else kind end,
       case kind when 'price' then 'harga' when 'place' then 'kecamatan' when 'halal' then 'sertifikat:halal'
           else '' end, n
from (select product_id, kind, case kind when 'found' then 6 + n * (quality + 20) / 2500 when 'opened' then n / 60
          when 'shortlisted' then n / 330 when 'price' then n / 160 when 'place' then n / 120 else n / 45 end as n
      from lot where not (is_lonely and kind in ('opened', 'shortlisted')) and not (kind = 'halal' and certificates & (
          select 1 << bit from certification_kind where code = 'halal') <> 0)) one
where n > 0 on conflict do nothing"""


@transaction.atomic
def invent_looks(months: int = 6) -> None:
    """Once: figures of this month and the ones before it."""
    if DailyCount.objects.exists():
        return
    today = timezone.localdate()
    with connection.cursor() as cursor:
        for back in range(months):
            first, by_day = months_before(today, back), back < MONTHS_OF_DAYS
            table, when = ("demand_dailycount", "day") if by_day else ("demand_monthcount", "month")
            values = {"month": f"{first:%Y-%m}", "first": first, "end": today}
            cursor.execute(LOOKS.format(table=table, when=when), values)
