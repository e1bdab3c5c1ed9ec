"""What people type about sentra and groups."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from django import forms

from clusters.models import Cluster
from registry.form_fields import Choice, Line, Year
from registry.models import BusinessActivity, Region
from registry.queries import activities_by_words, activity_by_key, districts, village_by_code, village_names

KIND_HINTS = {
    "sentra": "Beberapa usaha sejenis di satu tempat",
    "group": "Perajin dengan satu pengurus",
    "coop": "Milik anggota, berbadan hukum",
}


class ClusterForm(forms.Form):
    """A sentra or group; `cleaned_data` holds values of the model, place and activity as objects."""

    kind = Choice(label="Jenis", choices=Cluster.Kind.choices, missing="Pilih jenisnya.", hints=KIND_HINTS)
    name = Line(label="Nama", longest=120, help_text="Contoh: Sentra Gula Aren Sobang.")
    district = forms.ChoiceField(
        label="Kecamatan",
        choices=(),
        error_messages={"required": "Pilih kecamatan.", "invalid_choice": "Pilih kecamatan."},
    )
    village = forms.ChoiceField(
        label="Desa/kelurahan",
        choices=(),
        required=False,
        help_text="Kosongkan bila anggotanya tersebar di kecamatan itu.",
        error_messages={"invalid_choice": "Pilih desa dari daftar."},
    )
    words = Line(
        label="Bidang usaha", longest=80, required=False, help_text="Kode KBLI atau kata, misalnya gula merah."
    )
    founded_year = Year(label="Tahun berdiri", required=False)
    legal_number = Line(label="Nomor badan hukum atau SK", longest=80, required=False)
    description = Line(
        label="Cerita singkat", longest=1500, lines=True, required=False, help_text="Tampil di halaman umum."
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, cluster: Cluster | None = None) -> None:
        super().__init__(data, initial=_initial(cluster) if cluster else None)
        self.fields["district"].choices = [("", "Pilih kecamatan"), *((one.code, one.name) for one in districts())]
        by_name = sorted(village_names(), key=attrgetter("name"))
        listed = [(one.code, f"{one.name}, {one.district_name}") for one in by_name]
        self.fields["village"].choices = [("", "Seluruh kecamatan"), *listed]

    def clean_words(self) -> BusinessActivity | None:
        """The activity that fits best; ValidationError when nothing does."""
        words = self.cleaned_data["words"]
        if not words:
            return None
        found = activity_by_key(words) or next(iter(activities_by_words(words)), None)
        if found is None:
            raise forms.ValidationError("Bidang usaha ini tidak ditemukan. Coba kata lain atau kode KBLI 5 angka.")
        return found

    def clean(self) -> dict[str, Any]:
        """The place as one region: the village, which must lie in the kecamatan, or the kecamatan."""
        cleaned = super().clean() or {}
        district, village = cleaned.pop("district", ""), village_by_code(cleaned.pop("village", "") or "")
        if village and village.parent_id != district:
            self.add_error("village", f"Desa {village.name} tidak ada di kecamatan itu. Pilih desa lain.")
        cleaned["region"] = village or Region.objects.filter(code=district).first()
        cleaned["activity"] = cleaned.pop("words", None)
        return cleaned


def _initial(cluster: Cluster) -> dict[str, Any]:
    is_village = cluster.region.level == Region.Level.VILLAGE
    return {
        "kind": cluster.kind,
        "name": cluster.name,
        "district": cluster.region.parent_id if is_village else cluster.region_id,
        "village": cluster.region_id if is_village else "",
        "words": cluster.activity.key if cluster.activity else "",
        "founded_year": cluster.founded_year,
        "legal_number": cluster.legal_number,
        "description": cluster.description,
    }


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = Line(label="Alasan", longest=400, missing="Tulis alasannya.")
