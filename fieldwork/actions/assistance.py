"""Helping an owner to register: begin, send her the link, and what she answers."""

import logging
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions import sign_up
from accounts.contacts import Contact
from accounts.messages import NotSent, can_text, send_text, tell
from accounts.models import User
from accounts.queries import user_with
from audit.models import Verb
from audit.record import record
from fieldwork.access import token_hash
from fieldwork.models import Assistance
from registry import assisting
from registry.actions import answer_consents
from registry.consents import NOTICE_VERSION
from registry.models import Business, BusinessEdition
from review import actions as review
from review.actions import Refused
from review.purposes import Purpose

log = logging.getLogger(__name__)
ASSIST = "fieldwork.assist_owner"
LINK_LASTS = timedelta(days=14)
BETWEEN_LINKS = timedelta(minutes=2)
MOST_LINKS = 10
OWN_NUMBER = "Ini nomor HP Anda sendiri. Isi nomor pemilik, atau kosongkan bila pemilik tidak punya telepon."


@transaction.atomic
def start(
    *, owner_name: str, owner_phone: str, consent_how: str, consent_witness: str = "", consent_photo: str = "", by: User
) -> Assistance:
    """Begin a registration for an owner who agreed to it on paper (`consent_photo`: folder) or before a witness.

    `owner_phone` is E.164 of a mobile phone, or empty. Raises Refused without the role, and for the officer's own one.
    """
    review.require(ASSIST, by)
    _refuse_own(owner_phone, by)
    edition = assisting.start_for_owner(
        owner_name=owner_name, phone=owner_phone, notice=NOTICE_VERSION, channel=consent_how, by=by
    )
    return Assistance.objects.create(
        business=edition.business,
        owner_phone=owner_phone,
        consent_how=consent_how,
        consent_witness=consent_witness,
        consent_photo=consent_photo,
    )


def _refuse_own(phone: str, officer: User) -> None:
    if phone and phone == officer.phone:
        raise Refused(OWN_NUMBER)


def _locked(assistance: Assistance) -> Assistance:
    found = Assistance.objects.select_for_update(of=("self",)).select_related(
        "business__owner", "business__assisted_by"
    )
    return found.get(pk=assistance.pk)


def _name_of(business: Business) -> str:
    newest = BusinessEdition.objects.filter(business=business).order_by("-number").first()
    return newest.name[:60] if newest and newest.name else "usaha Anda"


def send_link(assistance: Assistance, *, phone: str, by: User) -> None:
    """Send the owner a text with a new link to what was typed for her; an earlier link stops working.

    `phone` is E.164 and takes the place of the one noted before. Raises Refused: without the role, for the officer's
    own phone, when she has an account already, too often; NotSent when the text did not leave (the phone is kept then).
    """
    token = _new_link(assistance, phone=phone, by=by)
    locked = Assistance.objects.select_related("business__assisted_by").get(pk=assistance.pk)
    url = f"{settings.SITE_URL}/konfirmasi/{token}/"
    text = (
        f"{locked.business.assisted_by} dari {settings.OFFICE_NAME} mendaftarkan “{_name_of(locked.business)}” "
        f"untuk Anda. Periksa dan konfirmasi di sini: {url} Berlaku 14 hari. Gratis; petugas tidak pernah meminta kode."
    )
    try:
        send_text(phone, text)
    except NotSent:
        Assistance.objects.filter(pk=assistance.pk, link_hash=token_hash(token)).update(
            link_hash=None, link_sent_at=None, link_expires_at=None
        )
        raise


