"""The form of a visit: the same for a page without scripts and for a phone that sends what it kept."""

import re
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts.templatetags.fields import error_words
from fieldwork.actions.visits import MOST_ROWS
from fieldwork.models import Visit, VisitPhoto
from registry.form_fields import Choice, Count, Line, Year
from registry.models import Business
from registry.queries import village_names, villages

FIRST_YEAR = 2020
ROWS_SHOWN = 1  # after saving there is another one, also without scripts
PURPOSE_HINTS = {
    Visit.Purpose.REGISTRATION.value: "Untuk mengisi atau memeriksa pendaftaran",
    Visit.Purpose.DOMESTIC.value: "Apakah barangnya sungguh dibuat di sini",
    Visit.Purpose.STATISTICS.value: "Pekerja, mesin dan bahan untuk angka daerah",
}
VISITED_AT = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-m"}, format="%Y-%m-%dT%H:%M")


class Coordinate(forms.Field):
    """Degrees with at most six decimals (about 10 cm); a comma counts as a point."""

    widget = forms.TextInput

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "text", "class": "w-s num", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        """The number, None for nothing; raises ValidationError."""
        text = str(value or "").strip()[:40].replace(",", ".")
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,20})?", text) or abs(Decimal(text)) > self.most:
            raise ValidationError(f"{self.label} tidak benar. Contoh: -6.564200.", code="chars")
        return round(Decimal(text), 6)


