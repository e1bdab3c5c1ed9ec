"""What an officer gives to an import: the file, which column is which, and how to read the table."""

from typing import Any

from django import forms

from registry.form_fields import Choice, Line
from registry.importing.kinds import KINDS, ImportKind
from registry.models import ImportBatch, SampledDraft
from registry.spreadsheet import MAX_BYTES

LONGEST_TITLE = 60


class UploadForm(forms.Form):
    """The file and what it lists."""

    kind = Choice(label="Isi berkas", choices=[], missing="Pilih isi berkas: usaha, produk, atau sertifikat.")
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
        words = dict(ImportBatch.Kind.choices)
        self.fields["kind"].choices = [(key, words[key]) for key in words if key in KINDS]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """A file of a size the reader takes; a larger one is not even read into memory."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            size = -(-file.size // 1024 // 1024)
            raise forms.ValidationError(f"Berkas paling besar {MAX_BYTES // 1024 // 1024} MB. Berkas ini {size} MB.")
        return file


class ColumnsForm(forms.Form):
    """Which column holds which of our fields, and the choices for the whole table."""

    def __init__(self, *args: Any, batch: ImportBatch, kind: ImportKind, **kwargs: Any) -> None:
        initial = {f"kolom_{name}": str(column) for name, column in batch.mapping.items()}
        initial |= {f"pilih_{name}": value for name, value in batch.options.items()}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.kind = kind
        columns = [
            (str(at), f"{letters(at)} · {title[:LONGEST_TITLE]}") for at, title in enumerate(batch.header) if title
        ]
        for name, label in kind.fields.items():
            self.fields[f"kolom_{name}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", "Tidak ada di berkas"), *columns],
                error_messages={"invalid_choice": "Pilih kolom dari daftar."},
            )
            self.fields[f"kolom_{name}"].needed = True  # type: ignore[attr-defined]  # the empty choice says it
        for name, field in kind.option_fields().items():
            self.fields[f"pilih_{name}"] = field
        saved = batch.saved_mapping
        self.fields["ingat"] = forms.BooleanField(
            label="Ingat pilihan ini untuk berkas berikutnya dengan judul kolom yang sama", required=False, initial=True
        )
        self.fields["nama"] = Line(
            label="Nama pemetaan",
            longest=80,
            required=False,
            initial=saved.name if saved else batch.file_name.rpartition(".")[0][:80],
        )

    def clean(self) -> dict[str, Any]:
        """No column may mean two things."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for name, label in self.kind.fields.items():
            column = cleaned.get(f"kolom_{name}", "")
            if column and column in taken:
                self.add_error(f"kolom_{name}", f"Kolom ini sudah dipakai untuk {taken[column]}. Pilih kolom lain.")
            elif column:
                taken[column] = label
        return cleaned

    def mapping(self) -> dict[str, int]:
        """Our field -> column."""
        chosen = {name: self.cleaned_data[f"kolom_{name}"] for name in self.kind.fields}
        return {name: int(column) for name, column in chosen.items() if column}

    def options(self) -> dict[str, Any]:
        """The choices for the whole table."""
        return {name: self.cleaned_data[f"pilih_{name}"] for name in self.kind.option_fields()}

    @property
    def remember(self) -> str | None:
        """The name under which the choice is kept; None when it is for this table only."""
        return (self.cleaned_data["nama"] or "Tanpa nama") if self.cleaned_data["ingat"] else None

    @property
    def columns(self) -> list[forms.BoundField]:
        """The fields that pick a column."""
        return [self[f"kolom_{name}"] for name in self.kind.fields]

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields for the whole table."""
        return [self[f"pilih_{name}"] for name in self.kind.option_fields()]


class VerdictForm(forms.Form):
    """What a second officer says about one draft of the sample; nothing yet is fine too."""

    verdict = forms.ChoiceField(
        label="Hasil",
        required=False,
        choices=SampledDraft.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih Benar atau Salah."},
    )
    note = Line(label="Apa yang salah, bila ada yang salah", longest=400, required=False)

    def __init__(self, *args: Any, sampled: SampledDraft, **kwargs: Any) -> None:
        initial = {"verdict": sampled.verdict, "note": sampled.note}
        super().__init__(*args, prefix=str(sampled.place), initial=initial, **kwargs)
        for field in self.fields.values():
            field.needed = True  # type: ignore[attr-defined]  # may wait, but not for ever

    def clean(self) -> dict[str, Any]:
        """What is wrong has to be said."""
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == SampledDraft.Verdict.WRONG and "note" not in self.errors and not cleaned["note"]:
            self.add_error("note", "Tulis apa yang salah, supaya pengunggahnya bisa memperbaiki.")
        return cleaned


class UndoApprovalForm(forms.Form):
    """Why a bulk approval is undone."""

    reason = Line(
        label="Alasan",
        longest=300,
        missing="Tulis alasan membatalkan persetujuan ini.",
        help_text="Tersimpan pada setiap usaha yang disembunyikan.",
    )


def letters(column: int) -> str:
    """The name a spreadsheet gives a column: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
