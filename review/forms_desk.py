"""What staff type about the desk itself: ready reasons and days of the office."""

from typing import Any

from django import forms

from review.kinds import fields_of
from review.models import Kind, Reason

NUL = "Ada tanda yang tidak bisa disimpan. Hapus lalu ketik ulang."


def _text(label: str, longest: int, needed: str = "", **more: Any) -> forms.CharField:
    errors = {
        "required": needed,
        "max_length": f"{label} paling panjang {longest} huruf. Anda menulis %(show_value)d huruf.",
        "null_characters_not_allowed": NUL,
    }
    return forms.CharField(label=label, max_length=longest, required=bool(needed), error_messages=errors, **more)


class ReasonForm(forms.Form):
    """A ready reason as the office words it."""

    kind = forms.ChoiceField(
        label="Untuk jenis pengajuan",
        required=False,
        choices=[("", "Semua jenis"), *Kind.choices],
        error_messages={"invalid_choice": "Pilih jenis dari daftar."},
    )
    decision = forms.ChoiceField(
        label="Untuk keputusan",
        choices=Reason.Decision.choices,
        error_messages={"required": "Pilih keputusannya.", "invalid_choice": "Pilih keputusan dari daftar."},
    )
    field = forms.ChoiceField(
        label="Isian yang dimaksud",
        required=False,
        help_text="Isian ini ikut ditandai saat alasan dipilih.",
        error_messages={"invalid_choice": "Pilih isian dari daftar."},
    )
    label = _text("Judul singkat", 120, "Tulis judul singkat, seperti yang dilihat petugas di daftar.")
    sentence = _text(
        "Kalimat untuk pemilik",
        400,
        "Tulis kalimat yang dibaca pemilik.",
        help_text="Katakan apa yang salah dan apa yang harus dilakukan. Jangan menulis nama atau nomor orang.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    example = _text("Contoh isian yang benar", 400, help_text="Misalnya: Gula Semut Aren 250 g")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Tidak menunjuk isian tertentu"), *fields_of("")]
        now = self.initial.get("field")
        if now and now not in dict(choices):  # a field that was renamed since: what is there may stay
            choices.append((now, now))
        self.fields["field"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A field must belong to the kind."""
        given = super().clean() or {}
        name, kind = given.get("field"), given.get("kind")
        if name and kind and name not in dict(fields_of(kind)) and name != self.initial.get("field"):
            self.add_error("field", "Isian ini tidak ada pada jenis pengajuan yang dipilih. Pilih isian lain.")
        return given


class HolidayForm(forms.Form):
    """A day of the yearly decree."""

    date = forms.DateField(
        label="Tanggal",
        widget=forms.DateInput(attrs={"type": "date", "class": "w-m"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={"required": "Isi tanggalnya.", "invalid": "Tanggal tidak ada. Contoh: 24-12-2026."},
    )
    is_off = forms.ChoiceField(
        label="Hari itu",
        choices=[("libur", "Libur atau cuti bersama"), ("kerja", "Hari kerja, walau daftar bawaan menyebut libur")],
        widget=forms.RadioSelect,
        initial="libur",
        error_messages={"required": "Pilih libur atau hari kerja.", "invalid_choice": "Pilih libur atau hari kerja."},
    )
    name = _text("Nama hari", 120, "Tulis nama harinya, misalnya Cuti Bersama Natal.")
    source = _text("Dasar", 200, "Tulis dasarnya, misalnya SKB 3 Menteri Nomor … Tahun ….")
