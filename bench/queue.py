"""The queue with 20,000 waiting submissions against 200, and lists of decisions with 300,000 against 3,000.

Two schemas beside each other hold submissions of either size; a page is asked with one of them on the search path.
`ratios()` is for `make bench`; alone (`python -m bench.queue`) it prints milliseconds of every staff list.
"""

import itertools
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

SIZES = {"queue_small": (200, 3_000), "queue_large": (20_000, 300_000)}  # waiting, decided
QUEUE = (
    "/petugas/antrean/", "/petugas/antrean/?jenis=produk", "/petugas/antrean/?umur=lewat",
    "/petugas/antrean/?umur=hampir&tahap=baru", "/petugas/antrean/?petugas=belum&jenis=sertifikat",
    "/petugas/antrean/?q=gula+semut", "/petugas/antrean/?q=sari", "/petugas/antrean/?halaman=3",
)  # fmt: skip
DEEP = ("/petugas/antrean/?halaman=400", "/petugas/antrean/?jenis=produk&halaman=150")
MORE = (
    "/petugas/antrean/?kecamatan={district}", "/petugas/antrean/?petugas=saya", "/petugas/antrean/?petugas={officer}",
    "/petugas/antrean/?q=go", "/petugas/tugas/", "/petugas/", "/petugas/selesai/", "/petugas/selesai/?halaman=40",
    "/petugas/selesai/?jenis=sertifikat", "/petugas/selesai/?petugas=saya&jenis=produk",
    "/petugas/selesai/?bulan=2026-09",
    "/petugas/beban/", "/petugas/alasan/", "/petugas/sekaligus/",
)  # fmt: skip
GOODS = (
    "Keripik Pisang", "Gula Semut", "Gula Aren", "Madu Hutan", "Kopi Robusta", "Emping Melinjo", "Anyaman Bambu",
    "Tikar Pandan", "Batik Tulis", "Tenun Baduy", "Golok Tempa", "Sale Pisang", "Rengginang", "Sambal Honje",
)  # fmt: skip

# Numbers that look random but are the same in every run: g times a large prime, cut down.
WAITING = """
insert into review_submission (code, room, kind, subject_code, title, business_name, region_code, region_name,
    is_first, state, submitted_by_id, submitted_at, hands, due_at, assigned_to_id, assigned_at, assignment_note,
    reason_code, reason)
select 'w' || lpad(to_hex(g), 7, '0'), made.room, made.kind, 's' || lpad(to_hex(g * 3 / 4), 7, '0'),
    (%(goods)s::text[])[1 + (g::bigint * 104729) %% %(n)s] || ' ' || g, 'IKM Sari ' || (g::bigint * 7919) %% 5000,
    d.code, d.name, (g::bigint * 611953) %% 3 > 0, 'submitted', %(owner)s, made.at, array[%(owner)s],
    made.at + interval '3 days', made.who, case when made.who is not null then made.at + interval '1 hour' end, '',
    '', ''
from generate_series(1, %(count)s) g
join (select code, name, row_number() over (order by code) - 1 as place, count(*) over () as many
    from public.registry_region where level = 'district') d on d.place = (g::bigint * 3571) %% d.many
cross join lateral (select
    (array['registry', 'catalog', 'catalog', 'certification'])[1 + g %% 4] as room,
    (array['business', 'product', 'product', 'certificate'])[1 + g %% 4] as kind,
    now() - (%(count)s - g) * interval '30 days' / %(count)s as at,
    case when g %% 3 = 0 then (%(officers)s::bigint[])[1 + g / 3 %% %(m)s] end as who) made"""
DECIDED = """
insert into review_submission (code, room, kind, subject_code, title, business_name, region_code, region_name,
    is_first, state, submitted_by_id, submitted_at, hands, due_at, assignment_note, decided_by_id, decided_at,
    reason_code, reason)
select 'd' || lpad(to_hex(g), 7, '0'), made.room, made.kind, 't' || lpad(to_hex(g), 7, '0'),
    (%(goods)s::text[])[1 + g %% %(n)s] || ' ' || g, 'IKM Sari ' || g %% 5000, '', '', true, made.state, %(owner)s,
    made.at - (g %% 5) * interval '1 day', array[%(owner)s], made.at + interval '1 day', '',
    (%(officers)s::bigint[])[1 + g %% %(m)s], made.at,
    case when made.state = 'approved' then '' else 'more-needed' end,
    case when made.state = 'approved' then '' else 'Lengkapi.' end
from generate_series(1, %(count)s) g
cross join lateral (select
    (array['registry', 'catalog', 'catalog', 'certification'])[1 + g %% 4] as room,
    (array['business', 'product', 'product', 'certificate'])[1 + g %% 4] as kind,
    case when g %% 5 = 0 then 'needs_changes' else 'approved' end as state,
    now() - g * interval '900 days' / %(count)s as at) made"""


