"""Why an officer opens what is secret: a NIK, or the file of a paper. No look without a purpose (UU PDP art. 16)."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

NUL = "Ada tanda yang tidak bisa disimpan. Hapus lalu ketik ulang."
PERSONAL = re.compile(r"\d(?:[ .\-]?\d){5,}|@")  # six digits in a row, or an e-mail address


class Purpose(models.TextChoices):
    """The purposes the office has; each stands in the diary and on the owner's page."""

    REVIEW = "review", "Memeriksa pengajuan"
    DUPLICATE = "duplicate", "Mencocokkan data ganda"
    OWNER_ASKED = "owner_asked", "Permintaan pemilik data"
    INCIDENT = "incident", "Menangani insiden"


def purpose_words(value: Any) -> str:
    """The words of a stored purpose; for lines older than the purposes, that none was written down."""
    return str(Purpose(value).label) if value in Purpose.values else "Tidak dicatat"


def no_personal_data(text: str) -> None:
    """Raise ValidationError for a note with a number of six digits or an e-mail address: the diary holds neither."""
    if PERSONAL.search(text):
        raise ValidationError("Jangan tulis NIK, nomor telepon, atau surel di catatan ini.", code="personal")


class PurposeForm(forms.Form):
    """One select with the purpose that fits the page chosen already, and a short note for the rare case."""

    purpose = forms.ChoiceField(
        label="Keperluan",
        choices=Purpose,
        error_messages={
            "required": "Pilih keperluan membuka data ini.",
            "invalid_choice": "Pilih keperluan dari daftar.",
        },
    )
    note = forms.CharField(
        label="Catatan",
        required=False,
        max_length=200,
        validators=[no_personal_data],
        help_text="Tanpa NIK, nomor telepon, atau surel. Pemilik data dapat membacanya.",
        error_messages={
            "max_length": "Catatan paling panjang 200 huruf. Anda menulis %(show_value)d huruf.",
            "null_characters_not_allowed": NUL,
        },
    )

    def __init__(self, data: Any = None, *, usual: str = Purpose.REVIEW, auto_id: str = "lihat_%s") -> None:
        super().__init__(data, initial={"purpose": usual}, auto_id=auto_id)

    def why(self) -> dict[str, str]:
        """What the diary keeps; call it on a valid form."""
        note = self.cleaned_data["note"].strip()
        return {"purpose": self.cleaned_data["purpose"], **({"note": note} if note else {})}

    def first_error(self) -> str:
        """One sentence about what is wrong."""
        return next((str(words) for errors in self.errors.values() for words in errors), "")
