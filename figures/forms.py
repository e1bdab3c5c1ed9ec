"""What people of the office type: a figure with its source, and a list to compare."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from figures.definitions import BY_KEY
from figures.models import SourcedFigure
from registry.form_fields import Count, Line, Year
from registry.queries import districts
from registry.spreadsheet import MAX_BYTES

MOST = 10**12
ON_WEB = URLValidator(schemes=["http", "https"], message="Alamat web harus diawali https:// atau http://.")
COMPARABLE = [(key, figure.name) for key, figure in BY_KEY.items() if figure.value and not figure.dimension]


class SourceForm(forms.Form):
    """One figure of another source."""

    figure = forms.ChoiceField(
        label="Angka yang dimaksud",
        choices=[("", "Pilih angka"), *COMPARABLE],
        error_messages={"required": "Pilih angka yang dimaksud.", "invalid_choice": "Pilih angka dari daftar."},
    )
    year = Year(label="Tahun", least=1945, required=False, help_text="Kosongkan bila sumbernya tidak menyebut tahun.")
    value = Count(label="Nilai", most=MOST, help_text="Angka saja, misalnya 18500.")
    source = Line(
        label="Sumber", longest=120, missing="Tulis sumbernya: siapa yang menerbitkan angka ini.",
        help_text="Siapa yang menerbitkan, misalnya BPS Kabupaten Lebak.",
    )  # fmt: skip
    source_detail = Line(
        label="Keterangan sumber", longest=300, required=False, help_text="Judul, halaman, atau nomor surat."
    )
    source_url = Line(label="Alamat web", longest=300, required=False)
    note = Line(label="Catatan", longest=400, required=False, lines=True)

    def clean_source_url(self) -> str:
        """A web address, or nothing."""
        address = self.cleaned_data["source_url"]
        if address:
            ON_WEB(address)
        return address

    def values(self) -> dict[str, Any]:
        """The fields of SourcedFigure."""
        figure = BY_KEY.get(self.cleaned_data.get("figure", ""))
        return {**self.cleaned_data, "unit": figure.unit if figure else ""}


class CorrectionForm(SourceForm):
    """The same figure put right, with the reason."""

    figure = None
    reason = Line(
        label="Alasan perubahan", longest=400, missing="Tulis alasannya, supaya orang lain mengerti mengapa berubah."
    )

    def __init__(self, *args: Any, of: SourcedFigure, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(of, name) for name in FIELDS})
        super().__init__(*args, **kwargs)
        self.of = of

    def values(self) -> dict[str, Any]:
        """The fields of SourcedFigure; the reason travels apart."""
        return {**{name: self.cleaned_data[name] for name in FIELDS}, "unit": self.of.unit}


FIELDS = ("year", "value", "source", "source_detail", "source_url", "note")


class ReasonForm(forms.Form):
    """Why a figure is withdrawn."""

    reason = Line(label="Alasan", longest=400, missing="Tulis alasannya, supaya orang lain mengerti.")


class ListForm(forms.Form):
    """A list of another office."""

    name = Line(label="Nama daftar", longest=120, help_text="Misalnya: UMKM binaan 2026.")
    office = Line(label="Pemilik daftar", longest=120, help_text="Misalnya: Dinas Koperasi dan UKM.")
    year = Year(label="Tahun daftar", least=1945, required=False)
    district_code = forms.ChoiceField(
        label="Cakupan",
        required=False,
        help_text="Bila daftarnya hanya satu kecamatan, usaha dari kecamatan lain tidak dihitung “hanya di kami”.",
        error_messages={"invalid_choice": "Pilih cakupan dari daftar."},
    )
    file = forms.FileField(
        label="Berkas",
        allow_empty_file=True,  # the reader says it better
        help_text=f"Excel (.xlsx, .xls), LibreOffice (.ods), atau CSV. Paling besar {MAX_BYTES // 1024 // 1024} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt,.tsv"}),
        error_messages={
            "required": "Pilih berkasnya dulu.",
            "invalid": "Berkas belum terunggah. Pilih lagi berkasnya.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(one.code, f"Kecamatan {one.name} saja") for one in districts()]
        self.fields["district_code"].choices = [("", "Seluruh kabupaten"), *places]

    def clean_file(self) -> Any:
        """A file of a size the reader takes; a larger one is not even read into memory."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            size = -(-file.size // 1024 // 1024)
            raise ValidationError(f"Berkas paling besar {MAX_BYTES // 1024 // 1024} MB. Berkas ini {size} MB.")
        return file

    def values(self) -> dict[str, Any]:
        """The fields of ComparedList."""
        return {name: self.cleaned_data[name] for name in ("name", "office", "year", "district_code")}