def people() -> dict[str, Any]:
    """An owner and three officers; the first officer is the one who looks."""
    from tests.people import REVIEWER, person

    owner = person("Ibu Sari", phone="+6286011110001")
    lead = f"{REVIEWER} review.supervise_queue review.change_reason"
    officers = [person(f"Petugas {n}", email=f"p{n}@contoh.example", permissions=lead) for n in range(3)]
    return {"owner": owner.pk, "officers": [one.pk for one in officers], "who": officers}


def fill(schema: str, waiting: int, decided: int, values: dict[str, Any]) -> None:
    """A schema with submissions of its own."""
    from django.db import connection

    values = values | {"goods": list(GOODS), "n": len(GOODS), "m": len(values["officers"])}
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout to 0")
        cursor.execute(f"drop schema if exists {schema} cascade; create schema {schema}")
        for table in ("review_submission", "review_conversation", "review_batch", "review_batchitem"):
            cursor.execute(f"create table {schema}.{table} (like public.{table} including all)")
        cursor.execute(f"set search_path to {schema}, public")
        for statement, count in ((DECIDED, decided), (WAITING, waiting)):
            cursor.execute(
                statement, {name: value for name, value in values.items() if name != "who"} | {"count": count}
            )
        cursor.execute("vacuum analyze review_submission")
        cursor.execute("reset statement_timeout; set search_path to public")


def asker(schema: str, pages: tuple[str, ...], values: dict[str, Any]) -> Callable[[], object]:
    """A function that asks, as an officer, for the next of `pages` with the submissions of `schema`."""
    from django.db import connection
    from django.test import Client

    from tests.people import sign_in

    client, turn = sign_in(Client(), values["who"][0]), itertools.cycle(pages)

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(f"set search_path to {schema}, public")
        try:
            answer = client.get(next(turn))
        finally:
            with connection.cursor() as cursor:
                cursor.execute("set search_path to public")
        if answer.status_code != 200:
            raise RuntimeError(f"a page answers {answer.status_code}")
        return answer

    return ask


def ready() -> dict[str, Any]:
    """People, places and both schemas."""
    from django.core.management import call_command

    call_command("load_reference", verbosity=0)
    values = people()
    for schema, (waiting, decided) in SIZES.items():
        fill(schema, waiting, decided, values)
    return values


def ratios() -> list[Any]:
    """What must hold (wall clock of this run: most of the work is PostgreSQL's)."""
    from bench.ratios import Ratio

    values, wall = ready(), time.perf_counter
    small, large = (lambda pages, schema=schema: asker(schema, pages, values) for schema in SIZES)
    lists = ("/petugas/selesai/", "/petugas/selesai/?jenis=sertifikat", "/petugas/selesai/?petugas=saya")
    return [
        Ratio("queue, 20,000 / 200 waiting", large(QUEUE), small(QUEUE), 2.5, wall),
        Ratio("queue, deep page / first page, 20,000", large(DEEP), large(QUEUE[:1]), 2, wall),
        Ratio("decisions, 300,000 / 3,000", large(lists), small(lists), 2.5, wall),
        Ratio(
            "load of the desk, 20,000 / 200 waiting", large(("/petugas/beban/",)), small(("/petugas/beban/",)), 6, wall
        ),
    ]


def main() -> None:
    """Prints median and 95th percentile in milliseconds for every page at both sizes; needs a scratch database."""
    import django

    os.environ |= {"MODE": "test", "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings"}
    django.setup()
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment

    setup_test_environment()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        begun = time.perf_counter()
        values = ready()
        print(f"filled in {time.perf_counter() - begun:.1f} s")
        words = {"district": district(), "officer": values["who"][1].code}
        for page in (*QUEUE, *DEEP, *MORE):
            print(f"{page:52}", *(measured(asker(schema, (page.format(**words),), values)) for schema in SIZES))
    finally:
        runner.teardown_databases(made)


def district() -> str:
    """The code of a kecamatan."""
    from registry.models import Region

    return Region.objects.filter(level="district").order_by("code")[3].code


def measured(ask: Callable[[], object], rounds: int = 20) -> str:
    """Median and 95th percentile of a page in milliseconds."""
    try:
        ask()
    except Exception as problem:  # a page that is not built yet
        return f"      {type(problem).__name__}"
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    return f"{statistics.median(times):8.1f} /{sorted(times)[-2]:7.1f} ms"


if __name__ == "__main__":
    main()
