"""The verbs of certification: enter, submit, decide, look up, revoke."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from certification.bells import certificate_changed
from certification.models import Certificate, Kind, PortalCheck, Scan
from certification.queries import chain_of
from certification.scans import remove_file, store_document
from registry.actions import refuse_merged
from registry.models import Business, BusinessEdition
from registry.queries import businesses_of
from review import actions as review
from review.actions import Refused
from review.documents import Document
from review.models import Kind as Subject
from review.models import Reason, State, Submission
from review.purposes import Purpose

OWN = "Sertifikat dengan nomor ini sudah tercatat. Buka sertifikat itu, lalu tekan “Perbarui sertifikat ini”."
USED = "Nomor ini sudah dipakai usaha lain. Hubungi petugas bila ini milik Anda."


@transaction.atomic
def enter(
    business: Business,
    kind: Kind,
    values: Mapping[str, Any],
    *,
    by: User,
    document: Document | None = None,
    replaces: Certificate | None = None,
) -> Certificate:
    """A draft certificate of `business`, with its scan when one came along.

    Raises Refused when the business was merged into another.
    """
    refuse_merged(Business.objects.select_for_update(no_key=True).get(pk=business.pk))
    certificate = Certificate.objects.create(
        business=business, kind=kind, created_by=by, hands=[by.pk], replaces=replaces, **values
    )
    record(Verb.DRAFT_OPENED, certificate, by=by, kind=kind.code)
    if document:
        attach_scan(certificate, document, by=by)
    return certificate


@transaction.atomic
def save_draft(certificate: Certificate, values: Mapping[str, Any], *, by: User) -> None:
    """Keep what was typed. Raises Refused when it was already sent."""
    review.type_into(certificate, values, by=by)


@transaction.atomic
def attach_scan(certificate: Certificate, document: Document, *, by: User) -> Scan:
    """Keep the paper's file privately, in place of an earlier one. Raises Refused once the certificate was sent."""
    review.type_into(certificate, {}, by=by)
    earlier = Scan.objects.filter(certificate=certificate).first()
    if earlier is not None:
        path = earlier.path
        earlier.delete()
        if not Scan.objects.filter(path=path).exists():  # a corrected certificate may share the file
            transaction.on_commit(lambda: remove_file(path))
    return Scan.objects.create(
        certificate=certificate,
        path=store_document(document),
        content_type=document.content_type,
        size=len(document.data),
        pages=document.pages,
        sha256=document.sha256,
        uploaded_by=by,
    )


def _refuse_used_number(certificate: Certificate) -> None:
    same = Certificate.objects.filter(kind=certificate.kind, number=certificate.number, is_live=True)
    if same.exclude(business=certificate.business_id).exists():
        raise Refused(USED)
    if same.exclude(pk__in=[one.pk for one in chain_of(certificate)]).exists():
        raise Refused(OWN)


@transaction.atomic
def submit(certificate: Certificate, *, by: User) -> Submission:
    """Send a certificate to Disperindag. Raises Refused: incomplete, no scan, number of another business."""
    Certificate.objects.select_for_update().get(pk=certificate.pk)  # nobody types between the look and the sending
    certificate.refresh_from_db()
    if not (certificate.number and certificate.issued_on):
        raise Refused("Lengkapi nomor dan tanggal terbit sertifikat ini dulu.")
    if not Scan.objects.filter(certificate=certificate).exists():
        raise Refused("Unggah foto atau PDF sertifikatnya dulu, supaya petugas bisa memeriksa.")
    if Business.objects.filter(pk=certificate.business_id, closed_at__isnull=False).exists():
        raise Refused("Usaha ini sudah ditutup. Buka lagi usahanya dulu.")
    _refuse_used_number(certificate)
    edition = (
        BusinessEdition.objects.filter(business=certificate.business)
        .select_related("village__parent")
        .order_by("-number")
    ).first()
    district = edition.village.parent if edition and edition.village else None
    return review.submit(
        certificate,  # type: ignore[arg-type]  # same promises as an Edition: is_draft, hands, submission
        by=by,
        plate=certificate,
        about={
            "room": "certification",
            "kind": Subject.CERTIFICATE,
            "title": str(certificate)[:200],
            "business_name": edition.name if edition else "",
            "region_code": district.code if district else "",
            "region_name": district.name if district else "",
            "is_first": not any(one.review_state == State.APPROVED for one in chain_of(certificate)),
        },
    )


@transaction.atomic
def withdraw(certificate: Certificate, *, by: User) -> None:
    """Pull back a waiting certificate; it stays readable and the owner enters a new one from it."""
    if certificate.submission is None:
        raise Refused("Belum ada yang dikirim.")
    review.withdraw(certificate.submission, by=by, plate=certificate)
    Certificate.objects.filter(pk=certificate.pk).update(is_open=False)


