"""What we write to owners: whether the business lives, and links that died. Failures are logged; the work goes on."""

import logging

from django.conf import settings
from django.urls import reverse

from accounts.contacts import Contact
from accounts.messages import NotSent, can_text, deliver, tell
from registry.models import Business, BusinessEdition, MarketplaceLink
from upkeep.models import Pulse

log = logging.getLogger(__name__)
SHOWN = 5  # dead addresses named in one letter
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
        user = business.owner.user
        if user and (user.email or (user.phone and can_text())):
            tell(user, subject=subject, body=body)
            return Pulse.Channel.TOLD
        contact = _contact_of(business)
        if contact is None:
            return Pulse.Channel.NONE
        deliver(contact, subject=subject, text=body)
        return Pulse.Channel.TOLD
    except NotSent:
        log.warning("business %s could not be asked whether it lives", business.code)
        return Pulse.Channel.FAILED


def tell_dead_link(link: MarketplaceLink) -> bool:
    """Tell the owner of the business that shows `link`, if she has an account; True when it was sent."""
    user, edition = link.edition.business.owner.user, link.edition
    if user is None:
        return False
    name = " ".join(edition.name.split())[:80]
    body = (
        f"Tautan {link.get_platform_display()} di halaman {name} tidak bisa dibuka lagi: {link.url} "
        f"Perbaiki atau hapus: {settings.SITE_URL}{reverse('upkeep:dead-links')}"
    )
    try:
        tell(user, subject=f"Tautan toko “{name}” tidak bisa dibuka", body=body)
    except NotSent:
        log.warning("the owner of %s could not be told of a dead link", edition.business.code)
        return False
    return True


def tell_dead_products(business: Business, dead: list[str]) -> bool:
    """Tell the owner which addresses of her products lead nowhere, all in one letter; True when it was sent."""
    user = business.owner.user
    if user is None:
        return False
    shown = "; ".join(" ".join(one.split())[:80] for one in sorted(dead)[:SHOWN])
    more = f" dan {len(dead) - SHOWN} lagi" if len(dead) > SHOWN else ""
    body = (
        f"Halaman ini tidak bisa dibuka lagi: {shown}{more}. "
        f"Lihat apa yang perlu diperbaiki: {settings.SITE_URL}{reverse('upkeep:dead-links')}"
    )
    try:
        tell(user, subject="Tautan produk tidak bisa dibuka", body=body)
    except NotSent:
        log.warning("the owner of %s could not be told of dead links of products", business.code)
        return False
    return True


def _contact_of(business: Business) -> Contact | None:
    edition = BusinessEdition.objects.filter(business=business, is_live=True).first()
    if edition is None:
        return None
    if edition.email:
        return Contact("email", edition.email)
    phone = edition.whatsapp or edition.phone
    return Contact("phone", phone) if phone and can_text() else None
