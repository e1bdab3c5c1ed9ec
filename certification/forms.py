"""What an owner types about a certificate, turned into values."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from certification.models import Certificate, Kind
from certification.numbers import check_number, is_imported
from review.checked import Checked, Invalid
from review.documents import MAX_BYTES

NEEDED = {
    "number": "Isi nomor sertifikat, seperti tertulis di sertifikatnya.",
    "issued_on": "Isi tanggal terbit sertifikat.",
}
EARLIEST = datetime.date(1980, 1, 1)


def date_field(label: str, help_text: str) -> forms.DateField:
    """A date, typed by day-month-year or picked on a phone."""
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": f"{label} belum benar. Contoh: 21-11-2026."},
    )


class CertificateForm(forms.Form):
    """One certificate of a given kind. Nothing is required until `send` is true."""

    number = forms.CharField(label="Nomor sertifikat", max_length=120, required=False)
    issuer = forms.CharField(label="Lembaga penerbit", max_length=120, required=False)
    scheme = forms.ChoiceField(label="Skema", choices=[("", "Tidak tahu"), *Certificate.Scheme.choices], required=False)
    issued_on = date_field("Tanggal terbit", "Seperti tertulis di sertifikat")
    expires_on = date_field("Berlaku sampai", "Kosongkan bila tidak tertulis")
    scope = forms.CharField(
        label="Produk yang tercantum",
        max_length=1000,
        required=False,
        help_text="Salin nama produk dari sertifikat, satu baris satu produk.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    scan = forms.FileField(
        label="Foto atau PDF sertifikat",
        required=False,
        help_text="PDF, JPG, atau PNG, paling besar 5 MB. Hanya Anda dan petugas yang bisa membukanya.",
        widget=forms.ClearableFileInput(
            attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp", "data-shrink": "2400"}
        ),
        allow_empty_file=True,
        max_length=None,
    )

    def __init__(self, *args: Any, kind: Kind, has_scan: bool = False, send: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.send, self.has_scan = kind, send, has_scan
        self.hints: list[str] = []
        self.fields["number"].help_text = kind.number_hint
        for name in NEEDED:
            self.fields[name].needed = True  # type: ignore[attr-defined]
        self.fields["scan"].needed = True  # type: ignore[attr-defined]
        if kind.code != "halal":
            del self.fields["scheme"]
        if not kind.has_expiry:
            self.fields[
                "expires_on"
            ].help_text = "Sertifikat ini tanpa batas waktu. Isi hanya bila tanggalnya tertulis."

    def clean_number(self) -> str:
        """The number in its stored form; hints are kept for the page."""
        text = self.cleaned_data["number"]
        if not text.strip():
            return ""
        try:
            checked: Checked = check_number(self.kind.number_rule, text)
        except Invalid as bad:
            raise forms.ValidationError(bad.message) from None
        self.hints = [hint.message for hint in checked.hints]
        if is_imported(checked) and not self.hints:
            self.hints = ["Nomor ini untuk produk impor."]
        return checked.value

    def clean_issued_on(self) -> datetime.date | None:
        """Not in the future, not before anybody issued such papers."""
        day = self.cleaned_data["issued_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Tanggal terbit tidak boleh setelah hari ini.")
        if day and day < EARLIEST:
            raise forms.ValidationError("Tanggal terbit terlalu lama. Periksa tahunnya.")
        return day

    def clean_scan(self) -> Any:
        """Too large a file is refused before it is read."""
        file = self.cleaned_data["scan"]
        if file and file.size > MAX_BYTES:
            size = -(-file.size // 1024 // 1024)
            raise forms.ValidationError(f"Berkas harus PDF, JPG, atau PNG, paling besar 5 MB. Berkas ini {size} MB.")
        return file

    def clean(self) -> dict[str, Any]:
        """Dates in order; when it is sent, say of each missing field what to fill in."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("issued_on"), cleaned.get("expires_on")
        if begins and ends and ends < begins:
            self.add_error("expires_on", "Tanggal berakhir tidak boleh sebelum tanggal terbit.")
        if self.send:
            for name, message in NEEDED.items():
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, message)
            if not self.has_scan and not cleaned.get("scan") and "scan" not in self.errors:
                self.add_error("scan", "Unggah foto atau PDF sertifikatnya, supaya petugas bisa memeriksa.")
        return cleaned

    def draft_values(self) -> dict[str, Any]:
        """Values that may be kept now: all that was typed right."""
        return {k: v for k, v in self.cleaned_data.items() if k != "scan" and k not in self.errors}


def initial_of(certificate: Certificate) -> dict[str, Any]:
    """What the form shows of a certificate."""
    names = ("number", "issuer", "scheme", "issued_on", "expires_on", "scope")
    return {name: getattr(certificate, name) for name in names}
