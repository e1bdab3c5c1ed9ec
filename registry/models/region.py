"""Places by their Kemendagri code, and what businesses do by their KBLI code."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Region(models.Model):
    """A province, regency, district (kecamatan) or village (desa/kelurahan)."""

    class Level(models.TextChoices):
        PROVINCE = "province", "Provinsi"
        REGENCY = "regency", "Kabupaten/Kota"
        DISTRICT = "district", "Kecamatan"
        VILLAGE = "village", "Desa/Kelurahan"

    class VillageKind(models.TextChoices):
        DESA = "desa", "Desa"
        KELURAHAN = "kelurahan", "Kelurahan"

    code = models.CharField(primary_key=True, max_length=10, db_comment="Kemendagri code without dots: 2, 4, 6 or 10")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=90, blank=True)
    level = models.CharField(max_length=10, choices=Level)
    kind = models.CharField(max_length=10, choices=VillageKind, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    postal_code = models.CharField(max_length=5, blank=True)

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^([0-9]{2}){1,3}([0-9]{4})?$"), name="region_code_digits"),
            models.CheckConstraint(condition=Q(level="province") ^ Q(parent__isnull=False), name="region_has_parent"),
            models.CheckConstraint(condition=Q(level="village") ^ Q(kind=""), name="region_kind_of_village"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def village_label(cls, kind: str, name: str) -> str:
        """A village as people say it: "Desa Citeras"."""
        return f"{cls.VillageKind(kind).label} {name}"

    @property
    def label(self) -> str:
        """The name as people say it: "Desa Citeras", "Kelurahan Cijoro Lebak", "Kecamatan Rangkasbitung"."""
        if self.level == self.Level.VILLAGE:
            return self.village_label(self.kind, self.name)
        return f"Kecamatan {self.name}" if self.level == self.Level.DISTRICT else self.name


class BusinessActivity(models.Model):
    """A five-digit KBLI activity; the same digits may mean another thing in the other edition."""

    class Edition(models.TextChoices):
        KBLI_2020 = "2020", "KBLI 2020"
        KBLI_2025 = "2025", "KBLI 2025"

    kbli_code = models.CharField(max_length=5)
    kbli_edition = models.CharField(max_length=4, choices=Edition)
    title = models.CharField(max_length=300)
    words = models.TextField(blank=True, db_comment="plain words an owner would type, ours")
    successors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="predecessors")

    class Meta:
        ordering = ["kbli_edition", "kbli_code"]
        indexes = [GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="activity_title_trigram")]
        constraints = [
            models.UniqueConstraint(fields=["kbli_edition", "kbli_code"], name="activity_once_per_edition"),
            models.CheckConstraint(
                condition=Q(kbli_code__regex=r"^(0[1-9]|[1-9][0-9])[0-9]{3}$"), name="activity_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kbli_code} {self.title}"

    @property
    def key(self) -> str:
        """Edition and code in one word, for forms and addresses: 2025-10722."""
        return f"{self.kbli_edition}-{self.kbli_code}"
