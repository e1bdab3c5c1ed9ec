"""Tells the person who submitted what was decided; runs after the commit and never breaks a decision."""

import logging

from django.conf import settings
from django.template.loader import render_to_string

from accounts.messages import tell
from review.models import State, Submission

log = logging.getLogger(__name__)
SUBJECT = {
    State.APPROVED: "“{title}” disetujui",
    State.NEEDS_CHANGES: "“{title}” perlu diperbaiki",
    State.REJECTED: "“{title}” belum bisa disetujui",
}


def tell_decision(submission_pk: int) -> None:
    """Send the decision to whoever submitted, by e-mail or text. A failure is logged; the page shows it anyway."""
    submission = Submission.objects.select_related("submitted_by").get(pk=submission_pk)
    subject = SUBJECT[State(submission.state)].format(title=submission.title)
    body = render_to_string(
        "review/mail/decision.txt",
        {
            "submission": submission,
            "findings": submission.findings.all(),
            "site_url": settings.SITE_URL,
            "office": settings.OFFICE_NAME,
        },
    )
    try:
        tell(submission.submitted_by, subject=subject, body=body)
    except Exception:  # the decision stands whatever the mail server does
        log.exception("decision of %s could not be told", submission.code)
