"""What stands beside the name plate and is published at once: price tiers, prices of variants, Katalog V6."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from catalog.models.product import Product

SANE = Q(price_before_vat__gt=0, price_before_vat__lte=10**12)


class PriceTier(models.Model):
    """A lower price from so many units on; the price of one unit stands on the plate."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="price_tiers")
    minimum = models.PositiveIntegerField("Mulai dari", db_comment="units")
    price_before_vat = models.BigIntegerField("Harga", db_comment="whole rupiah for one unit")

    class Meta:
        ordering = ["minimum"]
        constraints = [
            models.UniqueConstraint(fields=["product", "minimum"], name="price_tier_once"),
            models.CheckConstraint(condition=Q(minimum__gte=2), name="price_tier_is_for_many"),
            models.CheckConstraint(condition=SANE, name="price_tier_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.minimum}: {self.price_before_vat}"


class VariantOffer(models.Model):
    """Price and stock of one variant (`Variant.key`); without a row the variant costs what the product costs."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variant_offers")
    key = models.SlugField(max_length=16)
    price_before_vat = models.BigIntegerField("Harga", null=True, blank=True, db_comment="whole rupiah")
    stock = models.PositiveIntegerField("Stok", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "key"], name="variant_offer_once"),
            models.CheckConstraint(condition=Q(price_before_vat__isnull=True) | SANE, name="variant_price_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.price_before_vat}"


class InaprocListing(models.Model):
    """How far a product is on its way into the government's catalogue (Katalog V6, INAPROC); no row means not begun."""

    class State(models.TextChoices):
        NONE = "none", "Belum"
        READY = "ready", "Siap diajukan"
        SUBMITTED = "submitted", "Diajukan"
        REFUSED = "refused", "Ditolak"
        LIVE = "live", "Tayang"

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="inaproc")
    state = models.CharField("Keadaan", max_length=9, choices=State, default=State.NONE)
    reason = models.CharField("Alasan ditolak", max_length=400, blank=True)
    url = models.URLField("Alamat di Katalog V6", max_length=300, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True, db_comment="when somebody last saw it there")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="inaproc_refusal_has_reason"),
            models.CheckConstraint(condition=~Q(state="live") | ~Q(url=""), name="inaproc_live_has_address"),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__regex=r"^https://([a-z0-9-]+\.)*inaproc\.id(/|$)"),
                name="inaproc_address_is_theirs",
            ),
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True, seen_by__isnull=True)
                | Q(seen_at__isnull=False, seen_by__isnull=False, state="live"),
                name="inaproc_look_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
