"""Products in bulk: a filled table with its photos, its rows, and what became of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code
from catalog.models.category import Category
from catalog.models.product import Product
from registry.models import Business


class ProductBatch(models.Model):
    """One filled table of one business and category; it can be undone as a whole."""

    class State(models.TextChoices):
        READING = "reading", "Sedang diperiksa"
        FAILED = "failed", "Tidak terbaca"
        PREVIEW = "preview", "Menunggu keputusan Anda"
        APPLYING = "applying", "Sedang dimasukkan"
        APPLIED = "applied", "Sudah dimasukkan"
        UNDOING = "undoing", "Sedang dibatalkan"
        UNDONE = "undone", "Dibatalkan"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    photos_name = models.CharField(max_length=200, blank=True)
    table_path = models.CharField(
        max_length=200, blank=True, db_comment="in the private storage; removed as soon as the rows are stored"
    )
    photos_path = models.CharField(
        max_length=200, blank=True, db_comment="in the private storage; removed when the rows are products"
    )
    header = models.JSONField(default=list, db_comment="column titles as found")
    notes = models.JSONField(default=list, db_comment="what was noticed about the table and the photos as a whole")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    failure = models.CharField(max_length=400, blank=True, db_comment="why it could not be read, for the owner")
    sends = models.BooleanField(default=False, db_comment="complete rows go to the office at once")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["applied", "undone"]) | Q(applied_at__isnull=False),
                name="product_batch_applied_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
                name="product_batch_failure_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ProductBatchRow(models.Model):
    """One row of the table."""

    class State(models.TextChoices):
        READY = "ready", "Siap"
        WARNING = "warning", "Siap, ada catatan"
        SAME = "same", "Tidak berubah"
        ERROR = "error", "Perlu diperbaiki"
        DONE = "done", "Sudah masuk"
        UNDONE = "undone", "Dibatalkan"

    class Plan(models.TextChoices):
        NEW = "new", "Produk baru"
        DRAFT = "draft", "Draf diubah"
        EDITION = "edition", "Perubahan produk"
        OFFER = "offer", "Harga atau stok"
        SAME = "same", "Sama dengan yang ada"

    batch = models.ForeignKey(ProductBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(db_comment="row of the file, as a spreadsheet counts")
    cells = models.JSONField(db_comment="one text for each column as typed; a NIK is an object with its cipher")
    found = models.JSONField(
        default=list, db_comment="what the reader noticed: [column or null, code, message, blocks]"
    )
    numeric = models.JSONField(default=list, db_comment="columns whose cell was a number, not text")
    problems = models.JSONField(default=list, db_comment="list of {field, level, message}")
    state = models.CharField(max_length=8, choices=State)
    plan = models.CharField(max_length=8, choices=Plan, blank=True, db_comment="empty while something is wrong")
    product = models.ForeignKey(Product, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    did = models.JSONField(default=dict, db_comment="what was changed and what stood there before, to undo it")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="product_batch_row_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["ready", "warning", "done"]) | ~Q(plan=""), name="product_batch_row_has_plan"
            ),
        ]
        indexes = [models.Index(fields=["batch", "state", "number"], name="product_batch_by_state")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"
