"""What the machine looks up about a certificate before an officer decides."""

from django.utils import timezone

from accounts.templatetags.portal import date_id
from certification import validity
from certification.models import Certificate, PortalCheck, Scan
from certification.numbers import CHECKS, check_number
from certification.queries import chain_of
from review.automatic import FAIL, OK, WARN, Check, format_check


def automatic(paper: Certificate) -> list[Check]:
    """All look-ups for this certificate, the weightiest first."""
    return [*_number(paper), *_used(paper), *_portal(paper), *_dates(paper), *_scan(paper)]


def _number(paper: Certificate) -> list[Check]:
    rule = paper.kind.number_rule
    if rule not in CHECKS:
        return []
    return format_check("Nomor", paper.number, lambda text: check_number(rule, text))


def _used(paper: Certificate) -> list[Check]:
    same = Certificate.objects.filter(kind=paper.kind_id, number=paper.number, is_live=True).exclude(pk=paper.pk)
    if same.exclude(business=paper.business_id).exists():
        return [Check(FAIL, "Nomor ini sudah dipakai usaha lain.")]
    if same.exclude(pk__in=[one.pk for one in chain_of(paper)]).exists():
        return [Check(WARN, "Usaha ini sudah punya sertifikat lain dengan nomor yang sama.")]
    return [Check(OK, "Nomor belum dipakai usaha lain.")]


def _portal(paper: Certificate) -> list[Check]:
    last = next(iter(paper.checks.all()), None)
    portal = (paper.kind.portal_url, f"Buka {paper.kind.portal_name}") if paper.kind.portal_url else ()
    if last is None:
        where = paper.kind.portal_name or paper.issuer or "penerbit"
        return [Check(WARN, f"Belum dicek di {where}.", *portal)]
    words = f"{last.get_result_display()} di {last.portal}, dicek {last.checked_by} {date_id(last.checked_at)}."
    state = {PortalCheck.Result.MATCHES: OK, PortalCheck.Result.UNAVAILABLE: WARN}.get(
        PortalCheck.Result(last.result), FAIL
    )
    return [Check(state, words, *portal)]


def _dates(paper: Certificate) -> list[Check]:
    today, found = timezone.localdate(), []
    if paper.issued_on and paper.issued_on > today:
        found.append(Check(FAIL, f"Tanggal terbit {date_id(paper.issued_on)} belum terjadi."))
    if paper.expires_on is None:
        missing = paper.kind.has_expiry
        found.append(
            Check(WARN, "Tanggal berlaku belum diisi. Lihat di berkasnya.")
            if missing
            else Check(OK, "Berlaku selama bahan dan proses tidak berubah.")
        )
        return found
    left = (paper.expires_on - today).days
    status = validity.status_of(paper, today)
    if status == validity.VALID:
        found.append(Check(OK, f"Masih berlaku {left} hari, sampai {date_id(paper.expires_on)}."))
    elif status == validity.EXPIRING:
        found.append(Check(WARN, f"Segera berakhir: {date_id(paper.expires_on)} ({left} hari lagi)."))
    elif status == validity.NEEDS_CONFIRMATION:
        found.append(
            Check(WARN, f"Tanggal tercetak {date_id(paper.expires_on)} sudah lewat; perlu konfirmasi ke penerbit.")
        )
    else:
        found.append(Check(FAIL, f"Sudah habis {date_id(paper.expires_on)}."))
    if paper.kind_id == "pirt" and len(paper.number) == 15 and paper.number[13:] != f"{paper.expires_on:%y}":
        found.append(Check(WARN, "Dua angka terakhir P-IRT berbeda dari tahun berlakunya."))
    return found


def _scan(paper: Certificate) -> list[Check]:
    scan = Scan.objects.filter(certificate=paper).first()
    if scan is None:
        return [Check(FAIL, "Berkas sertifikat belum diunggah.")]
    twin = (
        Scan.objects.filter(sha256=scan.sha256)
        .exclude(certificate__business=paper.business_id)
        .filter(certificate__submission__isnull=False)
    )
    return [Check(WARN, "Berkas yang sama persis pernah diunggah usaha lain.")] if twin.exists() else []
