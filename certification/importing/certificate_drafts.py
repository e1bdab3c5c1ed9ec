"""Makes drafts of certificates out of read rows, and removes those that nobody has touched since."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from audit.models import Verb
from audit.record import record_many
from certification.models import Certificate, Scan
from registry.importing.business_drafts import touched


@transaction.atomic
def create_certificates(rows: Sequence[Mapping[str, Any]], *, by: User, hands: Sequence[int]) -> list[Certificate]:
    """A draft without a scan for each row; it cannot be sent before somebody adds the paper itself."""
    made = Certificate.objects.bulk_create(
        Certificate(
            business_id=row["business"],
            created_by=by,
            hands=sorted({*hands, by.pk}),
            **{name: value for name, value in row.items() if name != "business"},
        )
        for row in rows
    )
    record_many(Verb.IMPORTED, made, by=by)
    return made


@transaction.atomic
def remove_certificates(codes: Sequence[str], *, by: User) -> dict[str, str]:
    """Remove untouched drafts; code -> why for those that stay."""
    found = list(
        Certificate.objects.filter(code__in=codes)
        .annotate(
            has_scan=Exists(Scan.objects.filter(certificate=OuterRef("pk"))),
            is_replaced=Exists(Certificate.objects.filter(replaces=OuterRef("pk"))),
        )
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    stay: dict[str, str] = {}
    for one in found:
        if why := touched(one, 1):
            stay[one.code] = why
        elif one.has_scan or one.is_replaced:
            stay[one.code] = "sudah dilengkapi pindaiannya"
    gone = [one for one in found if one.code not in stay]
    try:
        with transaction.atomic():
            Certificate.objects.filter(pk__in=[one.pk for one in gone]).delete()
    except models.ProtectedError:
        for one in list(gone):  # a product claims one of them: find out which
            try:
                with transaction.atomic():
                    Certificate.objects.filter(pk=one.pk).delete()
            except models.ProtectedError:
                stay[one.code] = "sudah dipakai produk"
                gone.remove(one)
    record_many(Verb.IMPORT_UNDONE, gone, by=by)
    return stay
