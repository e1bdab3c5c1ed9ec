"""What people type about personal data: requests, answers, closing, erasing, incidents."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from privacy.access import owner_behind
from privacy.models import DataRequest
from registry import identifiers
from registry.form_fields import Choice, Count, Line, Number, tidy
from registry.importing.cells import holds_nik
from registry.models import Owner

ERASE_WORD = "HAPUS"
CHOOSE = {"invalid": "Tulis tanggal dan jam, misalnya 2026-11-21 14:05."}


def no_nik(text: str) -> None:
    """Raise ValidationError for a text with a NIK in it: it has a field of its own, and is encrypted there."""
    if holds_nik(text):
        raise ValidationError("Jangan tulis NIK di sini. Pakai isian NIK yang tersandi.", code="nik")


class RequestForm(forms.Form):
    """What she asks; for a wrong NIK, the right one goes into a field that is encrypted at once."""

    kind = Choice(
        label="Yang diminta",
        choices=DataRequest.Kind.choices,
        missing="Pilih apa yang Anda minta.",
        hints={
            "access": "Keterangan yang tidak ada di halaman ini atau di berkas unduhan.",
            "correction": "Yang tidak bisa Anda ubah sendiri, misalnya NIK setelah disetujui.",
            "restriction": "Data tetap disimpan, tetapi tidak dipakai untuk hal tertentu.",
            "deletion": "Diputuskan Kepala Bidang, lalu ada masa pikir tujuh hari.",
            "objection": "Terhadap pemakaian data atau keputusan tentang Anda.",
        },
    )
    text = Line(label="Penjelasan", longest=2000, lines=True, missing="Jelaskan permintaan Anda.", validators=[no_nik])
    nik = Number(
        label="NIK yang benar",
        required=False,
        check=identifiers.check_nik,
        help_text="Hanya bila NIK yang tercatat salah. Petugas mencocokkannya dengan KTP Anda.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-secret": ""}),
    )

    def clean(self) -> dict[str, Any]:
        """A NIK belongs to a correction."""
        given = super().clean() or {}
        if given.get("nik") and given.get("kind") != DataRequest.Kind.CORRECTION:
            self.add_error("kind", "NIK yang benar hanya untuk permintaan memperbaiki data.")
        return given


class CounterForm(RequestForm):
    """The same, typed by an officer for somebody at the counter or behind a letter."""

    code = Line(
        label="Kode usaha",
        longest=16,
        missing="Isi kode usaha pemilik data.",
        help_text="Delapan huruf dan angka, ada di halaman usaha di meja petugas.",
        widget=forms.TextInput(attrs={"class": "w-s", "autocomplete": "off"}),
    )
    channel = Choice(
        label="Disampaikan",
        choices=[one for one in DataRequest.Channel.choices if one[0] != DataRequest.Channel.WEB],
        missing="Pilih bagaimana permintaan ini disampaikan.",
    )
    checked = forms.BooleanField(
        label="Identitas orang yang meminta sudah saya cocokkan dengan KTP-nya.",
        error_messages={"required": "Cocokkan dulu identitas orang yang meminta, lalu centang."},
    )
    field_order = ["code", "channel", "kind", "text", "nik", "checked"]

    def clean_code(self) -> Owner:
        """The owner behind the code."""
        owner = owner_behind(self.cleaned_data["code"].lower())
        if owner is None:
            raise ValidationError("Tidak ada usaha dengan kode ini. Periksa lagi kodenya.")
        return owner


class AnswerForm(forms.Form):
    """The answer of the office."""

    outcome = Choice(
        label="Jawaban",
        choices=[(DataRequest.State.DONE.value, "Dipenuhi"), (DataRequest.State.REFUSED.value, "Ditolak")],
        missing="Pilih Dipenuhi atau Ditolak.",
    )
    words = Line(
        label="Penjelasan untuk pemilik data",
        longest=2000,
        lines=True,
        missing="Tulis jawaban supaya pemilik data tahu apa yang dilakukan.",
        validators=[no_nik],
    )


class ClosingForm(forms.Form):
    """Why an owner closes her business."""

    reason = Choice(
        label="Alasan menutup",
        choices=[
            ("Tidak berproduksi lagi", "Tidak berproduksi lagi"),
            ("Pindah ke luar kabupaten", "Pindah ke luar kabupaten"),
            ("Dilanjutkan orang lain", "Dilanjutkan orang lain"),
            ("Tidak ingin tampil lagi", "Tidak ingin tampil lagi"),
        ],
        missing="Pilih alasan menutup usaha.",
    )


class OfficeClosingForm(forms.Form):
    """Why the office closes a business; its owner reads it."""

    reason = Line(
        label="Alasan menutup", longest=400, lines=True, missing="Tulis alasan menutup usaha ini.", validators=[no_nik]
    )


class ErasingForm(forms.Form):
    """The word that nobody types by accident."""

    word = Line(
        label=f"Ketik {ERASE_WORD} untuk melanjutkan",
        longest=20,
        missing=f"Ketik {ERASE_WORD} dengan huruf besar atau kecil.",
        widget=forms.TextInput(attrs={"class": "w-s", "autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_word(self) -> str:
        """Exactly the word, in capitals or not."""
        word = str(self.cleaned_data["word"])
        if word.upper() != ERASE_WORD:
            raise ValidationError(f"Ketik {ERASE_WORD} dengan huruf besar atau kecil.")
        return word


class StopForm(forms.Form):
    """Which law asks the office to keep the data."""

    legal_reason = Line(
        label="Dasar hukum",
        longest=400,
        lines=True,
        missing="Tulis dasar hukum yang mewajibkan data ini tetap disimpan.",
        help_text="Misalnya: sengketa pengadaan yang sedang berjalan, dengan nomor suratnya. Pemilik data membacanya.",
        validators=[no_nik],
    )


class Moment(forms.DateTimeField):
    """A day and an hour of the portal's time zone, not in the future."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-m"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> Any:
        """The moment; raises ValidationError for what is none, lies ahead, or before the portal could be."""
        moment = super().to_python(tidy(str(value or ""))[:40])
        if moment is not None and moment > timezone.now():
            raise ValidationError("Waktu diketahui tidak boleh di masa depan.", code="future")
        if moment is not None and moment.year < 2020:
            raise ValidationError("Periksa tahunnya.", code="past")
        return moment


class BreachForm(forms.Form):
    """An incident."""

    title = Line(label="Judul", longest=120, missing="Tulis judul singkat.", validators=[no_nik])
    discovered_at = Moment(label="Diketahui", error_messages={"required": "Isi kapan insiden ini diketahui.", **CHOOSE})
    what = Line(
        label="Apa yang terjadi",
        longest=2000,
        lines=True,
        missing="Tulis data apa yang terungkap, kapan, dan bagaimana.",
        help_text="Data apa, kapan, dan bagaimana terungkapnya. Kalimat ini masuk ke surat, jadi tanpa nama orang.",
        validators=[no_nik],
    )
    remedy = Line(
        label="Upaya yang dilakukan",
        longest=2000,
        lines=True,
        missing="Tulis apa yang sudah dan akan dilakukan.",
        validators=[no_nik],
    )
    affected = Count(label="Jumlah orang terdampak", most=10_000_000, help_text="Perkiraan; bisa diperbarui nanti.")


class BreachChangeForm(BreachForm):
    """What is known now; the moment of discovery stays."""

    discovered_at = None  # type: ignore[assignment]  # takes the field away, as Django's manual says