@transaction.atomic
def approve(submission: Submission, *, by: User) -> None:
    """Approve: the certificate counts, and whichever earlier one of its chain counted stops counting."""
    review.require("certification.decide_certificate", by)
    certificate = Certificate.objects.get(submission=submission)
    review.decide(submission, State.APPROVED, by=by, plate=certificate)
    try:
        with transaction.atomic():
            # the live one may lie some sent-back rounds further down
            older = [one.pk for one in chain_of(certificate)[1:]]
            Certificate.objects.filter(pk__in=older, is_live=True).update(is_live=False)
            Certificate.objects.filter(pk=certificate.pk).update(is_open=False, is_live=True)
    except IntegrityError:
        raise Refused(USED) from None
    certificate_changed.send(sender=Certificate, certificate=certificate)


@transaction.atomic
def send_back(
    submission: Submission,
    *,
    by: User,
    state: State = State.NEEDS_CHANGES,
    reason: Reason | None = None,
    words: str = "",
    findings: Mapping[str, str] | None = None,
) -> None:
    """Ask for changes (or refuse, with `state=State.REJECTED`)."""
    review.require("certification.decide_certificate", by)
    certificate = Certificate.objects.get(submission=submission)
    review.decide(submission, state, by=by, plate=certificate, reason=reason, words=words, findings=findings)
    Certificate.objects.filter(pk=certificate.pk).update(is_open=False)


@transaction.atomic
def copy_for_fix(certificate: Certificate, *, by: User) -> Certificate:
    """A new draft from a sent-back, refused, withdrawn or lapsed certificate, with the same scan file."""
    existing = Certificate.objects.filter(business=certificate.business, is_open=True, replaces=certificate).first()
    if existing is not None:
        return existing
    names = ("number", "issuer", "scheme", "scope", "issued_on", "expires_on")
    draft = enter(
        certificate.business,
        certificate.kind,
        {name: getattr(certificate, name) for name in names},
        by=by,
        replaces=certificate,
    )
    scan = Scan.objects.filter(certificate=certificate).first()
    if scan is not None:
        scan.pk, scan.certificate, scan.uploaded_by = None, draft, by
        scan.save()
    return draft


@transaction.atomic
def open_scan(certificate: Certificate, *, by: User, purpose: str = "", note: str = "") -> Scan:
    """The scan for whoever may open it (access.scan_for); each look is a diary line (UU 27/2022 art. 35-39).

    Officers say why (review.purposes.Purpose); the owner of the paper need not. Raises Refused without a purpose.
    """
    own = businesses_of(by).filter(pk=certificate.business_id).exists()
    if not own and purpose not in Purpose.values:
        raise Refused("Pilih keperluan membuka berkas ini.")
    detail = {"purpose": "own" if own else purpose} | ({"note": note} if note else {})
    record(Verb.SCAN_VIEWED, certificate, by=by, **detail)
    return certificate.scan


@transaction.atomic
def discard(certificate: Certificate, *, by: User) -> None:
    """Throw away a draft that was never sent. Raises Refused once it was."""
    review.type_into(certificate, {}, by=by)
    scan = Scan.objects.filter(certificate=certificate).first()
    record(Verb.DISCARDED, certificate, by=by, kind=certificate.kind_id)
    certificate.delete()
    if scan is not None and not Scan.objects.filter(path=scan.path).exists():
        transaction.on_commit(lambda: remove_file(scan.path))


@transaction.atomic
def note_check(certificate: Certificate, *, portal: str, result: str, note: str = "", by: User) -> PortalCheck:
    """Record a dated look-up at the issuer's portal."""
    review.require("certification.decide_certificate", by)
    check = PortalCheck.objects.create(
        certificate=certificate, portal=portal, result=result, note=note[:400], checked_by=by
    )
    record(Verb.PORTAL_CHECKED, certificate, by=by, result=result)
    certificate_changed.send(sender=Certificate, certificate=certificate)
    return check


@transaction.atomic
def revoke(certificate: Certificate, *, by: User, reason: str) -> None:
    """Take a certificate out of force; the public check says so."""
    review.require("certification.decide_certificate", by)
    if not reason.strip():
        raise Refused("Tulis alasan mencabut sertifikat ini.")
    if not Certificate.objects.select_for_update().get(pk=certificate.pk).is_live:
        raise Refused("Sertifikat ini sudah tidak berlaku, jadi tidak perlu dicabut.")
    Certificate.objects.filter(pk=certificate.pk).update(
        is_live=False, revoked_at=timezone.now(), revoked_reason=reason.strip()[:400]
    )
    record(Verb.REVOKED, certificate, by=by)
    certificate_changed.send(sender=Certificate, certificate=certificate)
