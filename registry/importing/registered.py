"""What the register holds already and rows of a table may mean: asked once for some hundred rows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from registry.importing.near import plain
from registry.models import BatchReview, BusinessEdition
from review.models import State


@dataclass(frozen=True)
class Known:
    """A business as it stands.

    `again`: its last round was sent back or hidden and nobody goes on with it, so a corrected row is its next round.
    `refused`: it was refused for good.
    """

    pk: int
    code: str
    name: str
    village: str
    owner: str
    again: bool = False
    refused: bool = False

    @property
    def shown(self) -> str:
        """As sentences name it."""
        return f"{self.name} ({self.code})"


class Registered:
    """Businesses by what identifies them."""

    def __init__(
        self, *, nibs: Collection[str], names: Collection[str], phones: Collection[str], nik_hashes: Collection[str]
    ) -> None:
        self.by_nib: dict[str, Known] = {}
        self.by_name: dict[str, list[Known]] = {}
        self.by_phone: dict[str, list[Known]] = {}
        self.by_nik: dict[str, list[Known]] = {}
        found = _ids(nibs, names, phones, nik_hashes)
        undone = set(BatchReview.objects.values_list("undone_at", flat=True)) - {None} if found else set()
        editions: dict[int, list[BusinessEdition]] = {}
        rows = BusinessEdition.objects.filter(business__in=found).select_related("business__owner", "submission")
        for edition in rows.order_by("business_id", "-number"):
            editions.setdefault(edition.business_id, []).append(edition)
        for of_one in editions.values():
            self._add(of_one, hidden=of_one[0].business.suspended_at in undone)

    def _add(self, editions: list[BusinessEdition], *, hidden: bool) -> None:
        standing = [one for one in editions if one.is_open or one.is_live]
        owner, state = editions[0].business.owner, editions[0].state
        sent_back = not standing and state in (State.NEEDS_CHANGES, State.WITHDRAWN)
        taken_off = hidden and editions[0].is_live
        again = owner.user_id is None and (sent_back or taken_off)
        for one in standing or editions[:1]:
            known = Known(
                one.business_id,
                one.business.code,
                one.name,
                one.village_id or "",
                plain(one.owner_name),
                again,
                refused=not standing and state == State.REJECTED,
            )
            if one.nib:
                self.by_nib[one.nib] = known
            self.by_name.setdefault(one.name.lower(), []).append(known)
            if one.phone:
                self.by_phone.setdefault(one.phone, []).append(known)
            if owner.nik_hash:
                self.by_nik.setdefault(owner.nik_hash, []).append(known)


def _ids(nibs: Collection[str], names: Collection[str], phones: Collection[str], niks: Collection[str]) -> set[int]:
    """The businesses one of whose rounds has one of these; each question has an index of its own."""
    editions = BusinessEdition.objects.order_by()
    asked: Iterable[tuple[Collection[str], BusinessEdition]] = (
        (nibs, editions.filter(~Q(nib=""), nib__in=nibs)),
        (names, editions.annotate(low=Lower("name")).filter(low__in=names)),
        (phones, editions.filter(~Q(phone=""), phone__in=phones)),
        (niks, editions.filter(business__owner__nik_hash__in=niks)),
    )  # type: ignore[assignment]
    found: set[int] = set()
    for values, query in asked:
        if values:
            found.update(query.values_list("business_id", flat=True))  # type: ignore[attr-defined]
    return found
