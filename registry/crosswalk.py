"""The way of a KBLI code of an older edition to the edition in force: one code, several to choose from, or none.

A code that was split is never moved by the machine: somebody who knows the business chooses.
"""

from dataclasses import dataclass
from typing import Literal

from registry.models import BusinessActivity
from registry.rules_in_force import CURRENT_KBLI

Kind = Literal["current", "one", "split", "none"]


@dataclass(frozen=True)
class Way:
    """Where an activity leads: `current` is of the edition in force already, `one` has exactly one heir."""

    activity: BusinessActivity
    kind: Kind
    heirs: tuple[BusinessActivity, ...] = ()

    @property
    def question(self) -> str:
        """What is asked of somebody who knows the business; empty when nothing needs asking."""
        code, old = self.activity.kbli_code, f"KBLI {self.activity.kbli_edition}"
        if self.kind == "split":
            return f"Kode {code} ({old}) sekarang terbagi. Mana yang sesuai dengan usaha Anda?"
        if self.kind == "one":
            return f"Kode {code} ({old}) sekarang berganti. Apakah ini sesuai dengan usaha Anda?"
        if self.kind == "none":
            return f"Kode {code} ({old}) tidak ada lagi. Cari bidang usaha yang sesuai sekarang."
        return ""

    @property
    def note(self) -> str:
        """What is said when a single heir took its place."""
        if self.kind != "one":
            return ""
        heir = self.heirs[0]
        old = f"KBLI {self.activity.kbli_edition} {self.activity.kbli_code}"
        return f"{old} kini menjadi KBLI {heir.kbli_edition} {heir.kbli_code}: {heir.title}."


def way_of(activity: BusinessActivity) -> Way:
    """The way of one activity; a statement for its heirs unless they were fetched along."""
    if activity.kbli_edition == CURRENT_KBLI:
        return Way(activity, "current")
    found = [one for one in activity.successors.all() if one.kbli_edition == CURRENT_KBLI]
    heirs = tuple(sorted(found, key=lambda one: one.kbli_code))
    return Way(activity, "none" if not heirs else "one" if len(heirs) == 1 else "split", heirs)


def is_settled(activity: BusinessActivity | None) -> bool:
    """Whether an activity is of the edition in force (or not chosen at all), so that nobody needs to be asked."""
    return activity is None or activity.kbli_edition == CURRENT_KBLI