class VisitForm(forms.Form):
    """Where, when and what for; a draft needs little, the village is asked when it is sent."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    purpose = Choice(
        label="Tujuan kunjungan", choices=Visit.Purpose.choices, missing="Pilih tujuan kunjungan.", hints=PURPOSE_HINTS
    )
    business = Line(
        label="Kode usaha",
        longest=16,
        required=False,
        help_text="Bila usahanya sudah terdaftar. Bisa dihubungkan nanti.",
        widget=forms.TextInput(attrs={"class": "w-m num", "autocapitalize": "none", "autocomplete": "off"}),
    )
    visited_at = forms.DateTimeField(
        label="Tanggal dan jam",
        widget=VISITED_AT,
        error_messages={
            "required": "Isi tanggal dan jam kunjungan.",
            "invalid": "Tanggal dan jam kunjungan tidak benar. Contoh: 2026-11-21 14:05.",
        },
    )
    village = forms.ChoiceField(
        label="Desa atau kelurahan",
        required=False,
        error_messages={"invalid_choice": "Pilih desa atau kelurahan dari daftar."},
    )
    place = Line(
        label="Tempat", longest=200, required=False, help_text="Misalnya: Kp. Pasir, sebelah masjid Al-Ikhlas."
    )
    latitude = Coordinate(label="Lintang", most=90)
    longitude = Coordinate(label="Bujur", most=180)
    accuracy = Count(label="Ketelitian (meter)", most=1_000_000, required=False)
    workers_male = Count(label="Tenaga kerja laki-laki", most=100_000, required=False)
    workers_female = Count(label="Tenaga kerja perempuan", most=100_000, required=False)
    notes = Line(label="Catatan", longest=2000, lines=True, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, send: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.send = send
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in village_names():
            groups.setdefault(one.district_name, []).append((one.code, one.label))
        self.fields["village"].choices = [("", "Pilih desa atau kelurahan"), *groups.items()]
        self.fields["village"].needed = True
        for name in ("accuracy", "workers_male", "workers_female"):
            self.fields[name].widget.attrs["class"] = "w-s"

    def clean_business(self) -> Business | None:
        """The business with this code."""
        code = self.cleaned_data["business"].lower()
        if not code:
            return None
        found = Business.objects.filter(code=code).first() if code.isascii() and code.isalnum() else None
        if found is None:
            raise ValidationError("Kode usaha ini tidak dikenal. Kosongkan bila belum tahu.")
        return found

    def clean_visited_at(self) -> Any:
        """A moment that has come, and not long before this portal."""
        at = self.cleaned_data["visited_at"]
        if at.year < FIRST_YEAR or at.year > timezone.localdate().year + 1 or at > timezone.now():
            raise ValidationError("Tanggal kunjungan tidak boleh di masa depan atau terlalu lama lalu.")
        return at

    def clean(self) -> None:
        """A position is whole or absent; what is sent has its village."""
        told = self.cleaned_data
        if (told.get("latitude") is None) != (told.get("longitude") is None):
            if not {"latitude", "longitude"} & self.errors.keys():
                self.add_error("latitude", ValidationError("Isi lintang dan bujur, atau kosongkan keduanya."))
        elif told.get("latitude") is None:
            told["accuracy"] = None
        if self.send and not told.get("village") and "village" not in self.errors:
            self.add_error("village", ValidationError("Pilih desa atau kelurahan yang dikunjungi."))

    def values(self) -> dict[str, Any]:
        """What the verb keeps; call on a valid form."""
        told = dict(self.cleaned_data)
        del told["client_key"]
        return told | {"village": villages().filter(code=told["village"]).first() if told["village"] else None}


class MachineForm(forms.Form):
    """One kind of machine; an empty row is no machine."""

    name = Line(label="Nama mesin", longest=100, required=False)
    count = Count(label="Jumlah", least=1, most=9999, required=False, widget=forms.TextInput(attrs={"class": "w-s"}))
    capacity = Line(label="Kapasitas", longest=60, required=False, help_text="Misalnya: 20 kg per jam.")
    year = Year(label="Tahun", least=1950, required=False)
    serial = Line(label="Nomor seri", longest=60, required=False)

    def clean(self) -> None:
        """What is told of a machine needs its name."""
        if not self.cleaned_data.get("name") and any(self.cleaned_data.values()) and "name" not in self.errors:
            self.add_error("name", ValidationError("Tulis nama mesinnya."))
        self.cleaned_data["count"] = self.cleaned_data.get("count") or 1


class MaterialForm(forms.Form):
    """One raw material; an empty row is none."""

    name = Line(label="Bahan", longest=100, required=False)
    origin = Line(label="Asal", longest=100, required=False, help_text="Misalnya: petani Sobang.")
    monthly_need = Line(label="Kebutuhan per bulan", longest=60, required=False, help_text="Misalnya: 300 kg.")

    def clean(self) -> None:
        """What is told of a material needs its name."""
        if not self.cleaned_data.get("name") and any(self.cleaned_data.values()) and "name" not in self.errors:
            self.add_error("name", ValidationError("Tulis nama bahannya."))


MachineRows = formset_factory(MachineForm, extra=ROWS_SHOWN, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
MaterialRows = formset_factory(MaterialForm, extra=ROWS_SHOWN, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
BROKEN = {"missing_management_form": "Daftar mesin atau bahan tidak lengkap. Muat ulang halaman, lalu kirim lagi."}


class VisitInput:
    """The whole form: the visit, its machines and its materials."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        visit: Visit | None = None,
        start: Mapping[str, Any] | None = None,
        send: bool = False,
    ) -> None:
        fresh = {"client_key": uuid.uuid4(), "visited_at": timezone.localtime(), **(start or {})}
        self.form = VisitForm(data, send=send, initial=_told(visit) if visit else fresh)
        machines = list(visit.machines.values()) if visit else []
        materials = list(visit.materials.values()) if visit else []
        self.machines = MachineRows(data, prefix="mesin", initial=machines, error_messages=BROKEN)
        self.materials = MaterialRows(data, prefix="bahan", initial=materials, error_messages=BROKEN)

    @property
    def forms(self) -> list[Any]:
        """For the error summary."""
        return [self.form, self.machines, self.materials]

    def is_valid(self) -> bool:
        """Whether all of it can be kept."""
        found = [one.is_valid() for one in self.forms]  # all of them, so that the page names everything at once
        return all(found)

    def rows(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Machines and materials that have a name; call on valid input."""
        kept = [
            [form.cleaned_data for form in rows.forms if form.cleaned_data.get("name")]
            for rows in (self.machines, self.materials)
        ]
        return kept[0], kept[1]

    def words(self) -> list[str]:
        """What is wrong, one sentence each, for a phone that shows it."""
        found = [str(words) for rows in (self.machines, self.materials) for words in rows.non_form_errors()]
        for form in (self.form, *self.machines.forms, *self.materials.forms):
            found += [str(words) for words in form.non_field_errors()]
            found += [words for name in form.errors if name in form.fields for words in error_words(form[name])]
        return list(dict.fromkeys(found))


def _told(visit: Visit) -> dict[str, Any]:
    """What stands in the fields of a stored draft."""
    names = ("client_key", "purpose", "place", "latitude", "longitude", "accuracy", "workers_male", "workers_female")
    told = {name: getattr(visit, name) for name in (*names, "notes")}
    return told | {
        "visited_at": timezone.localtime(visit.visited_at),
        "business": visit.business.code if visit.business else "",
        "village": visit.village_id or "",
    }


def photo_files(files: MultiValueDict) -> list[tuple[str, Any]]:
    """(kind, file) of every photo in a form without scripts."""
    return [(kind, file) for kind in VisitPhoto.Kind.values for file in files.getlist(f"foto-{kind}")]


class PhotoForm(forms.Form):
    """One photo from a phone: of which visit, its own key, its kind."""

    visit = forms.UUIDField()
    key = forms.UUIDField()
    kind = forms.ChoiceField(choices=VisitPhoto.Kind.choices)
    photo = forms.FileField(
        error_messages={"required": "Fotonya tidak ikut terkirim.", "empty": "Foto ini kosong. Ambil ulang fotonya."}
    )


class FinishForm(forms.Form):
    """The end of a visit from a phone: how many photos it has."""

    visit = forms.UUIDField()
    photos = forms.IntegerField(min_value=0, max_value=100)


class MatchForm(forms.Form):
    """The code of the business a visit was about."""

    business = Line(
        label="Kode usaha",
        longest=16,
        missing="Isi kode usaha.",
        help_text="8 huruf dan angka, ada di halaman usaha petugas.",
        widget=forms.TextInput(attrs={"class": "w-m num", "autocapitalize": "none", "autocomplete": "off"}),
    )
