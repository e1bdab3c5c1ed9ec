"""Long lists at 75,000 businesses against 7,500: the directory of businesses, and the work lists of data quality.

Two schemas beside each other hold a made-up register of either size. Alone (`python -m bench.lists`) it prints times.
"""

import itertools
import os
import time
from collections.abc import Callable
from typing import Any

SMALL, LARGE = 7_500, 75_000
TABLES = (
    "registry_owner", "registry_business", "registry_businessedition", "review_submission", "registry_directoryentry",
    "registry_directoryword", "registry_duplicatepair", "upkeep_pulse", "upkeep_linkcheck",
)  # fmt: skip
DIRECTORY = ("/usaha/", "/usaha/?q=keripik", "/usaha/?q=gula+aren&kecamatan=sobang", "/usaha/?kecamatan=sobang")
DEEP = ("/usaha/?mulai=T", "/usaha/?mulai=T&kecamatan=sobang")  # far down the list, whatever its size
MISSPELT = ("/usaha/?q=kripik+snar", "/usaha/?q=anyman+bmbu", "/usaha/?q=kriipik")
QUALITY = ("/petugas/mutu-data/",)
BEHIND = (
    "/petugas/mutu-data/tanpa-nib/", "/petugas/mutu-data/tanpa-skala/", "/petugas/mutu-data/tanpa-akun/?halaman=20",
    "/petugas/mutu-data/kbli-lama/", "/petugas/mutu-data/tanpa-kontak/", "/petugas/mutu-data/harga-lama/",
)  # fmt: skip


def fill(schema: str, count: int) -> None:
    """A schema with a register of its own, its directory written."""
    from django.db import connection, transaction

    from bench.figures import use
    from bench.register import fill_register
    from registry.directory import rebuild

    with connection.cursor() as cursor:
        cursor.execute(f"drop schema if exists {schema} cascade; create schema {schema}")
        for table in TABLES:
            cursor.execute(f"create table {schema}.{table} (like public.{table} including all)")
    use(schema)
    try:
        fill_register(count)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local statement_timeout = 0")
            rebuild()
        with connection.cursor() as cursor:
            cursor.execute("vacuum analyze registry_directoryentry, registry_directoryword")
    finally:
        use("")


def asker(schema: str, pages: tuple[str, ...]) -> Callable[[], object]:
    """A function that opens the next of `pages` as an officer, with the register of `schema`."""
    from django.contrib.auth.models import Permission
    from django.test import Client

    from accounts.models import User
    from bench.figures import use
    from tests.people import sign_in

    officer, _ = User.objects.get_or_create(email="mutu.bench@contoh.example", defaults={"name": "Mutu"})
    officer.user_permissions.add(Permission.objects.get(codename="see_upkeep"))
    client, turn = sign_in(Client(), officer), itertools.cycle(pages)

    def ask() -> object:
        use(schema)
        try:
            answer = client.get(next(turn))
        finally:
            use("")
        if answer.status_code != 200:
            raise RuntimeError(f"a page answers {answer.status_code}")
        return answer

    return ask


def ready() -> None:
    """Reference lists and both registers."""
    from django.core.management import call_command

    call_command("load_reference", verbosity=0)
    fill("bench_small", SMALL)
    fill("bench_large", LARGE)


def ratios() -> list[Any]:
    """What must hold (wall clock of this run: most of the work is PostgreSQL's)."""
    from bench.ratios import Ratio

    ready()
    wall = time.perf_counter

    def pair(name: str, pages: tuple[str, ...], at_most: float) -> Any:
        large, small = asker("bench_large", pages), asker("bench_small", pages)
        return Ratio(f"{name}, 75,000 / 7,500", large, small, at_most, wall)

    return [
        pair("directory", DIRECTORY, 2),
        pair("directory, far down", DEEP, 2.5),
        pair("directory, misspelt", MISSPELT, 3),
        pair("data quality", QUALITY, 1.5),
        pair("behind the numbers", BEHIND, 5),
    ]


def main() -> None:
    """Prints median, 95th percentile and SQL statements of every page at both sizes; needs a scratch database."""
    import django

    os.environ |= {"MODE": "test", "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings"}
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    call_command("createcachetable", verbosity=0)
    settings.ALLOWED_HOSTS = ["testserver"]  # no more of a test environment: it would make templates dearer
    ready()
    print(f"load of this machine: {', '.join(f'{one:.1f}' for one in os.getloadavg())}; wall / CPU of the page, ms")
    for page in (*DIRECTORY, *DEEP, *MISSPELT, *QUALITY, *BEHIND):
        line = f"{page:44}"
        for schema in ("bench_small", "bench_large"):
            line += measured(asker(schema, (page,)))
        print(line)
    with connection.cursor() as cursor:
        cursor.execute("drop schema bench_small cascade; drop schema bench_large cascade")


def measured(ask: Callable[[], object], rounds: int = 20) -> str:
    """Median and 95th percentile of the wall clock, CPU of our process, statements."""
    from django.db import connection

    ask()
    asked: list[str] = []

    def noted(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(noted):
        ask()
    times, cpu = [], time.process_time()
    for _ in range(rounds):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    cpu = (time.process_time() - cpu) / rounds * 1000
    times.sort()
    sql = len([one for one in asked if not one.startswith("set search_path")])
    return f" {times[rounds // 2]:7.1f} p95 {times[rounds * 95 // 100 - 1]:7.1f} / {cpu:5.1f} {sql:3} sql"


if __name__ == "__main__":
    main()
