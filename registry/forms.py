"""The pages of the registration as forms: human input to values of an edition. Nothing here writes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import EmailValidator

from registry import identifiers, secrets
from registry.comparison import masked_nik, phone_words
from registry.form_fields import Choice, Day, Line, Number, Year
from registry.forms_activity import ActivityForm
from registry.forms_consent import ConsentForm
from registry.forms_part import PartForm
from registry.forms_place import AddressForm
from registry.forms_trade import ProductionForm, SalesForm, SizeForm
from registry.legal_papers import ALL as PAPER_FIELDS
from registry.legal_papers import papers_of
from registry.models import BusinessEdition, LegalForm
from review.checked import Hint

NIB_HINTS = {
    "has": "Tulis 13 angka dari dokumen NIB.",
    "none": "Anda tetap bisa mendaftar. Langkah membuat NIB ada di bawah.",
}
NPWP_DIFFERS = "NPWP orang pribadi biasanya sama dengan NIK pemilik. Yang Anda isi berbeda; periksa lagi."
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

    responsible_person = Line(
        label="Penanggung jawab",
        longest=120,
        required=False,
        help_text="Isi bila yang mengurus usaha sehari-hari bukan pemilik.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    responsible_phone = Number(
        label="Telepon penanggung jawab",
        check=identifiers.check_phone,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "w-m num"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, edition: BusinessEdition, **more: str) -> None:
        super().__init__(data, edition=edition, **more)
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
        return values | {name: phone_words(values[name]) for name in ("phone", "whatsapp", "responsible_phone")}

    def clean_email(self) -> str:
        """The address in lower case."""
        email = self.cleaned_data["email"].lower()
        if email:
            EmailValidator("Alamat surel tidak benar. Contoh: nama@contoh.id.")(email)
        return email


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

    def values(self) -> dict[str, Any]:
        """Papers go when the new legal form has none of their kind."""
        found = super().values()
        papers = papers_of(found.get("legal_form") or self.edition.legal_form)
        kept = papers.fields if papers else ()
        return found | {name: self.empty(name) for name in PAPER_FIELDS if name not in kept}


class NibForm(PartForm):
    """The number of OSS, or none yet; the taxpayer's number; the founding papers of the legal forms that have some."""

    secret = frozenset({"npwp"})
    outside = frozenset({"forget_npwp"})
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

    npwp = Number(
        label="NPWP",
        check=identifiers.check_npwp,
        required=False,
        help_text="16 angka, atau 15 angka pada kartu lama. Disandikan; hanya petugas yang bisa melihatnya.",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-secret": "", "class": "w-m num"}
        ),
    )
    forget_npwp = forms.BooleanField(label="Hapus NPWP yang tersimpan", required=False)

    deed_number = Line(label="Nomor akta", longest=60, required=False)
    deed_date = Day(label="Tanggal akta", required=False)
    ministry_number = Line(label="Nomor pengesahan", longest=60, required=False)
    ministry_date = Day(label="Tanggal pengesahan", required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, edition: BusinessEdition, **more: str) -> None:
        super().__init__(data, edition=edition, **more)
        self._say_what_is_stored(edition.business.npwp_last4)
        self.papers = papers_of(edition.legal_form)
        for name in PAPER_FIELDS:
            if self.papers is None or name not in self.papers.fields:
                del self.fields[name]
        if self.papers:
            self._name(self.papers.deed, "deed", "Boleh menyusul; petugas menanyakannya saat memeriksa.")
            self._name(self.papers.ministry, "ministry", "Misalnya AHU-0012345.AH.01.01.TAHUN 2020.")

    def _say_what_is_stored(self, last4: str) -> None:
        if last4:
            self.fields["npwp"].help_text = f"Tersimpan: {masked_nik(last4)}. Isi hanya bila ingin mengganti."
        else:
            del self.fields["forget_npwp"]

    def _name(self, paper: str, prefix: str, hint: str) -> None:
        if paper:
            number, day = self.fields[f"{prefix}_number"], self.fields[f"{prefix}_date"]
            number.label, number.help_text, day.label = f"{paper}: nomor", hint, f"{paper}: tanggal"

    def clean(self) -> None:
        """A business that has a NIB gives its number; one that has none keeps none."""
        status = self.cleaned_data.get("nib_status")
        missing = any(error.code == "required" for error in self.errors.as_data().get("nib", ()))
        if status == "none" or (missing and status != "has"):
            self.cleaned_data["nib"] = ""
            self.errors.pop("nib", None)
        if self._is_of_somebody_else():
            self.fields["npwp"].hints = (Hint("not_the_nik", NPWP_DIFFERS),)  # type: ignore[attr-defined]

    def _is_of_somebody_else(self) -> bool:
        """Whether the NPWP is a person's, but not the NIK of the owner who trades under her own name."""
        npwp, owner = self.cleaned_data.get("npwp", ""), self.edition.business.owner
        own = self.edition.legal_form in (LegalForm.SOLE, LegalForm.UD) and bool(owner.nik_hash)
        return own and bool(npwp) and npwp[0] != "0" and secrets.keyed_hash(npwp) != owner.nik_hash


FORMS: dict[str, type[PartForm]] = {
    "pemilik": OwnerForm,
    "usaha": AboutForm,
    "bidang": ActivityForm,
    "nib": NibForm,
    "alamat": AddressForm,
    "tenaga-kerja": SizeForm,
    "produksi": ProductionForm,
    "penjualan": SalesForm,
    "persetujuan": ConsentForm,
}
