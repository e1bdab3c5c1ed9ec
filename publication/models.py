"""The edition of the public catalogue: a line for each transaction that changed what pages for everybody show."""

from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """Written by triggers (publication/tables.py), by nobody else; the oldest lines go by themselves."""

    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.pk}"
