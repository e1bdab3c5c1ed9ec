"""What we write about a report: to the owner, and to who reported. Sent after the commit; a failure is logged only."""

import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.contacts import parse_contact
from accounts.messages import NotSent, deliver, tell
from faults.models import Report
from registry.desk import people
from registry.membership import Right

log = logging.getLogger(__name__)


def _short(text: str) -> str:
    return " ".join(text.split())[:80]


def tell_owner(report: Report) -> int:
    """Tell everybody who speaks for the business, and how to reply; returns how many letters left."""
    link = f"{settings.SITE_URL}{reverse('faults:mine')}"
    name = _short(report.subject_name)
    if report.is_over:
        subject = f"Laporan tentang “{name}” sudah dijawab"
        body = f"{settings.OFFICE_NAME} sudah menjawab laporan tentang “{name}”: {_short(report.answer)} Baca: {link}"
    else:
        subject = f"Ada laporan tentang “{name}”"
        body = (
            f"Seseorang melaporkan “{name}”: {report.get_kind_display().lower()}. Laporan ini belum tentu benar. "
            f"Baca dan beri tanggapan Anda sebelum petugas menjawab: {link}"
        )
    sent = 0
    for user in people(report.business.code, Right.SEND_PRODUCTS):
        try:
            tell(user, subject=subject, body=body)
            sent += 1
        except NotSent:
            log.warning("somebody could not be told of report %s", report.code)
    return sent


def tell_reporter(report: Report) -> bool:
    """Send the answer to who reported, when she left a contact for that; True when it was sent."""
    if not (report.contact and report.may_contact):
        return False
    link = f"{settings.SITE_URL}{reverse('faults:track', args=[report.code])}"
    body = f"Laporan Anda {report.code} tentang “{_short(report.subject_name)}” sudah dijawab. Baca: {link}"
    try:
        deliver(parse_contact(report.contact), subject=f"Laporan {report.code} sudah dijawab", text=body)
    except (NotSent, ValidationError):
        log.warning("the answer to report %s could not be sent", report.code)
        return False
    return True
