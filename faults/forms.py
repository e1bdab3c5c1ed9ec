"""What people type about reports."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.contacts import parse_contact
from faults.models import Report
from faults.subjects import Subject
from registry.form_fields import Choice, Line
from registry.importing.cells import holds_nik


def no_nik(text: str) -> None:
    """Raise ValidationError for a text with a NIK in it: others read it."""
    if holds_nik(text):
        raise ValidationError("Jangan tulis NIK di sini. Isian ini dibaca orang lain.", code="nik")


class ReportForm(forms.Form):
    """A report. `situs` is for machines only: people do not see it."""

    kind = Choice(label="Yang salah", choices=Report.Kind.choices, missing="Pilih apa yang salah.")
    text = Line(
        label="Penjelasan",
        longest=1500,
        lines=True,
        required=False,
        validators=[no_nik],
        help_text="Pemilik usaha bisa membacanya. Jangan tulis nama atau nomor Anda di sini.",
    )
    contact = Line(
        label="Nomor HP atau surel Anda",
        longest=254,
        required=False,
        help_text="Hanya bila Anda ingin diberi tahu. Dibaca petugas saja, dan dihapus setelah laporan dijawab.",
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "none"}),
    )
    may_contact = forms.BooleanField(
        label="Saya setuju petugas memakai kontak ini untuk menjawab laporan saya.", required=False
    )
    situs = Line(
        label="Kosongkan isian ini",
        longest=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, subject: Subject, tapped: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in subject.kinds]
        self.tapped = tapped
        if tapped:
            self.fields["kind"].required = False

    def clean_kind(self) -> str:
        """The kind whose button was tapped, else the chosen one."""
        if self.tapped:
            if self.tapped not in dict(self.fields["kind"].choices):
                raise ValidationError("Pilih apa yang salah.")
            return self.tapped
        return str(self.cleaned_data["kind"])

    def clean_contact(self) -> str:
        """The contact as it is stored; ValidationError for what is neither a phone nor an e-mail address."""
        typed = self.cleaned_data["contact"]
        return parse_contact(typed).value if typed else ""

    def clean_situs(self) -> str:
        """Nothing."""
        if self.cleaned_data["situs"]:
            raise ValidationError("Kosongkan isian ini, lalu kirim lagi.")
        return ""

    def clean(self) -> dict[str, Any]:
        """Words where the kind needs them, consent where there is a contact."""
        given = super().clean() or {}
        if given.get("kind") in Report.NEED_WORDS and "text" in given and not given["text"]:
            self.add_error("text", "Jelaskan dengan satu atau dua kalimat, supaya bisa kami periksa.")
        if given.get("contact") and not given.get("may_contact"):
            self.add_error("may_contact", "Centang persetujuan ini, atau kosongkan kontak Anda.")
        return given


class AnswerForm(forms.Form):
    """The answer of the office."""

    outcome = Choice(
        label="Hasil",
        choices=[
            (Report.State.ANSWERED.value, "Laporan benar, sudah ditangani"),
            (Report.State.REJECTED.value, "Tidak terbukti"),
        ],
        missing="Pilih hasilnya.",
    )
    words = Line(
        label="Jawaban untuk pelapor",
        longest=1500,
        lines=True,
        missing="Tulis jawaban supaya pelapor tahu apa yang dilakukan.",
        validators=[no_nik],
        help_text="Pelapor membacanya lewat kode laporan. Pemilik usaha juga, bila ia diberi tahu.",
    )
    public_line = Line(
        label="Kalimat untuk umum",
        longest=200,
        required=False,
        validators=[no_nik],
        help_text="Tampil di halaman laporan untuk semua orang. Kosongkan bila tidak perlu. Tanpa nama orang.",
    )


class ReplyForm(forms.Form):
    """The owner's side."""

    words = Line(label="Tanggapan Anda", longest=1500, lines=True, missing="Tulis tanggapan Anda.", validators=[no_nik])
