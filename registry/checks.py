"""What the machine looks up about a business before an officer decides."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from registry.duplicates.side_by_side import trace_of
from registry.identifiers import check_nib, check_phone, check_postal_code, check_whatsapp
from registry.models import BusinessEdition
from registry.places import home
from registry.queries import consents_in_force
from registry.rules_in_force import CURRENT_KBLI
from review.automatic import FAIL, OK, WARN, Check, format_check
from review.models import State

OSS = ("https://oss.go.id", "Buka OSS")


def automatic(edition: BusinessEdition) -> list[Check]:
    """All look-ups for this edition, the weightiest first."""
    return [
        *_nib(edition),
        *_identity(edition),
        *_namesakes(edition),
        *_doubles(edition),
        *_activity(edition),
        *_place(edition),
        *format_check("Nomor telepon", edition.phone, check_phone),
        *format_check("Nomor WhatsApp", edition.whatsapp, check_whatsapp),
        *format_check("Kode pos", edition.postal_code, check_postal_code),
        *_founded(edition),
    ]


def _nib(edition: BusinessEdition) -> list[Check]:
    if not edition.nib:
        return [Check(WARN, "Belum punya NIB. Boleh didaftarkan, tetapi belum siap pengadaan.")]
    found = format_check("NIB", edition.nib, check_nib)
    others = BusinessEdition.objects.filter(nib=edition.nib).exclude(business=edition.business_id)
    live = others.filter(is_live=True).first()
    if live is not None:
        return [*found, Check(FAIL, f"NIB ini sudah dipakai usaha lain yang tayang: {live.name}.")]
    waiting = others.filter(is_open=True, submission__state=State.SUBMITTED).first()
    if waiting is not None:
        return [*found, Check(WARN, f"NIB yang sama juga diajukan oleh {waiting.name}.")]
    return [*found, Check(OK, "NIB belum dipakai usaha lain."), Check(WARN, "NIB belum dicocokkan ke OSS.", *OSS)]


def _identity(edition: BusinessEdition) -> list[Check]:
    owner = edition.business.owner
    found = [
        Check(OK, "NIK tersimpan dan tidak dipakai akun lain.")
        if owner.nik_hash
        else Check(WARN, "NIK pemilik belum ada. Pastikan pemiliknya benar sebelum menyetujui.")
    ]
    if "notice" not in consents_in_force(owner):
        found.append(Check(WARN, "Pemilik belum menyatakan membaca pemberitahuan data pribadi."))
    if owner.name and edition.owner_name and owner.name.casefold() != edition.owner_name.casefold():
        found.append(Check(WARN, f"Nama pemilik di akun berbeda: {owner.name}."))
    return found


def _namesakes(edition: BusinessEdition) -> list[Check]:
    same = (
        BusinessEdition.objects.filter(is_live=True, name__iexact=edition.name, village=edition.village_id)
        .exclude(business=edition.business_id)
        .select_related("village")
        .first()
    )
    if same is None:
        return [Check(OK, "Tidak ada usaha lain bernama sama di desa ini.")]
    return [Check(WARN, f"Usaha bernama sama sudah tayang di {same.village}. Mungkin pendaftaran ganda.")]


def _doubles(edition: BusinessEdition) -> list[Check]:
    """Suspected doubles with the way to compare them, and what the person who registered said about each."""
    found = []
    for pair, name in trace_of(edition.business).suspected:
        said = " Pendaftar menyatakan usahanya berbeda." if pair.said_at else ""
        if pair.said_note:
            said = f" Pendaftar menyatakan usahanya berbeda: “{pair.said_note}”."
        words = f"Mungkin ganda dengan {name} ({', '.join(pair.reason_labels).lower()}).{said}"
        found.append(Check(WARN, words, reverse("registry:duplicate", args=[pair.code]), "Bandingkan"))
    return found


def _activity(edition: BusinessEdition) -> list[Check]:
    activity = edition.activity
    if activity is None:
        return []
    if activity.kbli_edition != CURRENT_KBLI:
        return [Check(WARN, f"Bidang usaha memakai KBLI {activity.kbli_edition}; yang berlaku KBLI {CURRENT_KBLI}.")]
    return [Check(OK, f"Kode KBLI {activity.kbli_code} ada di KBLI {CURRENT_KBLI}.")]


def _place(edition: BusinessEdition) -> list[Check]:
    inside = bool(edition.village_id) and str(edition.village_id).startswith(settings.REGION_CODE)
    return [
        Check(OK, f"Tempat usaha di {home().name}.") if inside else Check(FAIL, f"Tempat usaha di luar {home().name}.")
    ]


def _founded(edition: BusinessEdition) -> list[Check]:
    if edition.founded_year and edition.founded_year > timezone.localdate().year:
        return [Check(FAIL, f"Tahun berdiri {edition.founded_year} belum terjadi.")]
    return []
