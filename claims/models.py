"""A claim: somebody says that a business from an old list is hers, shows proof, and an officer decides."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from audit.codes import new_code
from registry.models import Business, Owner
from review.models import Submission, frozen_once_submitted


class Claim(models.Model):
    """One round of a claim. What she proved is kept as yes or no: never the NIK, never the phone she typed.

    Frozen when sent, like a certificate; a second try after a refusal is a new row with the next `number`.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="claims")
    claimant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1, db_comment="which try of this person for this business")
    nib_matches = models.BooleanField(
        null=True, db_comment="the NIB she typed is that of the business; null = not typed"
    )
    nik_matches = models.BooleanField(null=True, db_comment="the NIK she typed is the owner's; null = not typed")
    phone_matches = models.BooleanField(db_comment="the proven phone of her account is that of the business")
    note = models.TextField("Penjelasan", max_length=1000, blank=True)
    scan_path = models.CharField(max_length=200, blank=True, db_comment="in the private storage; gone 30 days after")
    scan_type = models.CharField(max_length=40, blank=True)
    scan_size = models.PositiveIntegerField(null=True, blank=True, db_comment="bytes")
    is_open = models.BooleanField(default=True, db_comment="waits for a decision")
    is_live = models.BooleanField(default=False, db_comment="approved, and not undone")
    hands = ArrayField(models.BigIntegerField(), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="claims_claim"
    )
    from_owner = models.ForeignKey(
        Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_comment="whose it was before"
    )
    to_owner = models.ForeignKey(
        Owner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_comment="whose it became"
    )
    moved = ArrayField(models.BigIntegerField(), default=list, db_comment="ids of the businesses that changed hands")
    nik_moved = models.BooleanField(default=False, db_comment="the stored NIK went along")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        permissions = [("decide_claim", "Memutuskan klaim usaha"), ("undo_claim", "Membatalkan klaim yang disetujui")]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "claimant"], condition=Q(is_open=True), name="claim_open_once_each"
            ),
            models.UniqueConstraint(fields=["business"], condition=Q(is_live=True), name="claim_one_stands"),
            models.UniqueConstraint(fields=["business", "claimant", "number"], name="claim_number"),
            models.CheckConstraint(
                condition=Q(nib_matches__isnull=False, nib_matches=True)
                | Q(nik_matches__isnull=False, nik_matches=True),
                name="claim_rests_on_a_number",
            ),
            models.CheckConstraint(condition=~Q(is_live=True, is_open=True), name="claim_live_is_not_open"),
            models.CheckConstraint(
                condition=Q(is_live=False)
                | Q(submission__isnull=False, from_owner__isnull=False, to_owner__isnull=False, undone_at__isnull=True),
                name="claim_live_knows_before_and_after",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_reason="")
                | (
                    Q(undone_at__isnull=False, undone_by__isnull=False, from_owner__isnull=False, is_live=False)
                    & ~Q(undone_reason="")
                ),
                name="claim_undoing_signed",
            ),
            models.CheckConstraint(
                condition=Q(scan_path="", scan_type="") | (~Q(scan_path="") & ~Q(scan_type="")),
                name="claim_scan_whole",
            ),
        ]
        triggers = frozen_once_submitted(
            "from_owner_id",
            "to_owner_id",
            "moved",
            "nik_moved",
            "undone_at",
            "undone_by_id",
            "undone_reason",
            "scan_path",
            "scan_type",
            "scan_size",
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_draft(self) -> bool:
        """Whether it was not sent yet; only for an instant, since claiming sends it."""
        return self.is_open and self.submission_id is None

    @property
    def state(self) -> str:
        """The state of its submission, or `undone`."""
        if self.undone_at is not None:
            return "undone"
        return self.submission.state if self.submission else "draft"
