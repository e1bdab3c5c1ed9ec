"""What a person types to find and claim her business."""

from typing import Any

from django import forms

from registry import identifiers
from registry.form_fields import Line, Number

SECRET = {"inputmode": "numeric", "autocomplete": "off", "data-secret": "", "class": "w-m num"}


class NibForm(forms.Form):
    """Find by NIB."""

    nib = Number(
        label="NIB",
        check=identifiers.check_nib,
        help_text="13 angka pada dokumen NIB usaha Anda.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-m num"}),
    )


class NikForm(forms.Form):
    """Find by NIK and the phone that the office has for the business."""

    nik = Number(
        label="NIK",
        check=identifiers.check_nik,
        help_text="16 angka di KTP pemilik. Hanya dicocokkan; tidak kami simpan di sini.",
        widget=forms.TextInput(attrs=SECRET),
    )
    phone = Number(
        label="Nomor telepon usaha",
        check=identifiers.check_phone,
        help_text="Nomor yang pernah Anda berikan kepada petugas, juga bila sudah tidak dipakai.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "w-m num"}),
    )

    def forget_nik(self) -> None:
        """Take the NIK out of the page: it is typed again each time."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "nik": ""}


class ClaimForm(forms.Form):
    """The claim itself: what makes it believable."""

    nik = Number(
        label="NIK pemilik",
        check=identifiers.check_nik,
        required=False,
        help_text="Mempercepat pemeriksaan. Hanya dicocokkan; tidak kami simpan di klaim.",
        widget=forms.TextInput(attrs=SECRET),
    )
    note = Line(
        label="Penjelasan",
        longest=1000,
        lines=True,
        required=False,
        help_text="Misalnya: usaha diteruskan dari ibu saya, atau nomor HP sudah ganti.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    scan = forms.FileField(
        label="Foto bukti",
        required=False,
        help_text="NIB, KTP, atau surat desa: PDF, JPG, atau PNG, paling besar 5 MB. Dihapus 30 hari setelah diputus.",
        widget=forms.FileInput(
            attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp", "data-shrink": "2400"}
        ),
        error_messages={"empty": "Berkas ini kosong (0 byte). Pilih berkasnya lagi, lalu unggah ulang."},
    )

    def __init__(self, *args: Any, with_nik: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_nik:
            del self.fields["nik"]

    def forget_nik(self) -> None:
        """Take the NIK out of the page: it is typed again each time."""
        if "nik" in self.fields:
            self.data = {**{name: self.data.get(name, "") for name in self.fields if name != "scan"}, "nik": ""}


class UndoForm(forms.Form):
    """Why an approved claim is taken back; the claimant reads it."""

    reason = Line(
        label="Alasan membatalkan",
        longest=400,
        lines=True,
        missing="Tulis alasan membatalkan klaim ini.",
        help_text="Pengklaim membaca kalimat ini.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
