"""The link of an invitation: made from the server's secret, so that the database holds only its hash."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.contacts import Contact
from accounts.templatetags.portal import date_id
from registry.models import Business, BusinessEdition, Member

LIVES = timedelta(days=14)
LONGEST_TOKEN = 64  # a longer text in the address is no link of ours


def token_of(member: Member) -> str:
    """The secret part of the link; another one after each renewal. Needs `code` and `expires_at`."""
    digest = salted_hmac("registry.invitation", f"{member.code}:{member.expires_at.isoformat()}", algorithm="sha256")
    return digest.hexdigest()[:40]


def hash_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def link_of(member: Member) -> str:
    """The whole address of an open invitation; empty when the server's secret has changed since it was made."""
    token = token_of(member)
    if hash_of(token) != member.token_hash:
        return ""
    return f"{settings.SITE_URL}{reverse('registry:invitation', args=[token])}"


def contact_of(member: Member) -> Contact:
    """Where an open invitation went."""
    return Contact("email" if "@" in member.contact else "phone", member.contact)


def masked(contact: Contact) -> str:
    """Enough of a contact to know one's own, not enough to learn another's: ••••••••0001, s•••@contoh.id."""
    if contact.kind == "email":
        name, _, host = contact.value.partition("@")
        return f"{name[:1]}•••@{host}"
    return f"••••••••{contact.value[-4:]}"


def public_name(business: Business) -> str:
    """The name of a business as everybody may read it; empty before its first approval.

    Only a name that an officer has read goes into a message to a stranger.
    """
    return BusinessEdition.objects.filter(business=business, is_live=True).values_list("name", flat=True).first() or ""


def words_of(member: Member, name: str | None = None) -> str:
    """The message with the link, for a text, an e-mail or a chat. No word in it was typed by the inviter.

    `name` spares asking for the public name of the business.
    """
    name = public_name(member.business) if name is None else name
    where = f"usaha “{name[:80]}”" if name else "sebuah usaha"
    return (
        f"Anda diundang menjadi {member.get_role_display()} {where} di {settings.SITE_NAME}. "
        f"Lihat dan jawab sebelum {date_id(member.expires_at)}: {link_of(member)} "
        "Abaikan pesan ini bila Anda tidak mengenal usahanya. Petugas tidak pernah meminta kode masuk atau biaya."
    )
