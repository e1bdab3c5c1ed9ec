"""The bulk decision about an import: a random sample, what a second officer found in it, and what followed."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL

from audit.codes import new_code
from registry.models.imports import ImportBatch

_DRAWN = ("batch_id", "seed", "population", "size", "hands", "drawn_by_id", "drawn_at")


class BatchReview(models.Model):
    """One round: drawn once from what waited at that moment, looked at, then decided for all of it as one act."""

    class State(models.TextChoices):
        SAMPLING = "sampling", "Sampel diperiksa"
        APPROVED = "approved", "Disetujui"
        RETURNED = "returned", "Dikembalikan"
        UNDONE = "undone", "Persetujuan dibatalkan"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="reviews")
    seed = models.BigIntegerField(db_comment="with the codes that waited it gives the sample again")
    population = models.PositiveIntegerField(db_comment="how many submissions waited when it was drawn")
    size = models.PositiveSmallIntegerField(db_comment="how many of them are looked at")
    hands = ArrayField(models.BigIntegerField(), db_comment="ids of all who typed or sent any of them")
    state = models.CharField(max_length=10, choices=State, default=State.SAMPLING)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(db_comment="what was sent later belongs to another round")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, db_comment="also the moment of every decision in it")
    note = models.TextField(max_length=2000, blank=True, db_comment="why it was returned")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True, db_comment="also the moment of every suspension in it")
    undone_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-drawn_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch"], condition=Q(state="sampling"), name="batch_review_one_sample_at_a_time"
            ),
            models.CheckConstraint(
                condition=RawSQL("NOT (drawn_by_id = ANY(hands))", [], output_field=models.BooleanField()),
                name="batch_review_drawn_by_second_officer",
            ),
            models.CheckConstraint(
                condition=RawSQL(
                    "decided_by_id IS NULL OR NOT (decided_by_id = ANY(hands))", [], output_field=models.BooleanField()
                ),
                name="batch_review_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(state="sampling", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="sampling") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="batch_review_signed",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(note=""), name="batch_review_return_has_note"),
            models.CheckConstraint(
                condition=(Q(state="undone", undone_by__isnull=False, undone_at__isnull=False) & ~Q(undone_reason=""))
                | (~Q(state="undone") & Q(undone_by__isnull=True, undone_at__isnull=True)),
                name="batch_review_undoing_signed",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=models.F("population")), name="batch_review_sample_fits"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="drawn_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _DRAWN)
                ),
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.get_state_display()}"


class SampledDraft(models.Model):
    """One submission of the sample, and what the second officer says about it."""

    class Verdict(models.TextChoices):
        RIGHT = "right", "Benar"
        WRONG = "wrong", "Salah"

    review = models.ForeignKey(BatchReview, on_delete=models.PROTECT, related_name="sample")
    submission_code = models.CharField(max_length=16)
    subject_code = models.CharField(max_length=16, db_comment="code of the name plate")
    place = models.PositiveSmallIntegerField(db_comment="order in which it was drawn")
    verdict = models.CharField(max_length=5, choices=Verdict, blank=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["review", "submission_code"], name="sampled_once"),
            models.CheckConstraint(condition=~Q(verdict="wrong") | ~Q(note=""), name="sampled_wrong_has_note"),
        ]
        triggers = [pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.subject_code
