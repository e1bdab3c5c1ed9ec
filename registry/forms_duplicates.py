"""What an officer, or the person who registers, types about two records that may be one business."""

from typing import Any

from django import forms

from registry.duplicates.deciding import LONGEST
from registry.duplicates.side_by_side import Plan
from registry.form_fields import Line


class NoteForm(forms.Form):
    """A remark that may stay empty."""

    note = Line(label="Catatan", longest=LONGEST, lines=True, required=False)


class UndoForm(forms.Form):
    """Why a merge is undone."""

    reason = Line(
        label="Alasan membatalkan",
        longest=LONGEST,
        lines=True,
        missing="Tulis alasan membatalkan penggabungan. Pemilik dan anggota kedua usaha membacanya.",
        help_text="Dibaca pemilik dan anggota kedua usaha.",
    )


class MergeForm(forms.Form):
    """Why, and which values the survivor should take over from the other."""

    reason = Line(
        label="Alasan penggabungan",
        longest=LONGEST,
        lines=True,
        missing="Tulis alasan penggabungan. Pemilik dan anggota kedua usaha membacanya.",
        help_text="Dibaca pemilik dan anggota kedua usaha, misalnya: usaha yang sama, didaftarkan dua kali.",
    )
    fields_taken = forms.MultipleChoiceField(
        label="Ambil isian ini",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Ada pilihan isian yang tidak dikenal. Muat ulang halaman ini."},
    )

    def __init__(self, data: Any = None, *, plan: Plan) -> None:
        super().__init__(data, auto_id="gabung_%s")
        self.fields["fields_taken"].choices = [  # type: ignore[attr-defined]
            (name, label) for name, label, _, _ in plan.fields
        ]


class PointForm(forms.Form):
    """The code of the business to compare with."""

    code = Line(label="Kode usaha lain", longest=16, missing="Tulis kode usaha yang lain, 8 huruf dan angka.")
