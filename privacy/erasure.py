"""Takes personal data out of the register for good, table by table as the inventory says (docs/decisions/0021).

What stays: plate codes, kinds, places down to the village, numbers for statistics, decisions with their dates and
signatures, and the diary with a pseudonym. The triggers that freeze decided rows stand aside here and nowhere else.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

import pgtrigger
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.actions import close_account
from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.models import EditionPhoto, PhotoFiles, Product, ProductPhoto
from catalog.photos import remove_files
from certification.models import Certificate, Scan
from claims.models import Claim
from privacy.belongings import (
    end_invitations,
    forget_field_work,
    forget_memberships,
    forget_proofs,
    old_records_of,
    pull_claims_back,
)
from privacy.inventory import Column, Table, columns_of, guards, tables
from registry.bells import business_changed
from registry.models import Business, BusinessEdition, LegalForm, Owner
from registry.queries import businesses_of

WORD = "(dihapus)"
PERSONS = ("", LegalForm.SOLE, LegalForm.UD)  # a natural person trades under her own name


def persons_among(businesses: Iterable[Business]) -> set[int]:
    """Ids of those that are a natural person's, by the legal form of the newest edition."""
    forms: dict[int, str] = {}
    rows = BusinessEdition.objects.filter(business__in=[one.pk for one in businesses]).order_by("number")
    for business_id, legal_form in rows.values_list("business_id", "legal_form"):
        forms[business_id] = legal_form
    return {one.pk for one in businesses if forms.get(one.pk, "") in PERSONS}


def codes_of(ids: Iterable[int]) -> list[str]:
    """The public codes of these businesses, their products and their certificates."""
    found = Business.objects.filter(pk__in=ids).values_list("code", flat=True)
    products = Product.objects.filter(business__in=ids).values_list("code", flat=True)
    papers = Certificate.objects.filter(business__in=ids).values_list("code", flat=True)
    return [*found, *products, *papers]


def _claim_codes(ids: set[int], owner: Owner | None) -> list[str]:
    """Codes of the claims on these businesses, and of those this owner made."""
    which = Q(business__in=ids)
    if owner and owner.user_id:
        which |= Q(claimant=owner.user_id)
    return list(Claim.objects.filter(which).values_list("code", flat=True))


def rows_of(table: Table, ids: set[int], owner: Owner | None) -> models.QuerySet | None:
    """The rows of one table that belong to these businesses or to this owner; None when it is reached otherwise."""
    rows = table.model._default_manager.all()
    if table.reach == "business":
        return rows.filter(models.Q.create([(f"{path}__in", ids) for path in table.path.split()], Q.OR))
    if table.reach == "owner":
        return rows.filter(**{table.path: owner.pk}) if owner else None
    if table.reach == "user":
        return rows.filter(**{table.path: owner.user_id}) if owner and owner.user_id else None
    if table.reach == "code":
        codes = [*codes_of(ids), *_claim_codes(ids, owner)]
        return rows.filter(models.Q.create([(f"{path}__in", codes) for path in table.path.split()], Q.OR))
    return None


def _empty(field: models.Field) -> Any:
    """What an empty column of this kind holds."""
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    return "" if field.empty_strings_allowed else field.get_default()


def _value(column: Column, field: models.Field) -> Any:
    """What the column holds afterwards: a value, or an expression over the row."""
    if column.erase == "empty":
        return _empty(field)
    if column.erase == "none":
        return "none"
    if column.erase == "code":
        return Concat(Value("dihapus-"), F("code"))
    if column.condition == "if filled":
        return Case(When(**{column.name: ""}, then=Value("")), default=Value(WORD))
    return WORD


def _blank_cells(rows: models.QuerySet, name: str) -> None:
    """As many empty cells as there were, so that the table still reads."""
    for row in rows.only("pk", name):
        setattr(row, name, ["" for _ in getattr(row, name)])
        row.save(update_fields=[name])


def _erase_table(table: Table, rows: models.QuerySet, *, persons: bool) -> None:
    values: dict[str, Any] = {}
    for column in columns_of(table.label):
        if column.erase in ("keep", "own") or (column.condition == "if person" and not persons):
            continue
        if column.erase == "rows":
            rows.order_by().delete()
            return
        if column.erase == "cells":
            _blank_cells(rows, column.name)
        else:
            values[column.name] = _value(column, table.model._meta.get_field(column.name))  # type: ignore[arg-type]
    if values:
        rows.order_by().update(**values)


