"""What people type about collections and stories."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.models import Collection, ProductPhoto, Story
from registry.dates import BadDate, read_date
from registry.form_fields import Choice, Day, Line, tidy

LATEST = datetime.timedelta(days=3 * 366)
NO_PHOTO = "tanpa"


class CalendarDay(Day):
    """A day of the calendar, past or coming, at most three years from now."""

    def to_python(self, value: Any) -> datetime.date | None:
        """The day, None for nothing; raises ValidationError."""
        if isinstance(value, datetime.date):
            return value
        text = tidy(str(value or ""))
        if not text:
            return None
        try:
            day = read_date(text[:60])
        except BadDate as bad:
            raise ValidationError(bad.message, code="format") from None
        if abs(day - timezone.localdate()) > LATEST:
            raise ValidationError(f"{self.label} paling jauh tiga tahun dari hari ini.", code="range")
        return day


class CollectionForm(forms.Form):
    """The words and days of a collection."""

    title = Line(label="Judul", longest=80, missing="Tulis judul koleksinya.", help_text="Contoh: Hampers Lebaran.")
    intro = Line(
        label="Pengantar", longest=600, lines=True, required=False,
        help_text="Satu atau dua kalimat: untuk siapa, untuk apa.",
    )  # fmt: skip
    shown_from = CalendarDay(
        label="Tayang mulai", required=False, help_text="Kosong: sejak diterbitkan. Tayang dan turun sendiri."
    )
    shown_until = CalendarDay(label="Tayang sampai", required=False, help_text="Kosong: tanpa batas. Hari terakhir.")

    def clean(self) -> dict[str, Any]:
        """The days in order."""
        given = super().clean() or {}
        first, last = given.get("shown_from"), given.get("shown_until")
        if first and last and first > last:
            self.add_error("shown_until", "Hari terakhir tidak boleh sebelum hari pertama.")
        return given


def first_of(collection: Collection) -> dict[str, Any]:
    """What the form shows first."""
    return {name: getattr(collection, name) for name in ("title", "intro", "shown_from", "shown_until")}


class StoryForm(forms.Form):
    """The story of a maker; photos are those of its products on display."""

    title = Line(label="Judul", longest=100, missing="Tulis judul ceritanya.", help_text="Contoh: Nira sejak subuh.")
    text = Line(
        label="Cerita", longest=4000, lines=True, missing="Tulis ceritanya.",
        help_text="Bagaimana mulai, siapa yang mengerjakan, apa yang khas. Baris kosong memisahkan paragraf. "
        "Jangan tulis nomor telepon, alamat rumah, atau nama orang yang belum mengizinkan.",
        widget=forms.Textarea(attrs={"rows": 12}),
    )  # fmt: skip
    photo = Choice(label="Foto", choices=(), required=False, missing="Pilih foto dari daftar.")

    def __init__(self, *args: Any, photos: list[ProductPhoto], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photos = {one.code: one for one in photos}
        named = [(one.code, f"Foto {n} · {getattr(one, 'name', '')}"[:80]) for n, one in enumerate(photos, 1)]
        self.fields["photo"].choices = [(NO_PHOTO, "Tanpa foto"), *named]

    def clean_text(self) -> str:
        """More than a line or two."""
        text = self.cleaned_data["text"]
        if len(text) < 80:
            raise ValidationError("Ceritanya terlalu pendek. Tulis paling sedikit 80 huruf.")
        return str(text)

    def clean_photo(self) -> ProductPhoto | None:
        """The photo behind the code."""
        return self.photos.get(self.cleaned_data["photo"])


def told(story: Story | None) -> dict[str, Any]:
    """What the form shows first."""
    if story is None:
        return {"photo": NO_PHOTO}
    return {"title": story.title, "text": story.text, "photo": story.photo.code if story.photo else NO_PHOTO}


class NoteForm(forms.Form):
    """What must be put right, or why something goes."""

    words = Line(label="Catatan", longest=400, lines=True, required=False)
