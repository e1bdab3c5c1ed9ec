"""A product: its name plate with price and availability, and the numbered editions a reviewer reads."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from audit.codes import new_code
from catalog.models.category import Category
from catalog.models.specification import SpecificationForm
from certification.models import Certificate
from registry.models import Business
from review.models import Edition, edition_constraints, frozen_once_submitted, frozen_with


class Product(models.Model):
    """The name plate. Price, stock and availability stand here: published at once, each change in the diary."""

    class Availability(models.TextChoices):
        READY = "ready", "Siap dikirim"
        MADE_TO_ORDER = "made_to_order", "Dibuat sesuai pesanan"
        PAUSED = "paused", "Sedang tidak tersedia"

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="products")
    price_before_vat = models.BigIntegerField("Harga", null=True, blank=True, db_comment="whole rupiah")
    stock = models.PositiveIntegerField("Stok", null=True, blank=True)
    availability = models.CharField("Ketersediaan", max_length=14, choices=Availability, default=Availability.READY)
    own_code = models.CharField(
        "Nomor artikel", max_length=40, blank=True, default="", db_default="",
        db_comment="the number the maker herself gives it; bulk lists find the product by it",
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(null=True, blank=True, db_comment="taken off display by its owner")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        permissions = [("decide_product", "Memutuskan produk")]
        constraints = [
            models.CheckConstraint(
                condition=Q(price_before_vat__isnull=True) | Q(price_before_vat__gt=0, price_before_vat__lte=10**12),
                name="product_price_sane",
            )
        ]
        indexes = [
            models.Index(fields=["business", "own_code"], condition=~Q(own_code=""), name="product_by_own_code"),
        ]

    def __str__(self) -> str:
        return self.code


class ProductEdition(Edition):
    """Everything about a product that a buyer relies on and a reviewer reads."""

    class Origin(models.TextChoices):
        DOMESTIC = "domestic", "Dibuat di Indonesia"
        IMPORTED = "imported", "Impor"

    class Delivers(models.TextChoices):
        DISTRICTS = "districts", "Kecamatan tertentu"
        REGENCY = "regency", "Seluruh kabupaten ini"
        PROVINCE = "province", "Seluruh provinsi ini"
        COUNTRY = "country", "Seluruh Indonesia"

    class HalalStatus(models.TextChoices):
        CERTIFIED = "certified", "Bersertifikat halal"
        IN_PROCESS = "in_process", "Sedang diurus"
        NONE = "none", "Belum ada"
        NON_HALAL = "non_halal", "Tidak halal"

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="editions")
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Kategori"
    )
    name = models.CharField("Nama produk", max_length=120, blank=True)
    description = models.TextField("Keterangan", max_length=3000, blank=True)
    materials = models.CharField("Bahan", max_length=400, blank=True)
    specification = models.JSONField(
        "Spesifikasi lain", default=list, blank=True, db_comment="list of [name, value]: what no form asks"
    )
    form = models.ForeignKey(
        SpecificationForm, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    answers = models.JSONField("Spesifikasi", default=dict, blank=True, db_comment="key of a field of `form` -> value")
    brand = models.CharField("Merek", max_length=80, blank=True)
    packaging = models.CharField("Kemasan", max_length=120, blank=True)
    gtin = models.CharField("Barcode", max_length=14, blank=True)
    unit = models.CharField("Satuan", max_length=30, blank=True)
    net_weight_grams = models.PositiveIntegerField("Berat bersih (gram)", null=True, blank=True)
    net_volume_ml = models.PositiveIntegerField("Isi bersih (ml)", null=True, blank=True)
    pieces_per_unit = models.PositiveIntegerField("Isi per satuan (buah)", null=True, blank=True)
    gross_weight_grams = models.PositiveIntegerField("Berat kirim (gram)", null=True, blank=True)
    length_mm = models.PositiveIntegerField("Panjang (mm)", null=True, blank=True)
    width_mm = models.PositiveIntegerField("Lebar (mm)", null=True, blank=True)
    height_mm = models.PositiveIntegerField("Tinggi (mm)", null=True, blank=True)
    minimum_order = models.PositiveIntegerField("Pesanan minimal", null=True, blank=True)
    capacity_per_month = models.PositiveIntegerField("Kapasitas per bulan", null=True, blank=True)
    largest_order = models.PositiveIntegerField("Pesanan terbesar yang pernah dipenuhi", null=True, blank=True)
    lead_time_days = models.PositiveSmallIntegerField("Waktu pengerjaan (hari)", null=True, blank=True)
    shelf_life_days = models.PositiveSmallIntegerField("Daya simpan (hari)", null=True, blank=True)
    delivers = models.CharField("Wilayah pengiriman", max_length=10, choices=Delivers, blank=True, default="")
    delivery_districts = ArrayField(
        models.CharField(max_length=6),
        verbose_name="Kecamatan yang dilayani",
        default=list,
        blank=True,
        db_comment="Kemendagri codes without dots; only with delivers = districts",
    )
    delivery_area = models.CharField("Catatan pengiriman", max_length=200, blank=True)
    origin = models.CharField("Asal", max_length=10, choices=Origin, default=Origin.DOMESTIC)
    # Permenperin 35/2025 art. 1, rules section 18: what makes a product a domestic one; null = not answered yet
    is_made_here = models.BooleanField("Dibuat di Indonesia oleh usaha ini", null=True, blank=True)
    has_local_workers = models.BooleanField("Dikerjakan tenaga kerja Indonesia", null=True, blank=True)
    has_local_material = models.BooleanField("Memakai bahan dari Indonesia", null=True, blank=True)
    halal_status = models.CharField("Status halal", max_length=12, choices=HalalStatus, blank=True)
    certificates = models.ManyToManyField(
        Certificate, through="catalog.EditionCertificate", related_name="+", blank=True
    )

    PLATE: ClassVar[str] = "product"

    class Meta:
        indexes = [
            models.Index(fields=["category"], condition=Q(is_live=True), name="product_live_by_category"),
            # whose barcode is this
            models.Index(fields=["gtin"], condition=Q(is_live=True) & ~Q(gtin=""), name="product_live_by_gtin"),
        ]
        constraints = [
            *edition_constraints("product"),
            models.CheckConstraint(
                condition=Q(submission__isnull=True)
                | (
                    ~Q(name="")
                    & ~Q(description="")
                    & ~Q(unit="")
                    & Q(category__isnull=False)
                    & Q(minimum_order__gte=1)
                    & Q(capacity_per_month__gte=1)
                    & Q(lead_time_days__isnull=False)
                ),
                name="product_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(gtin="") | Q(gtin__regex=r"^([0-9]{8}|[0-9]{12,14})$"), name="product_gtin_digits"
            ),
            models.CheckConstraint(
                condition=Q(delivers="districts") | Q(delivery_districts=[]), name="product_districts_when_chosen"
            ),
            models.CheckConstraint(
                condition=(Q(pieces_per_unit__isnull=True) | Q(pieces_per_unit__gte=1))
                & (Q(net_volume_ml__isnull=True) | Q(net_volume_ml__gte=1))
                & (Q(net_weight_grams__isnull=True) | Q(net_weight_grams__gte=1)),
                name="product_content_is_something",
            ),
        ]
        triggers = frozen_once_submitted()

    def __str__(self) -> str:
        return self.name or "Produk baru"

    @property
    def is_domestic(self) -> bool:
        """Whether the owner answered all three questions of a domestic product with yes."""
        here = self.is_made_here and self.has_local_workers and self.has_local_material
        return bool(here) and self.origin == self.Origin.DOMESTIC

    @property
    def slug(self) -> str:
        """The readable part of its address."""
        return slugify(self.name)[:60].strip("-") or "produk"


class EditionCertificate(models.Model):
    """A certificate an edition claims; frozen together with the edition."""

    edition = models.ForeignKey(ProductEdition, on_delete=models.CASCADE, related_name="claims")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "certificate"], name="claim_once")]
        triggers = [frozen_with("catalog_productedition")]


class PriceChange(models.Model):
    """The price history: one row for each published price."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="price_changes")
    price_before_vat = models.BigIntegerField(db_comment="whole rupiah")
    previous = models.BigIntegerField(null=True, blank=True)
    is_jump = models.BooleanField(default=False, db_comment="moved more than 30 percent: a flag for reviewers")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-changed_at", "-id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
