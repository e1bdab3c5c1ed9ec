"""Figures that somebody else published: shown beside our own counts, never mixed with them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.codes import new_code


class SourcedFigure(models.Model):
    """One figure with its source. A correction is a new row that replaces the old one; nothing is removed."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    figure = models.SlugField(max_length=40, db_comment="key in figures.definitions")
    year = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="empty = the source names none")
    value = models.BigIntegerField()
    unit = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=120, db_comment="who published it")
    source_detail = models.CharField(max_length=300, blank=True, db_comment="title, page, number of the letter")
    source_url = models.URLField(max_length=300, blank=True)
    note = models.CharField(max_length=400, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.CharField(max_length=400, blank=True, db_comment="why it replaces another one")
    is_withdrawn = models.BooleanField(default=False, db_comment="replaces a figure by nothing: it was wrong to enter")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["figure", "year", "id"]
        permissions = [("enter_figure", "Mencatat angka dari sumber lain")]
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0, value__lte=10**15), name="sourced_value_sane"),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=1945, year__lte=2200), name="sourced_year_sane"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="sourced_has_source"),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, is_withdrawn=False) | (Q(replaces__isnull=False) & ~Q(reason="")),
                name="sourced_correction_has_reason",
            ),
            models.UniqueConstraint(fields=["replaces"], name="sourced_replaced_once"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.figure} {self.year or '?'}: {self.value}"
