"""Addresses of products: their pages at market places, and in Katalog V6. Which are shown, which were found gone."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from accounts.models import User
from accounts.templatetags.portal import date_id
from catalog.link_states import LinkState
from catalog.models import InaprocListing, Product, ProductLink, ProductSearch
from registry.membership import Right
from registry.queries import businesses_of
from upkeep.models import LinkCheck

State = LinkCheck.State
MOST = 200  # lines on the page of an owner
TOLD = {"product_code": "code", "product_name": "name", "business_name": "business_name",
        "district_code": "district_code", "district_name": "district_name"}  # fmt: skip
FIX_LINK = "Buka produknya, tekan Ubah, perbaiki atau hapus di “Tautan toko daring”, lalu kirim."
FIX_V6 = "Lihat di Katalog V6. Bila sudah tidak tayang, catat keadaannya; bila pindah alamat, tulis yang baru."


def _kept(path: str) -> dict[str, None]:
    """The business is neither closed, merged nor suspended, and the product not taken off display."""
    business = f"{path}__business"
    ended = (f"{business}__closed_at", f"{business}__merged_into", f"{business}__suspended_at")
    return dict.fromkeys((*ended, f"{path}__withdrawn_at"))


def shown_links() -> models.QuerySet[ProductLink]:
    """The links of editions on display."""
    return ProductLink.objects.filter(edition__is_live=True, **_kept("edition__product"))


def shown_listings() -> models.QuerySet[InaprocListing]:
    """Products that are said to be on display in Katalog V6."""
    return InaprocListing.objects.filter(state=InaprocListing.State.LIVE, **_kept("product")).exclude(url="")


def _dead(rows: models.QuerySet[Any], product: str) -> models.QuerySet[Any]:
    """Those of products everybody sees that were found gone twice, with `dead_since` and who is meant."""
    dead = LinkCheck.objects.filter(url=OuterRef("url"), state=State.DEAD)
    row = ProductSearch.objects.filter(product=OuterRef(product))
    return rows.filter(Exists(row), url__in=LinkCheck.objects.filter(state="dead").values("url")).annotate(
        dead_since=Subquery(dead.values("failed_since")[:1]),
        **{name: Subquery(row.values(column)[:1]) for name, column in TOLD.items()},
    )


def dead_links() -> models.QuerySet[ProductLink]:
    """Links of products to market places that lead nowhere."""
    return _dead(shown_links(), "edition__product")


def dead_listings() -> models.QuerySet[InaprocListing]:
    """Products whose page in Katalog V6 is not there any more."""
    return _dead(shown_listings(), "product")


def dead_of(user: User) -> int:
    """How many addresses of products she may change lead nowhere."""
    mine = businesses_of(user, Right.EDIT_PRODUCTS).order_by().values("pk")
    links = dead_links().filter(edition__product__business__in=mine).count()
    return links + dead_listings().filter(product__business__in=mine).count()


@dataclass(frozen=True)
class Line:
    """One address of one of her products, for her page. `fix` is where and how it is put right."""

    where: str
    url: str
    name: str
    state: LinkState
    address: str
    fix: str


def lines_of(user: User) -> list[Line]:
    """All addresses of the products she may change, those that lead nowhere first."""
    mine = list(businesses_of(user, Right.EDIT_PRODUCTS).order_by().values_list("pk", flat=True))
    links = shown_links().filter(edition__product__business__in=mine).select_related("edition__product")
    listings = shown_listings().filter(product__business__in=mine).select_related("product")
    row = ProductSearch.objects.filter(product=OuterRef("product")).values("name")[:1]
    found: list[tuple[str, str, str, Product, str]] = [
        (one.get_platform_display(), one.url, one.edition.name, one.edition.product, FIX_LINK) for one in links
    ]
    found += [("Katalog V6", one.url, one.name or one.product.code, one.product, FIX_V6)
              for one in listings.annotate(name=Subquery(row))]  # fmt: skip
    known = states_of([url for _, url, *_ in found])
    lines = [
        Line(
            where,
            url,
            name,
            known.get(url, NEVER),
            reverse("catalog:inaproc" if fix == FIX_V6 else "catalog:edit", args=[product.code]),
            fix,
        )
        for where, url, name, product, fix in found
    ]
    order = {"dead": 0, "unknown": 1, "ok": 2}
    return sorted(lines, key=lambda one: (order[one.state.kind], one.name, one.where))[:MOST]


NEVER = LinkState("unknown", "Belum diperiksa. Kami memeriksanya paling lambat minggu depan.")


def states_of(urls: Collection[str]) -> dict[str, LinkState]:
    """What was seen of these addresses, in words."""
    return {check.url: _state(check) for check in LinkCheck.objects.filter(url__in=urls)}


def _state(check: LinkCheck) -> LinkState:
    last = f" Terakhir terbuka {date_id(check.found_at)}." if check.found_at else ""
    if check.checked_at is None:
        return NEVER
    if check.state == State.OK:
        return LinkState("ok", f"Bisa dibuka, dilihat {date_id(check.checked_at)}.")
    if check.state == State.DEAD:
        return LinkState("dead", f"Halamannya tidak ada sejak {date_id(check.failed_since)}.{last}")
    if check.failures:
        return LinkState("unknown", f"Tidak ditemukan pada {date_id(check.checked_at)}; kami lihat sekali lagi.{last}")
    words = f"Belum bisa dipastikan: tokonya tidak menjawab pemeriksa kami pada {date_id(check.checked_at)}."
    return LinkState("unknown", f"{words} Tidak apa-apa; kami coba lagi.{last}")
