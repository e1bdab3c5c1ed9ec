"""What the tests of this room share: Sari with all she can have, and officers with the rights of the room."""

from django.contrib.auth.models import Permission
from django.core.files.storage import storages
from django.test import Client

from accounts.models import User
from certification.models import Scan
from registry import actions as registry
from registry.consents import OPTIONAL
from registry.models import Business, Owner
from tests import build
from tests.people import sign_in

NIK = "3602991708412345"
PRIVATE = {
    "owner_name": "Nyi Sari Ningsih",
    "phone": "+6286077778888",
    "whatsapp": "+6286077778888",
    "email": "sari.rahasia@contoh.example",
    "street": "Kp. Rahasia Nomor Tujuh",
    "description": "Cerita Nyi Sari Ningsih.",
    "name": "Gula Aren Nyi Sari Ningsih",
}
WORDS = ("Ningsih", "77778888", "rahasia", "Rahasia", "11110001")


def may(user: User, *names: str) -> User:
    """The same person with more permissions."""
    for name in names:
        room, codename = name.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=room, codename=codename))
    return User.objects.get(pk=user.pk)


def as_(user: User) -> Client:
    """A client after a full sign-in."""
    return sign_in(Client(), user)


def whole_sari(sari: User, rina: User) -> Business:
    """Her business with every state: live, a draft over it, product, certificate, consents, a round sent back."""
    sari.name = "Nyi Sari Ningsih"
    sari.save()
    edition = build.draft_business(sari, **PRIVATE)
    Owner.objects.filter(user=sari).update(nik_cipher="", nik_hash=None, nik_last4="")
    owner = Owner.objects.get(user=sari)
    registry.set_identity(owner, nik=NIK, by=sari)
    registry.set_npwp(edition.business, NIK, by=sari)
    first = registry.submit(edition, by=sari)
    registry.send_back(
        first, by=rina, words="Alamat Nyi Sari Ningsih belum jelas.", findings={"street": "Kp. Rahasia?"}
    )
    again = registry.open_draft(edition.business, by=sari)
    registry.approve(registry.submit(again, by=sari), by=rina)
    business = Business.objects.get(pk=edition.business_id)
    build.live_product(business, sari, rina, description="Dibuat Nyi Sari Ningsih.")
    paper = build.live_certificate(business, sari, rina)
    assert storages["private"].exists(Scan.objects.get(certificate=paper).path)
    for text in OPTIONAL:
        registry.set_consent(owner, text.purpose, True, version=text.version, by=sari)
    registry.save_draft(registry.open_draft(business, by=sari), {"street": "Kp. Rahasia Baru"}, by=sari)
    return business
