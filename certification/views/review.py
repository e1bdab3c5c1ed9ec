"""The review page of a certificate, look-ups at the issuer's portal, and revoking."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from audit.queries import history_of
from certification import actions, checks
from certification.access import certificate_of_office, submitted_certificate
from certification.comparison import FIELDS
from certification.forms_desk import PortalCheckForm, RevokeForm
from certification.models import Certificate
from certification.queries import chain_of
from certification.standing import badge_state
from certification.views.scan import is_opened
from review.actions import Refused
from review.automatic import Check
from review.compare import compare
from review.models import State, Submission
from review.purposes import PurposeForm
from review.queries import rounds_of
from review.views.page import ReviewPage


class CertificateReview(ReviewPage):
    """A certificate, or the one that replaces an earlier paper."""

    permission = "certification.decide_certificate"
    fields = FIELDS
    more_marks = (("scan", "Berkas"),)
    template = "certification/review.html"

    def fetch(self, code: str) -> Certificate:
        """The certificate behind the submission."""
        return submitted_certificate(code)

    def plate(self, paper: Certificate) -> Certificate:
        """The certificate is its own name plate."""
        return paper

    def live(self, paper: Certificate) -> Certificate | None:
        """The one it replaces, when that counts today or counted before this was approved."""
        return next((one for one in chain_of(paper)[1:] if one.review_state == State.APPROVED), None)

    def before(self, paper: Certificate) -> Certificate | None:
        """The round before, when it was sent back or refused."""
        earlier = self._replaced(paper)
        return earlier if earlier and earlier.review_state in (State.NEEDS_CHANGES, State.REJECTED) else None

    def _replaced(self, paper: Certificate) -> Certificate | None:
        found = Certificate.objects.filter(pk=paper.replaces_id) if paper.replaces_id else Certificate.objects.none()
        return found.select_related("kind", "submission__decided_by").first()

    def checks(self, paper: Certificate) -> list[Check]:
        """Look-ups of certification."""
        return checks.automatic(paper)

    def subject_codes(self, paper: Certificate) -> list[str]:
        """The codes of the papers it replaces, too."""
        return [one.code for one in chain_of(paper)]

    def approve(self, submission: Submission, **kwargs: Any) -> None:
        """The verb of certification."""
        actions.approve(submission, **kwargs)

    def send_back(self, submission: Submission, **kwargs: Any) -> None:
        """The verb of certification."""
        actions.send_back(submission, **kwargs)

    def besides(self, paper: Certificate) -> dict[str, Any]:
        """The scan, the badge, and the look-ups at the issuer's portal."""
        form = self.form(paper, self.request.POST if self.request.method == "POST" else None)
        return {
            "scan": getattr(paper, "scan", None),
            "badge": badge_state(paper),
            "scan_mark": form["tanda-scan"],
            "scan_note": form["catatan-scan"],
            "portal_form": PortalCheckForm(),
            "may_open": self.request.user.has_perm("certification.view_any_scan"),
            "scan_opened": is_opened(self.request, paper.code),
            "purpose_form": PurposeForm(auto_id="berkas_%s"),
            "portal_checks": paper.checks.select_related("checked_by"),
        }


@require_POST
@has_permission("review.view_queue", "certification.decide_certificate")
def note_check(request: PersonRequest, code: str) -> HttpResponse:
    """Keep what the issuer's portal said, once for each form."""
    paper, form = submitted_certificate(code), PortalCheckForm(request.POST)
    back = reverse("certification:review", args=[code]) + (f"?{request.GET.urlencode()}" if request.GET else "")
    if not form.is_valid():
        for words in (words for errors in form.errors.values() for words in errors):
            messages.error(request, str(words))
        return HttpResponseRedirect(back)

    def act() -> str:
        portal = paper.kind.portal_name or paper.issuer or paper.kind.issuer or "penerbit"
        actions.note_check(paper, portal=portal[:80], by=request.user, **form.cleaned_data)
        messages.success(request, "Hasil pengecekan dicatat.")
        return back

    return HttpResponseRedirect(once(request, "certificate.check", act))


@require_safe
@has_permission("review.view_queue")
def office(request: PersonRequest, code: str) -> HttpResponse:
    """What the office knows about one certificate, with revoking."""
    return _office(request, code, RevokeForm())


def _office(request: PersonRequest, code: str, form: RevokeForm, status: int = 200) -> HttpResponse:
    paper = certificate_of_office(request.user, code)
    context = {
        "paper": paper,
        "form": form,
        "badge": badge_state(paper),
        "scan": getattr(paper, "scan", None),
        "rows": [row for row in compare(None, paper, FIELDS) if row.new],
        "rounds": rounds_of("certification", *(one.code for one in chain_of(paper))),
        "diary": history_of(paper, 30),
        "portal_checks": paper.checks.select_related("checked_by"),
        "may_open": request.user.has_perm("certification.view_any_scan"),
        "scan_opened": is_opened(request, paper.code),
        "purpose_form": PurposeForm(auto_id="berkas_%s"),
        "may_revoke": paper.is_live and request.user.has_perm("certification.decide_certificate"),
    }
    return render(request, "certification/office.html", context, status=status)


@require_POST
@has_permission("review.view_queue", "certification.decide_certificate")
def revoke(request: PersonRequest, code: str) -> HttpResponse:
    """Take a certificate out of force."""
    paper, form = certificate_of_office(request.user, code), RevokeForm(request.POST)
    if not form.is_valid():
        return _office(request, code, form)
    try:
        actions.revoke(paper, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, "Sertifikat dicabut. Halaman cek sertifikat langsung menampilkannya.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("certification:office", args=[code]))
