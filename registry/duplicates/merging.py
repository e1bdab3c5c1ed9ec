"""Merging two records of one business, and undoing it.

Nothing is copied and nothing is thrown away: the survivor keeps its edition, the rows of the rooms above change hands,
and the merge remembers their ids. What the survivor should take over is an ordinary draft that another officer decides.
"""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry import actions
from registry.bells import business_changed
from registry.duplicates import holdings
from registry.duplicates.deciding import LONGEST, PERMISSION, lock_open, pair_of, reopen, sign
from registry.duplicates.notices import tell_merged, tell_parted
from registry.models import Business, BusinessEdition, DuplicatePair, Member, Merge
from registry.queries import shown_or_newest
from review import actions as review
from review.actions import Refused
from review.models import State

# what the survivor may take over: a field of the comparison -> the columns it stands for
TAKEABLE: dict[str, tuple[str, ...]] = {
    "owner_name": ("owner_name",),
    "name": ("name",),
    "legal_form": ("legal_form",),
    "founded_year": ("founded_year",),
    "description": ("description",),
    "nib": ("nib_status", "nib"),
    "activity": ("activity",),
    "village": ("village", "postal_code"),
    "street": ("street", "rt", "rw"),
    "phone": ("phone",),
    "whatsapp": ("whatsapp",),
    "email": ("email",),
    "workers_male": ("workers_male",),
    "workers_female": ("workers_female",),
    "capital_range": ("capital_range",),
    "sales_range": ("sales_range", "sales_year"),
    "is_vat_registered": ("is_vat_registered",),
}


def _lock(*businesses: Business) -> dict[int, Business]:
    """Both plates, always in the same order, so that two merges never wait for each other.

    Without the key: rows that refer to a business (pairs, products) may still be written.
    """
    ids = [business.pk for business in businesses]
    rows = Business.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True, of=("self",))
    return {one.pk: one for one in rows}


def name_of(business: Business) -> str:
    """What it is called, for a sentence."""
    edition = shown_or_newest(business)
    return edition.name if edition and edition.name else f"usaha {business.code}"


def _refuse_merged(business: Business) -> None:
    merge = Merge.objects.filter(loser=business, undone_at=None).select_related("survivor", "merged_by").first()
    if merge is None:
        return
    local = timezone.localtime(merge.merged_at)
    raise Refused(
        f"{merge.merged_by} sudah menggabungkan {name_of(business)} ke {name_of(merge.survivor)} pada "
        f"{local:%d-%m-%Y pukul %H.%M} WIB. Muat ulang untuk melihat hasilnya."
    )


def obstacle(survivor: Business, loser: Business) -> str:
    """Why `loser` cannot be merged into `survivor` as they stand, and what to do first; empty when it can."""
    kept, gone = name_of(survivor), name_of(loser)
    if survivor.erased_at or loser.erased_at:
        erased = kept if survivor.erased_at else gone
        return f"Data pribadi {erased} sudah dihapus untuk selamanya, jadi usaha ini tidak bisa digabungkan lagi."
    if survivor.closed_at or survivor.suspended_at or survivor.dormant_at:
        return f"{kept} sedang tidak tayang. Pertahankan usaha yang tayang, atau aktifkan dulu {kept}."
    if loser.suspended_at or loser.closed_at:
        return f"{gone} dinonaktifkan atau ditutup; produknya akan tampil lagi bila digabungkan. Biarkan terpisah."
    live = set(
        BusinessEdition.objects.filter(business__in=[survivor, loser], is_live=True).values_list("business", flat=True)
    )
    if loser.pk in live and survivor.pk not in live:
        return f"{kept} belum tayang, sedangkan {gone} sudah. Pertahankan {gone}."
    if BusinessEdition.objects.filter(business=loser, is_open=True, submission__state=State.SUBMITTED).exists():
        return f"{gone} masih punya pengajuan data usaha yang menunggu. Putuskan dulu pengajuan itu, lalu gabungkan."
    return holdings.hindrance(survivor, loser)


@transaction.atomic
def merge(survivor: Business, loser: Business, *, by: User, reason: str, fields: Sequence[str] = ()) -> Merge:
    """Take `loser` into `survivor`; `fields` of TAKEABLE become a draft of the survivor for another officer.

    Products, certificates and whatever else the rooms above hold change hands. Raises Refused (role, no reason,
    already merged or decided, something still waits), all with the sentence for the officer.
    """
    review.require(PERMISSION, by)
    if not reason.strip():
        raise Refused("Tulis alasan penggabungan. Pemilik dan anggota kedua usaha membacanya.")
    locked = _lock(survivor, loser)
    kept, gone = locked[survivor.pk], locked[loser.pk]
    for business in (kept, gone):
        _refuse_merged(business)
    pair = lock_open(kept, gone)
    if words := obstacle(kept, gone):
        raise Refused(words)
    source = shown_or_newest(gone)
    live = BusinessEdition.objects.filter(business=gone, is_live=True).first()
    if live is not None:
        review.take_off(live)  # its NIB is free for the survivor, and the public reads one of the two only
    draft = _take_over(kept, source, fields, by=by) if fields and source else None
    moved = holdings.move_all(gone, kept, by=by)
    Business.objects.filter(pk=gone.pk).update(merged_into=kept)
    done = Merge.objects.create(
        survivor=kept,
        loser=gone,
        merged_at=timezone.now(),
        merged_by=by,
        reason=reason.strip()[:LONGEST],
        moved=moved,
        live_edition=live.pk if live else None,
        draft_edition=draft.pk if draft else None,
    )
    sign(pair, DuplicatePair.State.MERGED, by=by)
    _close_others(gone)
    counts = {key: len(ids) for key, ids in moved.items()}
    record(Verb.MERGED, kept, by=by, merge=done.code, took=gone.code, moved=counts, fields=list(fields))
    record(Verb.MERGED, gone, by=by, merge=done.code, into=kept.code)
    _tell_of_members(Verb.MEMBER_REMOVED, gone, done, by=by)
    _ring(kept, gone)
    transaction.on_commit(lambda: tell_merged(done.pk))
    return done


