"""Outlines of kecamatan, loaded from an official file; without them the page draws a map of tiles."""

from django.db import models

from registry.models import Region


class Boundary(models.Model):
    """The outline of one kecamatan, already simplified."""

    district = models.OneToOneField(Region, on_delete=models.PROTECT, primary_key=True, related_name="+")
    rings = models.JSONField(db_comment="list of rings, each a list of [longitude, latitude]; holes are rings too")
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.district_id)
