"""What waits for a decision, who decided it and why; and the abstract edition every reviewed thing is made of."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Upper

from audit.codes import new_code


class State(models.TextChoices):
    """Where a submission stands. An edition without a submission is a draft ("Draf")."""

    SUBMITTED = "submitted", "Menunggu pemeriksaan"
    NEEDS_CHANGES = "needs_changes", "Perlu diperbaiki"
    APPROVED = "approved", "Disetujui"
    REJECTED = "rejected", "Ditolak"
    WITHDRAWN = "withdrawn", "Dibatalkan"


class Kind(models.TextChoices):
    """What a submission is about; the rooms above own the things themselves."""

    BUSINESS = "business", "Usaha"
    PRODUCT = "product", "Produk"
    CERTIFICATE = "certificate", "Sertifikat"
    CLAIM = "claim", "Klaim usaha"


class Reason(models.Model):
    """A ready reason of the library: which field, one plain sentence, an example."""

    class Decision(models.TextChoices):
        NEEDS_CHANGES = "needs_changes", "Minta perbaikan"
        REJECTED = "rejected", "Tolak"
        BOTH = "both", "Keduanya"

    code = models.SlugField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=20, choices=Kind, blank=True, db_comment="empty = fits every kind")
    decision = models.CharField(max_length=20, choices=Decision)
    field = models.CharField(max_length=60, blank=True, db_comment="field of the edition it points to")
    label = models.CharField(max_length=120)
    sentence = models.CharField(max_length=400)
    example = models.CharField(max_length=400, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    edited_at = models.DateTimeField(null=True, blank=True, db_comment="by the office; our list no longer changes it")

    class Meta:
        ordering = ["order", "code"]
        triggers = [pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.label


class Submission(models.Model):
    """One thing sent for a decision: one queue, one set of rules, for every kind."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    room = models.CharField(max_length=20, db_comment="app label; its review page is <room>:review")
    kind = models.CharField(max_length=20, choices=Kind)
    subject_code = models.CharField(max_length=16, db_comment="code of the name plate")
    title = models.CharField(max_length=200)
    business_name = models.CharField(max_length=200, blank=True)
    region_code = models.CharField(max_length=13, blank=True, db_comment="district, Kemendagri code without dots")
    region_name = models.CharField(max_length=100, blank=True, db_comment="name of that district when it was sent")
    is_first = models.BooleanField(default=True, db_comment="false: an edit of something already public")
    state = models.CharField(max_length=20, choices=State, default=State.SUBMITTED)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    hands = ArrayField(models.BigIntegerField(), default=list, db_comment="ids of all who typed it")
    due_at = models.DateTimeField(db_comment="promised decision: three working days")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    assignment_note = models.CharField(
        max_length=300, blank=True, db_comment="what the officer who handed it over wants the next one to know"
    )
    late_told_at = models.DateTimeField(null=True, blank=True, db_comment="when officers were told that it is late")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason_code = models.CharField(max_length=60, blank=True)
    reason = models.TextField(max_length=2000, blank=True, db_comment="what the owner reads")

    class Meta:
        ordering = ["submitted_at", "id"]
        permissions = [
            ("view_queue", "Melihat antrean pemeriksaan"),
            ("assign_submission", "Mengambil dan menyerahkan pengajuan"),
            ("supervise_queue", "Melihat beban, membagi pengajuan petugas lain, mengatur hari libur"),
        ]
        indexes = [
            # the queue: what waits, oldest promise first
            models.Index(fields=["due_at", "id"], condition=Q(state="submitted"), name="submission_queue"),
            models.Index(fields=["room", "subject_code", "-submitted_at"], name="submission_by_subject"),
            models.Index(fields=["-decided_at"], condition=Q(decided_by__isnull=False), name="submission_decided"),
            # one officer's list, and the figures above the queue without a look at the rows themselves
            models.Index(
                fields=["assigned_to", "due_at", "id"], condition=Q(state="submitted"), name="submission_mine"
            ),
            models.Index(
                fields=["region_code", "kind", "region_name"],
                include=["is_first", "assigned_to", "due_at", "submitted_at"],
                condition=Q(state="submitted"),
                name="submission_figures",
            ),
            GinIndex(
                OpClass(Upper("title"), name="gin_trgm_ops"),
                OpClass(Upper("business_name"), name="gin_trgm_ops"),
                condition=Q(state="submitted"),
                name="submission_words",
            ),
            models.Index(fields=["subject_code"], condition=Q(state="submitted"), name="submission_subject_waiting"),
            # what was refused, for the nights of tidying up
            models.Index(fields=["decided_at", "id"], condition=Q(state="rejected"), name="submission_rejected"),
            # what was decided: by kind, by officer, and how often a ready reason was used
            models.Index(
                fields=["kind", "-decided_at", "-id"],
                condition=Q(decided_by__isnull=False),
                name="submission_decided_kind",
            ),
            models.Index(
                fields=["decided_by", "-decided_at", "-id"],
                include=["state", "submitted_at", "due_at"],
                condition=Q(decided_by__isnull=False),
                name="submission_decided_by",
            ),
            models.Index(fields=["reason_code"], condition=~Q(reason_code=""), name="submission_reason"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state="submitted", decided_by__isnull=True, decided_at__isnull=True)
                    | Q(state="withdrawn", decided_by__isnull=True, decided_at__isnull=False)
                    | Q(
                        state__in=["approved", "needs_changes", "rejected"],
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                    )
                ),
                name="submission_decision_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["needs_changes", "rejected"]) | ~Q(reason=""),
                name="submission_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("submitted_by")), name="submission_four_eyes"
            ),
            models.CheckConstraint(
                condition=RawSQL(
                    "decided_by_id IS NULL OR NOT (decided_by_id = ANY(hands))", [], output_field=models.BooleanField()
                ),
                name="submission_typist_never_decides",
            ),
            models.CheckConstraint(
                condition=Q(assigned_to__isnull=True, assigned_at__isnull=True)
                | Q(assigned_to__isnull=False, assigned_at__isnull=False),
                name="submission_assignment_dated",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="decision_is_final", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__state="submitted")
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def is_waiting(self) -> bool:
        """Whether a decision is still to come."""
        return self.state == State.SUBMITTED

    @property
    def took(self) -> timedelta:
        """How long the decision took; nothing while it waits."""
        return self.decided_at - self.submitted_at if self.decided_at else timedelta(0)

    @property
    def state_label(self) -> str:
        """The state in the words people see; a taken submission is "Sedang diperiksa"."""
        if self.is_waiting and self.assigned_to_id:
            return "Sedang diperiksa"
        return State(self.state).label


