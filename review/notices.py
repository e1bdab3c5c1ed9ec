"""Tells people what happened at the desk; runs after the commit and never breaks what was done.

To the desk only figures and an address go out: names of owners and things stay behind the sign-in.
"""

import logging

from django.conf import settings
from django.template.loader import render_to_string

from accounts.messages import tell
from accounts.models import User
from review.addresses import address_in_room
from review.models import State, Submission
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
    public = address_in_room(submission, "short") if submission.state == State.APPROVED else ""
    body = render_to_string(
        "review/mail/decision.txt",
        {
            "submission": submission,
            "title": title,
            "what": submission.get_kind_display().lower(),
            "findings": [(field_label(submission, one.field), one.note) for one in submission.findings.all()],
            "fix": f"{settings.SITE_URL}{own}",
            "public": f"{settings.SITE_URL}{public}" if public else "",
            "office": settings.OFFICE_NAME,
            "whatsapp": settings.OFFICE_WHATSAPP,
        },
    )
    _send(submission.submitted_by, SUBJECT[State(submission.state)].format(title=title), body, submission.code)


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
