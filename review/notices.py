"""Tells people what happened at the desk; runs after the commit and never breaks what was done.

To officers only figures and an address go out: names of owners and things stay behind the sign-in.
"""

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


def tell_people(submission_pk: int, people: Sequence[int]) -> None:
    """The same letter to `people` alone: of many decided at once the sender hears in one letter of her own."""
    submission = Submission.objects.select_related("submitted_by").get(pk=submission_pk)
    for person in User.objects.filter(pk__in=people, is_active=True).exclude(pk=submission.submitted_by_id):
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
    _send(person, SUBJECT[State(submission.state)].format(title=title), body, submission.code)


def _send(user: User, subject: str, body: str, about: str) -> None:
    try:
        tell(user, subject=subject, body=body)
    except Exception:  # what was done stands whatever the mail server does
        log.exception("news about %s could not be told", about)


def _to_desk(officer: User, subject: str, lines: list[str], page: str) -> None:
    body = "\n".join([f"Halo {officer},", "", *lines, "", f"Buka: {settings.SITE_URL}{page}", "", settings.OFFICE_NAME])
    _send(officer, subject, body, "the desk")


def tell_handed_over(officer: User, count: int) -> None:
    """So many submissions became hers."""
    words = f"{count} pengajuan diserahkan kepada Anda"
    _to_desk(officer, words, [f"{words}. Catatan dari yang menyerahkan ada di daftar tugas."], "/petugas/tugas/")


def tell_late(officer: User, late: int, released: int) -> None:
    """What of hers became late, and what went back to everybody because she left it lying."""
    lines = [f"{late} pengajuan yang Anda pegang baru saja lewat batas."] if late else []
    if released:
        lines.append(f"{released} pengajuan kembali ke antrean karena lama tidak dilanjutkan.")
    _to_desk(officer, "Ada pengajuan yang perlu Anda lanjutkan", lines, "/petugas/tugas/")


def tell_late_to_supervisor(officer: User, late: int, nobodys: int, released: int) -> None:
    """How much became late since the last morning, and how much of it nobody has taken."""
    lines = [f"{late} pengajuan baru saja lewat batas; {nobodys} di antaranya belum ada petugasnya."]
    if released:
        lines.append(f"{released} pengajuan dilepas otomatis karena lama tidak dilanjutkan.")
    _to_desk(officer, f"{late} pengajuan lewat batas", lines, "/petugas/beban/")


def tell_message_to_desk(officer: User) -> None:
    """An owner wrote about something the officer has."""
    lines = ["Pemilik menulis pesan tentang pengajuan yang Anda pegang."]
    _to_desk(officer, "Pesan baru dari pemilik", lines, "/petugas/antrean/?pesan=baru")


def tell_message_to_owner(person: User, address: str) -> None:
    """An officer wrote about something of hers; the words themselves stay behind the sign-in."""
    body = "\n".join(
        [
            f"Halo {person},",
            "",
            "Petugas menulis pesan tentang pengajuan Anda.",
            f"Baca dan balas di sini: {settings.SITE_URL}{address}",
            "",
            "Petugas tidak pernah meminta kode masuk atau biaya.",
            "",
            settings.OFFICE_NAME,
        ]
    )
    _send(person, "Pesan dari petugas", body, "a message")
