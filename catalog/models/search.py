"""What search reads: one row for each product on display, and the words that occur in them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from catalog.models.product import Product
from registry.models import Business


class ProductSearch(models.Model):
    """A product on display, as lists and search need it. Written by `catalog.search.document` alone.

    The row is made in the transaction that changes the product, so it is never old; dates alone can outrun it, and
    `certificates_change_on` says when.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True, related_name="+")
    code = models.CharField(max_length=16)
    slug = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    business_name = models.CharField(max_length=150)
    district_code = models.CharField(max_length=6, db_comment="Kemendagri code without dots")
    district_name = models.CharField(max_length=80)
    category_path = models.CharField(max_length=32, db_comment="of the tree: four letters a level")
    category_slug = models.CharField(max_length=80)
    price = models.BigIntegerField(null=True, db_comment="what the buyer pays: whole rupiah, PPN included")
    band = models.SmallIntegerField(db_comment="place of the price in catalog.search.query.BANDS; -1 without price")
    unit = models.CharField(max_length=30)
    minimum_order = models.PositiveIntegerField()
    availability = models.CharField(max_length=14)
    certificates = models.IntegerField(default=0, db_comment="mask of kind.bit: approved and in force today")
    expiring = models.IntegerField(default=0, db_comment="of these: inside the reminder window")
    matched = models.IntegerField(default=0, db_comment="of these: the last look-up at the issuer matched")
    certificates_change_on = models.DateField(null=True, db_comment="first day on which these masks are old")
    quality = models.SmallIntegerField(default=0, db_comment="0 to 100: how complete the page is")
    photo = models.JSONField(null=True, db_comment="folder, sizes, width, height of the first photo")
    shown_since = models.DateTimeField(db_comment="day of the approval that is on display")
    tsv = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["tsv"], fastupdate=False, name="product_search_words"),
            models.Index(F("category_path"), F("quality").desc(), F("product"), name="product_search_category"),
            models.Index(F("quality").desc(), F("product"), name="product_search_best"),
            models.Index(F("shown_since").desc(), F("product").desc(), name="product_search_newest"),
            # all that is counted, so that counts never touch the rows
            models.Index(
                fields=["category_path", "district_code", "certificates", "band", "availability"],
                include=["price"],
                name="product_search_counts",
            ),
            models.Index(
                fields=["certificates_change_on"],
                condition=Q(certificates_change_on__isnull=False),
                name="product_search_ending",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Lexicon(models.Model):
    """A word of the catalogue with the number of products it occurs in, to put misspellings right."""

    word = models.CharField(max_length=40, primary_key=True)
    frequency = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="lexicon_trigram")]

    def __str__(self) -> str:
        return self.word
