"""What we write to the owner of a business that may have ended. Failures are logged; the question stands anyway."""

import logging

from django.conf import settings

from accounts.contacts import Contact
from accounts.messages import NotSent, can_text, deliver, tell
from registry.models import Business, BusinessEdition
from upkeep.models import Pulse

log = logging.getLogger(__name__)
SUBJECTS = {
    "ask": "Masih produksi? “{name}”",
    "again": "Belum ada jawaban: masih produksi? “{name}”",
    "quiet": "Halaman “{name}” memberi catatan: belum ada kabar",
    "hidden": "“{name}” disembunyikan karena belum ada kabar",
}
BODIES = {
    "ask": "{name}: masih produksi, dan harganya masih benar? Jawab dengan satu ketukan: {link}",
    "again": "{name}: kami belum menerima jawaban Anda. Masih produksi? Satu ketukan cukup: {link}",
    "quiet": (
        "Kami sudah bertanya dua kali tentang {name}. Sekarang halamannya bertuliskan “belum ada kabar dari pemilik”."
        " Ketuk agar catatan itu hilang: {link} Tanpa jawaban dalam 30 hari, halamannya disembunyikan."
    ),
    "hidden": "{name} kami sembunyikan dari katalog karena belum ada kabar. Ketuk agar tampil lagi: {link}",
}


def link_to(token: str) -> str:
    """The address in the message."""
    return f"{settings.SITE_URL}/masih-produksi/{token}/"


def write(business: Business, name: str, what: str, link: str) -> Pulse.Channel:
    """Send one of the letters; returns how it went. Without an account the contact of the live edition is used."""
    values = {"name": " ".join(name.split())[:80] or "usaha Anda", "link": link}
    subject, body = SUBJECTS[what].format(**values), BODIES[what].format(**values)
    try:
        if business.owner.user and (business.owner.user.email or business.owner.user.phone):
            tell(business.owner.user, subject=subject, body=body)
            return Pulse.Channel.TOLD
        contact = _contact_of(business)
        if contact is None:
            return Pulse.Channel.NONE
        deliver(contact, subject=subject, text=body)
        return Pulse.Channel.TOLD
    except NotSent:
        log.warning("business %s could not be asked whether it lives", business.code)
        return Pulse.Channel.FAILED


def _contact_of(business: Business) -> Contact | None:
    edition = BusinessEdition.objects.filter(business=business, is_live=True).first()
    if edition is None:
        return None
    if edition.email:
        return Contact("email", edition.email)
    phone = edition.whatsapp or edition.phone
    return Contact("phone", phone) if phone and can_text() else None
