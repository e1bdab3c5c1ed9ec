"""Portals with one or many things in them, and the addresses whose cost is measured."""

import uuid
from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.models import User
from catalog import actions as catalog
from certification import actions as certification
from fieldwork.actions import assistance, visits
from fieldwork.models import VisitPhoto
from registry import actions as registry
from registry.duplicates.finding import find_of
from registry.models import DuplicatePair
from registry.queries import businesses_of
from tests import build, showroom
from tests.people import person
from tests.privacy.things import may

# kind of budget, name, who opens it, address
PAGES = (
    ("public", "home", "", "/"),
    ("public", "list", "", "/produk/"),
    ("public", "search", "", "/produk/?q=gula+semut"),
    ("public", "category", "", "/kategori/gula-semut/"),
    ("public", "product", "", "/produk/{slug}-{product}/"),
    ("public", "business", "", "/usaha/{business_slug}-{business}/"),
    ("public", "directory", "", "/usaha/"),
    ("public", "check", "", "/sertifikat/cek/?nomor={number}"),
    ("public", "compare", "", "/bandingkan/?p={product}"),
    ("public", "wish list", "", "/simpanan/?p={product}"),
    ("public", "profile on paper", "", "/cetak/usaha/{business}/"),
    ("public", "report a fault", "", "/lapor/?produk={product}"),
    ("public", "list, signed in", "sari", "/produk/"),
    ("public", "product, signed in", "sari", "/produk/{slug}-{product}/"),
    ("owner", "owner centre", "sari", "/pusat-usaha/"),
    ("owner", "her products", "sari", "/pusat-usaha/produk/"),
    ("owner", "her certificates", "sari", "/pusat-usaha/sertifikat/"),
    ("owner", "members", "sari", "/pusat-usaha/usaha/{business}/anggota/"),
    ("owner", "product form", "sari", "/pusat-usaha/produk/{draft}/ubah/"),
    ("owner", "a photo", "sari", "/pusat-usaha/produk/{draft}/foto/{photo}/"),
    ("owner", "her personal data", "sari", "/pusat-usaha/data-pribadi/"),
    ("owner", "task list", "dede", "/daftar-usaha/"),
    ("owner", "part of a registration", "dede", "/daftar-usaha/alamat/"),
    ("owner", "rows of a registration", "dede", "/daftar-usaha/produksi/"),
    ("owner", "links and countries", "dede", "/daftar-usaha/penjualan/"),
    ("owner", "labels", "sari", "/cetak/label/"),
    ("owner", "reports about her", "sari", "/pusat-usaha/laporan/"),
    ("staff", "reports", "rina", "/petugas/laporan/"),
    ("staff", "desk", "rina", "/petugas/"),
    ("staff", "queue", "rina", "/petugas/antrean/"),
    ("staff", "decisions", "rina", "/petugas/selesai/"),
    ("staff", "help for owners", "rina", "/petugas/lapangan/"),
    ("staff", "visits", "rina", "/petugas/kunjungan/"),
    ("staff", "form of a visit", "rina", "/petugas/kunjungan/baru/"),
    ("staff", "doubles", "rina", "/petugas/ganda/"),
    ("staff", "two records", "rina", "/petugas/ganda/{pair}/"),
    ("staff", "review of a product", "rina", "/petugas/tinjau/produk/{review}/"),
    ("public", "figures", "", "/angka/"),
    ("public", "a figure", "", "/angka/usaha/"),
    ("staff", "head of the office", "rina", "/pimpinan/"),
    ("staff", "lists of others", "rina", "/petugas/padanan/"),
    ("staff", "data quality", "rina", "/petugas/mutu-data/"),
    ("staff", "behind a number", "rina", "/petugas/mutu-data/tanpa-akun/"),
    ("public", "open data", "", "/data/"),
    ("owner", "figures of her products", "sari", "/pusat-usaha/angka/"),
    ("owner", "figures of a product", "sari", "/pusat-usaha/angka/{product}/"),
    ("staff", "products nobody opened", "rina", "/petugas/tak-dilihat/"),
    ("public", "collections", "", "/koleksi/"),
    ("public", "collection", "", "/koleksi/{collection}/"),
    ("public", "stories", "", "/cerita/"),
    ("public", "story", "", "/cerita/{story_slug}-{story}/"),
    ("public", "english list", "", "/en/"),
    ("staff", "collection at the desk", "rina", "/petugas/koleksi/{collection_code}/"),
)


@dataclass(frozen=True)
class People:
    """Who fills the portal and who looks at it."""

    sari: User
    dede: User
    rina: User


def fill(people: People, count: int) -> dict[str, str]:
    """`count` products on display, products waiting, certificates and other businesses; the words of the addresses."""
    sari, rina = people.sari, people.rina
    rina.user_permissions.add(*Permission.objects.filter(codename__in=["see_upkeep", "see_demand"]))
    of = build.live_business(sari, rina)
    products = [build.live_product(of.business, sari, rina, name=f"Gula semut {n}") for n in range(count)]
    papers = [build.live_certificate(of.business, sari, rina) for _ in range(count)]
    waiting = [
        catalog.submit(build.draft_product(of.business, sari, name=f"Gula cair {n}"), by=sari) for n in range(count)
    ]
    for _ in range(min(count, 15)):  # a business has room for twenty
        user = person("Anggota", email=f"anggota{next(build.number)}@contoh.example")
        build.member(of.business, user, sari)
    for _ in range(count):
        certification.submit(build.draft_certificate(of.business, sari), by=sari)
        build.live_business(sari, rina, name="Cabang Gula Aren Ibu Sari")
    for n in range(count):
        made = assistance.start(
            owner_name=f"Icih {n}", owner_phone="", consent_how="spoken", consent_witness="Bu Kader", by=rina
        )
        values = {"purpose": "registration", "visited_at": timezone.now(), "village": build.village()}
        visit = visits.keep(uuid.uuid4(), values | {"business": made.business}, [], [], by=rina)
        photo = VisitPhoto(kind="front", folder=f"x{n}", width=1, height=1)
        visits.add_photo(visit, photo, by=rina)
        visits.send(visit, by=rina)
    if not businesses_of(people.dede):
        registry.start_business(by=people.dede)
    find_of(of.business)
    rina = may(rina, "catalog.curate", "catalog.tell_story", "catalog.decide_product")
    shelf = showroom.collection([one.product for one in products], rina)
    story = showroom.live(of.business, sari, rina)
    return {
        "collection": shelf.slug,
        "collection_code": shelf.code,
        "story": story.code,
        "story_slug": story.slug,
        "pair": DuplicatePair.objects.filter(a=of.business)[0].code,
        "slug": products[0].slug,
        "product": products[0].product.code,
        "business": of.business.code,
        "business_slug": of.slug,
        "number": papers[0].number,
        "draft": (draft := build.draft_product(of.business, sari, name="Gula draf")).product.code,
        "photo": draft.shown_photos.get().photo.code,
        "review": waiting[0].code,
    }
