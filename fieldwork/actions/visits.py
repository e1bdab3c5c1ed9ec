"""Recording a visit: kept as a draft as often as the phone sends it, sent once, then never changed."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from fieldwork.models import Visit, VisitMachine, VisitMaterial, VisitPhoto
from fieldwork.queries import draft_to_feed
from registry import actions as registry
from registry.models import Business, BusinessEdition
from review import actions as review
from review.actions import Refused

RECORD = "fieldwork.record_visit"
MOST_PHOTOS, MOST_ROWS = 12, 20
SENT = "Kunjungan ini sudah terkirim dan tidak bisa diubah lagi."
Rows = Sequence[Mapping[str, Any]]


@transaction.atomic
def keep(key: uuid.UUID, values: Mapping[str, Any], machines: Rows, materials: Rows, *, by: User) -> Visit:
    """Keep a visit as a draft, new or once more; `key` was made on the phone, so twice the same is one visit.

    What was sent already is returned as it is. Raises Refused without the role, and for a key of somebody else.
    """
    review.require(RECORD, by)
    visit = _of_key(key, by)
    if visit is None:
        try:
            with transaction.atomic():
                visit = Visit.objects.create(client_key=key, officer=by, **values)
        except IntegrityError:  # the same visit, sent twice at the same moment
            visit = _of_key(key, by)
            if visit is None:
                raise Refused("Kunjungan ini tidak bisa disimpan. Muat ulang halaman, lalu coba lagi.") from None
    if visit.is_draft:
        for name, value in values.items():
            setattr(visit, name, value)
        visit.save(update_fields=list(values))
        _rewrite(visit, machines, materials)
    return visit


def _of_key(key: uuid.UUID, by: User) -> Visit | None:
    visit = Visit.objects.select_for_update().filter(client_key=key).first()
    if visit is not None and visit.officer_id != by.pk:
        raise Refused("Kunjungan ini milik petugas lain. Mulai kunjungan baru.")
    return visit


def _rewrite(visit: Visit, machines: Rows, materials: Rows) -> None:
    VisitMachine.objects.filter(visit=visit).delete()
    VisitMaterial.objects.filter(visit=visit).delete()
    VisitMachine.objects.bulk_create([VisitMachine(visit=visit, **row) for row in machines[:MOST_ROWS]])
    VisitMaterial.objects.bulk_create([VisitMaterial(visit=visit, **row) for row in materials[:MOST_ROWS]])


def _locked(visit: Visit, by: User) -> Visit:
    """The locked draft; raises Refused for another's visit and for one that was sent."""
    review.require(RECORD, by)
    locked = Visit.objects.select_for_update().get(pk=visit.pk)
    if locked.officer_id != by.pk:
        raise Refused("Hanya petugas yang mencatat kunjungan ini yang bisa mengubahnya.")
    if not locked.is_draft:
        raise Refused(SENT)
    return locked


@transaction.atomic
def add_photo(visit: Visit, photo: VisitPhoto, *, by: User) -> VisitPhoto:
    """Put an unsaved photo (its files are stored) into a draft; one with the same key is there already and stays.

    Raises Refused when there are too many, or the visit was sent.
    """
    locked = _locked(visit, by)
    there = VisitPhoto.objects.filter(visit=locked, client_key=photo.client_key).first()
    if there is not None:
        return there
    if VisitPhoto.objects.filter(visit=locked).count() >= MOST_PHOTOS:
        raise Refused(f"Satu kunjungan paling banyak {MOST_PHOTOS} foto. Hapus satu foto dulu.")
    photo.visit = locked
    photo.save()
    return photo


@transaction.atomic
def drop_photos(visit: Visit, codes: Sequence[str], *, by: User) -> list[str]:
    """Take photos out of a draft; returns the folders of their files, for the caller to remove after the commit."""
    locked = _locked(visit, by)
    found = VisitPhoto.objects.filter(visit=locked, code__in=codes)
    folders = list(found.values_list("folder", flat=True))
    found.delete()
    return folders


