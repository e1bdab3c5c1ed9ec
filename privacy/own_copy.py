"""A copy of all that is stored about one owner (UU 27/2022 art. 32), as one JSON or as a ZIP of tables.

It holds what she gave and what was decided about it, and nobody else's data. NIK and NPWP stay masked: files get lost.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog import comparison as product_words
from catalog.models import ROWS, PriceChange, ProductEdition, Story
from certification.models import Certificate
from certification.validity import LABELS, status_of
from privacy import own_people
from privacy.erasure import codes_of
from privacy.looks import looks_at
from privacy.queries import requests_of
from registry import comparison as business_words
from registry.models import Business, BusinessEdition, Owner
from registry.queries import consents_given, with_details
from review.models import Submission

Rows = list[dict[str, Any]]


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _versions(editions: Iterable[Any], fields: tuple[Any, ...]) -> Rows:
    return [
        {
            "versi": edition.number,
            "keadaan": edition.state_label,
            "tayang": edition.is_live,
            "dibuat": _iso(edition.created_at),
            "isi": {field.label: field.show(edition) for field in fields},
        }
        for edition in editions
    ]


def _businesses(owner: Owner) -> Rows:
    rows = with_details(
        BusinessEdition.objects.filter(business__owner=owner).select_related(
            "business__owner", "activity", "village__parent", "submission"
        )
    )
    grouped: dict[Business, list[BusinessEdition]] = {}
    for row in rows.order_by("business__created_at", "number"):
        grouped.setdefault(row.business, []).append(row)
    return [
        {
            "kode": business.code,
            "didaftarkan": _iso(business.created_at),
            "ditutup": _iso(business.closed_at),
            "alasan_ditutup": business.closed_reason,
            "dikonfirmasi": _iso(business.confirmed_at),
            "keberatan_anda": business.dispute_note,
            "dinonaktifkan": _iso(business.suspended_at),
            "versi": _versions(editions, business_words.FIELDS),
        }
        for business, editions in grouped.items()
    ]


def _products(owner: Owner) -> Rows:
    rows = list(
        ProductEdition.objects.filter(product__business__owner=owner)
        .select_related("product", "category", "submission")
        .prefetch_related("claims__certificate__kind", "shown_photos__photo", *ROWS)
        .order_by("product__created_at", "number")
    )
    product_words.prepare(rows)
    grouped: dict[Any, list[ProductEdition]] = {}
    for row in rows:
        grouped.setdefault(row.product, []).append(row)
    prices: dict[int, Rows] = {}
    for change in PriceChange.objects.filter(product__business__owner=owner).order_by("changed_at"):
        line = {"harga": change.price_before_vat, "sejak": _iso(change.changed_at)}
        prices.setdefault(change.product_id, []).append(line)
    return [
        {
            "kode": product.code,
            "harga": product.price_before_vat,
            "stok": product.stock,
            "ketersediaan": product.get_availability_display(),
            "riwayat_harga": prices.get(product.pk, []),
            "foto": sorted({shown.photo.code for edition in editions for shown in edition.shown_photos.all()}),
            "teks_foto": sorted({shown.alt for edition in editions for shown in edition.shown_photos.all()} - {""}),
            "versi": _versions(editions, product_words.FIELDS),
        }
        for product, editions in grouped.items()
    ]


def _paper_words(paper: Certificate) -> str:
    return LABELS[status_of(paper)] if paper.is_live else (paper.submission.state_label if paper.submission else "Draf")


def _papers(owner: Owner) -> Rows:
    found = Certificate.objects.filter(business__owner=owner).select_related("kind", "submission", "scan")
    return [
        {
            "kode": paper.code,
            "jenis": paper.kind.name,
            "nomor": paper.number,
            "penerbit": paper.issuer,
            "produk_tercantum": paper.scope,
            "terbit": _iso(paper.issued_on),
            "berlaku_sampai": _iso(paper.expires_on),
            "keadaan": _paper_words(paper),
            "berkas": f"{settings.SITE_URL}/sertifikat/{paper.code}/berkas/" if hasattr(paper, "scan") else None,
        }
        for paper in found
    ]


def _stories(owner: Owner) -> Rows:
    return [
        {
            "kode": one.code,
            "judul": one.title,
            "isi": one.text,
            "keadaan": one.get_state_display(),
            "ditulis_petugas": one.is_by_office,
            "diizinkan": _iso(one.consent_at),
            "izin_ditarik": _iso(one.consent_withdrawn_at),
        }
        for one in Story.objects.filter(business__owner=owner).order_by("written_at", "pk")
    ]


def _submissions(owner: Owner) -> Rows:
    codes = codes_of(Business.objects.filter(owner=owner).values_list("pk", flat=True))
    found = Submission.objects.filter(subject_code__in=codes).order_by("submitted_at")
    found = found.prefetch_related("findings", "messages")
    return [
        {
            "kode": one.code,
            "tentang": one.get_kind_display(),
            "kode_data": one.subject_code,
            "judul": one.title,
            "dikirim": _iso(one.submitted_at),
            "keadaan": one.state_label,
            "diputus": _iso(one.decided_at),
            "alasan": one.reason,
            "catatan": {finding.field: finding.note for finding in one.findings.all()},
            "pesan": [
                {"dari": "petugas" if word.by_staff else "pemilik", "kapan": _iso(word.at), "isi": word.text}
                for word in one.messages.all()
            ],
        }
        for one in found
    ]


def _consents(owner: Owner) -> Rows:
    return [
        {
            "tentang": one.get_purpose_display(),
            "versi_teks": one.text_version,
            "lewat": one.channel,
            "diberikan": _iso(one.given_at),
            "ditarik": _iso(one.withdrawn_at),
        }
        for one in consents_given(owner)
    ]


def _requests(owner: Owner) -> Rows:
    return [
        {
            "kode": one.code,
            "jenis": one.get_kind_display(),
            "isi": one.text,
            "diminta": _iso(one.asked_at),
            "keadaan": one.get_state_display(),
            "dijawab": _iso(one.answered_at),
            "jawaban": one.answer,
        }
        for one in requests_of(owner)
    ]


def _looks(owner: Owner) -> Rows:
    return [
        {"kapan": _iso(one.at), "siapa": one.who, "peran": one.role, "apa": one.what, "keperluan": one.why}
        for one in looks_at(owner, 1000)
    ]


def _account(user: User) -> dict[str, Any]:
    return {"nama": user.name, "telepon": user.phone, "surel": user.email, "dibuat": _iso(user.joined_at)}


def _owned(owner: Owner | None) -> dict[str, Any]:
    """What there is about an owner, empty lists for somebody who owns nothing."""
    person = {
        "kode": owner.code,
        "nama": owner.name,
        "nik": business_words.masked_nik(owner.nik_last4),
        "jenis_kelamin": owner.get_sex_display(),
    } if owner else None  # fmt: skip
    parts: dict[str, Callable[[Owner], Rows]] = {
        "izin": _consents,
        "usaha": _businesses,
        "produk": _products,
        "sertifikat": _papers,
        "cerita": _stories,
        "pengajuan": _submissions,
        "percakapan": own_people.messages,
        "anggota": own_people.members,
        "sentra": own_people.clusters,
        "kunjungan": own_people.visits,
        "masih_produksi": own_people.pulses,
        "permintaan_data": _requests,
        "yang_melihat": _looks,
    }
    return {"pemilik": person} | {name: part(owner) if owner else [] for name, part in parts.items()}


def copy_of(owner: Owner | None, user: User | None = None) -> dict[str, Any]:
    """Everything, by what it is; texts in Indonesian, moments in ISO 8601.

    `user` is the account, for somebody who owns nothing herself: then it holds what she is in the businesses of others
    and what she claims.
    """
    user = owner.user if owner else user
    return {
        "keterangan": f"Salinan data Anda di {settings.SITE_NAME}. NIK dan NPWP disamarkan; yang lengkap bisa diminta "
        f"ke {settings.OFFICE_NAME}.",
        "diunduh": _iso(timezone.localtime()),
        "akun": _account(user) if user else None,
        **_owned(owner),
        "keanggotaan": own_people.memberships(user) if user else [],
        "klaim": own_people.claims(user) if user else [],
    }


@transaction.atomic
def take_copy(owner: Owner | None, *, by: User, form: str) -> dict[str, Any]:
    """The copy, with a diary line that it was made (`form`: json or zip); of the account when there is no owner."""
    record(Verb.DATA_DOWNLOADED, owner or by, by=by, form=form)
    return copy_of(owner, by)
