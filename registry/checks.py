"""What the machine looks up about a business before an officer decides."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from registry.classes import classes_of
from registry.crosswalk import is_settled, way_of
from registry.duplicates.side_by_side import trace_of
from registry.identifiers import check_nib, check_phone, check_postal_code, check_whatsapp
from registry.legal_papers import papers_of
from registry.models import BusinessActivity, BusinessEdition, LegalForm
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
        *_owners_word(edition),
        *_namesakes(edition),
        *_doubles(edition),
        *_activity(edition),
        *_papers(edition),
        *_classes(edition),
        *_place(edition),
        *format_check("Nomor telepon", edition.phone, check_phone),
        *format_check("Nomor WhatsApp", edition.whatsapp, check_whatsapp),
        *format_check("Telepon penanggung jawab", edition.responsible_phone, check_phone),
        *format_check("Kode pos", edition.postal_code, check_postal_code),
        *_founded(edition),
    ]


def _nib(edition: BusinessEdition) -> list[Check]:
    if not edition.nib:
        return [
            Check(
                WARN,
                "Belum punya NIB. Boleh disetujui sebagai catatan pembinaan; usaha dan produknya belum tampil untuk "
                "umum sampai NIB ada.",
            )
        ]
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


def _owners_word(edition: BusinessEdition) -> list[Check]:
    business = edition.business
    if business.assisted_by is None:
        return []
    typist = f"Diisi {business.assisted_by} untuk pemilik"
    if business.disputed_at:
        return [Check(FAIL, f"{typist}. Pemilik menyatakan ada yang salah: {business.dispute_note}")]
    if business.confirmed_at is None and business.owner.user_id is not None:
        return [Check(OK, f"{typist}; pemilik memegang usaha ini dengan akunnya sendiri lewat klaim.")]
    if business.confirmed_at is None:
        return [Check(WARN, f"{typist}, belum dikonfirmasi pemilik. Nama dan kontak pemilik tidak akan tampil.")]
    if business.confirmed_how == business.ConfirmedHow.COUNTER:
        return [Check(OK, f"{typist}, dikonfirmasi di loket oleh {business.confirmed_by}: {business.confirmed_note}")]
    return [Check(OK, f"{typist}, dikonfirmasi pemilik {business.get_confirmed_how_display()}.")]


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
        words = f"Mungkin ganda dengan {name} ({', '.join(pair.reason_labels)}).{said}"
        found.append(Check(WARN, words, reverse("registry:duplicate", args=[pair.code]), "Bandingkan"))
    return found


def _activity(edition: BusinessEdition) -> list[Check]:
    if edition.activity is None:
        return []
    further = [row.activity for row in edition.other_activities.all()]
    return [_kbli(edition.activity), *(_kbli(one) for one in further if not is_settled(one))]


def _kbli(activity: BusinessActivity) -> Check:
    way = way_of(activity)
    if way.kind == "current":
        return Check(OK, f"Kode KBLI {activity.kbli_code} ada di KBLI {CURRENT_KBLI}.")
    words = (
        f"Bidang usaha memakai KBLI {activity.kbli_edition} ({activity.kbli_code}); yang berlaku KBLI {CURRENT_KBLI}."
    )
    if way.heirs:
        words += f" Padanannya: {'; '.join(str(one) for one in way.heirs)}."
    return Check(WARN, words)


def _papers(edition: BusinessEdition) -> list[Check]:
    papers, form = papers_of(edition.legal_form), edition.get_legal_form_display()
    if papers is None:
        return []
    found = []
    for paper, number in ((papers.deed, edition.deed_number), (papers.ministry, edition.ministry_number)):
        if paper and not number:
            found.append(
                Check(WARN, f"{form} perlu {paper.lower()}, tetapi nomornya belum diisi. Tanyakan ke pemilik.")
            )
    return found


def _classes(edition: BusinessEdition) -> list[Check]:
    """Figures that contradict each other; the classes themselves stand on the page with their reasons."""
    classes = classes_of(edition)
    found = [Check(WARN, f"Modal dan omzet tidak sejalan. {classes.disagreement}")] if classes.disagreement else []
    if edition.legal_form == LegalForm.PT_SOLO and classes.scale in ("medium", "large"):
        found.append(Check(WARN, f"PT Perorangan hanya untuk usaha mikro dan kecil. {classes.scale_reason}"))
    capital, investment = (int(text) if text else None for text in (edition.capital_range, edition.investment_range))
    if capital and investment and investment > capital:
        found.append(Check(WARN, "Nilai investasi lebih besar daripada modal usaha. Salah satunya mungkin keliru."))
    return found


def _place(edition: BusinessEdition) -> list[Check]:
    inside = bool(edition.village_id) and str(edition.village_id).startswith(settings.REGION_CODE)
    return [
        Check(OK, f"Tempat usaha di {home().name}.") if inside else Check(FAIL, f"Tempat usaha di luar {home().name}.")
    ]


def _founded(edition: BusinessEdition) -> list[Check]:
    if edition.founded_year and edition.founded_year > timezone.localdate().year:
        return [Check(FAIL, f"Tahun berdiri {edition.founded_year} belum terjadi.")]
    return []
