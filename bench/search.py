"""Search at 100,000 products (18,500 businesses) against 10,000, and against plain queries on normalised tables.

Two schemas beside each other hold a made-up catalogue of either size, from its businesses to its search rows; a page is
asked with one of them on the search path. CPU of this process and of its PostgreSQL backend together, so that
neighbours of the machine matter little. `ratios()` is for `make bench`; alone (`python -m bench.search`) it prints a
table.
"""

import itertools
import os
import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

SMALL, LARGE = int(os.environ.get("BENCH_SMALL", 10_000)), int(os.environ.get("BENCH_LARGE", 100_000))
TABLES = (
    "registry_owner", "registry_business", "registry_businessedition", "review_submission", "clusters_cluster",
    "clusters_membership", "certification_certificate", "certification_portalcheck", "catalog_product",
    "catalog_productedition", "catalog_editioncertificate", "catalog_productphoto", "catalog_editionphoto",
    "catalog_inaproclisting", "catalog_pricechange", "catalog_productsearch", "catalog_facetcount", "catalog_lexicon",
)  # fmt: skip
PAGES = (
    "/produk/?q=keripik+pisang", "/produk/?q=gula+semut&sertifikat=halal", "/produk/?q=anyaman&kecamatan=sobang",
    "/produk/?q=kopi&harga=25000-50000", "/produk/?q=keripik&sertifikat=halal&siap=1", "/produk/?q=batik&urut=murah",
    "/produk/?q=madu+hutan+premium", "/produk/?q=tikar&halaman=3", "/produk/?q=tas&kapasitas=500&siap_dalam=7",
    "/produk/?q=keripik&umkk=1&pdn=1&kecamatan=sobang&kecamatan=cibadak", "/produk/?q=gula&skala=mikro&v6=1",
)  # fmt: skip
LISTS = (
    "/", "/produk/", "/kategori/makanan/", "/kecamatan/sobang/", "/produk/?urut=murah", "/produk/?halaman=40",
    "/produk/?sertifikat=halal&urut=mahal", "/produk/?umkk=1&pdn=1", "/produk/?basis=kg&urut=satuan",
)  # fmt: skip
MISSPELT = "/produk/?q=kripik+pisng+manz"
SPELT = {  # as it may be typed, and what is meant
    "kripik pisng": "keripik pisang", "gula arn": "gula aren", "anyman bambu": "anyaman bambu",
    "keripk singkong": "keripik singkong", "abn ikan": "abon ikan", "renginang": "rengginang",
    "kain badui": "kain baduy", "meja skolah": "meja sekolah", "tikar pndan": "tikar pandan",
    "kopi bubk": "kopi bubuk", "madu htan": "madu hutan", "batu kalimya": "batu kalimaya",
    "emping mlinjo": "emping melinjo", "sambl terasi": "sambal terasi",
}  # fmt: skip


