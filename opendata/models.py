"""How often an address called within this minute; nothing else is kept about who reads open data."""

from django.db import models
from django.db.models import Q


class Window(models.Model):
    """The calls of one network in its current minute; its key leads back to no address, and changes daily."""

    key = models.CharField(primary_key=True, max_length=43, db_comment="keyed hash of the day and the IP address")
    minute = models.BigIntegerField(db_comment="minutes since 1970")
    calls = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["minute"], name="window_by_minute")]
        constraints = [models.CheckConstraint(condition=Q(calls__gte=1), name="window_has_calls")]

    def __str__(self) -> str:
        return f"{self.minute}: {self.calls}"
