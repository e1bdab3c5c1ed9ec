"""Understands what a person types as "Nomor HP atau surel": an Indonesian mobile number or an e-mail address."""

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
LANDLINE = phonenumbers.PhoneNumberType.FIXED_LINE
# Prefix 0860 belongs to no operator: our fictional people use it, real ones cannot. (phonenumbers takes some of them
# for valid, so production refuses them by this rule.)
FICTIONAL = re.compile(r"^\+62860[0-9]{6,9}$")
TYPED = re.compile(r"^[+0-9().\-/\s]+$")

EMPTY = "Isi nomor HP atau surel Anda."
NEITHER = "Isi nomor HP (contoh: 0812 3456 7890) atau surel (contoh: nama@contoh.id)."
WRONG = "Nomor telepon tidak benar. Contoh: 0812 3456 7890."
FOREIGN = "Gunakan nomor telepon Indonesia (+62)."
HOME = "Nomor rumah atau kantor tidak bisa menerima kode. Pakai nomor HP atau surel."
SERVICE = "Nomor layanan tidak bisa menerima kode. Pakai nomor HP atau surel."
WRONG_EMAIL = "Alamat surel tidak benar. Contoh: nama@contoh.id."


@dataclass(frozen=True)
class Contact:
    """Where a code can be sent: `value` is E.164 (`+62812…`) or a lower-case e-mail address."""

    kind: Literal["phone", "email"]
    value: str

    @property
    def phone(self) -> str | None:
        """The number in E.164, or None for an e-mail address."""
        return self.value if self.kind == "phone" else None

    @property
    def email(self) -> str | None:
        """The address in lower case, or None for a phone."""
        return self.value if self.kind == "email" else None

    @property
    def words(self) -> str:
        """The contact as people write it: 0812-3456-7890."""
        if self.kind == "email":
            return self.value
        digits = "0" + self.value.removeprefix("+62")
        return "-".join(filter(None, (digits[:4], digits[4:8], digits[8:])))


def parse_contact(text: str) -> Contact:
    """The contact typed by a person; raises ValidationError with the sentence to show."""
    text = text.strip()
    if not text:
        raise ValidationError(EMPTY, code="required")
    if "@" in text:
        return Contact("email", _email(text))
    if TYPED.match(text):
        return Contact("phone", mobile(text))
    raise ValidationError(NEITHER, code="chars")


def _email(text: str) -> str:
    text = text.lower()
    try:
        if len(text) > 254:
            raise ValidationError(WRONG_EMAIL)
        validate_email(text)
    except ValidationError:
        raise ValidationError(WRONG_EMAIL, code="email") from None
    return text


def mobile(text: str) -> str:
    """E.164 of an Indonesian mobile number; raises ValidationError for landlines, foreign and impossible numbers."""
    if len(text) > 40:
        raise ValidationError(WRONG, code="format")
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        raise ValidationError(WRONG, code="format") from None
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.country_code != 62:
        bare = re.sub(r"\D", "", text)
        if bare.startswith("62") and not text.strip().startswith("+"):
            return mobile("+" + bare)
        raise ValidationError(FOREIGN, code="country")
    if FICTIONAL.match(value):
        if settings.PRODUCTION:
            raise ValidationError(WRONG, code="format")
        return value
    if not phonenumbers.is_valid_number(number):
        raise ValidationError(WRONG, code="format")
    kind = phonenumbers.number_type(number)
    if kind not in MOBILE:
        raise ValidationError(HOME if kind == LANDLINE else SERVICE, code="type")
    return value
