"""What django-allauth asks of us: phones on our user model, our texts, our two sign-in steps."""

import base64
import hashlib
import io

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.cryptokit import generate_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.contacts import Contact
from accounts.messages import send_code
from accounts.models import User
from accounts.queries import needs_second_factor, roles_of, user_with
from accounts.sessions import note_device

OFFICE_HOURS = 12 * 60 * 60  # seconds a session with a role lasts
TOO_MANY = "Terlalu banyak percobaan. Coba lagi 15 menit lagi atau hubungi {office}."
WRONG_CODE = "Kode tidak cocok. Periksa lagi angka pada pesan terakhir."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts without passwords: one code, then a second factor for people with a role."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Akun ini tidak aktif.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY.format(office=settings.OFFICE_NAME),
        "rate_limited": TOO_MANY.format(office=settings.OFFICE_NAME),
    }

    def get_login_stages(self) -> list[str]:
        """Contacts are proven before an account exists, so there are only two steps."""
        return ["allauth.account.stages.LoginByCodeStage", "allauth.mfa.stages.AuthenticateStage"]

    def generate_login_code(self) -> str:
        """Six digits."""
        return generate_user_code(length=6, numeric=True, dashed=False)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """Number and whether it was proven."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Write the number."""
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Note that a code sent to `phone` came back."""
        if user.phone == phone and not user.phone_verified:
            user.phone_verified = True
            user.save(update_fields=["phone_verified"])

    def get_user_by_phone(self, phone: str) -> User | None:
        """The person with this number in E.164."""
        return user_with(Contact("phone", phone))

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: object) -> None:
        """Send a code as a text; raises accounts.messages.NotSent."""
        send_code(Contact("phone", phone), code)

    def login(self, request: HttpRequest, user: User) -> None:
        """As allauth, and the session knows since when and on what kind of device."""
        super().login(request, user)
        note_device(request.session, request.headers.get("User-Agent", ""))

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse:
        """As allauth, with a shorter session for people who hold a role."""
        request.session.set_expiry(OFFICE_HOURS if needs_second_factor(user) else None)
        return super().post_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The room where this person works; the addresses are set on the roof."""
        for role in roles_of(request.user):  # type: ignore[arg-type]
            if role in settings.HOME_OF_ROLE:
                return settings.HOME_OF_ROLE[role]
        return settings.LOGIN_REDIRECT_URL


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted and speaks Indonesian."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Kode tidak cocok. Tunggu angka baru muncul di aplikasi, lalu coba lagi.",
        "cannot_delete_authenticator": "Peran Anda mewajibkan langkah kedua, jadi tidak bisa dilepas.",
    }

    @staticmethod
    def _cipher(*keys: str) -> MultiFernet:
        return MultiFernet(
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second-factor:" + key.encode()).digest()))
            for key in keys or settings.FIELD_KEYS
        )

    def is_current(self, encrypted_text: str) -> bool:
        """Whether today's first key opens it; false for an older key and for none of ours."""
        try:
            self._cipher(settings.FIELD_KEYS[0]).decrypt(encrypted_text.encode())
        except InvalidToken:
            return False
        return True

    def encrypt(self, text: str) -> str:
        """`text` as a token that only FIELD_KEY opens."""
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of `encrypt`; raises InvalidToken for another key."""
        return self._cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """People with a role keep their second factor."""
        return not needs_second_factor(authenticator.user)

    def build_totp_svg(self, url: str) -> str:
        """The QR picture, on white so that a phone reads it in the dark theme too."""
        picture = io.BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=6, border=4, light="#fff")
        return picture.getvalue().decode()

    def get_totp_label(self, user: User) -> str:
        """What the authenticator app shows beside the name of the portal."""
        return user.email or user.phone or user.code
