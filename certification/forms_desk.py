"""What an officer types about a certificate: a look-up at the issuer's portal, and why one is revoked."""

from django import forms

from certification.models import PortalCheck

NUL = "Ada tanda yang tidak bisa disimpan. Hapus lalu ketik ulang."


class PortalCheckForm(forms.Form):
    """What the portal of the issuer said."""

    result = forms.ChoiceField(
        label="Hasil di portal",
        choices=PortalCheck.Result,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasil pengecekan.", "invalid_choice": "Pilih hasil pengecekan."},
    )
    note = forms.CharField(
        label="Catatan",
        max_length=400,
        required=False,
        error_messages={"max_length": "Catatan paling panjang 400 huruf.", "null_characters_not_allowed": NUL},
    )


class RevokeForm(forms.Form):
    """Why a certificate no longer counts; the public check page shows it."""

    reason = forms.CharField(
        label="Alasan mencabut",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Tulis alasan mencabut sertifikat ini.",
            "max_length": "Alasan paling panjang 400 huruf. Anda menulis %(show_value)d huruf.",
            "null_characters_not_allowed": NUL,
        },
    )
