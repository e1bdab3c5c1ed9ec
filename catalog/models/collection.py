"""Collections: products that the office put together for a season or a purpose."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from audit.codes import new_code
from catalog.models.product import Product

MOST_PRODUCTS = 60


class Collection(models.Model):
    """One collection. Whether it shows follows from its state and the day, so no job has to turn it on or off."""

    class State(models.TextChoices):
        DRAFT = "draft", "Rancangan"
        PUBLISHED = "published", "Diterbitkan"
        WITHDRAWN = "withdrawn", "Ditarik"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    slug = models.SlugField(max_length=80, unique=True, db_comment="made from the first title, then never changed")
    title = models.CharField("Judul", max_length=80)
    intro = models.TextField("Pengantar", max_length=600, blank=True)
    shown_from = models.DateField("Tayang mulai", null=True, blank=True, db_comment="first day, Asia/Jakarta")
    shown_until = models.DateField("Tayang sampai", null=True, blank=True, db_comment="last day, Asia/Jakarta")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(db_comment="of its words, days or products; a form carries it as its version")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        permissions = [("curate", "Menyusun koleksi produk")]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(slug=""), name="collection_is_named"),
            models.CheckConstraint(
                condition=Q(shown_from__isnull=True)
                | Q(shown_until__isnull=True)
                | Q(shown_from__lte=F("shown_until")),
                name="collection_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_by__isnull=False, published_at__isnull=False),
                name="collection_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CollectionItem(models.Model):
    """A product of a collection. It stays in its place while the product is off display, and is not shown then."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "product"], name="collection_product_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
