"""A registration that an officer types for an owner: begun without an account, later confirmed or disputed by her.

These verbs are called by `fieldwork.actions` inside its own verbs, which ask for the permission, send the link and
check the code. What is kept here is what the register itself must show: who typed, who confirmed, what is disputed.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry.actions import set_consent
from registry.bells import business_changed
from registry.models import Business, BusinessEdition, Consent, Owner
from review import actions as review
from review.actions import Refused

How = Business.ConfirmedHow
ALREADY = "Usaha ini sudah dikonfirmasi pemiliknya. Tidak perlu dikonfirmasi lagi."
OTHER_NIK = (
    "NIK yang dicatat petugas berbeda dari NIK di akun Anda. Tekan “Ada yang salah” dan tulis bahwa NIK-nya keliru, "
    "atau hubungi petugas."
)


@dataclass
class OwnerWithoutAccount:
    """Who the diary names when an owner speaks who has no account yet; never her name."""

    code: str = ""
    name: str = "Pemilik usaha"


@transaction.atomic
def start_for_owner(*, owner_name: str, phone: str, notice: str, channel: str, by: User) -> BusinessEdition:
    """Begin a registration for an owner who has no account here: her record, a name plate, an empty draft.

    `phone` is E.164 or empty. `notice` is the version of the notice on personal data that was read to her, `channel`
    how she agreed to it (UU 27/2022 art. 22-24: staff who enter data record how consent was given).
    """
    owner = Owner.objects.create(name=owner_name)
    business = Business.objects.create(owner=owner, created_by=by, assisted_by=by)
    edition, _ = review.open_edition(BusinessEdition, business, "business", by=by)
    review.type_into(edition, {"owner_name": owner_name, "phone": phone}, by=by)
    set_consent(owner, Consent.Purpose.NOTICE, True, version=notice, by=by, channel=channel)
    return edition


def typists(business: Business) -> set[int]:
    """The ids of everybody who typed into any edition of `business`."""
    return {hand for hands in business.editions.values_list("hands", flat=True) for hand in hands}


def _locked(business: Business) -> Business:
    locked = Business.objects.select_for_update(of=("self",)).select_related("owner").get(pk=business.pk)
    if locked.merged_into_id or locked.erased_at:
        raise Refused("Usaha ini sudah digabungkan dengan catatan lain atau dihapus. Hubungi petugas.")
    return locked


@transaction.atomic
def confirm_by_code(business: Business, *, by: User) -> Business:
    """The owner, whose phone was just proven by a code, agrees to what was typed; the business becomes hers.

    `by` is her account: it gets the owner record, or the business goes to the owner record the account has already.
    Raises Refused when it was confirmed by code before, when `by` is one of those who typed it, or when another
    NIK is known.
    """
    locked = _locked(business)
    if locked.assisted_by_id is None or locked.owner.user_id is not None:
        raise Refused(ALREADY)
    if by.pk in typists(locked):
        raise Refused("Nomor ini milik petugas yang ikut mengisi. Pemilik harus mengonfirmasi dengan nomornya sendiri.")
    if not by.is_active:
        raise Refused("Akun dengan nomor ini tidak aktif. Hubungi petugas.")
    _tie(locked, by)
    _confirm(locked, by=by, how=How.CODE, note="")
    return locked


def _tie(business: Business, user: User) -> None:
    """Give the business to the account: to its owner record if it has one, else the new record becomes its own."""
    typed = business.owner
    try:
        with transaction.atomic():
            if not Owner.objects.filter(user=user).exists():
                Owner.objects.filter(pk=typed.pk).update(user=user)
                typed.refresh_from_db()
                return
    except IntegrityError:  # she began a registration of her own at this very moment
        pass
    known = Owner.objects.select_for_update().get(user=user)
    if known.nik_hash and typed.nik_hash:
        raise Refused(OTHER_NIK)  # equal ones cannot be: a NIK is stored once
    Business.objects.filter(pk=business.pk).update(owner=known)
    business.owner = known
    in_force = Consent.objects.filter(owner=known, withdrawn_at__isnull=True).values("purpose")
    Consent.objects.filter(owner=typed).exclude(purpose__in=in_force).update(owner=known)
    nik = {name: getattr(typed, name) for name in ("nik_cipher", "nik_hash", "nik_last4", "sex")}
    _let_go(typed)
    if nik["nik_hash"]:
        Owner.objects.filter(pk=known.pk).update(**nik)
        known.refresh_from_db()


def _let_go(typed: Owner) -> None:
    """Remove the record that was typed for her, or empty it: a claim that was undone, or a request, may tell of it."""
    try:
        with transaction.atomic():
            typed.delete()
    except ProtectedError:
        Owner.objects.filter(pk=typed.pk).update(name="", nik_cipher="", nik_hash=None, nik_last4="", sex="")


@transaction.atomic
def confirm_at_counter(business: Business, *, by: User, reason: str) -> Business:
    """An officer who typed nothing of it writes that the owner came and agreed, and how she was known.

    Raises Refused for those who typed it, without a reason, and when it was confirmed before.
    """
    locked = _locked(business)
    if not locked.awaits_owner:
        raise Refused(ALREADY)
    if by.pk in typists(locked) or by.pk == locked.assisted_by_id:
        raise Refused("Anda ikut mengisi usaha ini. Petugas lain yang harus mencatat konfirmasi pemiliknya.")
    if not reason.strip():
        raise Refused("Tulis bagaimana pemilik dikenali di loket, misalnya KTP-nya dicocokkan.")
    _confirm(locked, by=by, how=How.COUNTER, note=reason.strip()[:400])
    return locked


def _confirm(business: Business, *, by: User, how: str, note: str) -> None:
    business.confirmed_at, business.confirmed_by = timezone.now(), by
    business.confirmed_how, business.confirmed_note = how, note
    business.disputed_at, business.dispute_note = None, ""
    business.save(update_fields=[*CONFIRMATION, "disputed_at", "dispute_note"])
    record(Verb.OWNER_CONFIRMED, business, by=by, how=how)
    business_changed.send(sender=Business, business=business)


CONFIRMATION = ("confirmed_at", "confirmed_by", "confirmed_how", "confirmed_note")


@transaction.atomic
def dispute(business: Business, *, note: str) -> Business:
    """The owner, proven by a code, says what is wrong; the officer and the reviewer read it.

    What an officer confirmed for her at the counter no longer counts. Raises Refused without words, and when the
    business is hers already (then she edits it).
    """
    locked = _locked(business)
    if locked.assisted_by_id is None or locked.owner.user_id is not None:
        raise Refused(ALREADY)
    if not note.strip():
        raise Refused("Tulis apa yang salah supaya petugas bisa memperbaikinya.")
    locked.disputed_at, locked.dispute_note = timezone.now(), note.strip()[:1000]
    locked.confirmed_at = locked.confirmed_by = None
    locked.confirmed_how = locked.confirmed_note = ""
    locked.save(update_fields=[*CONFIRMATION, "disputed_at", "dispute_note"])
    record(Verb.CHANGES_ASKED, locked, by=OwnerWithoutAccount(), by_owner=True)
    return locked
