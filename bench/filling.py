"""`python -m bench.filling 100000`: fills the database of DATABASE_URL and prints what the measuring needs as JSON.

Run with the environment of the server that is measured, since the sessions it makes are signed with its key.
"""

import json
import os
import sys
import time
from typing import Any


def fill(count: int) -> dict[str, Any]:
    """A catalogue of `count` products with their search rows, a directory, an owner and a reviewer signed in."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from bench.products import fill_products
    from catalog.search.document import rebuild
    from catalog.search.typo import rebuild_lexicon
    from registry import directory

    call_command("load_reference", verbosity=0)
    with connection.cursor() as cursor:  # without triggers: that of frozen editions alone takes minutes for so many
        cursor.execute("set session_replication_role = replica")
    fill_products(count)
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = origin")
        cursor.execute("analyze")  # nobody else does: autovacuum is off
    begun = time.perf_counter()
    written = rebuild()
    spent = time.perf_counter() - begun
    rebuild_lexicon()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = 0")
        directory.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
    return {"rows_a_second": round(written / spent)} | _words() | _people()


def _words() -> dict[str, str]:
    """The address of a product, and of a business."""
    from catalog.models import ProductEdition
    from catalog.models.search import ProductSearch

    shown = ProductEdition.objects.filter(is_live=True, product__in=ProductSearch.objects.values("product"))
    edition = shown.select_related("product").order_by("pk")[100]
    return {"product": f"/produk/{edition.slug}-{edition.product.code}/"}


def _people() -> dict[str, str]:
    """The session keys of an owner of a business and of a reviewer."""
    from django.test import Client

    from registry import secrets
    from registry.models import Business, Owner
    from tests.people import REVIEWER, person, sign_in

    owner = person("Bu Sari", phone="+6286011110001")
    business = Business.objects.filter(is_shown=True).order_by("pk")[0]
    Owner.objects.filter(pk=business.owner_id).update(user=owner)
    newest = Owner.objects.order_by("-pk")[0]  # the server looks whether its key opens the newest secrets
    Owner.objects.filter(pk=newest.pk).update(nik_cipher=secrets.encrypt("3602010101900001"))
    reviewer = person("Bu Rina", email="rina.bench@contoh.example", permissions=REVIEWER)
    keys = {}
    for name, user in (("owner", owner), ("reviewer", reviewer)):
        keys[name] = sign_in(Client(), user).session.session_key or ""
    return keys


def main() -> None:
    """Fills and prints one line."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    print(json.dumps(fill(int(sys.argv[1]))))


if __name__ == "__main__":
    main()
