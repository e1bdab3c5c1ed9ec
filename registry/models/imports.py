"""A spreadsheet that staff brought in: the file, its rows, and what became of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code


class ImportBatch(models.Model):
    """One uploaded table with its rows; thrown away as a whole while nothing of it became a draft."""

    class Kind(models.TextChoices):
        BUSINESS = "business", "Daftar usaha"
        PRODUCT = "product", "Daftar produk"

    class State(models.TextChoices):
        PREVIEW = "preview", "Pratinjau"
        APPLIED = "applied", "Sudah menjadi draf"
        UNDONE = "undone", "Dibatalkan"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    header = models.JSONField(default=list, db_comment="column titles as found")
    mapping = models.JSONField(default=dict, db_comment="our field -> column number")
    options = models.JSONField(default=dict, db_comment="what the officer chose for the whole table")
    notes = models.JSONField(default=list, db_comment="what the reader noticed about the file")
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEW)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]
        permissions = [("import_businesses", "Mengimpor daftar usaha dan produk")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="preview") | Q(applied_at__isnull=False), name="import_applied_is_dated"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"


class ImportRow(models.Model):
    """One line of the table."""

    class State(models.TextChoices):
        READY = "ready", "Siap"
        WARNING = "warning", "Siap dengan catatan"
        ERROR = "error", "Bermasalah"
        DUPLICATE = "duplicate", "Kemungkinan ganda"
        IMPORTED = "imported", "Menjadi draf"
        UNDONE = "undone", "Draf dibatalkan"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(db_comment="line in the file, as a spreadsheet shows it")
    cells = models.JSONField(db_comment="one text for each column as typed; a NIK is an object with its cipher")
    found = models.JSONField(
        default=list, db_comment="what the reader noticed: [column or null, code, message, blocks]"
    )
    numeric = models.JSONField(default=list, db_comment="columns whose cell was a number, not text")
    problems = models.JSONField(default=list, db_comment="list of {field, level, message}")
    state = models.CharField(max_length=10, choices=State)
    accepted = models.BooleanField(default=False, db_comment="an officer said that it is no duplicate")
    result_code = models.CharField(max_length=16, blank=True, db_comment="code of the draft it became")
    along_code = models.CharField(max_length=16, blank=True, db_comment="code of another plate made along with it")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "state", "number"], name="import_rows_by_state")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
