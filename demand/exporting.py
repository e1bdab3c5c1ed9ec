"""What stands in the files of demand: an owner's month, and what nobody opens."""

from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from catalog.models import ProductSearch
from catalog.search.cards import address
from demand import queries
from demand.queries import Figures
from demand.words import filter_words
from review.exports import CHUNK, Export, columns


def of_owner(user: User, business: str, month: date, kinds: dict[str, str]) -> Export:
    """Her products with their figures of a month."""
    editions = list(queries.hers(user, business))
    found = queries.by_month((one.product_id for one in editions), month)
    rows = [(one, found.get(one.product_id, {}).get(month, Figures())) for one in editions]
    told = columns(
        ("code", "Kode", lambda row: row[0].product.code),
        ("name", "Produk", lambda row: row[0].name),
        ("month", "Bulan", lambda row: f"{month:%Y-%m}"),
        ("found", "Tampil di hasil pencarian", lambda row: row[1].found),
        ("opened", "Dibuka", lambda row: row[1].opened),
        ("shortlisted", "Disimpan atau dibandingkan", lambda row: row[1].shortlisted),
        ("dropped", "Tidak tampil karena satu saringan (perkiraan)", lambda row: row[1].dropped),
        ("why", "Saringan tersering", lambda row: filter_words(row[1].worst[0], kinds) if row[1].worst else ""),
    )
    return Export(f"angka-produk-{month:%Y-%m}", told, rows, [f"Angka produk {month:%Y-%m}"])


def of_unseen(found: QuerySet[ProductSearch]) -> Export:
    """Products that nobody opened lately."""
    today = timezone.localdate()
    told = columns(
        ("code", "Kode", lambda one: one.code),
        ("name", "Produk", lambda one: one.name),
        ("business", "Usaha", lambda one: one.business_name),
        ("district", "Kecamatan", lambda one: one.district_name),
        ("category", "Kategori", lambda one: one.category_slug),
        ("quality", "Kelengkapan", lambda one: one.quality),
        ("days", "Hari tayang", lambda one: (today - timezone.localdate(one.shown_since)).days),
        ("address", "Alamat halaman", lambda one: f"{settings.SITE_URL}{address(one.slug, one.code)}"),
    )
    return Export("produk-tak-dilihat", told, found.iterator(CHUNK), ["Produk yang tidak dibuka siapa pun 30 hari"])
