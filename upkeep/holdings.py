"""The open question "masih produksi?" of a business that is merged: nobody needs to answer it any more."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from registry.duplicates import holdings
from registry.models import Business
from upkeep.models import Pulse

KEY = "upkeep.pulse"
OPEN = Q(answered_at__isnull=True, missed_at__isnull=True)


class OpenQuestion(holdings.Holding):
    """Closed by a merge, open again when it is undone; answers of the past stay with the record they were given for."""

    def count(self, *businesses: Business) -> dict[int, int]:
        """Whether each has an open question."""
        return dict.fromkeys(Pulse.objects.filter(OPEN, business__in=businesses).values_list("business", flat=True), 1)

    def move(self, loser: Business, survivor: Business, *, by: User) -> list[int]:
        """Close the open question of `loser`; its id."""
        ids = list(Pulse.objects.filter(OPEN, business=loser).values_list("pk", flat=True))
        Pulse.objects.filter(pk__in=ids).update(missed_at=timezone.now())
        return ids

    def give_back(self, ids: list[int], loser: Business, survivor: Business) -> None:
        """Open it again, unless another question is open by now."""
        if not Pulse.objects.filter(OPEN, business=loser).exists():
            Pulse.objects.filter(pk__in=ids, answered_at__isnull=True).update(missed_at=None)


def register() -> None:
    """Make the question known; called when Django starts."""
    holdings.add(OpenQuestion(KEY, "pertanyaan “masih produksi?”", Pulse))
