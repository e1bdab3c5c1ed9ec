"""The verbs of claiming: claim, withdraw, decide, undo."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from claims import scans
from claims.handover import give_back, hand_over, lock_all_of, locked_owner, still_free
from claims.models import Claim
from claims.notices import tell_undone
from claims.queries import Match, edition_of, knows_nik, reached_by
from registry.assisting import typists
from registry.models import Business, Owner
from review import actions as review
from review.actions import Refused
from review.documents import Document
from review.models import Kind, Reason, State, Submission
from review.purposes import Purpose

MOST_OPEN = 3  # claims of one person that may wait at the same time
TYPED_IT = "Anda mengisi usaha ini untuk pemiliknya. Yang bisa mengklaimnya hanya pemiliknya sendiri."
OTHER_WON = "Klaim lain atas usaha ini sudah disetujui. Bila menurut Anda keliru, datang ke kantor dengan bukti asli."


@transaction.atomic
def claim(
    business: Business, match: Match, *, by: User, nik: str = "", note: str = "", document: Document | None = None
) -> Claim:
    """Say that a business of the old list is one's own; sent to an officer at once.

    `match` tells which number led to it, `nik` (canonical, may be empty) is compared and forgotten. Raises Refused:
    the business has an account by now, a claim of hers waits already, or too many do.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # her claims are counted one after the other
    business = still_free(business, locked_owner(business))
    if business.assisted_by_id is not None and by.pk in {business.assisted_by_id, *typists(business)}:
        raise Refused(TYPED_IT)
    mine = Claim.objects.filter(claimant=by)
    if mine.filter(business=business, is_open=True).exists():
        raise Refused("Klaim Anda atas usaha ini sudah menunggu petugas. Tidak perlu dikirim lagi.")
    if mine.filter(is_open=True).count() >= MOST_OPEN:
        raise Refused(f"Paling banyak {MOST_OPEN} klaim menunggu bersamaan. Tunggu satu diputus dulu.")
    made = Claim(
        business=business,
        claimant=by,
        number=mine.filter(business=business).count() + 1,
        nib_matches=match.nib_matches,
        nik_matches=knows_nik(business.owner, nik) if nik else match.nik_matches,
        phone_matches=reached_by(business, by),
        note=note,
        hands=[by.pk],
    )
    if document is not None:
        made.scan_path, made.scan_type = scans.store(document), document.content_type
        made.scan_size = len(document.data)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        scans.remove(made.scan_path)
        raise Refused("Klaim Anda atas usaha ini sudah menunggu petugas. Tidak perlu dikirim lagi.") from None
    _send(made, by)
    return made


def _send(made: Claim, by: User) -> None:
    """Put a fresh claim into the queue, under the name and kecamatan of its business."""
    edition = edition_of(made.business)
    village = edition.village if edition else None
    district = village.parent if village else None
    about = {
        "room": "claims",
        "kind": Kind.CLAIM,
        "title": (edition.name if edition else made.business.code)[:200],
        "business_name": edition.name if edition else "",
        "region_code": district.code if district else "",
        "region_name": district.name if district else "",
        "is_first": made.number == 1,
    }
    review.submit(made, by=by, plate=made, about=about)  # type: ignore[arg-type]  # it keeps the promises of an Edition