def _take_over(survivor: Business, source: BusinessEdition, fields: Sequence[str], *, by: User) -> BusinessEdition:
    """A draft of the survivor with these fields of the other, sent to the queue when it is whole."""
    if BusinessEdition.objects.filter(business=survivor, is_open=True).exists():
        raise Refused(
            f"Data {name_of(survivor)} sedang diubah atau menunggu diperiksa, jadi isian tidak bisa diambil sekarang. "
            "Gabungkan tanpa mengambil isian, atau tunggu sampai selesai."
        )
    columns = [column for field in fields if field in TAKEABLE for column in TAKEABLE[field]]
    draft = actions.open_draft(survivor, by=by)
    actions.save_draft(draft, {column: getattr(source, column) for column in columns}, by=by)
    try:
        with transaction.atomic():
            actions.submit(draft, by=by)
    except Refused:  # something is missing: it waits as a draft
        draft.refresh_from_db()
    return draft


def _tell_of_members(verb: Verb, gone: Business, merge: Merge, *, by: User) -> None:
    """The diary says who acts for `gone` no more, or again: members of a merged business rest (queries.acts_for)."""
    for member in Member.objects.filter(business=gone, accepted_at__isnull=False, ended_at__isnull=True):
        record(verb, gone, by=by, member=member.code, role=member.role, merge=merge.code)


def _close_others(gone: Business) -> None:
    """Other suspicions about a business that is merged now mean nothing; undoing finds them again."""
    for side in ("a", "b"):
        pairs = DuplicatePair.objects.filter(**{side: gone})
        pairs.filter(state__in=[DuplicatePair.State.ASKED, DuplicatePair.State.OPEN]).delete()


def _ring(*businesses: Business) -> None:
    for business in businesses:
        business.refresh_from_db()
        business_changed.send(sender=Business, business=business)


@transaction.atomic
def undo(merge: Merge, *, by: User, reason: str) -> None:
    """Part the two again: exactly the rows that moved go back; what came to the survivor since stays there.

    Raises Refused: role, no reason, undone already, a later merge must be undone first, or something that happened
    since contradicts.
    """
    review.require(PERMISSION, by)
    if not reason.strip():
        raise Refused("Tulis alasan membatalkan penggabungan. Pemilik dan anggota kedua usaha membacanya.")
    locked = _lock(merge.survivor, merge.loser)
    kept, gone = locked[merge.survivor_id], locked[merge.loser_id]
    now = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if now.undone_at:
        local = timezone.localtime(now.undone_at)
        raise Refused(f"{now.undone_by} sudah membatalkan penggabungan ini pada {local:%d-%m-%Y pukul %H.%M} WIB.")
    if kept.merged_into_id:
        later = name_of(Business.objects.get(pk=kept.merged_into_id))
        raise Refused(
            f"{name_of(kept)} sudah digabungkan ke {later}. Batalkan penggabungan itu lebih dulu, baru yang ini."
        )
    if kept.erased_at or gone.erased_at:
        raise Refused("Data pribadi salah satu usaha sudah dihapus, jadi penggabungan ini tidak bisa dibatalkan lagi.")
    if words := holdings.contradictions(now.moved, gone, kept):
        raise Refused(words)
    _drop_draft(now, by=by)
    holdings.give_back(now.moved, gone, kept)
    Business.objects.filter(pk=gone.pk).update(merged_into=None)
    if now.live_edition:
        _show_again(now.live_edition)
    now.undone_at, now.undone_by, now.undone_reason = timezone.now(), by, reason.strip()[:LONGEST]
    now.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    _reopen_pair(kept, gone)
    record(Verb.MERGE_UNDONE, kept, by=by, merge=now.code, gave_back=gone.code)
    record(Verb.MERGE_UNDONE, gone, by=by, merge=now.code, out_of=kept.code)
    _tell_of_members(Verb.MEMBER_ADDED, gone, now, by=by)
    _ring(kept, gone)
    transaction.on_commit(lambda: tell_parted(now.pk))


def _show_again(edition_pk: int) -> None:
    edition = BusinessEdition.objects.get(pk=edition_pk)
    try:
        with transaction.atomic():
            review.put_live(edition, "business")
    except IntegrityError:
        raise Refused(
            f"NIB {edition.nib} sekarang dipakai usaha lain yang tayang. Perbaiki dulu NIB usaha itu, lalu coba lagi."
        ) from None


def _drop_draft(merge: Merge, *, by: User) -> None:
    """Values taken over that nobody decided yet go away with the merge; nobody else's typing is touched."""
    if merge.draft_edition is None:
        return
    drafts = BusinessEdition.objects.select_for_update(of=("self",)).filter(pk=merge.draft_edition, is_open=True)
    draft = drafts.first()
    if draft is None or draft.hands != [merge.merged_by_id]:
        return
    if draft.submission:
        review.withdraw(draft.submission, by=by, plate=merge.survivor)
    review.close(draft)


def _reopen_pair(one: Business, other: Business) -> None:
    a, b = pair_of(one, other)
    pair = DuplicatePair.objects.select_for_update().filter(a=a, b=b, state=DuplicatePair.State.MERGED).first()
    if pair is not None:
        reopen(pair)
