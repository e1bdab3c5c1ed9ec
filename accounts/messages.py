"""Sends words to a person: by e-mail when she has one, else to her phone."""

from django.core.mail import send_mail

from accounts.models import User


def tell(user: User, *, subject: str, body: str) -> None:
    """Send `body` to `user`; raises OSError/SMTPException when the channel fails."""
    if user.email:
        send_mail(subject, body, None, [user.email])