def remove_scans(papers: models.QuerySet[Certificate]) -> int:
    """Remove the files and rows of these papers; a file that another paper shares stays. Returns how many rows."""
    with transaction.atomic():
        kept = list(Scan.objects.select_for_update().filter(certificate__in=papers))
        with pgtrigger.ignore("certification.Scan:frozen_with_edition"):
            Scan.objects.filter(pk__in=[scan.pk for scan in kept]).delete()
        paths = {scan.path for scan in kept}
        alone = paths - set(Scan.objects.filter(path__in=paths).values_list("path", flat=True))
        for path in alone:
            transaction.on_commit(partial(storages["private"].delete, path))
        return len(kept)


def remove_photos(ids: set[int]) -> None:
    """Photos may show people, houses, signs: their rows and files go."""
    photos = list(ProductPhoto.objects.filter(product__business__in=ids).select_related("files"))
    EditionPhoto.objects.filter(photo__in=[photo.pk for photo in photos]).delete()
    ProductPhoto.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    theirs = Q(business__in=ids) | Q(pk__in=[photo.files_id for photo in photos])
    shown = Exists(ProductPhoto.objects.filter(files=OuterRef("pk")))  # by a product that a merge gave to another
    pictures = list(PhotoFiles.objects.filter(theirs).exclude(shown))
    PhotoFiles.objects.filter(pk__in=[files.pk for files in pictures]).delete()
    for files in pictures:
        transaction.on_commit(partial(remove_files, files))
    for photo in photos:
        transaction.on_commit(partial(remove_files, photo))


def _erase(businesses: list[Business], owner: Owner | None) -> None:
    """All tables of the inventory, for these businesses and, when she goes too, their owner."""
    person = persons_among(businesses)
    with pgtrigger.ignore(*guards()):
        for table in tables():
            for ids, persons in ((person, True), ({one.pk for one in businesses} - person, False)):
                rows = rows_of(table, ids, owner) if ids or owner else None
                if rows is not None:
                    _erase_table(table, rows, persons=persons)
        remove_photos({one.pk for one in businesses})
        forget_field_work([one.pk for one in businesses], WORD)
    end_invitations([one.pk for one in businesses])
    forget_proofs([one.pk for one in businesses], owner.user_id if owner else None)
    remove_scans(Certificate.objects.filter(business__in=businesses))


@transaction.atomic
def erase_businesses(businesses: Iterable[Business]) -> None:
    """Anonymise closed businesses; their owner and her other businesses stay as they are. Safe to repeat."""
    ids = [one.pk for one in businesses]
    locked = list(Business.objects.select_for_update().filter(pk__in=ids, erased_at__isnull=True))
    now = timezone.now()
    Business.objects.filter(pk__in=[one.pk for one in locked], closed_at__isnull=True).update(
        closed_at=now, closed_reason=WORD
    )
    _erase(locked, None)
    Business.objects.filter(pk__in=[one.pk for one in locked]).update(erased_at=now)
    for business in locked:
        record(Verb.ANONYMISED, business, by=None, what="business")
        business.refresh_from_db()
        business_changed.send(sender=Business, business=business)


@transaction.atomic
def erase_owner(owner: Owner) -> None:
    """Anonymise a person and all her businesses, and end her account unless she needs it for something else."""
    locked = Owner.objects.select_related("user").select_for_update(of=("self",)).get(pk=owner.pk)
    if locked.erased_at:
        return
    businesses = list(Business.objects.filter(owner=locked))
    erase_businesses(businesses)
    if locked.user:
        pull_claims_back(locked.user)
    _erase([], locked)
    for old in old_records_of(locked):
        _erase([], old)
        Owner.objects.filter(pk=old.pk).update(erased_at=timezone.now())
    user = User.objects.filter(pk=locked.user_id).first() if locked.user_id else None
    Owner.objects.filter(pk=locked.pk).update(user=None, erased_at=timezone.now())
    record(Verb.ANONYMISED, locked, by=None, what="owner", businesses=len(businesses))
    if user and not user.groups.exists() and not user.is_superuser and not businesses_of(user).exists():
        forget_memberships(user, WORD)
        close_account(user, by=None)
    owner.refresh_from_db()
