"""What the desk keeps for its own work: days off, approvals of many like things at once, and what was talked about."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.codes import new_code
from review.models.submissions import Kind, Submission


class OfficeHoliday(models.Model):
    """A day the decree of the year (SKB 3 Menteri) makes free or makes a working day, against the library's list."""

    date = models.DateField("Tanggal", primary_key=True)
    name = models.CharField("Nama hari", max_length=120)
    source = models.CharField("Dasar", max_length=200, db_comment="decree or letter that says so")
    is_off = models.BooleanField(default=True, db_comment="false: a working day although the library calls it free")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="office_holiday_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.name}"

    @property
    def code(self) -> str:
        """What the diary calls it: the day itself."""
        return self.date.isoformat()


class Batch(models.Model):
    """Like submissions one officer approves together after she has looked at a sample of them."""

    class State(models.TextChoices):
        CHECKING = "checking", "Sedang dicocokkan"
        SAMPLING = "sampling", "Periksa sampel"
        RUNNING = "running", "Sedang disetujui"
        DONE = "done", "Selesai"
        STOPPED = "stopped", "Dihentikan"
        CANCELLED = "cancelled", "Dibatalkan"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    room = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=Kind)
    is_first = models.BooleanField()
    seed = models.CharField(max_length=32, db_comment="drawn once, before the checks; decides the order of the sample")
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, db_comment="when its officer pressed approve")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["made_by", "-made_at"], name="batch_by_officer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "sampling"], confirmed_at__isnull=True, ended_at__isnull=True)
                | Q(state="running", confirmed_at__isnull=False, ended_at__isnull=True)
                | Q(state="done", confirmed_at__isnull=False, ended_at__isnull=False)
                | Q(state__in=["stopped", "cancelled"], ended_at__isnull=False),
                name="batch_steps_are_dated",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="drawn_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__seed__df=pgtrigger.F("new__seed"))
                | pgtrigger.Q(old__made_by__df=pgtrigger.F("new__made_by"))
                | pgtrigger.Q(old__room__df=pgtrigger.F("new__room"))
                | pgtrigger.Q(old__kind__df=pgtrigger.F("new__kind")),
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"


class BatchItem(models.Model):
    """One submission of a batch: whether it is in the sample, what the officer saw, how it ended."""

    class Outcome(models.TextChoices):
        OPEN = "", "Menunggu"
        APPROVED = "approved", "Disetujui"
        DROPPED = "dropped", "Dikeluarkan"
        ELSEWHERE = "elsewhere", "Sudah diputus"
        REFUSED = "refused", "Tidak bisa disetujui"
        LEFT = "left", "Kembali ke antrean"

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True, db_comment="when the officer said that it is right")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, default="")
    words = models.CharField(max_length=400, blank=True, db_comment="why it was left out or could not be approved")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "submission"], name="batch_item_once"),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(outcome=""), name="batch_item_in_one_open_batch"
            ),
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True)
                | Q(is_sample=True, opened_at__isnull=False, looked_at__gte=F("opened_at")),
                name="batch_item_opened_before_marked",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["dropped", "elsewhere", "refused"]) | ~Q(words=""),
                name="batch_item_says_why",
            ),
        ]
        triggers = [
            # who was drawn stays drawn, and an outcome is final
            pgtrigger.Protect(
                name="drawn_stays_drawn",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__is_sample=True, new__is_sample=False)
                | pgtrigger.Q(old__submission__df=pgtrigger.F("new__submission"))
                | ~pgtrigger.Q(old__outcome=""),
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.submission_id}"


class Conversation(models.Model):
    """Whose turn it is to read what was written about a submission."""

    class Side(models.TextChoices):
        NOBODY = "", "Sudah dibaca"
        STAFF = "staff", "Petugas"
        OWNER = "owner", "Pemilik"

    submission = models.OneToOneField(
        Submission, on_delete=models.PROTECT, primary_key=True, related_name="conversation"
    )
    unread_by = models.CharField(max_length=5, choices=Side, blank=True, default="")
    last_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["unread_by", "submission"], condition=~Q(unread_by=""), name="conversation_unread"),
        ]

    def __str__(self) -> str:
        return str(self.submission_id)


class Message(models.Model):
    """What the owner's side or an officer wrote about a submission. Never changed, never removed."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_staff = models.BooleanField()
    text = models.CharField(max_length=1000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["submission", "at", "id"], name="message_by_submission")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="message_says_something")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.at}"
