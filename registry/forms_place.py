"""Where a business is: its main place in two steps, further places, and the point on the map."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from registry import identifiers
from registry.coordinates import Point
from registry.form_fields import Count, Line, Number, PointField
from registry.form_rows import RowForm, RowList
from registry.forms_part import PartForm
from registry.models import BusinessEdition, Location, Region
from registry.places import home, national
from registry.queries import districts, region_by_code, village_by_code, village_names, villages

ELSEWHERE = "luar"
POINT_HELP = "Dua angka dari peta, atau tempel tautan Google Maps. Tampil untuk umum hanya bila Anda izinkan."


class PlaceChoices:
    """The kecamatan, their villages, and the regencies elsewhere: asked once for all rows of a page."""

    @cached_property
    def districts(self) -> list[tuple[str, str]]:
        """Code and name of each kecamatan of this regency, then everywhere else."""
        return [*((one.code, one.name) for one in districts()), (ELSEWHERE, f"Di luar {home().name}")]

    @cached_property
    def _villages(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for one in village_names():
            found.setdefault(one.district, []).append((one.code, one.label))
        return found

    def below(self, district: str) -> list[Any]:
        """The villages of a kecamatan, or the regencies of the other provinces in groups."""
        if district != ELSEWHERE:
            return list(self._villages.get(district, ()))
        groups: dict[str, list[tuple[str, str]]] = {}
        for code, place in national().items():
            if len(code) == 4 and code != home().code:
                groups.setdefault(national()[code[:2]].name, []).append((code, place.name))
        return list(groups.items())


class PlaceRow(RowForm):
    """A further place: its kind, its village here or its regency elsewhere, and as much of the address as she likes."""

    kind = forms.ChoiceField(label="Jenis tempat", choices=[("", "Pilih jenisnya"), *Location.Kind.choices])
    district = forms.ChoiceField(label="Kecamatan")
    region = forms.ChoiceField(label="Desa, kelurahan, atau kabupaten")
    street = Line(label="Jalan atau kampung", longest=200, required=False)
    rt = Count(label="RT", most=999, required=False, widget=forms.TextInput(attrs={"class": "w-s"}))
    rw = Count(label="RW", most=999, required=False, widget=forms.TextInput(attrs={"class": "w-s"}))
    postal_code = Number(
        label="Kode pos",
        check=lambda text: identifiers.check_postal_code(text, in_home=False),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-s num"}),
    )
    point = PointField(label="Titik lokasi", required=False)

    def __init__(self, *args: Any, choices: PlaceChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("kind", "Pilih jenis tempat."), ("district", "Pilih kecamatan."), ("region", "")):
            words = words or "Pilih desa, kelurahan, atau kabupaten."
            self.fields[name].error_messages |= {"required": words, "invalid_choice": words}
        name = self.add_prefix("district")
        chosen = str(self.data.get(name, "")) if self.is_bound else str(self.initial.get("district", ""))
        below = choices.below(chosen) if chosen else []
        first = "Pilih desa atau kelurahan" if chosen != ELSEWHERE else "Pilih kabupaten atau kota"
        cast(forms.ChoiceField, self.fields["district"]).choices = [("", "Pilih kecamatan"), *choices.districts]
        cast(forms.ChoiceField, self.fields["region"]).choices = [
            ("", first if below else "Pilih kecamatan dulu"),
            *below,
        ]

    def shown(self, row: Location) -> dict[str, Any]:
        """The kecamatan is read off the village."""
        region = row.region
        district = region.parent_id if region.level == Region.Level.VILLAGE else ELSEWHERE
        return {
            **{name: getattr(row, name) for name in ("kind", "street", "rt", "rw", "postal_code", "point")},
            "district": district,
            "region": region.code,
        }

    def clean(self) -> None:
        """The chosen place must be one the register knows."""
        code = self.cleaned_data.get("region")
        if code:
            self.cleaned_data["place"] = region_by_code(code)
            if self.cleaned_data["place"] is None:
                self.add_error("region", ValidationError("Pilih desa, kelurahan, atau kabupaten.", code="required"))

    def values(self) -> dict[str, Any]:
        """The row by its columns; the postal code of the village when none was typed."""
        clean, region = self.cleaned_data, self.cleaned_data["place"]
        return {
            "kind": clean["kind"],
            "region": region,
            "street": clean["street"],
            "rt": _three(clean["rt"]),
            "rw": _three(clean["rw"]),
            "postal_code": clean["postal_code"] or region.postal_code,
            **_degrees(clean["point"]),
        }


def _three(number: int | None) -> str:
    return f"{number:03d}" if number else ""


def _degrees(point: Point | None) -> dict[str, Any]:
    return {"latitude": point.latitude if point else None, "longitude": point.longitude if point else None}


class AddressForm(PartForm):
    """Where the business is: first the kecamatan, then its villages."""

    outside = frozenset({"district", "village"})

    district = forms.ChoiceField(
        label="Kecamatan", error_messages={"required": "Pilih kecamatan.", "invalid_choice": "Pilih kecamatan."}
    )
    village = forms.ChoiceField(
        label="Desa atau kelurahan",
        error_messages={"required": "Pilih desa atau kelurahan.", "invalid_choice": "Pilih desa atau kelurahan."},
    )
    street = Line(
        label="Jalan atau kampung",
        longest=200,
        help_text="Misalnya: Kp. Pasir, dekat masjid Al-Ikhlas.",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    rt = Count(label="RT", most=999, required=False, widget=forms.TextInput(attrs={"class": "w-s"}))
    rw = Count(label="RW", most=999, required=False, widget=forms.TextInput(attrs={"class": "w-s"}))
    postal_code = Number(
        label="Kode pos",
        check=identifiers.check_postal_code,
        required=False,
        help_text="Terisi sendiri setelah desa dipilih; boleh diubah.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "class": "w-s num"}),
    )

    point = PointField(
        label="Titik lokasi",
        required=False,
        help_text=POINT_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-point": ""}),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, edition: BusinessEdition, **more: str) -> None:
        super().__init__(data, edition=edition, **more)
        stored = edition.village
        self.initial["district"] = edition.raw.get("district") or (stored.parent_id if stored else "")
        self.initial["village"] = stored.code if stored else ""
        kecamatan = [(one.code, one.name) for one in districts()]
        cast(forms.ChoiceField, self.fields["district"]).choices = [("", "Pilih kecamatan"), *kecamatan]
        code = str(data.get("district", "")) if data is not None else self.initial["district"]
        self.chosen_district = next((one for one, _ in kecamatan if one == code), "")
        known = [(one.code, one.label) for one in villages(self.chosen_district)] if self.chosen_district else []
        first = "Pilih desa atau kelurahan" if known else "Pilih kecamatan dulu"
        cast(forms.ChoiceField, self.fields["village"]).choices = [("", first), *known]

    def row_lists(self) -> list[RowList]:
        """Further places."""
        choices = PlaceChoices()
        return [
            RowList(
                "places",
                lambda *args, **kwargs: PlaceRow(*args, choices=choices, **kwargs),
                prefix="tempat",
                label="Tempat lain",
                help="Misalnya toko, gudang, atau tempat produksi kedua. Untuk umum hanya desa dan kecamatannya.",
                add="Tambah tempat lain",
            )
        ]

    def values(self) -> dict[str, Any]:
        """The village if it lies in the chosen kecamatan; its postal code when none was typed."""
        found = super().values() | {
            name: _three(self.cleaned_data.get(name)) for name in ("rt", "rw") if name not in self.errors
        }
        found.pop("point", None)
        if "point" not in self.errors:
            found |= _degrees(self.cleaned_data.get("point"))
        village: Region | None = village_by_code(self.cleaned_data.get("village", ""))
        if village:
            found["village"] = village
            if not found.get("postal_code") and "postal_code" not in self.errors:
                found["postal_code"] = village.postal_code
        elif self.chosen_district and self.edition.village and self.edition.village.parent_id != self.chosen_district:
            found["village"] = None
        return found

    def raw(self) -> dict[str, str]:
        """The kecamatan is remembered until a village says it."""
        kept = super().raw()
        return kept | {"district": self.chosen_district} if self.chosen_district and "village" in self.errors else kept
