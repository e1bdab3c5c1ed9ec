"""A sentra or a group, and which businesses belong to it since when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from audit.codes import new_code
from registry.models import Business, BusinessActivity, Region


def slug_of(name: str) -> str:
    """The readable part of the address of a sentra or a group."""
    return slugify(name)[:60].strip("-") or "sentra"


class Cluster(models.Model):
    """Businesses that stand together: makers of one thing in one place, a KUB, or a cooperative."""

    class Kind(models.TextChoices):
        SENTRA = "sentra", "Sentra industri"
        GROUP = "group", "Kelompok usaha bersama (KUB)"
        COOP = "coop", "Koperasi"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    kind = models.CharField("Jenis", max_length=10, choices=Kind)
    name = models.CharField("Nama", max_length=120)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name="Kecamatan atau desa")
    activity = models.ForeignKey(
        BusinessActivity, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Bidang usaha"
    )
    description = models.TextField("Cerita singkat", max_length=1500, blank=True)
    founded_year = models.PositiveSmallIntegerField("Tahun berdiri", null=True, blank=True)
    legal_number = models.CharField("Nomor badan hukum atau SK", max_length=80, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True, db_comment="dissolved; its page is gone, its history stays")
    ended_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["name", "code"]
        permissions = [("manage_cluster", "Mengatur sentra dan kelompok")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="cluster_has_name"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_reason=""), name="cluster_end_has_reason"
            ),
            models.UniqueConstraint(
                fields=["kind", "region", "name"], condition=Q(ended_at__isnull=True), name="cluster_once_in_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The readable part of its address."""
        return slug_of(self.name)


class Membership(models.Model):
    """A business in a cluster: asked for by its owner, or entered by the office; ended when it left."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Ketua"
        MEMBER = "member", "Anggota"

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="memberships")
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("Peran", max_length=10, choices=Role, default=Role.MEMBER)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    joined_at = models.DateTimeField(null=True, blank=True, db_comment="empty: the owner asked, the office has to say")
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["role", "joined_at", "id"]
        indexes = [models.Index(fields=["business"], condition=Q(ended_at__isnull=True), name="membership_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "business"], condition=Q(ended_at__isnull=True), name="membership_once"
            ),
            models.UniqueConstraint(
                fields=["cluster"],
                condition=Q(role="chair", joined_at__isnull=False, ended_at__isnull=True),
                name="membership_one_chair",
            ),
            models.CheckConstraint(
                condition=Q(joined_at__isnull=True, joined_by__isnull=True)
                | Q(joined_at__isnull=False, joined_by__isnull=False),
                name="membership_joining_signed",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="membership_end_signed",
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        """Whether the owner asked and the office has not answered."""
        return self.joined_at is None and self.ended_at is None
