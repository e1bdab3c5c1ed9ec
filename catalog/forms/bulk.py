"""What an owner uploads: the filled table, and the ZIP with its photos."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from catalog.bulk.reading_in import MOST_BYTES
from review.archives import MAX_BYTES, Archive, BadArchive

MEGABYTE = 1024 * 1024


class BulkForm(forms.Form):
    """The files; what is in the table is said row by row later."""

    table = forms.FileField(
        label="Tabel produk",
        allow_empty_file=True,  # the reader says it better
        help_text=f"Excel (.xlsx), LibreOffice (.ods), atau CSV. Paling besar {MOST_BYTES // MEGABYTE} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
        error_messages={
            "required": "Pilih tabelnya dulu.",
            "invalid": "Tabel belum terunggah. Pilih lagi berkasnya.",
        },
    )
    photos = forms.FileField(
        label="ZIP foto",
        required=False,
        allow_empty_file=True,
        help_text=f"Semua foto dalam satu ZIP tanpa kata sandi. Paling besar {MAX_BYTES // MEGABYTE} MB.",
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        error_messages={"invalid": "ZIP belum terunggah. Pilih lagi berkasnya."},
    )

    def clean_table(self) -> UploadedFile[Any]:
        """A table of a size that is read; a larger one is not even kept."""
        file: UploadedFile[Any] = self.cleaned_data["table"]
        if file.size and file.size > MOST_BYTES:
            size = -(-file.size // MEGABYTE)
            raise forms.ValidationError(
                f"Tabel paling besar {MOST_BYTES // MEGABYTE} MB. Berkas ini {size} MB. Foto masukkan ke ZIP, "
                "bukan ke dalam tabel."
            )
        return file

    def clean_photos(self) -> UploadedFile[Any] | None:
        """A ZIP without traps; its directory is looked through at once, so that a hostile one is never kept."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("photos")
        if not file:
            return None
        try:
            Archive(file)  # type: ignore[arg-type]
        except BadArchive as bad:
            raise forms.ValidationError(str(bad)) from None
        file.seek(0)
        return file
