"""The filters of a list as its page shows them: each value with its words, its count, and whether it is chosen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from django.urls import reverse

from accounts.templatetags.portal import number
from catalog.filters import FLAGS, SCALES, ProductFilter, bands
from catalog.models import ProductSearch
from catalog.search.choices import Choice, Choices
from catalog.search.facets import Found
from catalog.search.wish import Wish
from catalog.unit_price import BASES, WORDS

MOST = 30  # sentra; all of them have a page of their own
SHOWN = 6  # values of a long filter that are open at once
FLAG_WORDS = {
    "umkk": "Usaha mikro, kecil, dan koperasi",
    "pdn": "Produk dalam negeri",
    "v6": "Tayang di Katalog V6",
}
SCALE_WORDS = {name: str(ProductSearch.Scale(code).label) for name, code in SCALES.items()}


@dataclass(frozen=True)
class Option:
    """One line of a filter."""

    value: str
    words: str
    count: int | None
    checked: bool


@dataclass(frozen=True)
class Group:
    """One filter: `kind` is radio or checkbox, `name` its name in the address; empty: each line is its own, `=1`."""

    title: str
    kind: str
    name: str
    options: list[Option]
    more: list[Option] = field(default_factory=list)
    more_words: str = ""
    is_open: bool = True
    rest: str = ""


class Facets:
    """All filters of a list with their counts."""

    def __init__(self, chosen: ProductFilter, choices: Choices, wish: Wish, found: Found) -> None:
        self.filter, self.choices, self.wish, self.found = chosen, choices, wish, found
        self.values = chosen.values

    @property
    def category(self) -> Group:
        """All, the way down, and one level further."""
        here = self.choices.categories.get(self.values.get("kategori") or "")
        way = [*self.choices.above(here.key), here] if here else []
        options = [Option("", "Semua kategori", None, here is None)]
        options += [Option(one.slug, one.name, None, one is here) for one in way]
        counts = self.found.categories
        below = self.choices.below(here.key if here else "")
        options += [Option(one.slug, one.name, counts[one.key], False) for one in below if counts.get(one.key)]
        return Group("Kategori", "radio", "kategori", options)

    @property
    def certificates(self) -> Group:
        """Kinds that some product still has, and the chosen ones."""
        chosen = set(self.values.get("sertifikat") or ())
        options = []
        for one in self.choices.kinds.values():
            count = self.found.with_certificates(self.wish.certificates | 1 << int(one.key))
            if count or one.slug in chosen:
                options.append(Option(one.slug, one.name, count, one.slug in chosen))
        return Group("Sertifikat yang masih berlaku", "checkbox", "sertifikat", options)

    @property
    def districts(self) -> Group:
        """The kecamatan with the most products, and the others behind a button."""
        chosen = set(self.values.get("kecamatan") or ())
        options = _counted(self.choices.districts.values(), self.found.districts, chosen, attrgetter("key"))
        return _folded("Kecamatan", "checkbox", "kecamatan", options, "kecamatan lain")

    @property
    def clusters(self) -> Group:
        """Sentra and groups whose members have products."""
        chosen = self.values.get("sentra") or ""
        every = _counted(self.choices.clusters.values(), self.found.clusters, {chosen}, attrgetter("number"))
        options, rest = every[:MOST], reverse("catalog:clusters") if len(every) > MOST else ""
        if options:
            options.insert(0, Option("", "Semua usaha", None, not chosen))
        group = _folded("Sentra dan kelompok", "radio", "sentra", options, "sentra lain")
        return replace(group, is_open=bool(chosen), rest=rest)

    @property
    def prices(self) -> Group:
        """Price bands that have products."""
        chosen = "" if self.filter.typed_price else self.values.get("harga") or ""
        options = [Option("", "Semua harga", None, not chosen)]
        for key, words, band in bands():
            if self.found.bands.get(band) or key == chosen:
                options.append(Option(key, words, self.found.bands.get(band, 0), key == chosen))
        return Group("Harga", "radio", "harga", options)

    @property
    def bases(self) -> Group:
        """By what products can be compared, whatever their packing."""
        chosen, counts = self.filter.base, self.found.bases
        options = [Option("", "Tidak dibandingkan", None, not chosen)]
        options += [
            Option(base, f"Per {WORDS[base]}", counts.get(base, 0), base == chosen)
            for base in BASES
            if counts.get(base) or base == chosen
        ]
        return Group("Harga per satuan", "radio", "basis", options, is_open=bool(chosen))

    @property
    def ready(self) -> Group:
        """What can be sent now."""
        line = Option("1", "Siap dikirim", self.found.ready, self.wish.ready)
        return Group("Ketersediaan", "checkbox", "siap", [line])

    @property
    def days(self) -> Group:
        """Ready within so many days."""
        options = _steps(self.found.days, self.wish.days, "Dalam {} hari", self.found.total, falls=False)
        options = [one for one in options if one.value != "0"]
        return Group(
            "Siap dalam", "radio", "siap_dalam", [Option("", "Kapan saja", None, self.wish.days is None), *options]
        )

    @property
    def capacities(self) -> Group:
        """Of which at least so many can be made in a month."""
        options = _steps(self.found.capacities, self.wish.capacity, "Paling sedikit {}", self.found.total, falls=True)
        options = [Option("", "Berapa saja", None, self.wish.capacity is None), *options]
        return Group("Kapasitas sebulan", "radio", "kapasitas", options, is_open=self.wish.capacity is not None)

    @property
    def scales(self) -> Group:
        """Scale of the business."""
        chosen = set(self.values.get("skala") or ())
        counts = self.found.scales
        options = [
            Option(name, words, counts.get(SCALES[name], 0), name in chosen)
            for name, words in SCALE_WORDS.items()
            if counts.get(SCALES[name]) or name in chosen
        ]
        return Group("Skala usaha", "checkbox", "skala", options, is_open=bool(chosen))

    @property
    def flags(self) -> Group:
        """What matters to a public buyer."""
        lines = [
            Option(name, words, self.found.with_flag(FLAGS[name]), bool(self.wish.flags & FLAGS[name]))
            for name, words in FLAG_WORDS.items()
        ]
        shown = [one for one in lines if one.count or one.checked]
        return Group("Untuk pengadaan", "checkbox", "", shown)


def _counted(
    choices: Iterable[Choice], counts: Mapping[Any, int], chosen: set[str], of: Callable[[Choice], Any]
) -> list[Option]:
    found = [
        (one.slug not in chosen, -n, one.name, one.slug)
        for one in choices
        if (n := counts.get(of(one), 0)) or one.slug in chosen
    ]
    found.sort()
    return [Option(slug, name, -less, not left) for left, less, name, slug in found]


def _folded(title: str, kind: str, name: str, options: list[Option], more: str) -> Group:
    shown = max(SHOWN, sum(one.checked for one in options))
    rest = sorted(options[shown:], key=lambda one: one.words)
    return Group(title, kind, name, options[:shown], rest, f"{number(len(rest))} {more}")


def _steps(counts: Mapping[int, int], chosen: int | None, words: str, total: int, *, falls: bool) -> list[Option]:
    """Steps of "at least" or "at most" that still divide the products; the chosen number is one of them."""
    options = [
        Option(str(step), words.format(number(step)), n, step == chosen)
        for step, n in counts.items()
        if n or step == chosen
    ]
    if chosen is not None and chosen not in counts:
        options.append(Option(str(chosen), words.format(number(chosen)), total, True))
        options.sort(key=lambda one: int(one.value))
    return options
