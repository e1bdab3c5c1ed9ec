"""Rows that belong to an edition of a business, frozen together with it and copied into the next draft."""

from django.db import models
from django.db.models import Q

from registry.coordinates import point_of
from registry.models.edition import BusinessEdition
from registry.models.region import BusinessActivity, Region
from review.models import frozen_with

EDITION_TABLE = "registry_businessedition"
COUNTRY = r"^[A-Z]{2}$"


class EditionRow(models.Model):
    """What all of them share: their place in the list. The edition itself is each row's own foreign key."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class EditionActivity(EditionRow):
    """A further activity; the main one stands on the edition (`BusinessEdition.activity`), so there is exactly one."""

    edition = models.ForeignKey(BusinessEdition, on_delete=models.CASCADE, related_name="other_activities")
    activity = models.ForeignKey(BusinessActivity, on_delete=models.PROTECT, related_name="+")

    class Meta(EditionRow.Meta):
        constraints = [models.UniqueConstraint(fields=["edition", "activity"], name="edition_activity_once")]
        triggers = [frozen_with(EDITION_TABLE)]

    def __str__(self) -> str:
        return str(self.activity)


class Location(EditionRow):
    """A further place of a business; the main one stands on the edition.

    `region` is a village of this portal's regency, or any other regency or city of the country.
    """

    class Kind(models.TextChoices):
        PRODUCTION = "production", "Tempat produksi"
        SHOP = "shop", "Toko atau gerai"
        WAREHOUSE = "warehouse", "Gudang"
        OFFICE = "office", "Kantor"
        OTHER = "other", "Lainnya"

    edition = models.ForeignKey(BusinessEdition, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField("Jenis tempat", max_length=12, choices=Kind)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    street = models.CharField("Jalan atau kampung", max_length=200, blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    postal_code = models.CharField("Kode pos", max_length=5, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta(EditionRow.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(postal_code__regex=r"^([0-9]{5})?$"), name="location_postal_code"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-11, 6.5),
                    longitude__range=(94, 142),
                ),
                name="location_in_the_country",
            ),
        ]
        triggers = [frozen_with(EDITION_TABLE)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.region}"

    @property
    def point(self) -> str:
        """Where it is on the map, as two numbers; empty when unknown."""
        return str(point_of(self) or "")


class RawMaterial(EditionRow):
    """What it is made of and where that comes from."""

    class Origin(models.TextChoices):
        HOME = "home", "Kabupaten ini"
        PROVINCE = "province", "Provinsi ini"
        DOMESTIC = "domestic", "Daerah lain di Indonesia"
        IMPORTED = "imported", "Impor"

    edition = models.ForeignKey(BusinessEdition, on_delete=models.CASCADE, related_name="materials")
    name = models.CharField("Bahan", max_length=80)
    origin = models.CharField("Asal", max_length=10, choices=Origin)
    country = models.CharField(max_length=2, blank=True, db_comment="ISO 3166-1 alpha-2, for imported ones only")
    share_percent = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="of all material, 1 to 100")

    class Meta(EditionRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(Q(origin="imported") & Q(country__regex=COUNTRY)) | (~Q(origin="imported") & Q(country="")),
                name="material_import_has_country",
            ),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True) | Q(share_percent__range=(1, 100)), name="material_share"
            ),
        ]
        triggers = [frozen_with(EDITION_TABLE)]

    def __str__(self) -> str:
        return self.name


class MarketplaceLink(EditionRow):
    """An address where the business sells or shows itself; which host fits which platform: registry.marketplaces."""

    class Platform(models.TextChoices):
        TOKOPEDIA = "tokopedia", "Tokopedia"
        SHOPEE = "shopee", "Shopee"
        TIKTOK = "tiktok", "TikTok"
        INSTAGRAM = "instagram", "Instagram"
        WEBSITE = "website", "Situs sendiri"
        OTHER = "other", "Lainnya"

    edition = models.ForeignKey(BusinessEdition, on_delete=models.CASCADE, related_name="marketplaces")
    platform = models.CharField("Tempat jualan", max_length=12, choices=Platform)
    url = models.URLField("Alamat", max_length=300)

    class Meta(EditionRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["edition", "url"], name="marketplace_once"),
            models.CheckConstraint(condition=Q(url__regex=r"^https://[a-z0-9.-]+(/|$)"), name="marketplace_https"),
        ]
        triggers = [frozen_with(EDITION_TABLE)]

    def __str__(self) -> str:
        return f"{self.get_platform_display()}: {self.url}"

    @property
    def host(self) -> str:
        """Whose page it is: namausaha.id."""
        return self.url.removeprefix("https://").partition("/")[0].removeprefix("www.")


class ExportCountry(EditionRow):
    """A country the business sold to, and the newest year it did."""

    edition = models.ForeignKey(BusinessEdition, on_delete=models.CASCADE, related_name="exports")
    country = models.CharField(max_length=2, db_comment="ISO 3166-1 alpha-2")
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(EditionRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["edition", "country"], name="export_country_once"),
            models.CheckConstraint(
                condition=Q(country__regex=COUNTRY) & ~Q(country="ID"), name="export_country_is_abroad"
            ),
            models.CheckConstraint(condition=Q(year__isnull=True) | Q(year__range=(1990, 2100)), name="export_year"),
        ]
        triggers = [frozen_with(EDITION_TABLE)]

    def __str__(self) -> str:
        return self.country


ROWS: dict[str, type[EditionRow]] = {
    "other_activities": EditionActivity,
    "places": Location,
    "materials": RawMaterial,
    "marketplaces": MarketplaceLink,
    "exports": ExportCountry,
}
"""The name of a list on the edition -> its rows."""
