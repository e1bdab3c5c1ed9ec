"""The people of a business as its page lists them: who acts, who is invited, who has gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from registry.invitations import contact_of, link_of, public_name, words_of
from registry.members import PAUSE, can_come_back
from registry.models import Business, Member

SHOWN_AFTER = timedelta(days=90)  # how long those who have gone stay on the page


@dataclass(frozen=True)
class Invited:
    """An open invitation with what is needed to pass it on by hand."""

    member: Member
    contact: str
    phone: str  # E.164, empty for an e-mail address
    link: str  # empty when it has to be made anew
    words: str
    can_renew: bool


@dataclass(frozen=True)
class PeopleList:
    """Everybody, in the order of the page; `invited` and `gone` are empty for members who do not manage."""

    active: Sequence[Member]
    mine: Member | None
    invited: Sequence[Invited]
    gone: Sequence[tuple[Member, bool]]  # with whether the removal can be taken back


def _invited(member: Member, name: str) -> Invited:
    contact, link = contact_of(member), "" if member.has_expired else link_of(member)
    return Invited(
        member=member,
        contact=contact.words,
        phone=contact.phone or "",
        link=link,
        words=words_of(member, name) if link else "",
        can_renew=timezone.now() - member.sent_at >= PAUSE,
    )


def people_of(business: Business, user: User, *, manages: bool) -> PeopleList:
    """The people of `business` as `user` sees them; contacts of invitations only for whoever manages."""
    rows = list(Member.objects.filter(business=business).select_related("user", "business", "ended_by"))
    active = [row for row in rows if row.is_active]
    since, back = timezone.now() - SHOWN_AFTER, {row.user_id for row in active}
    gone = [row for row in reversed(rows) if row.ended_at is not None and row.ended_at > since]
    waiting = [row for row in rows if row.is_invited] if manages else []
    name = public_name(business) if waiting else ""
    return PeopleList(
        active=active,
        mine=next((row for row in active if row.user_id == user.pk), None),
        invited=[_invited(row, name) for row in waiting],
        gone=[(row, can_come_back(row) and row.user_id not in back) for row in gone] if manages else [],
    )
