"""What a product page reads, in one statement: the edition and its surroundings, its maker, the papers it claims, and
similar products."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from catalog.models import Category, EditionPhoto, PriceChange, ProductEdition
from catalog.prepared import Joined, Prepared
from catalog.product_facts import on_the_way, with_facts
from catalog.queries import public
from catalog.search.query import ALIKE_LINES
from certification.models import Certificate
from certification.public_check import newest_checks
from registry.models import BusinessEdition, Consent, ExportCountry
from registry.queries import public as public_businesses
from review.models import Submission

PRICES = 6

# The certificates an edition claims, each followed to the paper that replaced it.
CLAIMED = """with recursive line as (
    select certificate_id as id from catalog_editioncertificate where edition_id = %s
    union select n.id from certification_certificate n join line on n.replaces_id = line.id) select id from line"""


def with_surroundings(editions: QuerySet[ProductEdition]) -> QuerySet[ProductEdition]:
    """Editions with all that a page shows beside them, but for maker and papers."""
    photos = EditionPhoto.objects.filter(edition=OuterRef("pk")).order_by("position", "id")
    shot = JSONObject(
        folder="photo__folder", sizes="photo__sizes", width="photo__width", height="photo__height", alt="alt"
    )
    above = Category.objects.filter(path__in=on_the_way(OuterRef("category__path")))
    prices = PriceChange.objects.filter(product=OuterRef("product")).order_by("-changed_at", "-id")[:PRICES]
    agreed = Consent.objects.filter(owner=OuterRef("product__business__owner"), withdrawn_at__isnull=True)
    return (
        with_facts(editions)
        .select_related(None)
        .select_related("product", "category")
        .annotate(
            checked_at=F("submission__decided_at"),
            made_by=F("product__business_id"),
            claimed_by=F("pk"),
            of_product=F("product"),
            shot_list=ArraySubquery(photos.values(one=shot)),
            above_list=ArraySubquery(above.order_by("path").values(one=JSONObject(slug="slug", name="name"))),
            price_list=ArraySubquery(prices.values(one=JSONObject(price="price_before_vat", at="changed_at"))),
            agreed_list=ArraySubquery(agreed.values("purpose")),
        )
    )


# What a page for everybody never reads: each column costs a microsecond, and the private ones have no place here.
UNREAD = (
    *("deed_number", "deed_date", "ministry_number", "ministry_date", "responsible_person", "responsible_phone"),
    *("draft_notes", "email", "production_capacity", "capacity_unit", "investment_range", "workers_male"),
    *("workers_female", "sales_year", "latitude", "longitude", "street", "rt", "rw", "postal_code", "description"),
    *("business__npwp_cipher", "business__npwp_last4", "business__suspended_reason", "business__closed_reason"),
    *("business__confirmed_note", "business__confirmed_how", "business__confirmed_at", "business__dispute_note"),
)
READ_OF_SUBMISSION = ("id", "decided_at")
OF_SUBMISSION = [f"submission__{one.name}" for one in Submission._meta.fields if one.name not in READ_OF_SUBMISSION]


def _with_abroad(makers: QuerySet[BusinessEdition]) -> QuerySet[BusinessEdition]:
    return makers.defer(*UNREAD).annotate(sells_abroad=Exists(ExportCountry.objects.filter(edition=OuterRef("pk"))))


def _claimed(edition: int) -> QuerySet[Certificate]:
    look_up = JSONObject(portal="portal", result="result", at="checked_at")
    return (
        Certificate.objects.filter(is_live=True, pk__in=RawSQL(CLAIMED, [edition]))  # noqa: S611  # fixed text
        .select_related("kind", "submission")
        .defer(*OF_SUBMISSION)
        .annotate(look_ups=ArraySubquery(newest_checks().values(one=look_up)))
    )


# made once: their SQL is two thirds of what the page costs
EDITION = Prepared(lambda code: with_surroundings(public().filter(product__code=code)), "stand-in")
MAKER = Prepared(lambda business: _with_abroad(public_businesses().filter(business=business)), -77)
CLAIMS = Prepared(_claimed, -77)
WHOLE = Joined(
    EDITION, {"maker": (MAKER, "made_by"), "claim": (CLAIMS, "claimed_by")}, lines=(ALIKE_LINES, "of_product")
)
