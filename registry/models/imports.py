"""A spreadsheet that staff brought in: the file, its rows, what became of each, and mappings kept for the next one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code


class ListKind(models.TextChoices):
    """What a table lists; each kind is brought by its room (registry.importing.kinds)."""

    BUSINESS = "business", "Daftar usaha"
    PRODUCT = "product", "Daftar produk"
    CERTIFICATE = "certificate", "Daftar sertifikat"


class ImportMapping(models.Model):
    """Which title means which of our fields, kept for the next table with the same titles."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=20, choices=ListKind)
    name = models.CharField(max_length=80)
    signature = models.CharField(max_length=64, db_comment="hash of the titles, whatever their order")
    titles = models.JSONField(default=list, db_comment="the titles as found when it was kept")
    fields = models.JSONField(default=dict, db_comment="our field -> title as compared (registry.headers.key)")
    options = models.JSONField(default=dict, db_comment="what the officer chose for the whole table")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "signature"], name="import_mapping_once")]

    def __str__(self) -> str:
        return self.name


class ImportBatch(models.Model):
    """One uploaded table with its rows; thrown away as a whole while nothing of it became a draft."""

    Kind = ListKind

    class State(models.TextChoices):
        READING = "reading", "Sedang dibaca"
        FAILED = "failed", "Tidak terbaca"
        PREVIEW = "preview", "Pratinjau"
        CHECKING = "checking", "Sedang diperiksa ulang"
        APPLYING = "applying", "Sedang menjadi draf"
        APPLIED = "applied", "Sudah menjadi draf"
        UNDOING = "undoing", "Sedang dibatalkan"
        UNDONE = "undone", "Dibatalkan"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=20, choices=ListKind)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    stored_path = models.CharField(
        max_length=200, blank=True, db_comment="in the private storage; removed as soon as the rows are stored"
    )
    header = models.JSONField(default=list, db_comment="column titles as found")
    mapping = models.JSONField(default=dict, db_comment="our field -> column number")
    saved_mapping = models.ForeignKey(ImportMapping, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    options = models.JSONField(default=dict, db_comment="what the officer chose for the whole table")
    notes = models.JSONField(default=list, db_comment="what the reader noticed about the file")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    failure = models.CharField(max_length=400, blank=True, db_comment="why it could not be read, for the officer")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at"]
        permissions = [("import_businesses", "Mengimpor daftar usaha, produk, dan sertifikat")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["applied", "undone"]) | Q(applied_at__isnull=False),
                name="import_applied_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
                name="import_failure_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"


class ImportRow(models.Model):
    """One line of the table."""

    class State(models.TextChoices):
        READY = "ready", "Siap"
        WARNING = "warning", "Siap dengan catatan"
        SKIPPED = "skipped", "Tidak dibuat"
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
    carried = models.JSONField(default=dict, db_comment="our field -> text taken from the row above")
    problems = models.JSONField(default=list, db_comment="list of {field, level, message}")
    state = models.CharField(max_length=10, choices=State)
    digest = models.CharField(max_length=64, blank=True, db_comment="keyed hash of what the row says in our fields")
    accepted = models.BooleanField(default=False, db_comment="an officer said that it is no duplicate")
    result_code = models.CharField(max_length=16, blank=True, db_comment="code of the draft it became")
    along_code = models.CharField(max_length=16, blank=True, db_comment="code of another plate made along with it")

    open_texts: list[str] | None = None  # the cells as read, while the file is being read: no column, never stored

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["batch", "state", "number"], name="import_rows_by_state"),
            models.Index(fields=["batch"], condition=Q(accepted=True), name="import_rows_ticked"),
            models.Index(fields=["digest"], condition=Q(state="imported"), name="import_rows_taken_in"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
