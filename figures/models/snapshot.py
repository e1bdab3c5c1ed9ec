"""Counts that do not drift: the register as it stood at the end of a day, one row for each business, for ever."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.codes import new_code


class UnitState(models.TextChoices):
    """How a business stood on that day; only `active` is counted as a unit."""

    ACTIVE = "active", "Aktif"
    SUSPENDED = "suspended", "Dinonaktifkan"
    DORMANT = "dormant", "Tidak menjawab"
    CLOSED = "closed", "Tutup"
    MERGED = "merged", "Digabungkan"


class Snapshot(models.Model):
    """The head of one snapshot: which day, who took it, and its sums. Never changed, never removed."""

    class Kind(models.TextChoices):
        YEARLY = "yearly", "31 Desember"
        INTERIM = "interim", "Di tengah tahun"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    as_of = models.DateField(db_comment="the day at whose end the register stood so (Asia/Jakarta)")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    units = models.PositiveIntegerField(db_comment="active businesses; the same as in totals")
    totals = models.JSONField(db_comment="sums by kecamatan, scale and so on; figures.counting says how they are made")
    rules = models.JSONField(default=dict, db_comment="sources of the rules of law that gave the classes")
    fingerprint = models.CharField(max_length=64, db_comment="SHA-256 over all its rows; figures.counting")
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["as_of", "id"]
        permissions = [
            ("view_figures", "Melihat angka lengkap dan halaman pimpinan"),
            ("take_snapshot", "Membekukan angka"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "kind"], name="snapshot_once_per_year"),
            models.CheckConstraint(
                condition=Q(as_of__year=F("year")) & (Q(kind="interim") | Q(as_of__month=12, as_of__day=31)),
                name="snapshot_day_fits_year",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Potret {self.label}"

    @property
    def label(self) -> str:
        """Short name for axes and headings: "2025", or "2026 (21-11)" for one in the middle of a year."""
        return str(self.year) if self.kind == self.Kind.YEARLY else f"{self.year} ({self.as_of:%d-%m})"


class SnapshotUnit(models.Model):
    """One business that had been approved by that day, with what counts are made of; no name of a person."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="rows", db_index=False)
    business_code = models.CharField(max_length=16, db_comment="text on purpose: it outlives the business")
    state = models.CharField(max_length=10, choices=UnitState)
    merged_into_code = models.CharField(max_length=16, blank=True)
    registered_on = models.DateField(null=True, db_comment="day of its first approval")
    founded_year = models.PositiveSmallIntegerField(null=True)
    village_code = models.CharField(max_length=10)
    district_code = models.CharField(max_length=6)
    district_name = models.CharField(max_length=80)
    kbli_code = models.CharField(max_length=5)
    kbli_edition = models.CharField(max_length=4)
    legal_form = models.CharField(max_length=20)
    owner_sex = models.CharField(max_length=6, blank=True)
    scale = models.CharField(max_length=6, blank=True, db_comment="micro, small, medium, large; empty = unknown")
    is_industry = models.BooleanField(db_comment="KBLI division 10 to 33")
    industry_class = models.CharField(max_length=6, blank=True, db_comment="empty = no industry, or unknown")
    is_ikm = models.BooleanField()
    is_umkm = models.BooleanField()
    workers_male = models.PositiveIntegerField(null=True)
    workers_female = models.PositiveIntegerField(null=True)
    sales_range = models.CharField(max_length=12, blank=True)
    capital_range = models.CharField(max_length=12, blank=True)
    has_nib = models.BooleanField()

    class Meta:
        ordering = ["business_code"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "business_code"], name="snapshot_unit_once")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="sealed",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="fresh"),
                # the head is written last: from then on nothing can be added (its foreign key waits until the commit)
                func="""
                    IF EXISTS (SELECT 1 FROM figures_snapshot s WHERE s.id IN (SELECT DISTINCT snapshot_id FROM fresh))
                    THEN RAISE EXCEPTION 'the snapshot is sealed';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business_code} ({self.get_state_display()})"
