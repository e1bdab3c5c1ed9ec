"""A catalogue as PDF that somebody ordered."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from audit.codes import new_code
from catalog.models import Category


class Booklet(models.Model):
    """One order: of a category, or of products by their codes. The file lies in private storage until it is swept."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    title = models.CharField("Judul", max_length=100)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    codes = ArrayField(models.CharField(max_length=16), default=list, blank=True, db_comment="of products, in order")
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ordered_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)
    path = models.CharField(max_length=100, blank=True, db_comment="in private storage")
    size = models.PositiveIntegerField(null=True, blank=True, db_comment="bytes")
    sha256 = models.CharField(max_length=64, blank=True)
    products = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-ordered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(category__isnull=False) & Q(codes=[])) | (Q(category__isnull=True) & ~Q(codes=[])),
                name="booklet_of_one_selection",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="booklet_is_named"),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, path="", sha256="", size__isnull=True)
                | (Q(made_at__isnull=False, size__gt=0, products__gt=0) & ~Q(path="") & ~Q(sha256="")),
                name="booklet_file_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title
