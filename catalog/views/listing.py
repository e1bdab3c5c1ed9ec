"""A list of products as its page shows it: sentence, chips, filters with counts, cards, pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.templatetags.portal import number, rupiah
from catalog.filters import ORDERS, ProductFilter, bands, page_number
from catalog.search.cards import card
from catalog.search.choices import Choice, Choices
from catalog.search.document import refresh_certificates
from catalog.search.query import LAST_PAGE, PAGE_SIZE, Found, Wish, search
from catalog.search.typo import corrected
from catalog.search.words import LONGEST

FEW = 3  # below so many hits the words may be misspelt
SHOWN_DISTRICTS = 6
MOST = 40  # values of one filter that are carried along


@dataclass(frozen=True)
class Option:
    """One line of a filter."""

    value: str
    words: str
    count: int | None
    checked: bool


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
        if not self.found.rows and self.found.total:  # a page behind the last
            self.wish = replace(self.wish, page=self.page.number)
            self.found = ask(self.wish)
        self.better = ""
        self.near: Found | None = None
        if self.found.total < FEW and self.wish.text and self.wish.page == 1:
            self._look_again()

    def _look_again(self) -> None:
        """Few hits: the words put right; and when there were none, whatever has one of the words."""
        better = corrected(self.wish.text)
        near = ask(replace(self.wish, text=better)) if better else None
        if near is not None and near.total > self.found.total:
            self.better, self.near = better, near
        elif not self.found.total and not better:
            self.near = ask(replace(self.wish, any_word=True))

    @cached_property
    def page(self) -> Page:
        """Pages for parts/pager.html, never more than forty."""
        reachable = min(self.found.total, LAST_PAGE * PAGE_SIZE)
        return Paginator(range(reachable), PAGE_SIZE).get_page(self.wish.page)

    def _cards(self, found: Found) -> list[dict[str, Any]]:
        kinds = list(self.choices.kinds.values())
        return [card(row, kinds) for row in found.rows]

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
    def category(self) -> Choice | None:
        """The chosen category."""
        return self.choices.categories.get(self.filter.values.get("kategori") or "")

    @cached_property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way to the chosen category."""
        above = self.choices.above(self.category.key) if self.category else []
        every = [("Produk", reverse("catalog:products"))] if self.fixed or self.category else []
        return [("Beranda", "/"), *every, *((one.name, reverse("catalog:category", args=[one.slug])) for one in above)]

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
        """The result in words: 37 produk untuk “gula semut” di Kecamatan Sobang, bersertifikat Halal."""
        text = f"{number(self.found.total)} produk" if self.found.total else "Tidak ada produk"
        text += f" untuk “{self.wish.text}”" if self.wish.text else ""
        text += f" dalam kategori {self.category.name}" if self.category else ""
        places = [self.choices.districts[slug].name for slug in self.filter.values.get("kecamatan") or ()]
        text += f" di Kecamatan {_joined(places, 'atau')}" if places else ""
        kinds = [self.choices.kinds[slug].name for slug in self.filter.values.get("sertifikat") or ()]
        more = [f"bersertifikat {_joined(kinds, 'dan')}"] if kinds else []
        more += [f"harga {self.price_words}"] if self.price_words else []
        more += ["siap dikirim"] if self.wish.ready else []
        return ", ".join([text, *more])

    @cached_property
    def price_words(self) -> str:
        """The wanted price in words; "" for any."""
        low, high = self.wish.lowest, self.wish.highest
        if self.filter.values.get("harga") and not self.filter.typed_price:
            words = next(words for key, words, _ in bands() if key == self.filter.values["harga"])
            return words[0].lower() + words[1:] if words[:2] != "Rp" else words
        if low is not None and high is not None:
            return f"{rupiah(low)} sampai {rupiah(high)}"
        return (
            f"mulai {rupiah(low)}" if low is not None else f"paling tinggi {rupiah(high)}" if high is not None else ""
        )

    @property
    def lowest_typed(self) -> str:
        """What stands in the field of the lowest price."""
        return self.query.get("harga_min", "")[:20]

    @property
    def highest_typed(self) -> str:
        """What stands in the field of the highest price."""
        return self.query.get("harga_max", "")[:20]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The question as name and value, for hidden fields; without the page."""
        known = [name for name in self.filter.filters if name in self.query]
        return [(name, one[:LONGEST]) for name in known for one in self.query.getlist(name)[:MOST]]

    @property
    def roots(self) -> list[Choice]:
        """The topmost categories."""
        return self.choices.below("")

    def _address(self, query: QueryDict) -> str:
        query.pop("halaman", None)
        return reverse("catalog:products") + (f"?{query.urlencode()}" if query else "")

    def _without(self, name: str, value: str | None = None, **more: str) -> str:
        query = self.query.copy()
        left = [one for one in query.getlist(name) if value is not None and one != value]
        query.setlist(name, left) if left else query.pop(name, None)
        for key, words in more.items():
            query[key] = words
        return self._address(query)

    @cached_property
    def chips(self) -> list[tuple[str, str]]:
        """Filters in force with the address of the list without them."""
        values, chips = self.filter.values, []
        if self.category:
            chips.append((self.category.name, self._without("kategori")))
        for slug in values.get("kecamatan") or ():
            chips.append((f"Kec. {self.choices.districts[slug].name}", self._without("kecamatan", slug)))
        for slug in values.get("sertifikat") or ():
            chips.append((self.choices.kinds[slug].name, self._without("sertifikat", slug)))
        if self.price_words:
            query = self.query.copy()
            for name in ("harga", "harga_min", "harga_max"):
                query.pop(name, None)
            chips.append((self.price_words[0].upper() + self.price_words[1:], self._address(query)))
        if self.wish.ready:
            chips.append(("Siap dikirim", self._without("siap")))
        return chips

    @cached_property
    def clear_address(self) -> str:
        """The list with its words only."""
        return self._address(QueryDict(mutable=True) if not self.wish.text else _query(q=self.wish.text))

    @cached_property
    def better_address(self) -> str:
        """The list for the words put right."""
        return self._without("q", None, q=self.better)

    @cached_property
    def category_options(self) -> list[Option]:
        """All, the way down, and one level further."""
        here = self.category
        way = [*self.choices.above(here.key), here] if here else []
        options = [Option("", "Semua kategori", None, here is None)]
        options += [Option(one.slug, one.name, None, one is here) for one in way]
        counts = self.found.categories
        below = self.choices.below(here.key if here else "")
        return options + [Option(one.slug, one.name, counts[one.key], False) for one in below if counts.get(one.key)]

    @cached_property
    def certificate_options(self) -> list[Option]:
        """Kinds that some product still has, and the chosen ones."""
        chosen = set(self.filter.values.get("sertifikat") or ())
        options = []
        for one in self.choices.kinds.values():
            count = self.found.with_certificates(self.wish.certificates | 1 << int(one.key))
            if count or one.slug in chosen:
                options.append(Option(one.slug, one.name, count, one.slug in chosen))
        return options

    @cached_property
    def _districts(self) -> list[Option]:
        chosen = set(self.filter.values.get("kecamatan") or ())
        counts = self.found.districts
        options = [
            Option(one.slug, one.name, counts.get(one.key, 0), one.slug in chosen)
            for one in self.choices.districts.values()
            if counts.get(one.key) or one.slug in chosen
        ]
        return sorted(options, key=lambda one: (not one.checked, -(one.count or 0), one.words))

    @property
    def district_options(self) -> list[Option]:
        """The chosen kecamatan and those with the most products."""
        return self._districts[: max(SHOWN_DISTRICTS, sum(one.checked for one in self._districts))]

    @property
    def more_districts(self) -> list[Option]:
        """The other kecamatan that have products, by name."""
        return sorted(self._districts[len(self.district_options) :], key=lambda one: one.words)

    @cached_property
    def price_options(self) -> list[Option]:
        """Price bands that have products."""
        chosen = self.filter.values.get("harga") or ""
        options = [Option("", "Semua harga", None, not chosen)]
        for key, words, band in bands():
            if self.found.bands.get(band) or key == chosen:
                options.append(Option(key, words, self.found.bands.get(band, 0), key == chosen))
        return options

    @property
    def order_options(self) -> list[Option]:
        """Ways to sort."""
        return [Option(key, words, None, key == self.wish.order) for key, words in ORDERS]


def _query(**values: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(values)
    return query


def _joined(words: Iterable[str], last: str) -> str:
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end
