"""The list of sentra and groups as its address narrows it: for the page and for the file."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from clusters.models import Cluster
from clusters.queries import in_force
from registry.form_fields import tidy
from registry.models import Region
from registry.queries import districts


@dataclass(frozen=True)
class Narrowed:
    """What was asked, and the clusters that fit, by name."""

    found: QuerySet[Cluster]
    words: str
    kind: str
    place: str
    districts: dict[str, Region]


def narrowed(query: QueryDict) -> Narrowed:
    """Words, kind and kecamatan of an address; a nonsense value narrows nothing."""
    words = tidy(query.get("q", "")[:200])[:100]
    kind, place = query.get("jenis", ""), query.get("kecamatan", "")
    here = {one.slug: one for one in districts()}
    found = in_force().order_by("name", "pk")
    if words:
        found = found.filter(name__icontains=words) | found.filter(activity__title__icontains=words)
    if kind in Cluster.Kind.values:
        found = found.filter(kind=kind)
    if place in here:
        code = here[place].pk
        found = found.filter(region=code) | found.filter(region__parent=code)
    return Narrowed(found, words, kind, place, here)
