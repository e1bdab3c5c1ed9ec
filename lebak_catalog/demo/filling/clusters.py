"""Sentra and groups of the demo: where several made-up makers of one thing live in one kecamatan."""

from collections import defaultdict

from accounts.models import User
from clusters import actions
from clusters.models import Cluster
from registry.models import BusinessEdition
from registry.queries import public

MOST, LEAST_MEMBERS = 14, 2
KINDS = ("sentra", "sentra", "group", "coop")
NAMES = {"sentra": "Sentra", "group": "KUB", "coop": "Koperasi Perajin"}


def make_clusters(officer: User) -> int:
    """Found them with their members, once; returns how many."""
    if Cluster.objects.exists():
        return 0
    places: dict[tuple[str, str], list[BusinessEdition]] = defaultdict(list)
    for edition in public().select_related("business__owner__user").order_by("pk"):
        if edition.village and edition.village.parent_id and edition.activity_id:
            places[(edition.village.parent_id, str(edition.activity_id))].append(edition)
    largest = sorted(places.values(), key=lambda members: (-len(members), members[0].pk))[:MOST]
    for n, members in enumerate(largest):
        if len(members) >= LEAST_MEMBERS:
            _found(members, KINDS[n % len(KINDS)], officer)
    return Cluster.objects.count()


def _found(members: list[BusinessEdition], kind: str, officer: User) -> None:
    first = members[0]
    assert first.village and first.village.parent and first.activity
    thing = first.activity.title.removeprefix("Industri ").split(",")[0][:60]
    place = first.village.parent
    values = {
        "kind": kind,
        "name": f"{NAMES[kind]} {thing} {place.name}",
        "region": place,
        "activity": first.activity,
        "description": f"Perajin {thing.lower()} di {place.label} yang berbagi pesanan besar. Data rekaan untuk demo.",
        "founded_year": 2008 + len(members) % 12,
    }
    cluster = actions.found(values, by=officer)
    joined = [actions.take_in(cluster, one.business, by=officer) for one in members[:-1]]
    actions.set_chair(joined[0], by=officer)
    owner = members[-1].business.owner.user
    if owner:
        actions.ask(cluster, members[-1].business, by=owner)
