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
_PLATE = {"nik", "owner_name", "sex", "again"}


def _identity(owner: Owner, row: Mapping[str, Any], digest: str) -> None:
    owner.nik_hash, owner.nik_cipher = digest, secrets.encrypt(row["nik"])
    owner.nik_last4, owner.sex = row["nik"][-4:], sex_in_nik(row["nik"])


def _owners(rows: Sequence[Mapping[str, Any]]) -> list[Owner]:
    """An owner without an account for each row; one NIK is one person, also one already in the register."""
    hashes = [secrets.keyed_hash(row["nik"]) if row.get("nik") else None for row in rows]
    known = {owner.nik_hash: owner for owner in Owner.objects.filter(nik_hash__in=[one for one in hashes if one])}
    before = Business.objects.filter(pk__in=[row["again"] for row in rows if row.get("again")])
    again = {one.pk: one.owner for one in before.select_related("owner")}
    owners: list[Owner] = []
    new: list[Owner] = []
    now_known: list[Owner] = []
    for row, digest in zip(rows, hashes, strict=True):
        owner = known.get(digest) if digest else None
        if row.get("again"):
            owner, same = again[row["again"]], owner
            if digest and same is None and not owner.nik_hash:
                _identity(owner, row, digest)
                known[digest] = owner
                now_known.append(owner)
        elif owner is None:
            owner = Owner(name=row.get("owner_name", ""), sex=row.get("sex", ""))
            if digest:
                _identity(owner, row, digest)
                known[digest] = owner
            new.append(owner)
        owners.append(owner)
    Owner.objects.bulk_create(new)
    for owner in now_known:
        owner.save(update_fields=["nik_hash", "nik_cipher", "nik_last4", "sex"])
    return owners


def _plates(rows: Sequence[Mapping[str, Any]], by: User) -> list[tuple[Business, int]]:
    """The name plate of each row with the number of its next edition: a new one, or that of a row sent back before."""
    owners = _owners(rows)
    ids = [row["again"] for row in rows if row.get("again")]
    Business.objects.filter(pk__in=ids).order_by("pk").select_for_update().count()
    last = Business.objects.filter(pk__in=ids).annotate(last=models.Max("editions__number"))
    before = {one.pk: (one, one.last + 1) for one in last}
    new = iter(
        Business.objects.bulk_create(
            Business(owner=owner, created_by=by)
            for owner, row in zip(owners, rows, strict=True)
            if not row.get("again")
        )
    )
    return [before[row["again"]] if row.get("again") else (next(new), 1) for row in rows]


@transaction.atomic
def create_businesses(rows: Sequence[Mapping[str, Any]], *, by: User, hands: Sequence[int]) -> list[Business]:
    """A name plate and a draft for each row of values; `hands` are all who took part, they never approve it.

    A row with `again` is the next edition of that business, whose last one was sent back or hidden.
    """
    plates = _plates(rows, by)
    BusinessEdition.objects.bulk_create(
        BusinessEdition(
            business=business,
            number=number,
            created_by=by,
            hands=sorted({*hands, by.pk}),
            owner_name=row.get("owner_name", ""),
            **{name: value for name, value in row.items() if name not in _PLATE},
        )
        for (business, number), row in zip(plates, rows, strict=True)
    )
    businesses = [business for business, _ in plates]
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
    """Remove untouched drafts with their plates and account-less owners; code -> why for those that stay.

    A draft that is the next edition of an earlier plate goes alone.
    """
    # one table at a time: right after an import the database plans joins for tables it still believes to be empty
    locked = (
        Business.objects.filter(code__in=codes).order_by("pk").select_for_update()
    )  # the order in which submit() locks
    found = BusinessEdition.objects.filter(business__in=[one.pk for one in locked]).select_for_update()
    editions: dict[str, list[BusinessEdition]] = {}
    for edition in found.prefetch_related("business__owner").order_by("-number"):
        editions.setdefault(edition.business.code, []).append(edition)
    stay = {code: why for code, rows in editions.items() if (why := touched(rows[0], 1))}
    gone = [rows[0] for code, rows in editions.items() if code not in stay]
    lone = [rows[0] for code, rows in editions.items() if code not in stay and len(rows) == 1]
    _delete_editions([edition for edition in gone if edition not in lone])
    try:
        with transaction.atomic():
            _delete(lone)
    except models.ProtectedError:
        for edition in lone:  # something hangs on one of them: find out which
            try:
                with transaction.atomic():
                    _delete([edition])
            except models.ProtectedError:
                stay[edition.business.code] = "sudah punya produk, sertifikat, anggota, atau klaim"
                gone.remove(edition)
    record_many(Verb.IMPORT_UNDONE, [edition.business for edition in gone], by=by)
    return stay


def _delete_editions(editions: Sequence[BusinessEdition]) -> None:
    BusinessEdition.objects.filter(pk__in=[edition.pk for edition in editions]).delete()


def _delete(editions: Sequence[BusinessEdition]) -> None:
    owners = {edition.business.owner_id for edition in editions}
    _delete_editions(editions)
    Business.objects.filter(pk__in=[edition.business_id for edition in editions]).delete()
    owners -= set(Business.objects.filter(owner__in=owners).values_list("owner_id", flat=True))
    Owner.objects.filter(pk__in=owners, user=None).delete()
