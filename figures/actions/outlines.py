"""Keeping the outlines of the kecamatan; done by a command of the administrator, not by a page."""

from django.db import transaction

from figures.geometry import read_outlines, simplified
from figures.models import Boundary
from registry.queries import districts


@transaction.atomic
def load_outlines(data: bytes, source: str, code_property: str = "kode") -> tuple[int, int]:
    """Replace all outlines by those of a GeoJSON; how many kecamatan and points. Raises BadOutlines, then nothing."""
    wanted = {place.code: place.name for place in districts()}
    outlines = simplified(read_outlines(data, wanted, code_property))
    Boundary.objects.all().delete()
    Boundary.objects.bulk_create(
        Boundary(district_id=code, rings=rings, source=source) for code, rings in outlines.items()
    )
    return len(outlines), sum(len(ring) for rings in outlines.values() for ring in rings)
