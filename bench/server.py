"""The portal as visitors meet it: the production server with two workers, asked over the network.

At 1,000, 10,000 and 100,000 products, beside a fixed text through the same middleware and beside plain queries. Prints
a table (docs/benchmarks.md keeps one) and returns what must hold as ratios of CPU, server and database together, since
the wall clock of a busy machine tells little. How many statements a page takes is counted by tests/budgets.
`BENCH_SIZES=1000,10000` measures less.
"""

import os
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.load import ask
from bench.search import LISTS, MISSPELT, PAGES
from bench.serving import Site, site

SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "1000,10000,100000").split(","))
ROUNDS = 3
FRESH = "simpanan=ukur"  # a wish list that nobody signed: the page is made, not taken from memory
HEAD = f"{'':34} {'server':>8} {'database':>8} {'p50':>7} {'p99':>7} {'p50/8':>7} {'p99/8':>7}"
HEAD += f" {'req/s':>7} {'KB':>6}"
FIXED, SEARCH = "fixed text", "search, filters and facets"


Kind = tuple[str, tuple[str, ...], str, int]
Round = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Figures:
    """Medians of the rounds. CPU in milliseconds a request at 8 connections; times in milliseconds."""

    server: float
    database: float
    times: tuple[float, float, float, float]
    rate: float
    kilobytes: float

    @property
    def cpu(self) -> float:
        """Server and database together."""
        return self.server + self.database

    def __str__(self) -> str:
        times = " ".join(f"{one:7.1f}" for one in self.times)
        sums = f"{self.rate:7.0f} {self.kilobytes:6.1f}"
        return f"{self.server:8.2f} {self.database:8.2f} {times} {sums}"


def kinds(told: dict[str, Any]) -> Iterator[Kind]:
    """Name, addresses, cookie, and how many requests a round has."""
    plain = tuple(page.replace("/produk/", "/bench/polos/") for page in PAGES)
    category, district = (
        ("/kategori/makanan/", "/kategori/kerajinan/"),
        ("/kecamatan/sobang/", "/kecamatan/malingping/"),
    )
    yield FIXED, ("/bench/tetap/",), "", 2000
    yield "home, from memory", ("/",), "", 2000
    yield "category, from memory", category, "", 2000
    yield "product, from memory", (told["product"],), "", 2000
    yield "home", ("/",), FRESH, 200
    yield "category", category, FRESH, 200
    yield "kecamatan", district, FRESH, 200
    yield "product", (told["product"],), FRESH, 200
    yield "lists with filters", LISTS, FRESH, 180
    yield SEARCH, PAGES, FRESH, 220
    yield "plain queries for the same", plain, FRESH, 44
    yield "misspelt search", (MISSPELT,), FRESH, 100
    yield "directory of businesses", ("/usaha/", "/usaha/?mulai=T"), FRESH, 100
    name = "__Host-sessionid"
    yield "owner: her centre", ("/pusat-usaha/",), f"{name}={told['owner']}", 100
    yield "owner: her products", ("/pusat-usaha/produk/",), f"{name}={told['owner']}", 100
    yield "reviewer: queue", ("/petugas/antrean/",), f"{name}={told['reviewer']}", 100


def one_round(of: Site, kind: Kind) -> Round:
    """CPU of server and database, two quantiles and the rate, at eight connections, after a few requests to warm up."""
    _, addresses, cookie, count = kind
    ask(of.port, addresses, count=max(2 * len(addresses), 16), connections=8, cookie=cookie)
    begun = of.spent()
    heard = ask(of.port, addresses, count=count, connections=8, cookie=cookie)
    ended = of.spent()
    server, database = ((late - early) / count * 1000 for early, late in zip(begun, ended, strict=True))
    return server, database, heard.at(0.5), heard.at(0.99), count / (sum(heard.times) / 8 / 1000)


def summed_up(of: Site, kind: Kind, rounds: list[Round]) -> Figures:
    """Medians of the rounds, and what a single connection meets."""
    _, addresses, cookie, count = kind
    server, database, half, most, rate = (statistics.median(column) for column in zip(*rounds, strict=True))
    alone = ask(of.port, addresses, count=max(count // 4, len(addresses)), connections=1, cookie=cookie)
    return Figures(server, database, (alone.at(0.5), alone.at(0.99), half, most), rate, alone.bytes / 1024)


def table(count: int) -> dict[str, Figures]:
    """Prints the figures of every kind of page at one size.

    The kinds take turns: a machine that gives half its pace for some minutes gives it to all of them.
    """
    figures = {}
    with site(count) as of:
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        print(
            f"\n{count:,} products; search rows at {of.told['rows_a_second']:,} a second; load {load}\n{HEAD}",
            flush=True,
        )
        every = list(kinds(of.told))
        turns = [[one_round(of, kind) for kind in every] for _ in range(ROUNDS)]
        for kind, rounds in zip(every, zip(*turns, strict=True), strict=True):
            figures[kind[0]] = summed_up(of, kind, list(rounds))
            print(f"{kind[0]:34} {figures[kind[0]]}", flush=True)
        print(f"MiB of each worker: {', '.join(f'{one:.0f}' for one in of.workers())}", flush=True)
    return figures


def ratios() -> list[Any]:
    """What must hold at the largest size, in the same run; growth only where two sizes were measured."""
    from bench.ratios import Outcome, Ratio

    tables = {size: table(size) for size in SIZES}
    large = tables[SIZES[-1]]

    def held(name: str, candidate: float, baseline: float, at_most: float) -> Outcome:
        return Outcome(Ratio(name, lambda: None, lambda: None, at_most), candidate, baseline)

    fixed = large[FIXED].cpu
    search = large[SEARCH].cpu
    return [
        held("search page / plain queries", search, large["plain queries for the same"].cpu, 0.25),
        *(held("search, largest / next size", search, tables[size][SEARCH].cpu, 2.5) for size in SIZES[-2:-1]),
        held("product page / fixed text", large["product"].cpu, fixed, 6),
        held("category page / fixed text", large["category"].cpu, fixed, 6),
        *(held(f"{name} / fixed text", large[name].cpu, fixed, 1 / 0.9) for name in large if "memory" in name),
    ]
