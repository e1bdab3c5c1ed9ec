"""The review page of a claim, and taking an approved one back."""

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from accounts.gates import PersonRequest, has_permission
from claims import actions, checks
from claims.access import proof_for_office, submitted_claim
from claims.comparison import FIELDS
from claims.forms import UndoForm
from claims.models import Claim
from claims.queries import edition_of, names_of, others, same_tries, since
from registry.comparison import FIELDS as BUSINESS_FIELDS
from review.actions import Refused
from review.automatic import Check
from review.compare import compare
from review.models import State, Submission
from review.private_files import private_answer
from review.purposes import PurposeForm
from review.views.page import ReviewPage

SECRET = {"capital_range", "sales_range"}


class ClaimReview(ReviewPage):
    """Somebody says that a business of the old list is hers."""

    permission = "claims.decide_claim"
    fields = FIELDS
    more_marks = (("scan", "Foto bukti"),)
    template = "claims/review.html"

    def fetch(self, code: str) -> Claim:
        """The claim behind the submission."""
        return submitted_claim(code)

    def plate(self, claim: Claim) -> Model:
        """The claim is its own name plate."""
        return claim

    def live(self, claim: Claim) -> None:
        """Nothing is on display."""
        return

    def before(self, claim: Claim) -> Claim | None:
        """Her try before, when it was sent back or refused."""
        earlier = Claim.objects.filter(business=claim.business_id, claimant=claim.claimant_id, number__lt=claim.number)
        last = earlier.select_related("claimant", "submission__decided_by").order_by("-number").first()
        return last if last and last.state in (State.NEEDS_CHANGES, State.REJECTED) else None

    def checks(self, claim: Claim) -> list[Check]:
        """Look-ups of claiming."""
        return checks.automatic(claim)

    def subject_codes(self, claim: Claim) -> list[str]:
        """All tries of this person for this business."""
        return same_tries(claim)

    def approve(self, submission: Submission, **kwargs: Any) -> None:
        """The verb of claiming."""
        actions.approve(submission, **kwargs)

    def send_back(self, submission: Submission, **kwargs: Any) -> None:
        """The verb of claiming."""
        actions.send_back(submission, **kwargs)

    def besides(self, claim: Claim) -> dict[str, Any]:
        """The business as the list has it, the proof, other claims, and what happened since an approval."""
        form = self.form(claim, self.request.POST if self.request.method == "POST" else None)
        edition, approved = edition_of(claim.business), claim.from_owner_id is not None
        decided = claim.submission.decided_at if claim.submission else None
        rows = compare(None, edition, BUSINESS_FIELDS) if edition else []
        return {
            "scan_mark": form["tanda-scan"],
            "scan_note": form["catatan-scan"],
            "may_open": self.request.user.has_perm("claims.decide_claim"),
            "business_edition": edition,
            "business_rows": [row for row in rows if row.new and row.name not in SECRET],
            "others": others(claim)[:20],
            "moved": names_of(claim.moved) if approved else [],
            "since": since(claim, decided)[:50] if approved and decided else [],
            "may_undo": claim.is_live and actions.may_undo(claim, self.request.user),
            "undo_form": UndoForm(auto_id="batal_%s"),
            "purpose_form": PurposeForm(auto_id="berkas_%s"),
        }


@method_decorator(has_permission("review.view_queue", "claims.decide_claim"), name="dispatch")
class UndoClaim(ClaimReview):
    """The press that takes an approved claim back; a refusal shows the same page with the words kept."""

    http_method_names = ["post"]

    def post(self, request: PersonRequest, code: str) -> HttpResponse:
        """Undo, and say so."""
        claim, form, status = self.fetch(code), UndoForm(request.POST, auto_id="batal_%s"), 200
        if form.is_valid():
            try:
                actions.undo(claim, by=request.user, reason=form.cleaned_data["reason"])
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 422
            else:
                messages.success(request, "Klaim dibatalkan. Usaha kembali ke daftar dinas dan pengklaim diberi tahu.")
                return HttpResponseRedirect(reverse("claims:review", args=[code]))
        return self.answer(request, claim, self.form(claim), status=status, undo_form=form)


@require_POST
@has_permission("review.view_queue", "claims.decide_claim")
def open_proof(request: PersonRequest, code: str) -> HttpResponseBase:
    """The picture, in the answer to the officer's reason; without one, back to the page with a sentence."""
    claim, form = proof_for_office(code), PurposeForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.first_error())
        return redirect("claims:review", claim.submission.code)  # type: ignore[union-attr]
    actions.open_proof(claim, by=request.user, **form.why())
    return private_answer(claim.scan_path, claim.scan_type, name=f"klaim-{claim.code}")
