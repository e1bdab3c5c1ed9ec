"""A list of products as its page shows it: sentence, chips, filters with counts, cards, pages."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone

from accounts.links import link
from accounts.templatetags.portal import number, rupiah
from catalog.filters import FLAGS, ORDERS, SCALES, ProductFilter, bands, page_number
from catalog.search.cards import card_of
from catalog.search.choices import Choice, Choices
from catalog.search.document import refresh_certificates
from catalog.search.nearest import look_again
from catalog.search.query import LAST_PAGE, PAGE_SIZE, Found, Wish, search
from catalog.search.words import LONGEST
from catalog.unit_price import WORDS
from catalog.views.options import SCALE_WORDS, Facets, Option
from catalog.views.widening import without_filters

MOST = 40  # values of one filter that are carried along
PLACES = ("halaman", "sesudah", "sebelum")
FLAG_CHIPS = {"umkk": "UMKK", "pdn": "Produk dalam negeri", "v6": "Di Katalog V6"}


def ask(wish: Wish) -> Found:
    """Search, after putting right what the calendar made old."""
    today = timezone.localdate()
    found = search(wish, today)
    if found.is_old and refresh_certificates(today=today):
        found = search(wish, today)
    return found


class Listing:
    """Everything the page of a list needs; three statements, four when words are misspelt."""

    def __init__(self, query: QueryDict, choices: Choices, **fixed: str) -> None:
        self.query = query.copy()
        for name, value in fixed.items():
            self.query[name] = value
        self.choices, self.fixed = choices, fixed
        self.filter = ProductFilter(self.query, choices)
        self.wish = self.filter.wish(page_number(query.get("halaman", "")))
        self.found = ask(self.wish)
        if not self.found.rows and self.found.total:  # a page behind the last, or a place that is gone
            self.wish = replace(self.wish, page=self.page.number, after="", before="")
            self.found = ask(self.wish)
        second = look_again(self.wish, self.found, choices, ask)
        self.better, self.read_as, self.near = second.better, second.read_as, second.near
        self.is_wider, self.is_met = second.is_wider, second.is_met

    @cached_property
    def facets(self) -> Facets:
        """The filters with their counts."""
        return Facets(self.filter, self.choices, self.wish, self.found)

    @cached_property
    def facets_key(self) -> tuple[Any, ...] | None:
        """The key of the drawn filters: same choices, same question, same counts. None for lists with words.

        What else stands in the address draws nothing, so it makes no other key.
        """
        if self.wish.text:
            return None
        asked = repr([(name, self.query.getlist(name)) for name in self.filter.filters if name in self.query])
        return self.choices.mark, blake2b(asked.encode(), digest_size=16).digest(), self.found.mark

    @property
    def later(self) -> str:
        """In a sorted list, the address of the page behind this one; empty on the last."""
        return self._at("sesudah", self.found.after)

    @property
    def earlier(self) -> str:
        """In a sorted list, the address of the page before this one; empty on the first."""
        return self._at("sebelum", self.found.before)

    def _at(self, name: str, place: str) -> str:
        return self._address(self.query.copy(), **{name: place}) if place else ""

    @property
    def is_first(self) -> bool:
        """Whether this is where the list begins."""
        return not self.found.before and self.wish.page == 1

    @property
    def start(self) -> str:
        """The address of the first page."""
        return self._address(self.query.copy())

    @cached_property
    def page(self) -> Page:
        """Pages of a list by match for parts/pager.html, never more than forty."""
        reachable = min(self.found.total, LAST_PAGE * PAGE_SIZE)
        return Paginator(range(reachable), PAGE_SIZE).get_page(self.wish.page)

    def _cards(self, found: Found) -> list[dict[str, Any]]:
        return [card_of(row, self.choices) for row in found.rows]

    @cached_property
    def cards(self) -> list[dict[str, Any]]:
        """The products of this page."""
        return self._cards(self.found)

    @cached_property
    def near_cards(self) -> list[dict[str, Any]]:
        """What may have been meant, or looks alike."""
        return self._cards(self.near) if self.near else []

    @property
    def shown(self) -> list[int]:
        """The products of this page, those that may have been meant included; for whoever counts."""
        return [row["product_id"] for found in (self.found, self.near) if found for row in found.rows]

    @cached_property
    def near_why_query(self) -> str:
        """The same for what stands below."""
        read = self.better or self.read_as
        return _query(q=read, asal=self.wish.text).urlencode() if read else self.why_query

    @cached_property
    def why_query(self) -> str:
        """What the link "Kenapa muncul?" of a card carries: the words; for a list without words nothing."""
        return _query(q=self.wish.text).urlencode() if self.wish.text else ""

    @cached_property
    def without(self) -> dict[str, int]:
        """When nothing is found: how many products each kind of filter keeps out."""
        return {} if self.found.total else without_filters(self.wish, self.found)

    @cached_property
    def category(self) -> Choice | None:
        """The chosen category."""
        return self.choices.categories.get(self.filter.values.get("kategori") or "")

    @cached_property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way to the chosen category."""
        above = self.choices.above(self.category.key) if self.category else []
        every = [("Produk", link("catalog:products"))] if self.fixed or self.category else []
        return [("Beranda", "/"), *every, *((one.name, link("catalog:category", one.slug)) for one in above)]

    @cached_property
    def title(self) -> str:
        """The heading."""
        if self.wish.text:
            return f"Hasil cari “{self.wish.text}”"
        if "kecamatan" in self.fixed:
            return f"Produk Kecamatan {self.choices.districts[self.fixed['kecamatan']].name}"
        return self.category.name if self.category else "Semua produk"

    @cached_property
    def sentence(self) -> str:
        """The result in words: 37 produk untuk “gula semut” di Kecamatan Sobang, bersertifikat Halal, siap dikirim."""
        text = f"{number(self.found.total)} produk" if self.found.total else "Tidak ada produk"
        text += f" untuk “{self.wish.text}”" if self.wish.text else ""
        text += f" dalam kategori {self.category.name}" if self.category else ""
        places = [self.choices.districts[slug].name for slug in self.filter.values.get("kecamatan") or ()]
        text += f" di Kecamatan {_joined(places, 'atau')}" if places else ""
        text += f" dari {self.cluster.name}" if self.cluster else ""
        kinds = [self.choices.kinds[slug].name for slug in self.filter.values.get("sertifikat") or ()]
        scales = [SCALE_WORDS[name].lower() for name in SCALES if name in (self.filter.values.get("skala") or ())]
        more = [f"bersertifikat {_joined(kinds, 'dan')}"] if kinds else []
        more += [f"harga {self.price_words}"] if self.price_words else []
        more += [self.unit_words] if self.unit_words else []
        more += [f"kapasitas sebulan paling sedikit {number(self.wish.capacity)}"] if self.wish.capacity else []
        more += ["siap dikirim"] if self.wish.ready else []
        more += [self.days_words] if self.days_words else []
        more += [f"buatan {_joined(scales, 'atau')}"] if scales else []
        flags = {"umkk": "buatan UMKK", "pdn": "produk dalam negeri", "v6": "tayang di Katalog V6"}
        more += [words for name, words in flags.items() if self.wish.flags & FLAGS[name]]
        return ", ".join([text, *more])

    @cached_property
    def cluster(self) -> Choice | None:
        """The chosen sentra or group."""
        return self.choices.clusters.get(self.filter.values.get("sentra") or "")

    @property
    def days_words(self) -> str:
        """How soon it must be ready; "" for any time."""
        return "" if self.wish.days is None else f"siap dalam {number(self.wish.days)} hari"

    @cached_property
    def unit_words(self) -> str:
        """The wanted price for a kilogram, liter ... in words; "" for any."""
        if not self.wish.base:
            return ""
        amounts = _span(self.wish.unit_lowest, self.wish.unit_highest)
        base = WORDS[self.wish.base]
        return f"harga {amounts} per {base}" if amounts else f"dengan harga per {base}"

    @cached_property
    def price_words(self) -> str:
        """The wanted price in words; "" for any."""
        low, high = self.wish.lowest, self.wish.highest
        if self.filter.values.get("harga") and not self.filter.typed_price:
            words = next(words for key, words, _ in bands() if key == self.filter.values["harga"])
            return words[0].lower() + words[1:] if words[:2] != "Rp" else words
        return _span(low, high)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields for amounts."""
        steps = [option.value for option in self.facets.capacities.options]
        capacity = next((one for one in reversed(self.query.getlist("kapasitas")) if one.strip()), "")
        names = ("harga_min", "harga_max", "satuan_min", "satuan_max")
        return {name: self.query.get(name, "")[:20] for name in names} | {
            "kapasitas": "" if capacity in steps else capacity[:20]
        }

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The question as name and value, for hidden fields; without the page."""
        known = [name for name in self.filter.filters if name in self.query]
        return [(name, one[:LONGEST]) for name in known for one in self.query.getlist(name)[:MOST]]

    @property
    def roots(self) -> list[Choice]:
        """The topmost categories."""
        return self.choices.below("")

    def _address(self, query: QueryDict, **more: str) -> str:
        for name in PLACES:
            query.pop(name, None)
        for name, value in more.items():
            query[name] = value
        return link("catalog:products") + (f"?{query.urlencode()}" if query else "")

    def _without(self, *names: str, value: str | None = None, **more: str) -> str:
        """This list without filters, or without one value of one."""
        query = self.query.copy()
        for name in names:
            left = [one for one in query.getlist(name) if value is not None and one != value]
            query.setlist(name, left) if left else query.pop(name, None)
        return self._address(query, **more)

    @cached_property
    def chips(self) -> list[tuple[str, str]]:
        """Filters in force with the address of the list without them."""
        values, wish = self.filter.values, self.wish
        chips = [(self.category.name, self._without("kategori"))] if self.category else []
        for slug in values.get("kecamatan") or ():
            chips.append((f"Kec. {self.choices.districts[slug].name}", self._without("kecamatan", value=slug)))
        for slug in values.get("sertifikat") or ():
            chips.append((self.choices.kinds[slug].name, self._without("sertifikat", value=slug)))
        single = [
            (self.price_words, ("harga", "harga_min", "harga_max")),
            (self.unit_words, ("basis", "satuan_min", "satuan_max")),
            (f"kapasitas ≥ {number(wish.capacity)} sebulan" if wish.capacity else "", ("kapasitas",)),
            ("siap dikirim" if wish.ready else "", ("siap",)),
            (self.days_words, ("siap_dalam",)),
            (self.cluster.name if self.cluster else "", ("sentra",)),
            *((words if wish.flags & FLAGS[name] else "", (name,)) for name, words in FLAG_CHIPS.items()),
        ]
        chips += [(words[0].upper() + words[1:], self._without(*names)) for words, names in single if words]
        for name in values.get("skala") or ():
            chips.append((SCALE_WORDS[name], self._without("skala", value=name)))
        return chips

    @cached_property
    def clear_address(self) -> str:
        """The list with its words only."""
        return self._address(QueryDict(mutable=True) if not self.wish.text else _query(q=self.wish.text))

    @cached_property
    def better_address(self) -> str:
        """The list for the words put right."""
        return self._without("q", q=self.better)

    @property
    def order_options(self) -> list[Option]:
        """Ways to sort."""
        return [Option(key, words, None, key == self.wish.order) for key, words in ORDERS]


def _query(**values: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(values)
    return query


def _span(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{rupiah(low)} sampai {rupiah(high)}"
    return f"mulai {rupiah(low)}" if low is not None else f"paling tinggi {rupiah(high)}" if high is not None else ""


def _joined(words: Iterable[str], last: str) -> str:
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end
