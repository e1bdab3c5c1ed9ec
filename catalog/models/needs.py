"""What people looked for and nobody makes yet."""

from django.db import models
from django.db.models import Q


class UnmetNeed(models.Model):
    """How often words found nothing in a month. No person, no address, no session, no moment: words and a number."""

    month = models.DateField(db_comment="first day of the month, Asia/Jakarta")
    words = models.CharField(
        max_length=100, db_comment="normalised; texts that look like personal data never come here"
    )
    filters = models.CharField(max_length=200, blank=True, db_comment="category and filters in words")
    count = models.PositiveIntegerField(default=1, db_comment="page views that found nothing")

    class Meta:
        ordering = ["-month", "-count", "words"]
        constraints = [
            models.UniqueConstraint(fields=["month", "words", "filters"], name="unmet_need_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="unmet_need_by_month"),
            models.CheckConstraint(condition=Q(count__gte=1) & ~Q(words=""), name="unmet_need_is_something"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def code(self) -> str:
        """What the diary calls it; never the words."""
        return str(self.pk)
