"""What every act of the filler needs: the lists of the portal, its people, the clock and the pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from django.conf import settings

from accounts.models import User
from catalog.models import Category
from catalog.queries import leaves
from certification.models import Kind
from lebak_catalog.demo.filling.clock import Clock, in_office
from lebak_catalog.demo.filling.gallery import Gallery
from lebak_catalog.demo.filling.goods import facts
from lebak_catalog.demo.filling.plan import Places
from registry.models import BusinessActivity, Region
from registry.queries import villages
from registry.rules_in_force import CURRENT_KBLI
from review import actions as review
from review.models import Reason, State, Submission

OFFICERS = {"rina": 36, "asep": 33, "yuli": 26, "ratna": 5}  # who decides how much, in percent
FIT_ANYTHING = {
    "phone-unreachable", "activity-does-not-fit", "business-not-maker", "business-duplicate", "business-not-active",
    "photo-unclear", "photo-not-own", "price-looks-wrong", "unit-unclear", "product-duplicate", "product-not-own",
    "scan-unreadable", "number-differs", "holder-differs", "certificate-not-at-issuer",
}  # fmt: skip


class NotReady(Exception):
    """The filler cannot begin; the text says what to do."""


@dataclass
class World:
    """See the module."""

    people: Mapping[str, User]
    categories: Mapping[str, Category]
    activities: Mapping[str, BusinessActivity]
    kinds: Mapping[str, Kind]
    reasons: Mapping[tuple[str, str], list[Reason]]
    places: Places
    clock: Clock
    gallery: Gallery | None = None

    def officer(self, rng: Random) -> User:
        """One of the reviewers."""
        return self.people[rng.choices(list(OFFICERS), list(OFFICERS.values()))[0]]

    def decide(self, room: Any, submission: Submission, rng: Random, outcome: str = "approved", why: str = "") -> User:
        """Half an hour to three working days later an officer approves, asks for changes or refuses.

        `why` is the code of the reason; without it one that may fit anything is taken.
        """
        self.clock.later(hours=rng.choice((0.5, 2, 5, 20, 26, 44, 60)) * rng.uniform(0.7, 1.2))
        self.clock.set(in_office(self.clock.moment, rng))
        officer = self.officer(rng)
        if rng.random() < 0.15:
            review.take(submission, by=officer)
            self.clock.later(minutes=rng.randint(5, 90))
        if outcome == "approved":
            room.approve(submission, by=officer)
        else:
            choices = self.reasons[submission.kind, outcome]
            general = [r for r in choices if r.code == why] or [r for r in choices if r.code in FIT_ANYTHING] or choices
            reason = rng.choice(general)
            notes = {reason.field: reason.sentence} if reason.field else {}
            room.send_back(submission, by=officer, state=State(outcome), reason=reason, findings=notes)
        return officer

    def leave_waiting(self, submission: Submission, rng: Random) -> None:
        """It stays in the queue; some officer may have taken it."""
        if rng.random() < 0.4:
            self.clock.set(in_office(self.clock.later(hours=rng.uniform(0.5, 20)), rng))
            if self.clock.moment < self.clock.present:
                review.take(submission, by=self.officer(rng))


def _reasons() -> dict[tuple[str, str], list[Reason]]:
    found: dict[tuple[str, str], list[Reason]] = {}
    for reason in Reason.objects.filter(is_active=True).exclude(kind=""):
        both = (State.NEEDS_CHANGES, State.REJECTED)
        for decision in both if reason.decision == Reason.Decision.BOTH else (reason.decision,):
            found.setdefault((reason.kind, str(decision)), []).append(reason)
    return found


def _places() -> Places:
    found: dict[str, list[Region]] = {}
    for village in villages().order_by("parent_id", "code"):
        found.setdefault(str(village.parent_id), []).append(village)
    return Places(found)


def look_around(make_people: Callable[[], Mapping[str, User]], clock: Clock) -> World:
    """The world as the database has it. Raises NotReady when the lists were not loaded."""
    categories = {c.slug: c for c in leaves() if c.slug in facts()}
    activities = {a.kbli_code: a for a in BusinessActivity.objects.filter(kbli_edition=CURRENT_KBLI)}
    places, reasons = _places(), _reasons()
    if not (categories and activities and places.villages and reasons):
        raise NotReady(
            f"Daftar acuan wilayah {settings.REGION_CODE} belum dimuat. Jalankan dulu: manage.py load_reference"
        )
    return World(
        people=make_people(),
        categories=categories,
        activities=activities,
        kinds={kind.code: kind for kind in Kind.objects.all()},
        reasons=reasons,
        places=places,
        clock=clock,
    )
