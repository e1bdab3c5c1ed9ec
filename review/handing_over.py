"""Giving work to a colleague: some submissions with a note, or everything a colleague holds (she is on leave)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record_many
from review.actions import Refused, assign, require
from review.models import State, Submission
from review.notices import tell_handed_over
from review.office_days import alone

LONGEST_NOTE = 300


@dataclass
class Handed:
    """What became of a press: how many went over, and the sentences about those that did not."""

    done: int = 0
    refusals: list[str] = field(default_factory=list)


def hand_over(submissions: Sequence[Submission], *, by: User, to: User, note: str = "") -> Handed:
    """Give each of `submissions` to `to`, and tell her once. Those that cannot go over stay, each with its sentence."""
    found = Handed()
    for submission in submissions:
        try:
            assign(submission, by=by, to=to, note=note)
            found.done += 1
        except Refused as refusal:
            found.refusals.append(f"{submission.title}: {refusal}")
    if found.done and to != by:
        tell_handed_over(to, found.done)
    return found


@transaction.atomic
def hand_over_all(holder: User, *, by: User, to: User, note: str = "") -> Handed:
    """Give all that waits with `holder` to `to`, who is told once; what `to` typed or sent herself stays.

    Raises Refused without the permission to supervise, when `to` may not examine, and when nothing waits.
    """
    require("review.supervise_queue", by)
    require("review.assign_submission", to)
    if holder == to:
        raise Refused("Pilih dua petugas yang berbeda.")
    alone()
    held = Submission.objects.filter(state=State.SUBMITTED, assigned_to=holder).order_by("id").select_for_update()
    held_now = list(held)
    free = [one for one in held_now if to.pk not in (one.submitted_by_id, *one.hands)]
    if not free:
        raise Refused(f"Tidak ada pengajuan {holder} yang bisa diserahkan kepada {to}.")
    Submission.objects.filter(pk__in=[one.pk for one in free]).update(
        assigned_to=to, assigned_at=timezone.now(), assignment_note=note.strip()[:LONGEST_NOTE]
    )
    record_many(Verb.ASSIGNED, free, by=by, to=to.code)
    transaction.on_commit(lambda: tell_handed_over(to, len(free)))
    hers = len(held_now) - len(free)
    stays = [f"{hers} pengajuan tetap pada {holder}, karena {to} ikut mengisinya."] if hers else []
    return Handed(len(free), stays)
