"""What an officer types when she begins for an owner, and what the owner answers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.contacts import mobile
from fieldwork.models import Assistance
from registry.form_fields import Choice, Line

How = Assistance.ConsentHow
HOW_HINTS = {
    How.PAPER.value: "Foto lembar yang sudah ditandatangani atau dicap jempol.",
    How.SPOKEN.value: "Tulis nama saksi yang mendengar, misalnya kader desa.",
}


class Mobile(Line):
    """The phone of an owner, in E.164; may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "w-m num"})
        super().__init__(longest=40, required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """E.164, empty for nothing; raises ValidationError for what is no mobile phone of Indonesia."""
        text = super().to_python(value)
        return mobile(text) if text else ""


class StartForm(forms.Form):
    """Whom she helps, and how that person agreed."""

    owner_name = Line(label="Nama pemilik", longest=120, help_text="Seperti tertulis di KTP.")
    owner_phone = Mobile(
        label="Nomor HP pemilik",
        help_text="Tautan konfirmasi dikirim ke sini. Kosongkan bila pemilik tidak punya HP; konfirmasinya di loket.",
    )
    consent_how = Choice(
        label="Bagaimana pemilik menyetujui?",
        choices=How.choices,
        missing="Pilih bagaimana pemilik memberi persetujuan.",
        hints=HOW_HINTS,
    )
    consent_witness = Line(label="Nama saksi", longest=120, required=False, help_text="Untuk persetujuan lisan.")
    consent_photo = forms.FileField(
        label="Foto lembar persetujuan",
        required=False,
        help_text="Untuk lembar bertanda tangan. Disimpan tertutup; hanya petugas yang bisa membukanya.",
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment", "data-shrink": ""}
        ),
        error_messages={
            "empty": "Foto ini kosong. Ambil ulang, lalu unggah lagi.",
            "invalid": "Unggah fotonya lewat tombol pilih berkas.",
            "max_length": "Nama berkas terlalu panjang. Ganti namanya, lalu unggah lagi.",
        },
    )
    notice_read = forms.BooleanField(
        label="Saya sudah membacakan pemberitahuan data pribadi di atas, dan pemilik menyetujui datanya diproses.",
        error_messages={"required": "Bacakan pemberitahuan di atas kepada pemilik, lalu centang pernyataan ini."},
    )

    def clean(self) -> None:
        """A sheet needs its photo, a spoken consent its witness; what belongs to the other way is not kept."""
        how, told = self.cleaned_data.get("consent_how"), self.cleaned_data
        if how == How.PAPER:
            told["consent_witness"] = ""
            if not told.get("consent_photo") and "consent_photo" not in self.errors:
                self.add_error("consent_photo", ValidationError("Foto lembar persetujuannya dulu."))
        elif how == How.SPOKEN:
            told["consent_photo"] = None
            self.errors.pop("consent_photo", None)
            if not told.get("consent_witness") and "consent_witness" not in self.errors:
                self.add_error("consent_witness", ValidationError("Tulis nama saksi persetujuan lisan."))


class LinkForm(forms.Form):
    """Where the link goes."""

    phone = Mobile(label="Nomor HP pemilik", help_text="Contoh: 0812 3456 7890.")

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["phone"].needed = True  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        """Here it is needed."""
        if not self.cleaned_data["phone"]:
            raise ValidationError("Isi nomor HP pemilik.")
        return self.cleaned_data["phone"]


class CounterForm(forms.Form):
    """What another officer writes when the owner came herself."""

    reason = Line(
        label="Bagaimana pemilik dikenali",
        longest=400,
        lines=True,
        missing="Tulis bagaimana pemilik dikenali di loket.",
        help_text="Misalnya: datang ke kantor kecamatan, KTP dicocokkan, isian dibacakan. Jangan menulis NIK.",
    )


class DisputeForm(forms.Form):
    """What the owner says is wrong."""

    note = Line(
        label="Apa yang salah?",
        longest=1000,
        lines=True,
        missing="Tulis apa yang salah supaya petugas bisa memperbaikinya.",
        help_text="Tulis dengan kata-kata Anda. Dibaca petugas yang mengisi dan petugas pemeriksa.",
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
