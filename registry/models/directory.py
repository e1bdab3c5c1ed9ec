"""One narrow row for each business that everybody may see: what the directory searches and sorts."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.text import slugify

from registry.models.business import Business
from registry.models.region import BusinessActivity, Region


class DirectoryEntry(models.Model):
    """Written by registry.directory in the transaction that changes what is public; never by hand."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, primary_key=True, related_name="+")
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=150)
    activity = models.ForeignKey(
        BusinessActivity, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    village = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    district = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    text = models.TextField(db_comment="lower case: name, field of business, its everyday words, village, kecamatan")

    class Meta:
        indexes = [
            models.Index(fields=["name", "business"], name="directory_by_name"),
            models.Index(fields=["district", "name", "business"], name="directory_by_district"),
            models.Index(fields=["activity", "name", "business"], name="directory_by_activity"),
            GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="directory_by_words"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> tuple[str, ...]:
        """What a line of a list is drawn from (accounts.templatetags.keep); read with its place and field."""
        title = self.activity.title if self.activity else ""
        district = self.district.name if self.district else ""
        return self.code, self.name, title, self.village.label if self.village else "", district

    @property
    def slug(self) -> str:
        """The readable part of the address of the business."""
        return slugify(self.name)[:60].strip("-") or "usaha"


class DirectoryWord(models.Model):
    """A word of the directory with the number of entries that hold it, to put misspellings right.

    Written by registry.directory_words; new words have the number of the entries they came with until the night.
    """

    word = models.CharField(max_length=40, primary_key=True)
    frequency = models.PositiveIntegerField()

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="directory_word_trigram")]

    def __str__(self) -> str:
        return self.word
