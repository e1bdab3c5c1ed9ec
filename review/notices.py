"""Tells the person who submitted what was decided; runs after the commit and never breaks a decision."""

import logging

from django.conf import settings
from django.template.loader import render_to_string

from accounts.messages import tell
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


def tell_decision(submission_pk: int) -> None:
    """Send the decision to whoever submitted, by e-mail or text. A failure is logged; the page shows it anyway."""
    submission = Submission.objects.select_related("submitted_by").get(pk=submission_pk)
    title = " ".join(submission.title.split())[:LONGEST_TITLE]
    own = address_in_room(submission, "owner-page") or "/pusat-usaha/"
    approved = submission.state == State.APPROVED
    hidden = why_hidden(submission) if approved else ""
    public = address_in_room(submission, "short") if approved and not hidden else ""
    body = render_to_string(
        "review/mail/decision.txt",
        {
            "submission": submission,
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
        tell(submission.submitted_by, subject=SUBJECT[State(submission.state)].format(title=title), body=body)
    except Exception:  # the decision stands whatever the mail server does
        log.exception("decision of %s could not be told", submission.code)
