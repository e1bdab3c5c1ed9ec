"""Tells the people of merged businesses what happened; runs after the commit and never breaks the merge."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from accounts.messages import tell
from accounts.models import User
from registry.models import Business, Member, Merge
from registry.queries import shown_or_newest

log = logging.getLogger(__name__)
LONGEST_NAME = 80


@dataclass(frozen=True)
class _Place:
    """Where somebody stands: on which side of the merge, and as what when she is no owner."""

    side: str
    role: str = ""


def tell_merged(merge_pk: int) -> None:
    """Owners and members: which record stays, and who no longer changes what."""
    _tell(merge_pk, "registry/mail/merged.txt", "Data usaha “{name}” digabungkan")


def tell_parted(merge_pk: int) -> None:
    """Owners and members: the merge was undone."""
    _tell(merge_pk, "registry/mail/parted.txt", "Penggabungan data usaha “{name}” dibatalkan")


def _people(merge: Merge) -> dict[User, _Place]:
    """Everybody who acts for one of the two, each once: an owner's place counts before a member's, and of two places
    the one in the record that stays.
    """
    people: dict[User, _Place] = {}
    for side, business in (("loser", merge.loser), ("survivor", merge.survivor)):
        for member in _members(business):
            people[member.user] = _Place(side, member.get_role_display().lower())  # type: ignore[index]
        if business.owner.user is not None:
            people[business.owner.user] = _Place(side)
    return people


def _members(business: Business) -> list[Member]:
    active = Member.objects.filter(business=business, accepted_at__isnull=False, ended_at__isnull=True)
    return list(active.filter(user__is_active=True).select_related("user"))


def _tell(merge_pk: int, template: str, subject: str) -> None:
    merge = Merge.objects.select_related("survivor__owner__user", "loser__owner__user").get(pk=merge_pk)
    names = {}
    for side, business in (("survivor", merge.survivor), ("loser", merge.loser)):
        edition = shown_or_newest(business)
        names[side] = " ".join((edition.name if edition else "").split())[:LONGEST_NAME] or business.code
    for user, place in _people(merge).items():
        body = render_to_string(
            template,
            {
                "merge": merge,
                "names": names,
                "keeps": place.side == "survivor",
                "role": place.role,
                "user": user,
                "office": settings.OFFICE_NAME,
                "whatsapp": settings.OFFICE_WHATSAPP,
                "address": f"{settings.SITE_URL}/pusat-usaha/",
            },
        )
        try:
            tell(user, subject=subject.format(name=names[place.side]), body=body)
        except Exception:  # the merge stands whatever the mail server does
            log.exception("merge %s could not be told", merge.code)