@transaction.atomic
def _new_link(assistance: Assistance, *, phone: str, by: User) -> str:
    review.require(ASSIST, by)
    _refuse_own(phone, by)
    locked, now = _locked(assistance), timezone.now()
    if locked.business.owner.user_id is not None:
        raise Refused(assisting.ALREADY)
    if not phone:
        raise Refused("Isi nomor HP pemilik dulu. Tanpa HP, konfirmasi dicatat petugas lain di loket.")
    if not can_text():
        raise Refused("Pesan ke HP belum bisa dikirim dari portal ini. Konfirmasi dicatat petugas lain di loket.")
    if locked.link_sent_at and now - locked.link_sent_at < BETWEEN_LINKS:
        raise Refused("Tautan baru saja dikirim. Tunggu dua menit sebelum mengirim lagi.")
    if locked.links_sent >= MOST_LINKS:
        raise Refused(f"Tautan sudah dikirim {MOST_LINKS} kali. Minta pemilik datang ke loket untuk konfirmasi.")
    token = secrets.token_urlsafe(24)
    locked.owner_phone, locked.link_hash = phone, token_hash(token)
    locked.link_sent_at, locked.link_expires_at = now, now + LINK_LASTS
    locked.links_sent += 1
    locked.save(update_fields=["owner_phone", "link_hash", "link_sent_at", "link_expires_at", "links_sent"])
    record(Verb.CHANGED, locked.business, by=by, what="confirmation_link", times=locked.links_sent)
    return token


def send_link_by_itself(business_pk: int, *, by: User) -> None:
    """After a registration was sent for an owner with a phone: her link, once; and again after what she called wrong.

    What goes wrong is logged and shown.
    """
    due = Q(links_sent=0) | Q(business__disputed_at__isnull=False)
    found = Assistance.objects.filter(due, business=business_pk).exclude(owner_phone="").first()
    if found is None:
        return
    try:
        send_link(found, phone=found.owner_phone, by=by)
    except (Refused, NotSent):
        log.warning("the link of assistance %s could not be sent", found.code)


@transaction.atomic
def confirm(assistance: Assistance, *, consents: dict[str, bool]) -> User:
    """The owner, whose phone was just proven by a code, says that it is true; returns her account, old or new.

    Raises Refused: confirmed before, the phone belongs to somebody who typed it, or to a closed account.
    """
    locked = _locked(assistance)
    if not locked.owner_phone or locked.business.owner.user_id is not None:
        raise Refused(assisting.ALREADY)
    contact = Contact("phone", locked.owner_phone)
    known = user_with(contact)
    if known is not None and known.pk in assisting.typists(locked.business):
        raise Refused("Nomor ini milik petugas yang ikut mengisi. Pemilik harus mengonfirmasi dengan nomornya sendiri.")
    user = known or sign_up(name=locked.business.owner.name, contact=contact)
    business = assisting.confirm_by_code(locked.business, by=user)
    if not user.phone_verified:
        User.objects.filter(pk=user.pk).update(phone_verified=True)
    answer_consents(business.owner, consents, by=user, channel="link")
    locked.owner_phone = ""
    locked.save(update_fields=["owner_phone"])
    return user


@transaction.atomic
def dispute(assistance: Assistance, *, note: str) -> None:
    """The owner, whose phone was just proven by a code, says what is wrong. Raises Refused without words."""
    business = assisting.dispute(_locked(assistance).business, note=note)
    transaction.on_commit(lambda: _tell_officer(business))


def _tell_officer(business: Business) -> None:
    """Tell who typed that the owner disagrees; what she wrote stays on the page. A failure is logged."""
    officer, page = business.assisted_by, f"{settings.SITE_URL}/petugas/lapangan/{business.code}/"
    if officer is None:
        return
    body = f"Pemilik “{_name_of(business)}” menyatakan ada isian yang salah. Baca catatannya dan perbaiki: {page}"
    try:
        tell(officer, subject="Pemilik menyatakan ada isian yang salah", body=body)
    except NotSent:
        log.warning("the officer of %s could not be told of a dispute", business.code)


@transaction.atomic
def confirm_at_counter(assistance: Assistance, *, reason: str, by: User) -> None:
    """Another officer writes that the owner came and agreed. Raises Refused without the role and for typists."""
    review.require(ASSIST, by)
    assisting.confirm_at_counter(_locked(assistance).business, by=by, reason=reason)


@transaction.atomic
def look_at_consent(assistance: Assistance, *, by: User, purpose: str, note: str = "") -> None:
    """Write into the diary that `by` opened the photo of the signed sheet, and why; it bears a name and a signature.

    Raises Refused without a purpose (review.purposes.Purpose).
    """
    review.require(ASSIST, by)
    if purpose not in Purpose.values:
        raise Refused("Pilih keperluan membuka berkas ini.")
    why = {"purpose": purpose} | ({"note": note} if note else {})
    record(Verb.SCAN_VIEWED, assistance.business, by=by, what="consent", **why)