@contextmanager
def catalogue(schema: str) -> Any:
    """The tables of one of the two catalogues."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"set search_path to {schema}, public")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("set search_path to public")


def cpu() -> float:
    """Seconds of CPU of this process and of its backend; the wall clock where the system does not tell."""
    from django.db import connection

    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if not told.exists():
        return time.perf_counter()
    return time.process_time() + int(told.read_text().split()[0]) / 1e9


def fill(schema: str, count: int) -> float:
    """A schema with a catalogue of its own; returns how many products a second got their search rows."""
    from django.db import connection

    from bench.products import fill_products
    from catalog.search.document import rebuild
    from catalog.search.typo import rebuild_lexicon

    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout to 0")
        cursor.execute(f"drop schema if exists {schema} cascade; create schema {schema}")
        for table in TABLES:
            cursor.execute(f"create table {schema}.{table} (like public.{table} including all)")
        cursor.execute(
            "select pg_get_triggerdef(oid) from pg_trigger where tgrelid = 'public.catalog_productsearch'::regclass"
            " and not tgisinternal"
        )
        for (made,) in cursor.fetchall():
            cursor.execute(
                made.replace(" ON public.", f" ON {schema}.").replace(" ON catalog_", f" ON {schema}.catalog_")
            )
    with catalogue(schema):
        fill_products(count)
        with connection.cursor() as cursor:
            cursor.execute("analyze")
        begun = time.perf_counter()
        written = rebuild()
        spent = time.perf_counter() - begun
        rebuild_lexicon()
        with connection.cursor() as cursor:
            for table in ("catalog_productsearch", "catalog_facetcount", "catalog_lexicon", "catalog_productedition"):
                cursor.execute(f"vacuum analyze {schema}.{table}")
            cursor.execute("reset statement_timeout")
    return written / spent


def asker(schema: str, pages: tuple[str, ...]) -> Callable[[], object]:
    """A function that asks for the next of `pages` with the catalogue of `schema`."""
    from django.test import Client

    client, turn = Client(), itertools.cycle(pages)

    def ask() -> object:
        with catalogue(schema):
            answer = client.get(next(turn))
        if answer.status_code != 200:
            raise RuntimeError(f"a page answers {answer.status_code}")
        return answer

    return ask


def plainly(schema: str, pages: tuple[str, ...]) -> Callable[[], object]:
    """A function that asks the plain queries for the next of `pages`: counts and the rows of a page, no HTML."""
    from django.http import QueryDict
    from django.utils import timezone

    from bench.plain import counts, page
    from catalog.filters import ProductFilter
    from catalog.search.choices import load

    choices = load()
    kinds = {int(one.key): one.slug for one in choices.kinds.values()}
    wishes = [ProductFilter(QueryDict(address.partition("?")[2]), choices).wish() for address in pages]
    turn = itertools.cycle(wishes)

    def ask() -> object:
        wish, today = next(turn), timezone.localdate()
        with catalogue(schema):
            return counts(wish, today, kinds), page(wish, today, kinds)

    return ask


def saver(schema: str) -> Callable[[], object]:
    """A function that changes the price of the next product, its search row and the counts, in one transaction."""
    from django.db import transaction

    from catalog.models import Product
    from catalog.search.document import refresh

    with catalogue(schema):
        turn = itertools.cycle(list(Product.objects.order_by("code").values_list("pk", flat=True)[:500]))
    prices = itertools.count(2_000, 7_000)

    def save() -> object:
        with catalogue(schema), transaction.atomic():
            pk = next(turn)
            Product.objects.filter(pk=pk).update(price_before_vat=next(prices) % 900_000 + 1)
            refresh([pk])

    return save


def ready() -> tuple[float, float]:
    """Reference lists and both catalogues; products a second that got their rows."""
    from django.core.management import call_command

    call_command("load_reference", verbosity=0)
    return fill("bench_small", SMALL), fill("bench_large", LARGE)


def ratios() -> list[Any]:
    """What must hold, in CPU of server and database together."""
    from bench.ratios import Ratio

    ready()
    large, small = asker("bench_large", PAGES), asker("bench_small", PAGES)
    misspelt = asker("bench_large", (MISSPELT,))
    return [
        Ratio("search page / plain queries alone, 100,000", large, plainly("bench_large", PAGES), 0.25, cpu),
        Ratio("search, 100,000 / 10,000 products", large, small, 2.5, cpu),
        Ratio("lists, 100,000 / 10,000 products", asker("bench_large", LISTS), asker("bench_small", LISTS), 2.5, cpu),
        Ratio("misspelt / well spelt, 100,000", misspelt, large, 3, cpu),
        Ratio("saving one product, 100,000 / 10,000", saver("bench_large"), saver("bench_small"), 2, cpu),
    ]


def median(ask: Callable[[], object], rounds: int = 9) -> tuple[float, float]:
    """Milliseconds of CPU and of the wall clock."""
    ask()
    spent, passed = [], []
    for _ in range(rounds):
        begun, started = cpu(), time.perf_counter()
        ask()
        spent.append(cpu() - begun)
        passed.append(time.perf_counter() - started)
    return statistics.median(spent) * 1000, statistics.median(passed) * 1000


def line(name: str, small: Callable[[], object], large: Callable[[], object]) -> None:
    """One row of the table."""
    first, second = median(small), median(large)
    print(
        f"{name:68} {first[0]:8.1f} {first[1]:8.1f} {second[0]:8.1f} {second[1]:8.1f} {second[0] / first[0]:6.2f}",
        flush=True,
    )


def misspelt() -> None:
    """How much longer each misspelt question takes than the same words spelt well, and the median of that."""
    more = []
    for wrong, right in SPELT.items():
        asked = [asker("bench_large", (f"/produk/?q={quote(words)}",)) for words in (wrong, right)]
        took = [min(median(ask)[1] for _ in range(2)) for ask in asked]
        more.append(took[0] - took[1])
        print(f"  {wrong:20} {took[0]:6.1f} ms, {right:20} {took[1]:6.1f} ms, more {more[-1]:5.1f} ms", flush=True)
    print(f"misspelt, more than spelt well: median {statistics.median(more):.1f} ms (goal 5), most {max(more):.1f} ms")


def main() -> None:
    """Prints medians in milliseconds for every page at both sizes; needs DATABASE_URL of a scratch database."""
    import django

    os.environ |= {"MODE": "test", "DJANGO_SETTINGS_MODULE": "lebak_catalog.settings"}
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment
    from django.utils import timezone

    from catalog.search.query import Wish, search

    setup_test_environment()
    if not os.environ.get("BENCH_KEEP"):
        print("products a second with search rows: {:.0f} and {:.0f}".format(*ready()))
    print(f"{'':68} {'CPU':>8} {'wall':>8} {'CPU':>8} {'wall':>8}   {SMALL:,} and {LARGE:,} products, ms")
    for page in (*PAGES, *LISTS, MISSPELT):
        line(page, asker("bench_small", (page,)), asker("bench_large", (page,)))
    line("all searches", asker("bench_small", PAGES), asker("bench_large", PAGES))
    line("all searches, plain queries", plainly("bench_small", PAGES), plainly("bench_large", PAGES))
    misspelt()
    line("saving one product", saver("bench_small"), saver("bench_large"))

    def search_in(schema: str, today: date) -> Callable[[], object]:
        def ask() -> object:
            with catalogue(schema):
                return search(Wish(text="keripik", ready=True), today)

        return ask

    line("search() alone", *(search_in(f"bench_{size}", timezone.localdate()) for size in ("small", "large")))
    if not os.environ.get("BENCH_KEEP"):
        with connection.cursor() as cursor:
            cursor.execute("drop schema bench_small cascade; drop schema bench_large cascade")


if __name__ == "__main__":
    main()
