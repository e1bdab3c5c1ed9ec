"""Collections and stories of the demo: in season, to come and over; on display, waiting, asked."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from catalog.actions import collections, stories
from catalog.models import Collection, Product, ProductSearch
from catalog.stories import photos_of
from registry.models import BusinessEdition
from registry.queries import acts_for, public
from review.actions import Refused

# title, introduction, first and last day from today on, words that names may hold, whether it is published
SHELVES = (
    ("Hampers akhir tahun", "Oleh-oleh yang tahan dikirim jauh, dari gula aren sampai kopi.", -20, 45,
     ("gula", "kopi", "madu", "keripik", "emping", "abon", "kue"), True),
    ("Untuk sekolah dan kantor", "Mebel, seragam dan suvenir yang bisa dipesan banyak.", None, None,
     ("meja", "kursi", "seragam", "tas", "buku", "plakat", "baju"), True),
    ("Anyaman dan tenun Lebak", "Dikerjakan tangan, tidak ada dua yang sama.", -5, 90,
     ("anyam", "besek", "tenun", "batik", "tikar", "boboko", "bakul"), True),
    ("Lebaran mendatang", "Kue kering dan bingkisan; tayang sendiri menjelang puasa.", 60, 120,
     ("kue", "sirup", "kurma", "rengginang", "opak"), True),
    ("Agustusan", "Merah putih untuk perayaan kemerdekaan.", -120, -80, ("bendera", "kaos", "batik"), True),
    ("Serba bambu", "Masih disusun.", None, None, ("bambu", "besek"), False),
)  # fmt: skip
MOST = 12
TITLES = ("Nira sejak subuh", "Dari dapur ke meja tamu", "Tangan yang sabar", "Sehari di tempat kerja kami")
END = "Cerita ini rekaan untuk demo."


def make_showroom(people: Mapping[str, User]) -> int:
    """Make them once; returns how many collections there are."""
    if not Collection.objects.exists():
        for shelf in SHELVES:
            _shelf(people, *shelf)
        _stories(people)
    return Collection.objects.count()


def _shelf(
    people: Mapping[str, User],
    title: str,
    intro: str,
    first: int | None,
    last: int | None,
    words: Iterable[str],
    shown: bool,
) -> None:
    rina, today = people["rina"], timezone.localdate()
    days = {
        "shown_from": today + timedelta(days=first) if first is not None else None,
        "shown_until": today + timedelta(days=last) if last is not None else None,
    }
    codes: list[str] = []
    for word in words:
        found = ProductSearch.objects.filter(name__icontains=word).order_by("-quality", "pk")
        codes += found.values_list("code", flat=True)[:3]
    if not codes:
        return
    made = collections.make_collection({"title": title, "intro": intro, **days}, by=rina)
    collections.add_products(made, list(dict.fromkeys(codes))[:MOST], by=rina)
    if shown:
        collections.publish_collection(made, by=rina)


def _stories(people: Mapping[str, User]) -> None:
    """Two on display, one that waits for review, one of an officer that waits for its owner."""
    rina, asep = people["rina"], people["asep"]
    makers = [_first(people, name) for name in ("sari", "dede")]
    others = public().filter(business__owner__user__isnull=False, description__gt="").order_by("pk")
    known = {one.business_id for one in makers if one}
    more = [one for one in others.select_related("business__owner__user")[:40] if one.business_id not in known]
    for n, edition in enumerate([*filter(None, makers), *more][: len(TITLES)]):
        owner = edition.business.owner.user
        values = {"title": TITLES[n], "text": _words(edition), "photo": next(iter(photos_of(edition.business)), None)}
        is_by_office = n == len(TITLES) - 1
        try:
            story = stories.write_story(
                edition.business, values, by=rina if is_by_office else owner, is_by_office=is_by_office
            )
            stories.ask_owner(story, by=rina) if is_by_office else stories.agree(story, by=owner)
            if n < len(TITLES) - 2:
                stories.publish_story(story, by=asep)
        except Refused:
            continue


def _first(people: Mapping[str, User], name: str) -> BusinessEdition | None:
    mine = public().filter(acts_for(people[name], "business"), description__gt="").order_by("pk")
    return mine.select_related("business__owner__user").first()


def _words(edition: BusinessEdition) -> str:
    products = Product.objects.filter(business=edition.business).count()
    more = f"Sekarang {products} produk kami tayang di katalog." if products else ""
    return "\n\n".join(part for part in (edition.description, more, END) if part).ljust(80, ".")
