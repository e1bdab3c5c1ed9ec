"""The photos of a product: their files, a pool on the plate, and the order in which an edition shows them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code
from catalog.models.product import Product, ProductEdition
from registry.models import Business
from review.models import frozen_with


class PhotoFiles(models.Model):
    """The files of one picture in one frame, kept once for a business; several photos may show them.

    The clean original lies in the private storage from the first moment, with a small preview in the public one; the
    other sizes follow in the background (catalog.photo_work). A frame has files of its own and shares the original.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Menunggu giliran"
        MAKING = "making", "Sedang disiapkan"
        READY = "ready", "Siap"
        FAILED = "failed", "Belum berhasil"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    # for which it was stored; a merge of two records moves products, files stay
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="+")
    folder = models.CharField(max_length=60, db_comment="of the sizes, in the public storage")
    original = models.CharField(max_length=80, db_comment="path in the private storage; frames share one")
    pixels = models.CharField(max_length=64, blank=True, db_comment="sha256 of the upright pixels; empty: made before")
    frame = models.CharField(max_length=8, blank=True, db_comment="review.picture_frames; empty = the whole picture")
    width = models.PositiveIntegerField(db_comment="of what the frame shows, pixels")
    height = models.PositiveIntegerField()
    sizes = models.JSONField(db_comment="list of {width, true, jpeg}: name, real width in pixels, has a JPEG")
    hints = models.JSONField(default=list, blank=True, db_comment="list of dark, small, text")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    failure = models.CharField(max_length=200, blank=True, db_comment="why it failed, for the owner")
    made_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "pixels", "frame"], condition=~Q(pixels=""), name="photo_files_once_per_business"
            ),
            models.UniqueConstraint(fields=["business", "folder"], name="photo_files_folder_once"),
            # a page never has to show a picture that has no file
            models.CheckConstraint(condition=~Q(sizes=[]), name="photo_files_has_a_size"),
            models.CheckConstraint(
                condition=Q(state="ready", made_at__isnull=False) | (~Q(state="ready") & Q(made_at__isnull=True)),
                name="photo_files_ready_is_dated",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(failure="")) | (~Q(state="failed") & Q(failure="")),
                name="photo_files_failure_in_words",
            ),
            models.CheckConstraint(condition=Q(frame__regex=r"^((1:1|4:3)@\d{1,3})?$"), name="photo_files_frame_known"),
        ]
        indexes = [
            models.Index(fields=["original"], name="photo_files_by_original"),
            models.Index(fields=["folder"], name="photo_files_by_folder"),
            models.Index(fields=["pixels"], name="photo_files_by_pixels"),
            models.Index(fields=["id"], condition=~Q(state="ready"), name="photo_files_to_make"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="content_never_changed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "ROW(OLD.business_id, OLD.folder, OLD.original, OLD.frame, OLD.width, OLD.height) IS DISTINCT FROM"
                    " ROW(NEW.business_id, NEW.folder, NEW.original, NEW.frame, NEW.width, NEW.height)"
                ),
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_at_work(self) -> bool:
        """Whether more sizes are still to come by themselves."""
        return self.state in (self.State.WAITING, self.State.MAKING)


class ProductPhoto(models.Model):
    """One photo in the pool of a product. Folder and sizes are those of its files, so that pages read one row less."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="photos")
    # null: put in by old code that ran beside the new table; the nightly round gives it files
    files = models.ForeignKey(PhotoFiles, on_delete=models.PROTECT, null=True, blank=True, related_name="photos")
    folder = models.CharField(max_length=60, db_comment="of the renditions, in the public storage")
    width = models.PositiveIntegerField(db_comment="of the clean original, pixels")
    height = models.PositiveIntegerField()
    sizes = models.JSONField(
        default=list, db_comment="list of {width, true, jpeg}: name, real width in pixels, has a JPEG"
    )
    sha256 = models.CharField(max_length=64, db_comment="of the uploaded bytes; a frame has that of its photo")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    unused_since = models.DateTimeField(
        null=True, blank=True, db_comment="since when no edition shows it, as the nightly round saw it"
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["product", "files"], name="photo_once_per_product")]
        # who else shows the very same picture
        indexes = [models.Index(fields=["sha256"], name="photo_by_content")]
        # a decided edition shows it: another picture is another row; only more sizes of the same one may come
        triggers = [
            pgtrigger.Protect(
                name="never_changed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "to_jsonb(OLD.*) - ARRAY['sizes', 'unused_since', 'files_id'] IS DISTINCT FROM"
                    " to_jsonb(NEW.*) - ARRAY['sizes', 'unused_since', 'files_id']"
                    " OR (OLD.files_id IS NOT NULL AND OLD.files_id IS DISTINCT FROM NEW.files_id)"
                ),
            )
        ]

    def __str__(self) -> str:
        return self.code


class EditionPhoto(models.Model):
    """A photo as an edition shows it, with what stands there for people who cannot see it; frozen with the edition."""

    edition = models.ForeignKey(ProductEdition, on_delete=models.CASCADE, related_name="shown_photos")
    photo = models.ForeignKey(ProductPhoto, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    alt = models.CharField("Teks pengganti", max_length=160, blank=True, db_default="")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "photo"], name="edition_photo_once")]
        triggers = [frozen_with("catalog_productedition")]
