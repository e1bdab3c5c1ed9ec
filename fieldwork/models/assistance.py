"""How an owner is helped to register, and the way to her confirmation."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from audit.codes import new_code
from registry.models import Business


class Assistance(models.Model):
    """A registration that an officer began for an owner.

    Who typed and who confirmed stand on the business itself (`registry.Business`), where every page of the register can
    show them; here is the rest: how the owner agreed, her phone until she has an account, and the link sent to it.
    """

    class ConsentHow(models.TextChoices):
        PAPER = "paper", "Lembar persetujuan ditandatangani"
        SPOKEN = "spoken", "Persetujuan lisan di depan saksi"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    business = models.OneToOneField(Business, on_delete=models.PROTECT, related_name="+")
    owner_phone = models.CharField(
        max_length=20, blank=True, db_comment="E.164, mobile; emptied when she has confirmed"
    )
    consent_how = models.CharField(max_length=8, choices=ConsentHow)
    consent_witness = models.CharField(max_length=120, blank=True, db_comment="who heard a spoken consent")
    consent_photo = models.CharField(max_length=120, blank=True, db_comment="signed sheet, in the private storage")
    started_at = models.DateTimeField(auto_now_add=True)
    link_hash = models.CharField(max_length=64, null=True, blank=True, db_comment="SHA-256 of the token in her link")
    link_sent_at = models.DateTimeField(null=True, blank=True)
    link_expires_at = models.DateTimeField(null=True, blank=True)
    links_sent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        permissions = [
            ("assist_owner", "Mendaftarkan usaha untuk pemiliknya"),
            ("view_any_work", "Melihat semua kunjungan dan pendaftaran pendamping"),
        ]
        indexes = [models.Index(fields=["-started_at", "-id"], name="assistance_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["link_hash"], name="assistance_link_unique"),
            models.CheckConstraint(
                condition=Q(consent_how="paper", consent_witness="") & ~Q(consent_photo="")
                | Q(consent_how="spoken", consent_photo="") & ~Q(consent_witness=""),
                name="assistance_consent_has_proof",
            ),
            models.CheckConstraint(
                condition=Q(owner_phone="") | Q(owner_phone__regex=r"^\+628[0-9]{7,12}$"),
                name="assistance_phone_mobile",
            ),
            models.CheckConstraint(
                condition=Q(link_hash__isnull=True, link_sent_at__isnull=True, link_expires_at__isnull=True)
                | Q(link_hash__isnull=False, link_sent_at__isnull=False, link_expires_at__isnull=False),
                name="assistance_link_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def has_link(self) -> bool:
        """Whether a link was sent that still opens."""
        return bool(self.link_expires_at and self.link_expires_at > timezone.now())
