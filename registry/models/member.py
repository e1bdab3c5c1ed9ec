"""The people who act for a business besides its owner, and the invitations that made them so."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.codes import new_code
from registry.models.business import Business


class MemberRole(models.TextChoices):
    """What somebody is to a business; what each role may do stands in registry/membership.py."""

    OWNER = "owner", "Pemilik"
    RESPONSIBLE_PERSON = "responsible_person", "Penanggung jawab"
    MANAGER = "manager", "Pengelola"
    HELPER = "helper", "Pembantu"


class Member(models.Model):
    """A person who acts for a business, or the open invitation to become one.

    The owner is no member: she is `Business.owner`, written down once, so nobody can remove her here.
    """

    class Ending(models.TextChoices):
        WITHDRAWN = "withdrawn", "Undangan ditarik"
        REFUSED = "refused", "Undangan ditolak"
        REMOVED = "removed", "Dikeluarkan"
        LEFT = "left", "Keluar sendiri"
        CLAIM_UNDONE = "claim_undone", "Berakhir karena klaim dibatalkan"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("Nama", max_length=120, db_comment="as the inviter wrote it, then as the account has it")
    role = models.CharField("Peran", max_length=20, choices=MemberRole)
    contact = models.CharField(max_length=254, blank=True, db_comment="E.164 or e-mail; only while invited")
    token_hash = models.CharField(max_length=64, blank=True, db_comment="of the link; only while invited")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(db_comment="when the link was made last")
    expires_at = models.DateTimeField(db_comment="end of the link")
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ending = models.CharField(max_length=20, choices=Ending, blank=True)

    class Meta:
        ordering = ["invited_at", "id"]
        indexes = [
            # who acts for what: asked on every page of the owner centre
            models.Index(
                fields=["user"],
                condition=Q(accepted_at__isnull=False, ended_at__isnull=True),
                name="member_active_by_user",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "user"],
                condition=Q(accepted_at__isnull=False, ended_at__isnull=True),
                name="member_active_once",
            ),
            models.UniqueConstraint(
                fields=["business", "contact"],
                condition=Q(accepted_at__isnull=True, ended_at__isnull=True),
                name="member_invited_once",
            ),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="member_link_unique"),
            models.CheckConstraint(
                condition=Q(user__isnull=True, accepted_at__isnull=True)
                | Q(user__isnull=False, accepted_at__isnull=False),
                name="member_has_accepted",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ending="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ending="")),
                name="member_end_signed",
            ),
            models.CheckConstraint(
                condition=(Q(accepted_at__isnull=True, ended_at__isnull=True) & ~Q(contact="") & ~Q(token_hash=""))
                | (Q(contact="", token_hash="") & (Q(accepted_at__isnull=False) | Q(ended_at__isnull=False))),
                name="member_contact_only_while_invited",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["responsible_person", "manager", "helper"]), name="member_is_not_the_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether this person acts for the business now."""
        return self.accepted_at is not None and self.ended_at is None

    @property
    def is_invited(self) -> bool:
        """Whether the invitation is still open; its link may have expired all the same."""
        return self.accepted_at is None and self.ended_at is None

    @property
    def has_expired(self) -> bool:
        """Whether the link of an open invitation is too old."""
        return self.is_invited and self.expires_at < timezone.now()
