"""What stands in the files of certification: an owner's papers, and for the office those that end soon or ended."""

from datetime import timedelta

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from certification.models import Certificate
from certification.queries import of_owner
from certification.validity import LABELS, status_of
from registry.models import BusinessEdition
from registry.queries import businesses_of, newest_names
from review.exports import CHUNK, Export, columns

SOON = timedelta(days=90)
PAPER = (
    ("kind", "Jenis sertifikat", lambda one: one.kind.name),
    ("number", "Nomor", lambda one: one.number),
    ("issuer", "Penerbit", lambda one: one.issuer or one.kind.issuer),
    ("issued_on", "Terbit", lambda one: one.issued_on),
    ("expires_on", "Berlaku sampai", lambda one: one.expires_on),
)


def _state(one: Certificate) -> str:
    """How it stands today when it was approved, else how far its examination is."""
    if one.is_live or one.revoked_at:
        return LABELS[status_of(one)]
    return str(one.submission.get_state_display()) if one.submission else "Draf"


def of_owner_list(user: User, business: str = "") -> Export:
    """The newest of each paper of the businesses she acts for."""
    names = {one.pk: one.newest_name for one in newest_names(businesses_of(user))}  # type: ignore[attr-defined]
    told = columns(
        ("code", "Kode", lambda one: one.code),
        *PAPER,
        ("state", "Keadaan", _state),
        ("business", "Usaha", lambda one: names.get(one.business_id, "")),
    )
    return Export("sertifikat-saya", told, of_owner(user, business).iterator(CHUNK))


def of_ending() -> Export:
    """Certificates on display that ended, or end within ninety days: the soonest first."""
    today = timezone.localdate()
    told = columns(
        ("code", "Kode", lambda one: one.code),
        *PAPER,
        ("days", "Sisa hari", lambda one: (one.expires_on - today).days),
        ("state", "Keadaan", _state),
        ("business_code", "Kode usaha", lambda one: one.business.code),
        ("business", "Usaha", lambda one: one.business_name),
        ("district", "Kecamatan", lambda one: one.district_name),
        ("office_page", "Halaman petugas", lambda one: f"{settings.SITE_URL}{_page(one)}"),
    )
    edition = BusinessEdition.objects.filter(business=OuterRef("business"), is_live=True)
    found = (
        Certificate.objects.filter(expires_on__lte=today + SOON, is_live=True, business__is_shown=True)
        .select_related("kind", "business")
        .annotate(
            business_name=Subquery(edition.values("name")[:1]),
            district_name=Subquery(edition.values("village__parent__name")[:1]),
        )
        .order_by("expires_on", "pk")
    )
    return Export("sertifikat-berakhir", told, found.iterator(CHUNK), ["Sertifikat yang berakhir dalam 90 hari"])


def _page(one: Certificate) -> str:
    return reverse("certification:office", args=[one.code])
