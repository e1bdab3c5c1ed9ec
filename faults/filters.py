"""The office's list, narrowed by what stands in the address."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import User
from faults.models import Report
from faults.queries import ended, waiting

SHELVES = {"menunggu": "Menunggu jawaban", "saya": "Saya periksa", "selesai": "Sudah dijawab"}


@dataclass(frozen=True)
class Wanted:
    """Which shelf, which kind; unknown values count as nothing."""

    shelf: str
    kind: str

    @classmethod
    def read(cls, query: QueryDict) -> "Wanted":
        """From an address."""
        shelf, kind = query.get("keadaan", ""), query.get("jenis", "")
        return cls(shelf if shelf in SHELVES else "menunggu", kind if kind in Report.Kind.values else "")

    def rows(self, user: User) -> QuerySet[Report]:
        """The reports, in the order of the shelf."""
        found = ended() if self.shelf == "selesai" else waiting()
        if self.shelf == "saya":
            found = found.filter(taken_by=user)
        return found.filter(kind=self.kind) if self.kind else found