class Finding(models.Model):
    """One field the reviewer marked, with what to do about it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="findings")
    field = models.CharField(max_length=60)
    note = models.CharField(max_length=400)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["submission", "field"], name="finding_once_per_field")]
        triggers = [pgtrigger.Protect(name="finding_is_final", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.field}: {self.note}"


class Edition(models.Model):
    """All that a reviewer reads, numbered. Subclasses add a foreign key to their name plate and the fields.

    `is_open` (draft or waiting) and `is_live` (on display) are set only by `review.actions`.
    """

    number = models.PositiveIntegerField()
    is_open = models.BooleanField(default=True)
    is_live = models.BooleanField(default=False)
    hands = ArrayField(models.BigIntegerField(), default=list, db_comment="ids of all who typed it")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="%(app_label)s_%(class)s"
    )

    class Meta:
        abstract = True

    @property
    def is_draft(self) -> bool:
        """Whether the owner may still type."""
        return self.is_open and self.submission_id is None

    @property
    def state(self) -> str:
        """`draft` or the state of the submission; the words are in `state_label`."""
        return self.submission.state if self.submission else "draft"

    @property
    def state_label(self) -> str:
        """The state in the words people see."""
        return self.submission.state_label if self.submission else "Draf"


def edition_constraints(plate: str) -> list[models.BaseConstraint]:
    """The promises every kind of edition keeps; `plate` is the name of the foreign key to the name plate."""
    name = plate
    return [
        models.UniqueConstraint(fields=[plate], condition=Q(is_live=True), name=f"{name}_one_live_edition"),
        models.UniqueConstraint(fields=[plate], condition=Q(is_open=True), name=f"{name}_one_open_edition"),
        models.UniqueConstraint(fields=[plate, "number"], name=f"{name}_edition_number"),
        models.CheckConstraint(
            condition=Q(is_live=False) | Q(submission__isnull=False), name=f"{name}_live_was_submitted"
        ),
        models.CheckConstraint(condition=~Q(is_live=True, is_open=True), name=f"{name}_live_is_not_open"),
    ]


def frozen_once_submitted(*moving: str) -> list[pgtrigger.Trigger]:
    """From submission on only the columns `moving` may change, and the row is never removed."""
    columns = ", ".join(f"'{name}'" for name in ("is_open", "is_live", "changed_at", *moving))
    old, new = (f"(to_jsonb({row}.*) - ARRAY[{columns}])" for row in ("OLD", "NEW"))
    return [
        pgtrigger.Protect(
            name="frozen",
            operation=pgtrigger.Update,
            condition=pgtrigger.Condition(f"OLD.submission_id IS NOT NULL AND {old} IS DISTINCT FROM {new}"),
        ),
        pgtrigger.Protect(
            name="kept", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__submission__isnull=False)
        ),
    ]


def frozen_with(edition_table: str, column: str = "edition_id") -> pgtrigger.Trigger:
    """For rows that belong to an edition (its photos, its certificates): frozen together with it."""
    return pgtrigger.Trigger(
        name="frozen_with_edition",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF (TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM {edition_table} WHERE id = OLD.{column}
                AND submission_id IS NOT NULL))
               OR (TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM {edition_table} WHERE id = NEW.{column}
                AND submission_id IS NOT NULL)) THEN
                RAISE EXCEPTION 'the edition is frozen';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # noqa: S608  (table and column are written by ourselves)
    )
