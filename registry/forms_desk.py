"""What the head of the section types about a business."""

from django import forms


class SuspendForm(forms.Form):
    """Why a business is hidden; its owner reads the reason."""

    reason = forms.CharField(
        label="Alasan menonaktifkan",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Tulis alasan menonaktifkan usaha ini.",
            "max_length": "Alasan paling panjang 400 huruf. Anda menulis %(show_value)d huruf.",
            "null_characters_not_allowed": "Ada tanda yang tidak bisa disimpan. Hapus lalu ketik ulang.",
        },
    )
