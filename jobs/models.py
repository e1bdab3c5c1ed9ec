"""A piece of work that a worker does: what it is about, how far it is, how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code


class Job(models.Model):
    """What a person sees of background work. PostgreSQL hands it out; see jobs.work for who does what."""

    class State(models.TextChoices):
        WAITING = "waiting", "Menunggu giliran"
        RUNNING = "running", "Sedang dikerjakan"
        DONE = "done", "Selesai"
        FAILED = "failed", "Gagal"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    kind = models.SlugField(max_length=60, db_comment="key in jobs.work.KINDS, for example registry.import-apply")
    subject_code = models.CharField(max_length=40, blank=True, db_comment="code of the thing it works on")
    title = models.CharField(max_length=200)
    values = models.JSONField(default=dict, db_comment="small arguments, never a secret")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, db_comment="0 = not known yet")
    words = models.CharField(max_length=300, blank=True, db_comment="what it does now, or how it ended")
    result = models.JSONField(default=dict, db_comment="what the room that ordered it wants to show")
    address = models.CharField(max_length=200, blank=True, db_comment="page to return to")
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True, db_comment="last sign of life of its worker")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["state", "beat_at"], name="job_by_state")]
        constraints = [
            # pressed twice, it is ordered once
            models.UniqueConstraint(
                fields=["kind", "subject_code"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "failed"], ended_at__isnull=False),
                name="job_end_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def percent(self) -> int | None:
        """How far it is, 0 to 100; None while that is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None


class Repeated(models.Model):
    """When a repeated piece of work was last ordered."""

    key = models.SlugField(primary_key=True, max_length=60)
    ordered_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
