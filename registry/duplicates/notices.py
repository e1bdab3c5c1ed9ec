"""Tells the owners of merged businesses what happened; runs after the commit and never breaks the merge."""

import logging

from django.conf import settings
from django.template.loader import render_to_string

from accounts.messages import tell
from accounts.models import User
from registry.models import Merge
from registry.queries import shown_or_newest

log = logging.getLogger(__name__)
LONGEST_NAME = 80


def tell_merged(merge_pk: int) -> None:
    """Both owners: which record stays, and who no longer changes what."""
    _tell(merge_pk, "registry/mail/merged.txt", "Data usaha “{name}” digabungkan")


def tell_parted(merge_pk: int) -> None:
    """Both owners: the merge was undone."""
    _tell(merge_pk, "registry/mail/parted.txt", "Penggabungan data usaha “{name}” dibatalkan")


def _tell(merge_pk: int, template: str, subject: str) -> None:
    merge = Merge.objects.select_related("survivor__owner__user", "loser__owner__user").get(pk=merge_pk)
    names = {}
    for side, business in (("survivor", merge.survivor), ("loser", merge.loser)):
        edition = shown_or_newest(business)
        names[side] = " ".join((edition.name if edition else "").split())[:LONGEST_NAME] or business.code
    people: dict[User, str] = {}
    for side, business in (("loser", merge.loser), ("survivor", merge.survivor)):
        if business.owner.user is not None:
            people[business.owner.user] = side  # the owner of both reads what the survivor's owner reads
    for user, side in people.items():
        body = render_to_string(
            template,
            {
                "merge": merge,
                "names": names,
                "keeps": side == "survivor",
                "same": merge.survivor.owner_id == merge.loser.owner_id,
                "user": user,
                "office": settings.OFFICE_NAME,
                "whatsapp": settings.OFFICE_WHATSAPP,
                "address": f"{settings.SITE_URL}/pusat-usaha/",
            },
        )
        try:
            tell(user, subject=subject.format(name=names[side]), body=body)
        except Exception:  # the merge stands whatever the mail server does
            log.exception("merge %s could not be told", merge.code)
