"""Papers: their kinds, the certificates themselves, scans and dated look-ups."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from audit.codes import new_code
from registry.models import Business
from review.models import Submission, frozen_once_submitted, frozen_with


class Kind(models.Model):
    """A kind of certificate; a new scheme is a row, not a release."""

    code = models.SlugField(primary_key=True, max_length=30, db_comment="glossary: halal, pirt, bpom_food ...")
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=30, db_comment="on badges")
    issuer = models.CharField(max_length=120, blank=True)
    number_rule = models.CharField(max_length=30, blank=True, db_comment="certification.numbers; empty = free text")
    number_hint = models.CharField(max_length=200, blank=True)
    validity_years = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="null = as printed")
    has_expiry = models.BooleanField(default=True, db_comment="false: valid until something changes")
    expiring_days = models.PositiveSmallIntegerField(default=90)
    portal_name = models.CharField(max_length=80, blank=True)
    portal_url = models.URLField(blank=True)
    is_food = models.BooleanField(default=False)
    bit = models.PositiveSmallIntegerField(unique=True, db_comment="position in the certificate mask of search")
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.CheckConstraint(condition=Q(bit__lt=31), name="kind_bit_fits_the_mask")]

    def __str__(self) -> str:
        return self.name


class Certificate(models.Model):
    """One paper of one business. Frozen when submitted; a correction or renewal is a new row with `replaces`."""

    class Scheme(models.TextChoices):
        REGULAR = "regular", "Reguler"
        SELF_DECLARE = "self_declare", "Pernyataan mandiri (self declare)"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="certificates")
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+", verbose_name="Jenis sertifikat")
    number = models.CharField("Nomor sertifikat", max_length=80, blank=True, db_comment="canonical form")
    issuer = models.CharField("Penerbit", max_length=120, blank=True)
    scheme = models.CharField("Skema", max_length=20, choices=Scheme, blank=True)
    scope = models.TextField("Produk yang tercantum", max_length=1000, blank=True, db_comment="as printed on the paper")
    issued_on = models.DateField("Tanggal terbit", null=True, blank=True)
    expires_on = models.DateField("Berlaku sampai", null=True, blank=True, db_comment="null = no expiry")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    is_open = models.BooleanField(default=True, db_comment="draft or waiting")
    is_live = models.BooleanField(default=False, db_comment="approved and not replaced or revoked")
    hands = ArrayField(models.BigIntegerField(), default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="certification_certificate"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["kind__order", "-created_at"]
        permissions = [
            ("decide_certificate", "Memutuskan sertifikat"),
            ("view_any_scan", "Membuka pindaian sertifikat"),
        ]
        indexes = [
            models.Index(fields=["number"], name="certificate_by_number"),  # the public check
            # the reminders: what ends soon
            models.Index(fields=["expires_on"], condition=Q(is_live=True), name="certificate_ending"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], condition=Q(is_live=True) & ~Q(number=""), name="certificate_number_unique"
            ),
            models.CheckConstraint(
                condition=Q(is_live=False) | Q(submission__isnull=False), name="certificate_live_was_submitted"
            ),
            models.CheckConstraint(condition=~Q(is_live=True, is_open=True), name="certificate_live_is_not_open"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(issued_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="certificate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=True) | (~Q(number="") & Q(issued_on__isnull=False)),
                name="certificate_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | (Q(is_live=False) & ~Q(revoked_reason="")),
                name="certificate_revoked_has_reason",
            ),
        ]
        triggers = frozen_once_submitted("revoked_at", "revoked_reason", "business_id")  # a merge moves it along

    def __str__(self) -> str:
        return f"{self.kind.short_name} {self.number}".strip()

    @property
    def is_draft(self) -> bool:
        """Whether the owner may still type."""
        return self.is_open and self.submission_id is None

    @property
    def review_state(self) -> str:
        """`draft` or the state of its submission (validity by date is another question)."""
        return self.submission.state if self.submission else "draft"


class Scan(models.Model):
    """The paper itself: a private file, opened only through a view that writes the diary."""

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="scan")
    path = models.CharField(max_length=200, db_comment="in the private storage; a name of our own")
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField(db_comment="bytes")
    pages = models.PositiveSmallIntegerField(default=1)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [frozen_with("certification_certificate", "certificate_id")]

    def __str__(self) -> str:
        return self.path


class PortalCheck(models.Model):
    """A dated look-up at the issuer's portal: who looked, where, and what it said."""

    class Result(models.TextChoices):
        MATCHES = "matches", "Cocok dengan penerbit"
        DIFFERS = "differs", "Tidak cocok"
        NOT_FOUND = "not_found", "Tidak ditemukan"
        UNAVAILABLE = "unavailable", "Portal tidak bisa dibuka"

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="checks")
    portal = models.CharField(max_length=80)
    result = models.CharField(max_length=20, choices=Result)
    note = models.CharField(max_length=400, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-checked_at", "-id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.portal}: {self.get_result_display()}"
