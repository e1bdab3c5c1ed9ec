"""Verbs about the owner herself: her NIK, the NPWP of her business, and what she agrees to."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry import secrets
from registry.consents import OPTIONAL
from registry.identifiers import sex_in_nik
from registry.models import Business, BusinessEdition, Consent, Owner
from review import actions as review
from review.actions import Refused
from review.purposes import Purpose

NIK_USED = (
    "NIK ini sudah dipakai akun lain atau ada di daftar dinas. Masuk dengan akun itu, klaim usahanya, atau "
    "hubungi petugas bila ini memang NIK Anda."
)


NIK_USED_OF_ANOTHER = (
    "NIK ini sudah terdaftar. Kosongkan saja bila pemiliknya sama: usaha ini tersambung ke akunnya saat ia "
    "mengonfirmasi."
)


def _require_herself(owner: Owner, by: User) -> None:
    """NIK and consents are the owner's own: raises Refused for members; an officer may type for her."""
    if by.pk != owner.user_id and not by.has_perm("review.view_queue"):
        raise Refused("NIK dan izin data pribadi hanya bisa diisi pemiliknya sendiri.")


def _release_nik(digest: str) -> None:
    """An owner without account and without any business left (all were claimed) gives up her NIK to who types it."""
    empty = Owner.objects.filter(nik_hash=digest, user__isnull=True, businesses__isnull=True)
    Owner.objects.filter(pk__in=empty.values("pk")).update(nik_cipher="", nik_hash=None, nik_last4="", sex="")


@transaction.atomic
def set_identity(owner: Owner, *, nik: str, by: User) -> None:
    """Store the NIK (canonical 16 digits): encrypted, with a keyed hash and the last four digits.

    Raises Refused when another owner has it, for anybody but herself and officers, or when a registration was already
    sent (staff correct it then); one that was never stored can still be added.
    """
    _require_herself(owner, by)
    locked = Owner.objects.select_for_update().get(pk=owner.pk)
    digest = secrets.keyed_hash(nik)
    if locked.nik_hash == digest:
        return
    sent = BusinessEdition.objects.filter(business__owner=locked, submission__state__in=["submitted", "approved"])
    if locked.nik_hash and sent.exists():
        raise Refused("NIK tidak bisa diubah setelah pendaftaran dikirim. Hubungi petugas Disperindag.")
    try:
        with transaction.atomic():
            _release_nik(digest)
            Owner.objects.filter(pk=locked.pk).update(
                nik_cipher=secrets.encrypt(nik), nik_hash=digest, nik_last4=nik[-4:], sex=sex_in_nik(nik)
            )
    except IntegrityError:
        raise Refused(NIK_USED if owner.user_id else NIK_USED_OF_ANOTHER) from None
    owner.refresh_from_db()


@transaction.atomic
def set_npwp(business: Business, npwp: str, *, by: User) -> None:
    """Store the NPWP (canonical 16 digits) encrypted with its last four digits; empty takes it away.

    It stands on the name plate: an owner may have one as a person and another for her firm, and several businesses may
    share one. Raises Refused for anybody but the owner herself and officers, and when the business was merged.
    """
    locked = Business.objects.select_for_update(of=("self",)).select_related("owner").get(pk=business.pk)
    _require_herself(locked.owner, by)
    if locked.merged_into_id:
        raise Refused("Usaha ini sudah digabungkan ke usaha lain, jadi datanya tidak diubah lagi di sini.")
    locked.npwp_cipher, locked.npwp_last4 = secrets.encrypt(npwp) if npwp else "", npwp[-4:]
    locked.save(update_fields=["npwp_cipher", "npwp_last4"])
    record(Verb.CHANGED, locked, by=by, what="npwp")
    business.npwp_cipher, business.npwp_last4 = locked.npwp_cipher, locked.npwp_last4


@transaction.atomic
def reveal_npwp(business: Business, *, by: User, purpose: str, note: str = "") -> str:
    """The full NPWP for a reviewer who needs it; each look stands in the diary like that of a NIK."""
    _look(business, "npwp", by=by, purpose=purpose, note=note)
    return secrets.decrypt(business.npwp_cipher) if business.npwp_cipher else ""


def _look(subject: Owner | Business, what: str, *, by: User, purpose: str, note: str) -> None:
    review.require("registry.view_secret", by)
    if purpose not in Purpose.values:
        raise Refused(f"Pilih keperluan melihat {what.upper()} ini.")
    record(Verb.SECRET_VIEWED, subject, by=by, what=what, purpose=purpose, **({"note": note} if note else {}))


@transaction.atomic
def reveal_nik(owner: Owner, *, by: User, purpose: str, note: str = "") -> str:
    """The full NIK for a reviewer who needs it; every look stands in the diary with its purpose (UU 27/2022 art. 16).

    `purpose` is one of review.purposes.Purpose, `note` holds no personal data. Raises Refused without either right.
    """
    _look(owner, "nik", by=by, purpose=purpose, note=note)
    return secrets.decrypt(owner.nik_cipher) if owner.nik_cipher else ""


@transaction.atomic
def set_consent(owner: Owner, purpose: str, agrees: bool, *, version: str, by: User, channel: str = "web") -> None:
    """Give or withdraw one consent; both keep their date. What it showed is hidden at once.

    Raises Refused for anybody but the owner herself and officers who type for her.
    """
    _require_herself(Owner.objects.select_for_update().get(pk=owner.pk), by)
    current = Consent.objects.filter(owner=owner, purpose=purpose, withdrawn_at__isnull=True).first()
    if agrees and current is None:
        Consent.objects.create(owner=owner, purpose=purpose, text_version=version, channel=channel, given_by=by)
        record(Verb.CONSENT_GIVEN, owner, by=by, purpose=purpose, version=version)
    elif not agrees and current is not None:
        current.withdrawn_at = timezone.now()
        current.save(update_fields=["withdrawn_at"])
        record(Verb.CONSENT_WITHDRAWN, owner, by=by, purpose=purpose)


@transaction.atomic
def answer_consents(owner: Owner, answers: Mapping[str, bool], *, by: User, channel: str = "web") -> None:
    """Keep her answers to the optional consents (registry.consents.OPTIONAL); the texts of today were read."""
    for text in OPTIONAL:
        if text.purpose in answers:
            set_consent(owner, text.purpose, answers[text.purpose], version=text.version, by=by, channel=channel)
