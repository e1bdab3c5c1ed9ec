"""Figures at 75,000 businesses against 7,500: freezing a year, counting today; and the page of the head of the office.

Two schemas beside each other hold a made-up register of either size. Alone (`python -m bench.figures`) it prints times.
"""

import datetime
import os
import time
from collections.abc import Callable
from typing import Any

SMALL, LARGE = 7_500, 75_000
TABLES = (
    "registry_owner", "registry_business", "registry_businessedition", "review_submission", "figures_snapshot",
    "figures_snapshotunit", "figures_comparedlist", "figures_comparedrow",
)  # fmt: skip


def use(schema: str) -> None:
    """Let unqualified table names mean those of `schema`, then the portal's."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"set search_path to {schema + ', ' if schema else ''}public")


def fill(schema: str, count: int) -> None:
    """A schema with a register of its own."""
    from django.db import connection

    from bench.register import fill_register

    with connection.cursor() as cursor:
        cursor.execute(f"drop schema if exists {schema} cascade; create schema {schema}")
        for table in TABLES:
            cursor.execute(f"create table {schema}.{table} (like public.{table} including all)")
    use(schema)
    try:
        fill_register(count)
    finally:
        use("")


def freezing(schema: str) -> Callable[[], object]:
    """Freezes the year that has ended, and takes it back."""
    from django.db import transaction
    from django.utils import timezone

    from figures.actions.snapshots import freeze

    def act() -> object:
        use(schema)
        try:
            with transaction.atomic():
                day = datetime.date(timezone.localdate().year - 1, 12, 31)
                made = freeze(day.year, "yearly", day, timezone.now(), by=None)
                transaction.set_rollback(True)
            return made
        finally:
            use("")

    return act


def counting(schema: str) -> Callable[[], object]:
    """Counts the register as it stands, without what was kept from before."""
    from figures.queries import today

    def act() -> object:
        use(schema)
        try:
            return today(anew=True)
        finally:
            use("")

    return act


THEIRS = """
insert into figures_comparedrow (of_list_id, number, name, owner_name, nib, nik_hash, phone, village_code,
    district_code, place, problems, state, by, business_code, candidates)
select %(list)s, g, case g %% 4 when 0 then e.name when 1 then left(e.name, -3) || 'x' when 2 then e.name
    else 'Warung Ibu ' || g end, '', case g %% 4 when 0 then e.nib else '' end, '',
    case g %% 4 when 2 then e.phone else '' end, v.code, v.parent_id, '', '[]', 'pending', '', '', '[]'
from (select *, row_number() over (order by id * 7919 %% 104729) as g from registry_businessedition where is_live) e
join public.registry_region v on v.code = e.village_id where g <= %(count)s"""


def matching(schema: str, count: int) -> Callable[[], object]:
    """Matches `count` rows of another office: numbers, telephones, names that are alike and some that are not."""
    from django.db import connection, transaction

    from figures.actions.lists import match_list
    from figures.models import ComparedList
    from tests.people import person

    officer = person("Padanan", email=f"padanan.{schema.replace('_', '-')}.{count}@contoh.example")

    def act() -> object:
        use(schema)
        try:
            with transaction.atomic():
                of_list = ComparedList.objects.create(name="UMKM", office="Dinas lain", uploaded_by=officer)
                with connection.cursor() as cursor:
                    cursor.execute(THEIRS, {"list": of_list.pk, "count": count})
                found = match_list(of_list, tell=lambda done, total: None)
                transaction.set_rollback(True)
            return found
        finally:
            use("")

    return act


def head_page(schema: str) -> Callable[[], object]:
    """Opens the page of the head of the office; the figures of today are at hand, as on every view but the first."""
    from django.contrib.auth.models import Permission
    from django.test import Client

    from accounts.models import User
    from figures.queries import today
    from tests.people import sign_in

    head, _ = User.objects.get_or_create(email="kepala.bench@contoh.example", defaults={"name": "Kepala"})
    head.user_permissions.add(*Permission.objects.filter(content_type__app_label="figures"))
    client = sign_in(Client(), head)

    def act() -> object:
        use(schema)
        try:
            today()
            answer = client.get("/pimpinan/")
        finally:
            use("")
        if answer.status_code != 200:
            raise RuntimeError(f"the page answers {answer.status_code}")
        return answer

    return act


def ready() -> None:
    """Reference lists and both registers."""
    from django.core.management import call_command

    call_command("load_reference", verbosity=0)
    fill("bench_small", SMALL)
    fill("bench_large", LARGE)


def ratios() -> list[Any]:
    """What must hold (wall clock of this run: most of the work is PostgreSQL's)."""
    from django.test import Client

    from bench.ratios import Ratio

    ready()
    wall, client = time.perf_counter, Client()
    many, few = matching("bench_large", 5_000), matching("bench_large", 1_000)
    counting("bench_large")()  # the page below finds these figures at hand
    return [
        Ratio("head of the office / help page, 75,000", head_page("bench_large"), lambda: client.get("/bantuan/"), 20),
        Ratio("figures of today, 75,000 / 7,500", counting("bench_large"), counting("bench_small"), 14, wall),
        Ratio("freezing a year, 75,000 / 7,500", freezing("bench_large"), freezing("bench_small"), 14, wall),
        Ratio("matching a list, 5,000 / 1,000 rows", many, few, 5, wall),
    ]


def main() -> None:
    """Prints seconds at both sizes; needs DATABASE_URL of a scratch database."""
    import django

    os.environ |= {"MODE": "test", "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings"}
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    begun = time.perf_counter()
    ready()
    print(f"filled in {time.perf_counter() - begun:.1f} s")
    for schema in ("bench_small", "bench_large"):
        acts = {"freeze": freezing(schema), "today": counting(schema), "head": head_page(schema)}
        acts["match 20,000" if schema == "bench_large" else "match 2,000"] = matching(
            schema, 20_000 if schema == "bench_large" else 2_000
        )
        for name, act in acts.items():
            act()
            times = []
            for _ in range(3):
                begun = time.perf_counter()
                act()
                times.append(time.perf_counter() - begun)
            print(f"{schema:12} {name:12} {sorted(times)[1]:8.3f} s")
    with connection.cursor() as cursor:
        cursor.execute("drop schema bench_small cascade; drop schema bench_large cascade")


if __name__ == "__main__":
    main()
