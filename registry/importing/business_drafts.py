"""Makes drafts of businesses out of read rows, and removes those that nobody has touched since."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import models, transaction

from accounts.models import User
from audit.models import Verb
from audit.record import record_many
from registry import secrets
from registry.identifiers import sex_in_nik
from registry.models import Business, BusinessEdition, Owner

SAME_MOMENT = timedelta(seconds=2)  # created and saved in one act
_PLATE = {"nik", "owner_name"}


def _owners(rows: Sequence[Mapping[str, Any]]) -> list[Owner]:
    """An owner without an account for each row; one NIK is one person, also one already in the register."""
    hashes = [secrets.keyed_hash(row["nik"]) if row.get("nik") else None for row in rows]
    known = {owner.nik_hash: owner for owner in Owner.objects.filter(nik_hash__in=[one for one in hashes if one])}
    owners, new = [], []
    for row, digest in zip(rows, hashes, strict=True):
        owner = known.get(digest) if digest else None
        if owner is None:
            owner = Owner(name=row.get("owner_name", ""))
            if digest:
                owner.nik_hash, owner.nik_cipher = digest, secrets.encrypt(row["nik"])
                owner.nik_last4, owner.sex = row["nik"][-4:], sex_in_nik(row["nik"])
                known[digest] = owner
            new.append(owner)
        owners.append(owner)
    Owner.objects.bulk_create(new)
    return owners


@transaction.atomic
def create_businesses(rows: Sequence[Mapping[str, Any]], *, by: User, hands: Sequence[int]) -> list[Business]:
    """A name plate and a draft for each row of values; `hands` are all who took part, they never approve it."""
    owners = _owners(rows)
    businesses = Business.objects.bulk_create([Business(owner=owner, created_by=by) for owner in owners])
    BusinessEdition.objects.bulk_create(
        BusinessEdition(
            business=business,
            number=1,
            created_by=by,
            hands=sorted({*hands, by.pk}),
            owner_name=row.get("owner_name", ""),
            **{name: value for name, value in row.items() if name not in _PLATE},
        )
        for business, row in zip(businesses, rows, strict=True)
    )
    record_many(Verb.IMPORTED, businesses, by=by)
    return businesses


def touched(edition: Any, rounds: int) -> str:
    """Why an imported draft must stay; empty when nobody did anything to it since."""
    if edition.submission_id is not None or rounds > 1:
        return "sudah dikirim ke antrean"
    if edition.changed_at - edition.created_at > SAME_MOMENT:
        return "sudah diubah sejak diimpor"
    return ""


def remove_businesses(codes: Sequence[str], *, by: User) -> dict[str, str]:
    """Remove untouched drafts with their plates and account-less owners; code -> why for those that stay."""
    # one table at a time: right after an import the database plans joins for tables it still believes to be empty
    locked = (
        Business.objects.filter(code__in=codes).order_by("pk").select_for_update()
    )  # the order in which submit() locks
    found = BusinessEdition.objects.filter(business__in=[one.pk for one in locked]).select_for_update()
    editions: dict[str, list[BusinessEdition]] = {}
    for edition in found.prefetch_related("business__owner"):
        editions.setdefault(edition.business.code, []).append(edition)
    stay = {code: why for code, rows in editions.items() if (why := touched(rows[0], len(rows)))}
    gone = [rows[0] for code, rows in editions.items() if code not in stay]
    try:
        with transaction.atomic():
            _delete(gone)
    except models.ProtectedError:
        for edition in list(gone):  # something hangs on one of them: find out which
            try:
                with transaction.atomic():
                    _delete([edition])
            except models.ProtectedError:
                stay[edition.business.code] = "sudah punya produk, sertifikat, anggota, atau klaim"
                gone.remove(edition)
    record_many(Verb.IMPORT_UNDONE, [edition.business for edition in gone], by=by)
    return stay


def _delete(editions: Sequence[BusinessEdition]) -> None:
    owners = {edition.business.owner_id for edition in editions}
    BusinessEdition.objects.filter(pk__in=[edition.pk for edition in editions]).delete()
    Business.objects.filter(pk__in=[edition.business_id for edition in editions]).delete()
    owners -= set(Business.objects.filter(owner__in=owners).values_list("owner_id", flat=True))
    Owner.objects.filter(pk__in=owners, user=None).delete()