def _close(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(is_open=False)


@transaction.atomic
def withdraw(claim: Claim, *, by: User) -> None:
    """Pull back one's own waiting claim. Raises AlreadyDecided."""
    if claim.submission is None:
        raise Refused("Belum ada yang dikirim.")
    review.withdraw(claim.submission, by=by, plate=claim)
    _close(claim)


@transaction.atomic
def approve(submission: Submission, *, by: User) -> None:
    """The business becomes hers; every other open claim on it is closed with a sentence.

    Raises Refused (role, four eyes, the business has an account by now) and AlreadyDecided.
    """
    review.require("claims.decide_claim", by)
    made = Claim.objects.select_related("business", "claimant").get(submission=submission)
    owner = locked_owner(made.business)
    lock_all_of(owner)
    review.lock_waiting(submission)  # first: a claim that another approval has just closed says so
    business = still_free(made.business, owner)
    review.decide(submission, State.APPROVED, by=by, plate=made)
    hand_over(made, business, by=by)
    rest = Claim.objects.filter(business__in=made.moved, is_open=True).exclude(pk=made.pk)
    for other in rest.select_related("submission", "business"):
        _close_loser(other, by=by)


def _close_loser(other: Claim, *, by: User) -> None:
    """A claim that lost is refused by the same officer; one she typed herself is pulled back instead."""
    if other.submission is None:
        return
    try:
        with transaction.atomic():
            review.decide(other.submission, State.REJECTED, by=by, plate=other, words=OTHER_WON)
    except review.AlreadyDecided:
        return
    except Refused:
        review.withdraw(other.submission, by=by, plate=other)
    _close(other)


@transaction.atomic
def send_back(
    submission: Submission,
    *,
    by: User,
    state: State = State.NEEDS_CHANGES,
    reason: Reason | None = None,
    words: str = "",
    findings: Mapping[str, str] | None = None,
) -> None:
    """Ask for more proof (or refuse, with `state=State.REJECTED`); the business stays where it is."""
    review.require("claims.decide_claim", by)
    made = Claim.objects.get(submission=submission)
    review.decide(submission, state, by=by, plate=made, reason=reason, words=words, findings=findings)
    _close(made)


def may_undo(claim: Claim, by: User) -> bool:
    """Whether `by` may take an approval back: the head of the section, or the officer who approved it."""
    signed = claim.submission is not None and claim.submission.decided_by_id == by.pk
    return by.has_perm("claims.undo_claim") or (signed and by.has_perm("claims.decide_claim"))


@transaction.atomic
def undo(claim: Claim, *, by: User, reason: str) -> Claim:
    """Take an approved claim back: the businesses are again whose they were, the claimant is out at once.

    What she sent meanwhile stays with the business. The signed decision stays too (docs/decisions/0010): this is a
    new fact with its own signature. Raises Refused: no right, no reason, nothing to undo.
    """
    made = Claim.objects.select_related("submission").get(pk=claim.pk)
    if not may_undo(made, by):
        raise Refused("Hanya petugas yang menyetujui klaim ini atau Kepala Bidang yang bisa membatalkannya.")
    if made.claimant_id == by.pk:
        raise Refused("Anda sendiri yang mengklaim. Petugas lain yang harus membatalkannya.")
    reason = reason.strip()[:400]
    if not reason:
        raise Refused("Tulis alasan membatalkan klaim ini; pengklaim membacanya.")
    if made.from_owner_id is not None:
        Owner.objects.select_for_update().get(pk=made.from_owner_id)
    made = Claim.objects.select_for_update(of=("self",)).select_related("claimant", "business").get(pk=claim.pk)
    if not made.is_live:
        raise Refused("Klaim ini tidak sedang berlaku, jadi tidak ada yang dibatalkan. Muat ulang halaman ini.")
    made.is_live, made.undone_at, made.undone_by, made.undone_reason = False, timezone.now(), by, reason
    made.save(update_fields=["is_live", "undone_at", "undone_by", "undone_reason", "changed_at"])
    give_back(made, by=by)
    record(Verb.CLAIM_UNDONE, made, by=by, moved=len(made.moved))
    transaction.on_commit(lambda: tell_undone(made.pk))
    return made


@transaction.atomic
def open_proof(claim: Claim, *, by: User, purpose: str = "", note: str = "") -> None:
    """Write down that somebody opens the picture, often an ID card (UU 27/2022 art. 35-39).

    Officers say why (review.purposes.Purpose); the claimant need not. Raises Refused without a purpose.
    """
    own = claim.claimant_id == by.pk
    if not own:
        review.require("claims.decide_claim", by)
        if purpose not in Purpose.values:
            raise Refused("Pilih keperluan membuka berkas ini.")
    record(Verb.SCAN_VIEWED, claim, by=by, purpose="own" if own else purpose, **({"note": note} if note else {}))


@transaction.atomic
def forget_proof(claim: Claim) -> None:
    """Remove the picture of a claim that was decided long ago (rules section 22); the claim itself stays."""
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.scan_path:
        path, locked.scan_path, locked.scan_type, locked.scan_size = locked.scan_path, "", "", None
        locked.save(update_fields=["scan_path", "scan_type", "scan_size", "changed_at"])
        record(Verb.CHANGED, locked, by=None, what="proof forgotten")
        transaction.on_commit(lambda: scans.remove(path))
