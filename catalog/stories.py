"""Stories of makers as everybody reads them, and as those who write them find them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from accounts.models import User
from catalog.models import EditionPhoto, ProductEdition, ProductPhoto, Story
from catalog.photos import addresses
from catalog.search.cards import card
from catalog.search.query import of_business
from registry.models import Business, BusinessEdition
from registry.queries import acts_for, shown_businesses, with_role
from registry.queries import public as public_businesses

MOST_PHOTOS = 12
MOST_CARDS = 8


def shown() -> QuerySet[Story]:
    """What everybody may read: live, agreed to, of a business that everybody may see; the newest first.

    With the name of the business and its kecamatan.
    """
    live = public_businesses().filter(business=OuterRef("business"))
    return (
        Story.objects.filter(state=Story.State.LIVE, business__in=shown_businesses())
        .select_related("photo", "business")
        .annotate(
            business_name=Subquery(live.values("name")[:1]),
            place=Subquery(live.values("village__parent__name")[:1]),
        )
    )


@dataclass(frozen=True)
class StoryPage:
    """A story with its maker and what she makes."""

    story: Story
    business: BusinessEdition
    cards: list[dict[str, Any]]

    @property
    def photo_words(self) -> str:
        """What the photo shows, as far as we know."""
        return f"Foto dari {self.business.name}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way to it."""
        return [("Beranda", "/"), ("Cerita pembuat", reverse("catalog:stories"))]

    @property
    def photo(self) -> dict[str, Any] | None:
        """As parts/photo.html wants it."""
        return addresses(self.story.photo) if self.story.photo else None


def read(code: str) -> StoryPage | None:
    """The story with this code; None when it does not show now."""
    story = shown().filter(code=code).first()
    return page_of(story) if story else None


def page_of(story: Story) -> StoryPage | None:
    """The page of a story, shown or not; None while its business is not public."""
    business = public_businesses().filter(business=story.business_id).first()
    if business is None:
        return None
    rows, kinds = of_business(story.business_id, MOST_CARDS)
    return StoryPage(story, business, [card(row, kinds) for row in rows])


def heir_of(code: str) -> Story | None:
    """The live story of the business that told this one, after a new telling took its place."""
    business = Story.objects.filter(code=code, state=Story.State.REPLACED).values("business")
    return shown().filter(business__in=business).first()


def was_shown(code: str) -> bool:
    """Whether it could be read once."""
    return Story.objects.filter(code=code, reviewed_at__isnull=False).exists()


def photos_of(business: Business | int) -> list[ProductPhoto]:
    """The first photo of each of its products on display: those a story may show, with `name`, what is on it."""
    editions = ProductEdition.objects.filter(product__business=business, is_live=True)
    shots = EditionPhoto.objects.filter(edition__in=editions, edition__product__withdrawn_at__isnull=True)
    shots = shots.select_related("photo", "edition").order_by("edition__product_id", "position", "id")
    first: dict[int, EditionPhoto] = {}
    for one in shots:
        first.setdefault(one.edition_id, one)
        one.photo.name = one.edition.name  # type: ignore[attr-defined]
    return [one.photo for one in first.values()][:MOST_PHOTOS]


def newest_of(business: Business | int) -> Story | None:
    """The telling on its way, else the one on display or taken down last; None before the first."""
    rows = Story.objects.filter(business=business).exclude(state=Story.State.REPLACED)
    return rows.select_related("photo", "written_by").order_by("-id").first()


def of_owner(user: User) -> list[tuple[Business, str, Story | None]]:
    """Her businesses on display (each with `acting_role`), their names and newest story; three statements."""
    mine = Business.objects.filter(acts_for(user)).order_by("created_at", "pk")
    businesses = list(with_role(mine, user))
    names = {one.business_id: one.name for one in public_businesses().filter(business__in=[b.pk for b in businesses])}
    newest: dict[int, Story] = {}
    rows = Story.objects.filter(business__in=[b.pk for b in businesses]).exclude(state=Story.State.REPLACED)
    for one in rows.order_by("id"):
        newest[one.business_id] = one
    return [(one, names[one.pk], newest.get(one.pk)) for one in businesses if one.pk in names]


def for_office() -> QuerySet[Story]:
    """All but those that were replaced, with the name of the business; the newest telling first."""
    live = BusinessEdition.objects.filter(business=OuterRef("business"), is_live=True)
    return (
        Story.objects.exclude(state=Story.State.REPLACED)
        .select_related("business", "written_by")
        .annotate(business_name=Subquery(live.values("name")[:1]))
        .order_by("-written_at", "-pk")
    )
