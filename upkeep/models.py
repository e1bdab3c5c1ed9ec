"""The question whether a business still lives and what became of it; whether its links still lead somewhere."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from registry.models import Business


class Pulse(models.Model):
    """One time the owner was asked "masih produksi?": answered, missed, or still open."""

    class Answer(models.TextChoices):
        YES = "yes", "Masih produksi"
        PAUSED = "paused", "Berhenti sementara"
        CLOSED = "closed", "Sudah tutup"

    class Channel(models.TextChoices):
        TOLD = "told", "pesan ke pemilik"
        FAILED = "failed", "pesan gagal terkirim"
        NONE = "none", "tidak ada kontak"

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="pulses")
    round = models.PositiveSmallIntegerField(default=1, db_comment="1 = first question, 2 = asked again")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_comment="after this it counts as missed")
    token_hash = models.CharField(max_length=64, unique=True, db_comment="sha256 of the code in the link")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        db_comment="empty: by the link",
    )  # fmt: skip
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    prices_ok = models.BooleanField(null=True, blank=True, db_comment="whether the prices are still right")
    missed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        permissions = [("see_upkeep", "Melihat mutu data dan menjawab untuk pemilik")]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(answered_at__isnull=True, missed_at__isnull=True), name="pulse_open_due"
            ),
            models.Index(fields=["business", "-answered_at"], name="pulse_by_business"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["business"],
                condition=Q(answered_at__isnull=True, missed_at__isnull=True),
                name="pulse_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="", answered_by__isnull=True)
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="pulse_answer_dated",
            ),
            models.CheckConstraint(condition=Q(round__in=[1, 2]), name="pulse_round_1_or_2"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited."""
        return self.answered_at is None and self.missed_at is None


class LinkCheck(models.Model):
    """One address that live editions show, and whether a page was there when we last looked (upkeep.links)."""

    class State(models.TextChoices):
        OK = "ok", "Bisa dibuka"
        DEAD = "dead", "Mati"
        UNKNOWN = "unknown", "Belum pasti"

    url = models.URLField("Alamat", max_length=300, unique=True)
    state = models.CharField(max_length=7, choices=State, default=State.UNKNOWN)
    status = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="HTTP; empty: no answer")
    checked_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(null=True, blank=True, db_comment="when a page was last there")
    failed_since = models.DateTimeField(null=True, blank=True, db_comment="first of the failures in a row")
    failures = models.PositiveSmallIntegerField(default=0, db_comment="times in a row that the page was gone")
    told_at = models.DateTimeField(null=True, blank=True, db_comment="when the owners were told that it is dead")

    class Meta:
        ordering = ["url"]
        indexes = [
            models.Index(F("checked_at").asc(nulls_first=True), F("id"), name="link_check_due"),
            models.Index(fields=["url"], condition=Q(state="dead"), name="link_check_dead"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="link_check_https"),
            models.CheckConstraint(
                condition=Q(failures=0, failed_since__isnull=True) | Q(failures__gte=1, failed_since__isnull=False),
                name="link_check_failures_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="dead") | Q(failures__gte=2), name="link_check_dead_failed_twice"
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(state="dead"), name="link_check_told_when_dead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url}: {self.get_state_display()}"
