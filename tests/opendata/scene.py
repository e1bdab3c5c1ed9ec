"""A small portal whose answers are known to the letter: the one that the examples of /data/ show."""

import datetime

from django.conf import settings
from django.db import connection

from accounts.models import User
from catalog import actions
from catalog.models import Category, ProductSearch
from catalog.search.document import rebuild
from certification import actions as certification
from registry.models import Region
from tests import build
from tests.reference import load_reference

MADE = datetime.datetime(2026, 11, 3, 9, 0, tzinfo=datetime.UTC)
CODES = {"product": "gu2asemt", "business": "usaha222", "paper": "ha2a2222"}


def past_guards(statement: str, values: list[object]) -> None:
    """A statement that the guards of frozen rows would refuse: the codes and times of the examples never change."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("set session_replication_role = origin")


def build_scene(sari: User, rina: User) -> None:
    """One business in Sobang with a halal paper and one product that claims it; all reference data."""
    load_reference()
    village = Region.objects.get(level="village", name="Sobang", parent__parent=settings.REGION_CODE)
    live = build.live_business(sari, rina, village=village, phone="+6286077778888", owner_name="Nyi Sari Ningsih")
    halal = build.live_certificate(
        live.business, sari, rina, code="halal", number="ID36110000001231020", scheme="self_declare",
        issued_on=datetime.date(2026, 2, 10), expires_on=None,
    )  # fmt: skip
    certification.note_check(halal, portal="BPJPH", result="matches", note="", by=rina)
    leaf = Category.objects.get(slug="gula-semut")
    edition = build.draft_product(live.business, sari, category=leaf, brand="Sari Aren", materials="Nira aren")
    actions.save_draft(edition, {}, by=sari, certificates=[halal])
    actions.approve(actions.submit(edition, by=sari), by=rina)
    past_guards("update catalog_pricechange set changed_at = %s", [MADE])
    past_guards("update certification_portalcheck set checked_at = %s", [MADE])
    past_guards("update catalog_product set code = %s", [CODES["product"]])
    past_guards("update registry_business set code = %s", [CODES["business"]])
    past_guards("update certification_certificate set code = %s", [CODES["paper"]])
    rebuild()
    ProductSearch.objects.update(shown_since=MADE)
