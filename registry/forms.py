"""The pages of the registration as forms: human input to values of an edition. Nothing here writes."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from registry import identifiers
from registry.comparison import masked_nik, phone_words
from registry.form_fields import Choice, Count, Line, Number, Year
from registry.forms_consent import ConsentForm
from registry.forms_part import PartForm
from registry.models import BusinessActivity, BusinessEdition, LegalForm, Region
from registry.queries import activity_by_key, districts, village_by_code, villages

NIB_HINTS = {
    "has": "Tulis 13 angka dari dokumen NIB.",
    "none": "Anda tetap bisa mendaftar. Langkah membuat NIB ada di bawah.",
}
LEGAL_HINTS = {
    "sole": "Dikelola sendiri atau bersama keluarga",
    "ud": "Usaha dagang milik satu orang",
    "cv": "Beberapa pemilik, punya akta notaris",
    "pt": "Punya akta dan pengesahan Kementerian Hukum",
    "pt_solo": "Satu pemegang saham, untuk usaha mikro dan kecil",
    "coop": "Milik anggota, berbadan hukum",
    "bumdes": "Milik desa",
    "group": "Beberapa perajin dengan satu pengurus (KUB)",
}


class OwnerForm(PartForm):
    """Who owns the business and how to reach her. A stored NIK is shown masked and an empty field keeps it."""

    secret = frozenset({"nik"})

    owner_name = Line(
        label="Nama pemilik",
        longest=120,
        help_text="Seperti tertulis di KTP.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    nik = Number(
        label="NIK",
        check=identifiers.check_nik,
        help_text="16 angka di KTP Anda. Hanya petugas yang bisa melihatnya.",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-secret": "", "class": "w-m num"}
        ),
    )
    phone = Number(
        label="Nomor telepon",
        check=identifiers.check_phone,
        help_text="Untuk dihubungi petugas. Contoh: 0812 3456 7890.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "w-m num"}),
    )
    whatsapp = Number(
        label="Nomor WhatsApp usaha",
        check=identifiers.check_whatsapp,
        required=False,
        help_text="Nomor yang boleh dihubungi pembeli.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "w-m num"}),
    )
    email = Line(
        label="Surel usaha", longest=254, required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def __init__(self, data: Mapping[str, Any] | None, *, edition: BusinessEdition) -> None:
        super().__init__(data, edition=edition)
        if edition.business.awaits_owner:
            self._ask_for_another()
        last4 = edition.business.owner.nik_last4
        if last4:
            nik = self.fields["nik"]
            nik.required, nik.help_text = False, f"Tersimpan: {masked_nik(last4)}. Isi hanya bila ingin mengganti."

    def _ask_for_another(self) -> None:
        """The words for an officer who types for an owner, who may have neither card nor phone at hand."""
        nik, phone = self.fields["nik"], self.fields["phone"]
        nik.required = phone.required = False
        self.fields["owner_name"].help_text = "Seperti tertulis di KTP pemilik."
        nik.help_text = "16 angka di KTP pemilik. Disandikan, dan tidak ditampilkan lagi sesudah disimpan."
        phone.help_text = "Nomor pemilik, bukan nomor Anda. Boleh kosong bila pemilik tidak punya telepon."

    def shown(self, edition: BusinessEdition) -> dict[str, Any]:
        """Phones as people write them."""
        values = super().shown(edition)
        return values | {name: phone_words(values[name]) for name in ("phone", "whatsapp")}

    def clean_email(self) -> str:
        """The address in lower case."""
        email = self.cleaned_data["email"].lower()
        if email:
            EmailValidator("Alamat surel tidak benar. Contoh: nama@contoh.id.")(email)
        return email

    def never_show_nik(self) -> None:
        """Take a valid NIK out of the page: what is stored is shown masked, what was refused is typed again."""
        self.data = {**{name: self.data.get(name, "") for name in self.fields}, "nik": ""}


class AboutForm(PartForm):
    """The business itself."""

    name = Line(
        label="Nama usaha",
        longest=150,
        help_text="Nama yang dikenal pembeli. Tampil di katalog.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    legal_form = Choice(
        label="Bentuk usaha", choices=LegalForm.choices, missing="Pilih bentuk usaha.", hints=LEGAL_HINTS
    )
    founded_year = Year(label="Tahun berdiri", required=False)
    description = Line(
        label="Cerita usaha",
        longest=2000,
        lines=True,
        required=False,
        help_text="Apa yang Anda buat, dari bahan apa, sejak kapan. Dua atau tiga kalimat cukup.",
    )


class ActivityForm(PartForm):
    """What the business does, found by words; the choices are what was found, and what was chosen before."""

    outside = frozenset({"activity"})

    activity = Choice(label="Pilih yang paling cocok", choices=(), missing="Pilih bidang usaha.")

    def __init__(
        self, data: Mapping[str, Any] | None, *, edition: BusinessEdition, found: list[BusinessActivity]
    ) -> None:
        super().__init__(data, edition=edition)
        chosen = [edition.activity] if edition.activity else []
        typed = activity_by_key(str(data.get("activity", ""))) if data else None
        listed = list(dict.fromkeys([*chosen, *([typed] if typed else []), *found]))
        field = cast(Choice, self.fields["activity"])
        field.choices = [(one.key, one.title) for one in listed]
        field.choice_hints = {one.key: f"KBLI {one.kbli_edition}: {one.kbli_code}" for one in listed}
        self.initial["activity"] = chosen[0].key if chosen else None

    def values(self) -> dict[str, Any]:
        """The chosen activity; nothing changes while none is chosen."""
        self.is_valid()
        key = self.cleaned_data.get("activity")
        return {"activity": activity_by_key(key)} if key else {}


class NibForm(PartForm):
    """The number of OSS, or none yet."""

    use_required_attribute = False  # the number is asked only of those who have one

    nib_status = Choice(
        label="Apakah usaha Anda sudah punya NIB?",
        choices=BusinessEdition.NibStatus.choices,
        missing="Pilih sudah punya atau belum punya NIB.",
        hints=NIB_HINTS,
    )
    nib = Number(
        label="NIB",
        check=identifiers.check_nib,
        help_text="13 angka, ada di bagian atas dokumen NIB dari OSS.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-m num"}),
    )

    def clean(self) -> None:
        """A business that has a NIB gives its number; one that has none keeps none."""
        status = self.cleaned_data.get("nib_status")
        missing = any(error.code == "required" for error in self.errors.as_data().get("nib", ()))
        if status == "none" or (missing and status != "has"):
            self.cleaned_data["nib"] = ""
            self.errors.pop("nib", None)


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

    def __init__(self, data: Mapping[str, Any] | None, *, edition: BusinessEdition) -> None:
        super().__init__(data, edition=edition)
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

    def values(self) -> dict[str, Any]:
        """The village if it lies in the chosen kecamatan; its postal code when none was typed."""
        found = super().values() | {
            name: f"{n:03d}" if (n := self.cleaned_data.get(name)) else ""
            for name in ("rt", "rw")
            if name not in self.errors
        }
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


class SizeForm(PartForm):
    """Workers and money; money in ranges, one of the two is enough."""

    workers_male = Count(
        label="Tenaga kerja laki-laki",
        most=100_000,
        help_text="Termasuk pemilik dan keluarga yang ikut bekerja.",
        widget=forms.TextInput(attrs={"class": "w-s"}),
    )
    workers_female = Count(label="Tenaga kerja perempuan", most=100_000, widget=forms.TextInput(attrs={"class": "w-s"}))
    capital_range = forms.ChoiceField(
        label="Modal usaha",
        choices=[("", "Belum dipilih"), *BusinessEdition.Range.choices],
        required=False,
        help_text="Tanpa tanah dan bangunan. Isi modal atau omzet, salah satu cukup.",
    )
    sales_range = forms.ChoiceField(
        label="Omzet per tahun", choices=[("", "Belum dipilih"), *BusinessEdition.Range.choices], required=False
    )
    sales_year = Year(label="Tahun omzet", least=2000, required=False)
    is_vat_registered = forms.BooleanField(
        label="Usaha ini Pengusaha Kena Pajak (PKP)",
        required=False,
        help_text="Biasanya usaha dengan omzet di atas Rp4,8 miliar setahun.",
    )

    def clean(self) -> None:
        """One of the two ranges says how large the business is (rules section 6)."""
        if not (self.cleaned_data.get("capital_range") or self.cleaned_data.get("sales_range")):
            self.add_error("capital_range", ValidationError("Pilih modal usaha atau omzet per tahun.", code="required"))


FORMS: dict[str, type[PartForm]] = {
    "pemilik": OwnerForm,
    "usaha": AboutForm,
    "bidang": ActivityForm,
    "nib": NibForm,
    "alamat": AddressForm,
    "tenaga-kerja": SizeForm,
    "persetujuan": ConsentForm,
}
