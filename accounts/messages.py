"""Sends words to people: texts through the gateway of the office, the rest by e-mail."""

import json
import logging
import urllib.error
import urllib.request
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from accounts.contacts import Contact
from accounts.models import User

log = logging.getLogger(__name__)
TIMEOUT = 5  # seconds; a person is waiting
NOT_SENT = "Kode belum terkirim. Coba lagi sebentar lagi, atau pakai surel."
NOT_SENT_BY_EMAIL = "Kode belum terkirim. Periksa alamat surel lalu coba lagi sebentar lagi."


class NotSent(Exception):
    """The channel did not take the message; the text is the sentence for the person."""


def can_text() -> bool:
    """Whether texts can be sent at all; production without a gateway has e-mail only."""
    return bool(settings.MESSAGE_GATEWAY_URL) or not settings.PRODUCTION


def send_text(phone: str, text: str) -> None:
    """Send `text` to `phone` (E.164) by WhatsApp or SMS; raises NotSent. The text is never logged."""
    if settings.MESSAGE_GATEWAY_URL:
        _post_to_gateway({"to": phone, "text": text})
    elif settings.PRODUCTION:
        raise NotSent(NOT_SENT)
    else:  # demo and test: texts lie in the same outbox folder as e-mail
        EmailMessage(f"Pesan untuk {phone}", text, to=[f"{phone}@pesan.invalid"]).send()


def _post_to_gateway(payload: dict[str, str]) -> None:
    request = urllib.request.Request(  # noqa: S310 (the address is a setting, checked to be https)
        settings.MESSAGE_GATEWAY_URL,
        data=json.dumps(payload).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.MESSAGE_GATEWAY_TOKEN}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            pass
    except (urllib.error.URLError, OSError) as problem:
        log.error("message gateway refused a text: %s", type(problem).__name__)
        raise NotSent(NOT_SENT) from problem


def send_email(address: str, subject: str, text: str) -> None:
    """Send a plain e-mail; raises NotSent."""
    try:
        EmailMessage(subject, text, to=[address]).send()
    except (SMTPException, OSError) as problem:
        log.error("mail server refused a message: %s", type(problem).__name__)
        raise NotSent(NOT_SENT_BY_EMAIL) from problem


def deliver(contact: Contact, *, subject: str, text: str) -> None:
    """Send `text` to `contact` whatever it is; the subject is for e-mail only. Raises NotSent."""
    if contact.phone:
        send_text(contact.phone, text)
    else:
        send_email(contact.value, subject, text)


def tell(user: User, *, subject: str, body: str) -> None:
    """Send news to `user`: by e-mail when there is an address, else as a text. Raises NotSent."""
    if user.email:
        deliver(Contact("email", user.email), subject=subject, text=body)
    elif user.phone and can_text():
        deliver(Contact("phone", user.phone), subject=subject, text=body)


def send_code(contact: Contact, code: str) -> None:
    """Send a sign-in code (ux.md, sentence 21); raises NotSent."""
    shown = f"{code[:3]} {code[3:]}"
    text = f"Kode {settings.SITE_NAME}: {shown}. Berlaku 10 menit. Jangan berikan kepada siapa pun, termasuk petugas."
    deliver(contact, subject=f"Kode masuk {settings.SITE_NAME}", text=text)


def send_no_account(contact: Contact, sign_up_url: str) -> None:
    """Tell someone who tried to sign in that no account has this contact; raises NotSent."""
    which = "Nomor" if contact.phone else "Surel"
    text = (
        f"{which} ini belum punya akun {settings.SITE_NAME}. Daftar gratis: {sign_up_url} "
        "Abaikan pesan ini bila bukan Anda yang mencoba masuk."
    )
    deliver(contact, subject=f"Belum ada akun di {settings.SITE_NAME}", text=text)
