"""Tells the people of the business what was decided; runs after the commit and never breaks a decision."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string

from accounts.messages import tell
from accounts.models import User
from accounts.queries import is_staff
from review.addresses import address_in_room
from review.models import State, Submission
from review.next_step import why_hidden
from review.queries import field_label

log = logging.getLogger(__name__)
SUBJECT = {
    State.APPROVED: "“{title}” sudah disetujui",
    State.NEEDS_CHANGES: "“{title}” perlu diperbaiki",
    State.REJECTED: "“{title}” belum bisa disetujui",
}
LONGEST_TITLE = 80


def _recipients(submission: Submission, people: Sequence[int] | None) -> list[User]:
    """Who is told: whoever submitted, and `people`. One who sent it and has left the business since is not."""
    sender = submission.submitted_by
    if people is None:
        return [sender]
    found = list(User.objects.filter(pk__in=people, is_active=True).order_by("pk"))
    return [sender, *(one for one in found if one != sender)] if sender in found or is_staff(sender) else found


def tell_decision(submission_pk: int, people: Sequence[int] | None = None) -> None:
    """Send the decision to whoever submitted and to `people` (ids), by e-mail or text.

    `people` are those of the business who may submit such a thing; None when nobody knows. A failure is logged; the
    page shows the decision anyway.
    """
    submission = Submission.objects.select_related("submitted_by").get(pk=submission_pk)
    for person in _recipients(submission, people):
        _tell(submission, person)


def _tell(submission: Submission, person: User) -> None:
    title = " ".join(submission.title.split())[:LONGEST_TITLE]
    own = address_in_room(submission, "owner-page") or "/pusat-usaha/"
    approved = submission.state == State.APPROVED
    hidden = why_hidden(submission) if approved else ""
    public = address_in_room(submission, "short") if approved and not hidden else ""
    body = render_to_string(
        "review/mail/decision.txt",
        {
            "submission": submission,
            "person": person,
            "title": title,
            "what": submission.get_kind_display().lower(),
            "findings": [(field_label(submission, one.field), one.note) for one in submission.findings.all()],
            "fix": f"{settings.SITE_URL}{own}",
            "public": f"{settings.SITE_URL}{public}" if public else "",
            "hidden": hidden,
            "office": settings.OFFICE_NAME,
            "whatsapp": settings.OFFICE_WHATSAPP,
        },
    )
    try:
        tell(person, subject=SUBJECT[State(submission.state)].format(title=title), body=body)
    except Exception:  # the decision stands whatever the mail server does
        log.exception("decision of %s could not be told", submission.code)
