"""Verbs of a registration: start, fill in, send, pull back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from registry.actions.identity import set_consent
from registry.bells import business_sent
from registry.details import Rows, bring_forward, copy_rows, drop_main_from_others, replace_rows
from registry.models import Business, BusinessEdition, Consent, Owner
from registry.queries import role_in
from registry.wizard import Part, gaps
from review import actions as review
from review.actions import Refused
from review.models import Kind, Submission


@transaction.atomic
def start_business(*, by: User, notice: str = "") -> BusinessEdition:
    """Begin a registration: an owner record if she has none, a name plate, and an empty draft.

    `notice` is the version of the notice on personal data she read before the first field.
    """
    owner, _ = Owner.objects.select_for_update().get_or_create(user=by, defaults={"name": by.name})
    business = Business.objects.create(owner=owner, created_by=by)
    edition, _ = review.open_edition(BusinessEdition, business, "business", by=by)
    if not edition.owner_name:
        review.type_into(edition, {"owner_name": owner.name, "phone": by.phone or ""}, by=by)
    if notice:
        set_consent(owner, Consent.Purpose.NOTICE, True, version=notice, by=by)
    return edition


def refuse_merged(business: Business) -> None:
    """Raise Refused when a (locked) business was merged into another: nothing new belongs to it."""
    if business.merged_into_id:
        raise Refused("Usaha ini sudah digabungkan ke usaha lain, jadi datanya tidak diubah lagi di sini.")


def lock(business_id: int) -> None:
    """Lock the name plate; raises Refused when it was merged into another."""
    refuse_merged(Business.objects.select_for_update().get(pk=business_id))


@transaction.atomic
def open_draft(business: Business, *, by: User) -> BusinessEdition:
    """The open edition, else a new draft from the newest round. Raises Refused when the business was merged."""
    lock(business.pk)
    return _open(business, by)


def _open(business: Business, by: User) -> BusinessEdition:
    """The open edition, else a new draft with the rows of the newest round; old KBLI codes with one heir are moved on.

    The caller holds a lock on the business.
    """
    draft, base = review.open_edition(BusinessEdition, business, "business", by=by)
    if base is not None:
        copy_rows(base, draft)
        if moved := bring_forward(draft):
            draft.draft_notes = {**draft.draft_notes, "moved": moved}
            draft.save(update_fields=["activity", "draft_notes"])
    return draft


@transaction.atomic
def save_draft(edition: BusinessEdition, values: Mapping[str, Any], *, by: User, rows: Rows | None = None) -> None:
    """Keep what was typed; nothing public changes. `rows` (list -> rows) replaces the lists it names.

    Raises Refused when it was already sent.
    """
    review.type_into(edition, values, by=by)
    replace_rows(edition, rows or {})
    if "activity" in values:
        drop_main_from_others(edition)


@transaction.atomic
def save_part(
    edition: BusinessEdition,
    part: Part,
    values: Mapping[str, Any],
    raw: Mapping[str, str],
    *,
    done: bool,
    by: User,
    rows: Rows | None = None,
) -> None:
    """Keep one part of the registration: valid `values` and `rows` as they are, and `raw` text that is not valid yet.

    `done` says that the owner went on, not just away. Raises Refused when the draft was already sent.
    """
    now = BusinessEdition.objects.select_for_update().get(pk=edition.pk)
    others = {name: text for name, text in now.raw.items() if name not in (*part.fields, *part.extra)}
    saved = set(now.draft_notes.get("saved", ())) | ({part.slug} if done else set())
    notes = {**now.draft_notes, "raw": {**others, **raw}, "saved": sorted(saved)}
    save_draft(edition, {**values, "draft_notes": notes}, by=by, rows=rows)


def _refuse_used_nib(edition: BusinessEdition) -> None:
    used = BusinessEdition.objects.filter(nib=edition.nib, is_live=True).exclude(business=edition.business)
    live = used.select_related("business__owner").first() if edition.nib else None
    if live is not None and live.business.owner.user_id is None:
        raise Refused("NIB ini sudah tercatat di daftar dinas. Bila usaha itu milik Anda, klaim dulu di halaman Klaim.")
    if live is not None:
        raise Refused("NIB ini sudah dipakai usaha lain. Periksa nomornya, atau hubungi petugas bila ini milik Anda.")


def _refuse_unfinished(edition: BusinessEdition) -> None:
    """What the database asks of a submitted edition, as a sentence; the owner's pages ask more (registry.wizard)."""
    if missing := gaps(edition):
        raise Refused(f"Pendaftaran belum lengkap: {', '.join(missing)}.")


@transaction.atomic
def submit(edition: BusinessEdition, *, by: User) -> Submission:
    """Send the registration (or its edit) to Disperindag; from here the edition is frozen.

    Raises Refused when the NIB belongs to another business, the NIK is missing, or it was already sent.
    """
    lock(edition.business_id)
    BusinessEdition.objects.select_for_update().get(pk=edition.pk)  # nobody types between the look and the sending
    edition.refresh_from_db()
    owner = edition.business.owner
    if not owner.nik_hash and role_in(edition.business_id, by):
        raise Refused("NIK pemilik belum diisi. Pemilik melengkapinya di bagian Pemilik.")
    if edition.business.closed_at:
        raise Refused("Usaha ini sudah ditutup. Buka lagi usahanya dulu.")
    _refuse_unfinished(edition)
    _refuse_used_nib(edition)
    is_first = not BusinessEdition.objects.filter(business=edition.business, is_live=True).exists()
    submission = review.submit(edition, by=by, plate=edition.business, about=told_in_queue(edition, is_first=is_first))
    business_sent.send(sender=Business, business=edition.business, by=by)
    return submission


def told_in_queue(edition: BusinessEdition, *, is_first: bool) -> dict[str, Any]:
    """What the queue tells about an edition without asking for it."""
    village = edition.village
    return {
        "room": "registry",
        "kind": Kind.BUSINESS,
        "title": edition.name,
        "business_name": edition.name,
        "region_code": village.parent_id if village else "",
        "region_name": village.parent.name if village and village.parent else "",
        "is_first": is_first,
    }


@transaction.atomic
def withdraw(edition: BusinessEdition, *, by: User) -> BusinessEdition:
    """Pull back a waiting edition and open a fresh draft from it."""
    if edition.submission is None:
        raise Refused("Belum ada yang dikirim.")
    Business.objects.select_for_update().get(pk=edition.business_id)
    review.withdraw(edition.submission, by=by, plate=edition.business)
    review.close(edition)
    return _open(edition.business, by)