@transaction.atomic
def send(visit: Visit, *, by: User, photos: int | None = None) -> Visit:
    """Finish a visit: from here nothing of it changes. One that was sent already is returned as it is.

    `photos` is how many the phone has: Raises Refused when some are still under way, and while the village is missing.
    """
    review.require(RECORD, by)
    now = Visit.objects.select_for_update().get(pk=visit.pk)
    if now.officer_id == by.pk and not now.is_draft:
        return now
    locked = _locked(visit, by)
    if locked.village_id is None:
        raise Refused("Pilih desa atau kelurahan yang dikunjungi, lalu kirim lagi.")
    there = VisitPhoto.objects.filter(visit=locked).count()
    if photos is not None and there < photos:
        raise Refused(f"Baru {there} dari {photos} foto yang sampai. Kirim lagi saat sinyal baik.")
    locked.state, locked.sent_at = Visit.State.SENT, timezone.now()
    locked.save(update_fields=["state", "sent_at"])
    record(Verb.VISITED, locked, by=by, purpose=locked.purpose, photos=there)
    if locked.business is not None:
        record(Verb.VISITED, locked.business, by=by, visit=locked.code, purpose=locked.purpose)
    return locked


@transaction.atomic
def discard(visit: Visit, *, by: User) -> list[str]:
    """Throw away a draft; returns the folders of its photos. Raises Refused when it was sent."""
    locked = _locked(visit, by)
    folders = list(VisitPhoto.objects.filter(visit=locked).values_list("folder", flat=True))
    record(Verb.DISCARDED, locked, by=by)
    locked.delete()
    return folders


@transaction.atomic
def match(visit: Visit, business: Business, *, by: User) -> None:
    """Say which business a visit was about. Raises Refused when it says another one already."""
    review.require(RECORD, by)
    registry.refuse_merged(Business.objects.select_for_update(of=("self",), no_key=True).get(pk=business.pk))
    locked = Visit.objects.select_for_update().get(pk=visit.pk)
    if locked.officer_id != by.pk and not by.has_perm("fieldwork.view_any_work"):
        raise Refused("Hanya petugas yang mencatat kunjungan ini yang bisa menghubungkannya.")
    if locked.business_id == business.pk:
        return
    if locked.business_id is not None:
        raise Refused("Kunjungan ini sudah dihubungkan dengan usaha lain. Catat kunjungan baru bila itu keliru.")
    Visit.objects.filter(pk=locked.pk).update(business=business)
    record(Verb.MATCHED, locked, by=by, business=business.code)
    record(Verb.VISITED, business, by=by, visit=locked.code, purpose=locked.purpose)


def fed_by(visit: Visit, edition: BusinessEdition) -> dict[str, Any]:
    """What a visit would change in a draft: only fields an edition has, and only what was seen."""
    seen: dict[str, Any] = {
        "workers_male": visit.workers_male,
        "workers_female": visit.workers_female,
        "village": visit.village,
        "street": "" if edition.street else visit.place,
    }
    return {name: value for name, value in seen.items() if value not in (None, "") and getattr(edition, name) != value}


@transaction.atomic
def feed(visit: Visit, *, by: User) -> BusinessEdition:
    """Copy what was seen into the draft of the business, as typing of `by`, who then never decides it.

    Raises Refused: no such draft, not hers, or nothing to copy.
    """
    review.require(RECORD, by)
    if visit.officer_id != by.pk:
        raise Refused("Hanya petugas yang mencatat kunjungan ini yang bisa memakainya di isian.")
    edition = draft_to_feed(visit.business) if visit.business else None
    if edition is None or edition.business.assisted_by_id != by.pk:
        raise Refused("Tidak ada draf pendaftaran Anda untuk usaha ini. Buka draf di Lapangan dulu.")
    locked = BusinessEdition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    values = fed_by(visit, locked)
    if not values:
        raise Refused("Isian pendaftaran sudah sama dengan hasil kunjungan.")
    raw = {name: text for name, text in locked.raw.items() if name not in values}
    registry.save_draft(locked, {**values, "draft_notes": {**locked.draft_notes, "raw": raw}}, by=by)
    record(Verb.CHANGED, visit, by=by, what="fed_registration", fields=sorted(values))
    return locked
