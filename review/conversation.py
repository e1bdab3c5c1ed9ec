"""Words between the owner's side and the desk about one submission.

They lie in their own table and nowhere else: not in the diary, not in a letter.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from review.actions import Refused
from review.kinds import ROOMS
from review.models import Conversation, Message, Submission
from review.notices import tell_message_to_desk, tell_message_to_owner
from review.sides import Side, side_of

LONGEST = 1000
OPEN_AFTER_DECISION = timedelta(days=14)
MOST_A_DAY = 30  # of one person about one submission
CLOSED = "Percakapan ini sudah ditutup, 14 hari sesudah keputusan. Ajukan lagi atau hubungi kantor bila masih perlu."


@dataclass(frozen=True)
class Talk:
    """A conversation as one side sees it; what templates/review/parts/talk.html shows."""

    submission: Submission
    side: str
    messages: list[Message]
    unread: bool
    can_write: bool
    has_reader: bool  # whether the other side has an account that can be told

    @property
    def is_staff(self) -> bool:
        """Whether the desk is looking."""
        return self.side == Side.STAFF

    @property
    def address(self) -> str:
        """Where it is read and written to."""
        return talk_address(self.submission)


def talk_address(submission: Submission) -> str:
    """The page of the conversation about a submission."""
    return reverse("review:talk", args=[submission.code])


def is_open(submission: Submission) -> bool:
    """Whether one may still write: while it waits, and for two weeks after the decision."""
    return submission.decided_at is None or timezone.now() < submission.decided_at + OPEN_AFTER_DECISION


def talk_of(submission: Submission | None, user: User) -> Talk | None:
    """The conversation for a page; None for a draft, and for who takes no part in it."""
    side = side_of(user, submission) if submission is not None else ""
    if submission is None or not side:
        return None
    written = list(submission.messages.select_related("author"))
    state = Conversation.objects.filter(submission=submission).first() if written else None
    may = side == Side.OWNER or user.has_perm("review.assign_submission")
    room = ROOMS.get(submission.room)
    people = room.people(submission.subject_code) if room and side == Side.STAFF else []
    return Talk(
        submission=submission,
        side=side,
        messages=written,
        unread=state is not None and state.unread_by == side,
        can_write=may and is_open(submission),
        has_reader=side == Side.OWNER or bool(people),
    )


@transaction.atomic
def write(submission: Submission, text: str, *, by: User) -> Message:
    """Write to the other side, which is told when it had nothing unread yet. Raises Refused."""
    side, text = side_of(by, submission), text.strip()
    if not side or (side == Side.STAFF and not by.has_perm("review.assign_submission")):
        raise Refused("Anda tidak ikut dalam percakapan ini.")
    if not text:
        raise Refused("Tulis pesannya dulu.")
    if len(text) > LONGEST:
        raise Refused(f"Pesan paling panjang 1.000 huruf. Anda menulis {len(text)} huruf.")
    locked = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    if not is_open(locked):
        raise Refused(CLOSED)
    since = timezone.now() - timedelta(days=1)
    if Message.objects.filter(submission=locked, author=by, at__gte=since).count() >= MOST_A_DAY:
        raise Refused("Anda sudah menulis banyak pesan hari ini. Lanjutkan besok, atau hubungi kantor.")
    message = Message.objects.create(submission=locked, author=by, by_staff=side == Side.STAFF, text=text)
    other = Side.OWNER if side == Side.STAFF else Side.STAFF
    before = Conversation.objects.filter(submission=locked).values_list("unread_by", flat=True).first()
    Conversation.objects.update_or_create(submission=locked, defaults={"unread_by": other, "last_at": message.at})
    record(Verb.COMMENTED, locked, by=by, side=str(side))
    if before != other:  # one letter for a burst: until the other side has read or answered
        transaction.on_commit(lambda: tell(locked, other))
    return message


@transaction.atomic
def mark_read(submission: Submission, *, by: User) -> None:
    """Note that the side of `by` has read what was written. Raises Refused for strangers."""
    side = side_of(by, submission)
    if not side:
        raise Refused("Anda tidak ikut dalam percakapan ini.")
    Conversation.objects.filter(submission=submission, unread_by=side).update(unread_by=Side.NOBODY)


def tell(submission: Submission, side: str) -> None:
    """Tell that there is something to read: the officer who has it, or the people of the thing."""
    if side == Side.STAFF:
        if submission.assigned_to is not None:
            tell_message_to_desk(submission.assigned_to)
        return
    room = ROOMS.get(submission.room)
    for person in room.people(submission.subject_code) if room else []:
        tell_message_to_owner(person, talk_address(submission))


def unread_for_owner(user: User) -> list[Submission]:
    """Submissions about her things that carry a word of an officer nobody on her side has read, the newest first."""
    hers = Q(pk=None)
    for name, room in ROOMS.items():
        hers |= Q(room=name, subject_code__in=room.things(user).values("code"))
    return list(Submission.objects.filter(hers, conversation__unread_by=Side.OWNER).order_by("-conversation__last_at"))
