"""The list of certificates, one paper in each row, that the register's import pages show."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from certification.importing.certificate_drafts import create_certificates, remove_certificates
from certification.importing.certificates import COLUMNS, Above, CertificateCheck, Papers
from certification.models import Certificate, Scan
from registry.importing import kinds
from registry.importing.kinds import Check, Draft, ImportKind, Made, Standing
from registry.importing.reading import Line, Reading, Sheet
from registry.models import ImportBatch
from review.models import State

MISSING = (("number", "nomor"), ("issued_on", "tanggal terbit"))


class CertificateKind(ImportKind):
    """Rows become drafts of certificates of businesses that are registered already."""

    key = ImportBatch.Kind.CERTIFICATE.value
    headers = "certificate_list"
    noun = "sertifikat"
    columns = COLUMNS
    title_fields = ("business_name", "kind", "number")
    waits_for = "Pemilik mengunggah foto atau PDF sertifikatnya di Pusat Usaha, lalu mengirimnya. Tanpa itu tetap draf."

    def option_fields(self) -> dict[str, forms.Field]:
        """Nothing to choose."""
        return {}

    def check(self, sheet: Sheet) -> Check:
        """Reads the kinds once."""
        papers, above = Papers(), Above()

        def for_lines(lines: Sequence[Line]) -> Callable[[Line], Reading]:
            return CertificateCheck(papers, lines, above).read

        return for_lines

    def create(self, readings: Sequence[Reading], *, by: User, hands: Sequence[int]) -> list[Made]:
        """One draft for each row."""
        made = create_certificates([reading.values for reading in readings], by=by, hands=hands)
        return [Made(certificate.code) for certificate in made]

    def remove(self, made: Sequence[Made], *, by: User) -> dict[str, str]:
        """Those nobody touched."""
        return remove_certificates([one.code for one in made], by=by)

    def drafts(self, codes: Sequence[str]) -> dict[str, Draft]:
        """Each certificate is its own only round."""
        found = Certificate.objects.filter(code__in=codes).select_related("submission")
        with_scan = found.annotate(has_scan=Exists(Scan.objects.filter(certificate=OuterRef("pk"))))
        return {one.code: Draft(one.review_state, _missing(one) if one.is_draft else ()) for one in with_scan}

    def still_there(self, codes: Sequence[str]) -> set[str]:
        """Drafts, waiting and live ones."""
        there = Certificate.objects.filter(Q(is_open=True) | Q(is_live=True), code__in=codes)
        return set(there.values_list("code", flat=True))

    def standing(self, codes: QuerySet[Any]) -> Standing:
        """Counted by the database."""
        scan = Exists(Scan.objects.filter(certificate=OuterRef("pk")))
        is_draft = Q(is_open=True, submission=None)
        without = {"pindaian": Q(has_scan=False), "nomor": Q(number=""), "tanggal terbit": Q(issued_on=None)}
        whole = Q(has_scan=True) & ~Q(number="") & Q(issued_on__isnull=False)
        found = Certificate.objects.filter(code__in=codes).annotate(has_scan=scan).order_by()
        said = found.aggregate(
            complete=Count("pk", filter=is_draft & whole),
            waiting=Count("pk", filter=Q(submission__state=State.SUBMITTED)),
            approved=Count("pk", filter=Q(submission__state=State.APPROVED)),
            returned=Count("pk", filter=Q(submission__state__in=[State.NEEDS_CHANGES, State.REJECTED])),
            **{f"gap_{n}": Count("pk", filter=is_draft & gap) for n, gap in enumerate(without.values())},
        )
        gaps = [(words, said.pop(f"gap_{n}")) for n, words in enumerate(without)]
        return Standing(**said, lacking=tuple(gap for gap in gaps if gap[1]))


def _missing(certificate: Any) -> tuple[str, ...]:
    gaps = [words for name, words in MISSING if not getattr(certificate, name)]
    return tuple(gaps) if certificate.has_scan else ("pindaian", *gaps)


def register() -> None:
    """Make the kind known; called once when Django starts."""
    kinds.add(CertificateKind())
