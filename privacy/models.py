"""What people ask about their data, erasures with their cooling-off, incidents, retention and keys."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from audit.codes import new_code
from registry.models import Business, Owner

THREE_DAYS = timedelta(hours=72)  # UU 27/2022: 3 x 24 hours to answer (art. 30-33, 40-41) and to tell of a breach (46)
COOLING_OFF = timedelta(days=7)  # ours: an erasure cannot be undone, so it can be called off for a week


class DataRequest(models.Model):
    """What a person asks about her data and cannot do herself; answered within 3 x 24 hours."""

    class Kind(models.TextChoices):
        ACCESS = "access", "Melihat atau meminta salinan data"
        CORRECTION = "correction", "Memperbaiki data"
        RESTRICTION = "restriction", "Membatasi pemakaian data"
        DELETION = "deletion", "Menghapus data"
        OBJECTION = "objection", "Keberatan"

    class State(models.TextChoices):
        OPEN = "open", "Menunggu jawaban"
        DONE = "done", "Dipenuhi"
        REFUSED = "refused", "Ditolak"
        CANCELLED = "cancelled", "Dibatalkan"

    class Channel(models.TextChoices):
        WEB = "web", "Lewat portal"
        COUNTER = "counter", "Di loket"
        LETTER = "letter", "Surat atau pesan"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField(max_length=2000)
    nik_cipher = models.TextField(blank=True, editable=False, db_comment="the right NIK, encrypted, until answered")
    nik_last4 = models.CharField(max_length=4, blank=True, editable=False)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.WEB)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        permissions = [("answer_request", "Menjawab permintaan data pribadi")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="open"), name="data_request_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind"], condition=Q(state="open"), name="data_request_one_open_of_a_kind"
            ),
            models.CheckConstraint(condition=Q(due_at=F("asked_at") + THREE_DAYS), name="data_request_due_in_72_hours"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True, answered_by__isnull=True)
                | Q(state="cancelled", answered_at__isnull=False)
                | (Q(state__in=["done", "refused"], answered_at__isnull=False, answered_by__isnull=False)),
                name="data_request_answer_signed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "cancelled"]) | ~Q(answer=""), name="data_request_answer_has_words"
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") | Q(answered_by__isnull=True) | ~Q(answered_by=F("entered_by")),
                name="data_request_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(nik_cipher="") | Q(state="open", kind="correction"), name="data_request_nik_only_while_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.code})"

    @property
    def is_open(self) -> bool:
        """Whether somebody must still answer."""
        return self.state == self.State.OPEN

    @property
    def is_late(self) -> bool:
        """Whether the promise of 3 x 24 hours is broken."""
        return self.is_open and timezone.now() > self.due_at


class Erasure(models.Model):
    """The wish to erase one person's data: a week to think it over, then it happens by itself and for good."""

    class State(models.TextChoices):
        WAITING = "waiting", "Menunggu masa pikir"
        CANCELLED = "cancelled", "Dibatalkan pemilik"
        STOPPED = "stopped", "Dihentikan Kepala Bidang"
        DONE = "done", "Selesai"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    closed_codes = models.JSONField(default=list, db_comment="businesses closed by this wish; opened when called off")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    legal_reason = models.CharField(max_length=400, blank=True, db_comment="why the office may keep the data")

    class Meta:
        ordering = ["due_at", "id"]
        permissions = [("stop_erasure", "Menghentikan penghapusan dengan alasan hukum")]
        constraints = [
            models.UniqueConstraint(fields=["owner"], condition=Q(state="waiting"), name="erasure_one_waiting"),
            models.CheckConstraint(condition=Q(due_at__gte=F("asked_at") + COOLING_OFF), name="erasure_cools_off"),
            models.CheckConstraint(condition=~Q(state="stopped") | ~Q(legal_reason=""), name="erasure_stop_has_reason"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="erasure_end_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"Penghapusan {self.code}"


class Breach(models.Model):
    """An incident with personal data: what happened, how many people, and who was told when."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    title = models.CharField(max_length=120)
    what = models.TextField(max_length=2000, db_comment="which data, when and how they came out")
    remedy = models.TextField(max_length=2000, db_comment="what was and is done against it")
    affected = models.PositiveIntegerField(default=0, db_comment="people, as far as known")
    discovered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    people_told_at = models.DateTimeField(null=True, blank=True)
    authority_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-discovered_at", "-id"]
        permissions = [("handle_breach", "Menangani insiden data dan daftar pemrosesan")]
        constraints = [
            models.CheckConstraint(condition=Q(due_at=F("discovered_at") + THREE_DAYS), name="breach_due_in_72_hours"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(what="") & ~Q(remedy=""), name="breach_is_described"),
            models.CheckConstraint(
                condition=(Q(people_told_at__isnull=True) | Q(people_told_at__gte=F("discovered_at")))
                & (Q(authority_told_at__isnull=True) | Q(authority_told_at__gte=F("discovered_at"))),
                name="breach_told_after_discovery",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_told(self) -> bool:
        """Whether both the people and the authority know."""
        return bool(self.people_told_at and self.authority_told_at)

    @property
    def is_late(self) -> bool:
        """Whether somebody was not told within 3 x 24 hours."""
        return any((told or timezone.now()) > self.due_at for told in (self.people_told_at, self.authority_told_at))


class RetentionRule(models.Model):
    """How long one kind of data is kept, from a day on; the newest that began counts (rules section 22)."""

    key = models.SlugField(max_length=40, db_comment="key in privacy.retention.RULES")
    from_date = models.DateField()
    days = models.PositiveIntegerField()
    warn_days = models.PositiveIntegerField(default=0, db_comment="told so many days before; 0 = not told")
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["key", "-from_date"]
        constraints = [
            models.UniqueConstraint(fields=["key", "from_date"], name="retention_rule_once_a_day"),
            models.CheckConstraint(condition=Q(days__gte=1, warn_days__lt=F("days")), name="retention_days_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.days} hari sejak {self.from_date}"


class RetentionNotice(models.Model):
    """An owner was told that an untouched draft of hers will go; it goes only after that."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)


class RetentionRun(models.Model):
    """One night of tidying up: how many of each rule, and nobody's name."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, db_comment="key of the rule -> how many rows")

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"Masa simpan {self.code}"


class KeyRotation(models.Model):
    """The secrets were closed again with another key; the fingerprint tells which, not what."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    fingerprint = models.CharField(max_length=12, db_comment="first digits of a hash of the first key")
    rotated = models.PositiveIntegerField(default=0, db_comment="values closed anew")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.code
