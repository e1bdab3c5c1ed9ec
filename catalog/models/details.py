"""Rows that belong to an edition of a product, frozen together with it and copied into the next draft."""

import pgtrigger
from django.db import models
from django.db.models import Q

from catalog.models.product import ProductEdition
from registry.models import MarketplaceLink, RawMaterial
from review.models import frozen_with

EDITION_TABLE = "catalog_productedition"
DIGITS = r"^([0-9]{8}|[0-9]{12,14})?$"


# no constraint can add up rows
PARTS = """
    IF (SELECT sum(share_percent) FROM catalog_productmaterial WHERE edition_id = NEW.edition_id) > 100 THEN
        RAISE EXCEPTION 'shares_are_parts: the materials of an edition are more than the whole';
    END IF;
    RETURN NULL;
"""


class ProductRow(models.Model):
    """What all of them share: their place in the list. The edition itself is each row's own foreign key."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class ProductMaterial(ProductRow):
    """What it is made of and where that comes from."""

    edition = models.ForeignKey(ProductEdition, on_delete=models.CASCADE, related_name="material_rows")
    name = models.CharField("Bahan", max_length=80)
    origin = models.CharField("Asal", max_length=10, choices=RawMaterial.Origin)
    country = models.CharField(max_length=2, blank=True, db_comment="ISO 3166-1 alpha-2, for imported ones only")
    share_percent = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="of all material, 1 to 100")

    class Meta(ProductRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(Q(origin="imported") & Q(country__regex=r"^[A-Z]{2}$"))
                | (~Q(origin="imported") & Q(country="")),
                name="product_material_import_has_country",
            ),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True) | Q(share_percent__range=(1, 100)),
                name="product_material_share",
            ),
        ]
        triggers = [
            frozen_with(EDITION_TABLE),
            pgtrigger.Trigger(
                name="shares_are_parts",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=PARTS,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Variant(ProductRow):
    """A size, taste or colour of one product. `key` ties it to its price and stock, from edition to edition."""

    edition = models.ForeignKey(ProductEdition, on_delete=models.CASCADE, related_name="variants")
    key = models.SlugField(max_length=16)
    name = models.CharField("Varian", max_length=80)
    gtin = models.CharField("Barcode", max_length=14, blank=True)
    net_weight_grams = models.PositiveIntegerField("Berat bersih (gram)", null=True, blank=True)

    class Meta(ProductRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="variant_key_once"),
            models.UniqueConstraint(fields=["edition", "name"], name="variant_name_once"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(name=""), name="variant_is_named"),
            models.CheckConstraint(condition=Q(gtin__regex=DIGITS), name="variant_gtin_digits"),
        ]
        triggers = [frozen_with(EDITION_TABLE)]

    def __str__(self) -> str:
        return self.name


class Package(ProductRow):
    """How many units travel together: a carton of 24, with its own barcode, weight and size."""

    edition = models.ForeignKey(ProductEdition, on_delete=models.CASCADE, related_name="packages")
    name = models.CharField("Kemasan", max_length=60)
    holds = models.PositiveIntegerField("Isi", db_comment="units of the product")
    gtin = models.CharField("Barcode", max_length=14, blank=True)
    gross_weight_grams = models.PositiveIntegerField("Berat kirim (gram)", null=True, blank=True)
    length_mm = models.PositiveIntegerField("Panjang (mm)", null=True, blank=True)
    width_mm = models.PositiveIntegerField("Lebar (mm)", null=True, blank=True)
    height_mm = models.PositiveIntegerField("Tinggi (mm)", null=True, blank=True)

    class Meta(ProductRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="package_name_once"),
            models.CheckConstraint(condition=Q(holds__gte=1), name="package_holds_something"),
            models.CheckConstraint(condition=Q(gtin__regex=DIGITS), name="package_gtin_digits"),
        ]
        triggers = [frozen_with(EDITION_TABLE)]

    def __str__(self) -> str:
        return f"{self.name} isi {self.holds}"


class ProductLink(ProductRow):
    """Where this very product is sold outside the portal; which host fits which platform: registry.marketplaces."""

    edition = models.ForeignKey(ProductEdition, on_delete=models.CASCADE, related_name="links")
    platform = models.CharField("Tempat jualan", max_length=12, choices=MarketplaceLink.Platform)
    url = models.URLField("Alamat", max_length=300)

    class Meta(ProductRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["edition", "url"], name="product_link_once"),
            models.CheckConstraint(condition=Q(url__regex=r"^https://[a-z0-9.-]+(/|$)"), name="product_link_https"),
        ]
        triggers = [frozen_with(EDITION_TABLE)]

    def __str__(self) -> str:
        return f"{self.get_platform_display()}: {self.url}"


ROWS: dict[str, type[ProductRow]] = {
    "material_rows": ProductMaterial,
    "variants": Variant,
    "packages": Package,
    "links": ProductLink,
}
"""The name of a list on the edition -> its rows."""
