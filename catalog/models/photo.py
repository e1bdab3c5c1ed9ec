"""The photos of a product: a pool on the plate, and the order in which an edition shows them."""

import pgtrigger
from django.conf import settings
from django.db import models

from audit.codes import new_code
from catalog.models.product import Product, ProductEdition
from review.models import frozen_with


class ProductPhoto(models.Model):
    """One photo, made from bare pixels. Public renditions lie in the media folder, the clean original is private."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="photos")
    folder = models.CharField(max_length=60, db_comment="of the renditions, in the public storage")
    width = models.PositiveIntegerField(db_comment="of the clean original, pixels")
    height = models.PositiveIntegerField()
    sizes = models.JSONField(
        default=list, db_comment="list of {width, true, jpeg}: name, real width in pixels, has a JPEG"
    )
    sha256 = models.CharField(max_length=64, db_comment="of the uploaded bytes: the same photo twice is one")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["product", "sha256"], name="photo_once_per_product")]
        # who else shows the very same picture
        indexes = [models.Index(fields=["sha256"], name="photo_by_content")]
        # a decided edition shows it: another picture is another row
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.code


class EditionPhoto(models.Model):
    """A photo as an edition shows it; frozen together with the edition."""

    edition = models.ForeignKey(ProductEdition, on_delete=models.CASCADE, related_name="shown_photos")
    photo = models.ForeignKey(ProductPhoto, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "photo"], name="edition_photo_once")]
        triggers = [frozen_with("catalog_productedition")]
