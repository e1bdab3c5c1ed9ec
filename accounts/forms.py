"""What people type at the door and on their account page."""

import re
import unicodedata

from allauth.account.forms import ConfirmLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError

from accounts.contacts import Contact, parse_contact
from accounts.messages import can_text
from accounts.roles import GRANTABLE

ONLY_EMAIL = "Kode lewat HP belum tersedia. Isi alamat surel Anda."
CODE_ATTRS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class ContactField(forms.CharField):
    """One field for a mobile number or an e-mail address; cleans to a Contact."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault("error_messages", {"max_length": "Isian terlalu panjang."})
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> Contact:
        """The contact; raises ValidationError with the sentence to show."""
        contact = parse_contact(super().clean(value))
        if contact.phone and not can_text():
            raise ValidationError(ONLY_EMAIL, code="no_gateway")
        return contact


class ContactForm(forms.Form):
    """Signing in: one field."""

    contact = ContactField(widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["contact"]
        field.error_messages["required"] = "Isi nomor HP atau surel Anda." if can_text() else "Isi surel Anda."
        field.label = "Nomor HP atau surel" if can_text() else "Surel"
        field.help_text = "Contoh: 0812 3456 7890 atau nama@contoh.id." if can_text() else "Contoh: nama@contoh.id."


def clean_name(name: str) -> str:
    """A name on one line without control characters; raises ValidationError when nothing is left."""
    name = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    name = re.sub(r" +", " ", name).strip()
    if not any(sign.isalpha() for sign in name):
        raise ValidationError("Isi nama Anda dengan huruf.", code="name")
    return name


class NameField(forms.CharField):
    """A person's name."""

    def __init__(self) -> None:
        super().__init__(
            label="Nama Anda",
            help_text="Seperti di KTP.",
            max_length=120,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": "Isi nama Anda.", "max_length": "Nama paling panjang 120 huruf."},
        )

    def clean(self, value: object) -> str:
        """The tidy name."""
        return clean_name(super().clean(value))


class SignUpForm(ContactForm):
    """Signing up: name and one contact."""

    name = NameField()
    field_order = ["name", "contact"]


class CodeField(forms.CharField):
    """Digits of a code; spaces and dashes do not matter."""

    def __init__(self, label: str = "Kode 6 angka", help_text: str = "Spasi boleh, misalnya 482 913.") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=40,
            widget=forms.TextInput(attrs=CODE_ATTRS),
            error_messages={"required": "Isi kode Anda.", "max_length": "Kode terlalu panjang. Isi angkanya saja."},
        )

    def clean(self, value: object) -> str:
        """The digits; raises ValidationError for anything else."""
        digits = re.sub(r"[\s\-.]", "", super().clean(value))
        if not re.fullmatch(r"[0-9]+", digits):
            raise ValidationError("Kode hanya berisi angka.", code="digits")
        return digits


class CodeForm(ConfirmLoginCodeForm):
    """The code that was sent to sign in."""

    code = CodeField()


class TypedCodeForm(forms.Form):
    """The code that was sent to a new contact."""

    code = CodeField()


class SecondFactorForm(AuthenticateForm):
    """A code of the authenticator app, or a spare one."""

    code = CodeField("Kode dari aplikasi", "6 angka dari aplikasi autentikator, atau satu kode cadangan 8 angka.")


class SecondFactorAgainForm(ReauthenticateForm):
    """The same, asked again before something important."""

    code = CodeField("Kode dari aplikasi", "6 angka dari aplikasi autentikator, atau satu kode cadangan 8 angka.")


class SetUpForm(ActivateTOTPForm):
    """The first code of a freshly scanned authenticator app."""

    code = CodeField("Kode dari aplikasi", "6 angka yang sekarang tampil di aplikasi.")


class NameForm(forms.Form):
    """Changing one's name."""

    name = NameField()


class RoleForm(forms.Form):
    """Whom an administrator gives which role."""

    contact = ContactField(
        label="Nomor HP atau surel",
        help_text="Orang itu harus sudah punya akun.",
        error_messages={"required": "Isi nomor HP atau surel.", "max_length": "Isian terlalu panjang."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label="Peran",
        choices=[("", "Pilih peran"), *[(role.value, role.label) for role in GRANTABLE]],
        error_messages={"required": "Pilih peran.", "invalid_choice": "Pilih peran dari daftar."},
    )
