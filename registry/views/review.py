"""The review page of a business, the full NIK, and the office's page about one business."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from audit.queries import history_of
from registry import actions, checks
from registry.access import business_of_office, submitted_edition
from registry.classes import classes_of
from registry.comparison import FIELDS
from registry.duplicates.side_by_side import trace_of
from registry.forms_desk import SuspendForm
from registry.models import Business, BusinessEdition
from registry.queries import with_details
from review.automatic import Check
from review.compare import compare
from review.models import State, Submission
from review.purposes import PurposeForm
from review.queries import rounds_of
from review.views.page import ReviewPage


class BusinessReview(ReviewPage):
    """A registration, or an edit of a business that is public."""

    permission = "registry.decide_business"
    fields = FIELDS
    template = "registry/review.html"

    def fetch(self, code: str) -> BusinessEdition:
        """The edition behind the submission."""
        return submitted_edition(code)

    def plate(self, edition: BusinessEdition) -> Business:
        """The business itself."""
        return edition.business

    def live(self, edition: BusinessEdition) -> BusinessEdition | None:
        """What the public sees now, unless it is this one."""
        return self._editions(edition).filter(is_live=True).exclude(pk=edition.pk).first()

    def before(self, edition: BusinessEdition) -> BusinessEdition | None:
        """The round before, when it was sent back or refused."""
        last = self._editions(edition).filter(number__lt=edition.number).order_by("-number").first()
        return last if last and last.state in (State.NEEDS_CHANGES, State.REJECTED) else None

    def _editions(self, edition: BusinessEdition) -> Any:
        editions = with_details(BusinessEdition.objects.filter(business=edition.business_id))
        return editions.select_related("business__owner", "village__parent", "activity", "submission__decided_by")

    def checks(self, edition: BusinessEdition) -> list[Check]:
        """Look-ups of the register."""
        return checks.automatic(edition)

    def approve(self, submission: Submission, **kwargs: Any) -> None:
        """The register's verb."""
        actions.approve(submission, **kwargs)

    def send_back(self, submission: Submission, **kwargs: Any) -> None:
        """The register's verb."""
        actions.send_back(submission, **kwargs)

    def besides(self, edition: BusinessEdition) -> dict[str, Any]:
        """The owner with her NIK masked, and what the business is by law, with the reasons."""
        return {
            "owner": edition.business.owner,
            "classes": classes_of(edition),
            "may_reveal": self.request.user.has_perm("registry.view_secret"),
            "purpose_form": PurposeForm(),
            "npwp_form": PurposeForm(auto_id="npwp_%s"),
        }


@method_decorator(has_permission("review.view_queue", "registry.view_secret"), name="dispatch")
class FullNik(BusinessReview):
    """The review page with the full NIK, once: shown in the answer to the press, kept nowhere."""

    http_method_names = ["post"]

    def post(self, request: PersonRequest, code: str) -> HttpResponse:
        """Write the diary line with the purpose and show the number; without a purpose, ask for it."""
        edition, why = self.fetch(code), PurposeForm(request.POST)
        if not why.is_valid():
            return self.answer(request, edition, self.form(edition), status=422, purpose_form=why)
        nik = actions.reveal_nik(edition.business.owner, by=request.user, **why.why())
        return self.answer(request, edition, self.form(edition), full_nik=nik)


@method_decorator(has_permission("review.view_queue", "registry.view_secret"), name="dispatch")
class FullNpwp(BusinessReview):
    """The same for the NPWP of the business."""

    http_method_names = ["post"]

    def post(self, request: PersonRequest, code: str) -> HttpResponse:
        """As for the NIK."""
        edition, why = self.fetch(code), PurposeForm(request.POST, auto_id="npwp_%s")
        if not why.is_valid():
            return self.answer(request, edition, self.form(edition), status=422, npwp_form=why)
        npwp = actions.reveal_npwp(edition.business, by=request.user, **why.why())
        return self.answer(request, edition, self.form(edition), full_npwp=npwp)


@require_safe
@has_permission("review.view_queue")
def office(request: PersonRequest, code: str) -> HttpResponse:
    """What the office knows about one business, with suspending and resuming for the head of the section."""
    return _office(request, code, SuspendForm())


def _office(request: PersonRequest, code: str, form: SuspendForm, status: int = 200) -> HttpResponse:
    business = business_of_office(request.user, code)
    editions = with_details(BusinessEdition.objects.filter(business=business))
    editions = editions.select_related("business__owner", "village__parent", "activity", "submission")
    edition = editions.order_by("-is_live", "-number").first()
    context = {
        "business": business,
        "edition": edition,
        "form": form,
        "classes": classes_of(edition) if edition else None,
        "rows": [row for row in compare(None, edition, FIELDS) if row.new] if edition else [],
        "rounds": rounds_of("registry", business.code),
        "diary": history_of(business, 30),
        "may_suspend": request.user.has_perm("registry.suspend_business"),
        "may_merge": request.user.has_perm("registry.merge_businesses"),
        "trace": trace_of(business),
    }
    return render(request, "registry/office.html", context, status=status)


@require_POST
@has_permission("review.view_queue", "registry.suspend_business")
def suspend(request: PersonRequest, code: str) -> HttpResponse:
    """Hide a business and its products from the public."""
    business, form = business_of_office(request.user, code), SuspendForm(request.POST)
    if not form.is_valid():
        return _office(request, code, form)
    actions.suspend(business, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, "Usaha dinonaktifkan. Usaha dan produknya tidak lagi terlihat pembeli.")
    return HttpResponseRedirect(reverse("registry:office", args=[code]))


@require_POST
@has_permission("review.view_queue", "registry.suspend_business")
def resume(request: PersonRequest, code: str) -> HttpResponse:
    """Show a suspended business again."""
    actions.resume(business_of_office(request.user, code), by=request.user)
    messages.success(request, "Usaha diaktifkan lagi. Usaha dan produknya terlihat pembeli.")
    return HttpResponseRedirect(reverse("registry:office", args=[code]))
