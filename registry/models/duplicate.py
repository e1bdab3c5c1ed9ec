"""Two records that may be one business, what was decided about them, and a merge that can be undone."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from audit.codes import new_code
from registry.models.business import Business


class DuplicatePair(models.Model):
    """Two businesses that may be the same one; `a` is the older record. What was decided is never suggested again."""

    class Reason(models.TextChoices):
        NIB = "nib", "NIB sama"
        NIK = "nik", "Pemilik (NIK) sama"
        PHONE = "phone", "Nomor telepon sama"
        NAME = "name", "Nama mirip di desa yang sama"
        OFFICER = "officer", "Ditunjuk petugas"

    class State(models.TextChoices):
        ASKED = "asked", "Ditanyakan kepada pendaftar"
        OPEN = "open", "Perlu diperiksa"
        DIFFERENT = "different", "Bukan ganda"
        MERGED = "merged", "Digabungkan"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    a = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    reasons = ArrayField(models.CharField(max_length=10, choices=Reason))
    score = models.PositiveSmallIntegerField(db_comment="1 to 100: registry.duplicates.evidence")
    likeness = models.PositiveSmallIntegerField(default=0, db_comment="how alike the names are, percent")
    districts = ArrayField(models.CharField(max_length=13), default=list, db_comment="kecamatan of both")
    found_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    said_at = models.DateTimeField(
        null=True, blank=True, db_comment="when the person registering said that hers is another business"
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_note = models.CharField(max_length=400, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=400, blank=True, db_comment="of the officer who decided")

    class Meta:
        ordering = ["-score", "id"]
        indexes = [
            # the work list, and its tabs of what was decided
            models.Index(F("score").desc(), F("id"), condition=Q(state="open"), name="duplicate_pairs_open"),
            models.Index(
                F("decided_at").desc(), F("id"), condition=Q(decided_at__isnull=False), name="duplicate_pairs_decided"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="duplicate_pair_ordered"),
            models.CheckConstraint(condition=~Q(reasons=[]), name="duplicate_pair_has_reason"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=100), name="duplicate_pair_score"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "open"], decided_at__isnull=True, decided_by__isnull=True)
                | Q(state__in=["different", "merged"], decided_at__isnull=False, decided_by__isnull=False),
                name="duplicate_pair_decision_signed",
            ),
            models.CheckConstraint(
                condition=Q(said_at__isnull=True, said_by__isnull=True, said_note="")
                | Q(said_at__isnull=False, said_by__isnull=False),
                name="duplicate_pair_answer_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} = {self.b_id}?"

    @property
    def is_open(self) -> bool:
        """Whether nothing was decided yet."""
        return self.state in (self.State.ASKED, self.State.OPEN)

    @property
    def reason_labels(self) -> list[str]:
        """What speaks for it, in words, the weightiest first."""
        return [reason.label for reason in self.Reason if reason.value in self.reasons]

    @property
    def reason_words(self) -> list[str]:
        """The same, one or two words each."""
        short = {
            "nib": "NIB",
            "nik": "Pemilik",
            "phone": "Telepon",
            "name": "Nama dan desa",
            "officer": "Ditunjuk petugas",
        }
        return [short[reason.value] for reason in self.Reason if reason.value in self.reasons]

    @property
    def strength(self) -> str:
        """The score as a word: Kuat, Sedang or Lemah."""
        return "Kuat" if self.score >= 70 else "Sedang" if self.score >= 40 else "Lemah"


class Merge(models.Model):
    """`loser` was taken into `survivor`. Undone, the row stays: who, when, why."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    survivor = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+")
    loser = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400, db_comment="both owners read it")
    moved = models.JSONField(default=dict, db_comment="table -> ids of the rows that changed hands; given back by undo")
    live_edition = models.BigIntegerField(
        null=True, blank=True, db_comment="edition of the loser that was on display; put back by undo"
    )
    draft_edition = models.BigIntegerField(
        null=True, blank=True, db_comment="edition of the survivor begun with values of the loser"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-merged_at", "-id"]
        permissions = [("merge_businesses", "Memutuskan usaha ganda")]
        constraints = [
            models.UniqueConstraint(fields=["loser"], condition=Q(undone_at__isnull=True), name="merge_once_in_force"),
            models.CheckConstraint(condition=~Q(survivor=F("loser")), name="merge_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_reason"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="merge_undo_signed",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="merge_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="merge_undo_is_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__undone_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loser_id} -> {self.survivor_id}"
