"""The review page every reviewing room shares: comparison, checks, decision. The room supplies fetch and verbs."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views import View

from accounts.gates import PersonRequest, RoleNeeded, has_permission
from accounts.models import User
from accounts.queries import roles_with
from audit.queries import history_of
from review.actions import AlreadyDecided, Refused, refuse_the_close
from review.addresses import address_in_room, review_address
from review.automatic import Check
from review.compare import Field, Row, compare
from review.conversation import talk_of
from review.filters import QueueFilter
from review.forms import APPROVE, DecisionForm
from review.models import State, Submission
from review.next_step import why_hidden
from review.queries import (
    hands_of,
    next_of,
    next_to_decide,
    officers,
    promise_used,
    rounds_of,
    sample_of,
    waiting,
)
from review.queue_rows import duration_words, what_words

DONE = {
    State.APPROVED.value: "disetujui dan langsung berlaku",
    State.NEEDS_CHANGES.value: "dikembalikan untuk diperbaiki",
    State.REJECTED.value: "ditolak",
}


@method_decorator(has_permission("review.view_queue"), name="dispatch")
class ReviewPage(View, ABC):
    """One submission before an officer. Subclasses name the room's permission, fields and verbs."""

    permission: ClassVar[str]
    fields: ClassVar[Sequence[Field]]
    more_marks: ClassVar[Sequence[tuple[str, str]]] = ()  # what can be marked besides the compared fields
    template: ClassVar[str] = "review/page.html"

    @abstractmethod
    def fetch(self, code: str) -> Any:
        """The edition behind the submission `code`, with `.submission`; raises Http404."""

    @abstractmethod
    def plate(self, edition: Any) -> Model:
        """The name plate, for its diary."""

    @abstractmethod
    def live(self, edition: Any) -> Any | None:
        """What is on display now."""

    @abstractmethod
    def before(self, edition: Any) -> Any | None:
        """The round before, when it was sent back or refused."""

    @abstractmethod
    def checks(self, edition: Any) -> list[Check]:
        """What the machine looked up."""

    @abstractmethod
    def approve(self, submission: Submission, **kwargs: Any) -> None:
        """The room's verb."""

    @abstractmethod
    def send_back(self, submission: Submission, **kwargs: Any) -> None:
        """The room's verb, for sending back and refusing."""

    def subject_codes(self, edition: Any) -> list[str]:
        """Codes under which earlier rounds were sent."""
        return [edition.submission.subject_code]

    def besides(self, edition: Any) -> dict[str, Any]:
        """What the room's own template shows besides."""
        return {}

    def get(self, request: PersonRequest, code: str) -> HttpResponse:
        """Show the submission."""
        edition = self.fetch(code)
        return self.answer(request, edition, self.form(edition))

    def post(self, request: PersonRequest, code: str) -> HttpResponse:
        """Decide; the slower of two officers is told, and keeps what she typed."""
        edition = self.fetch(code)
        if not request.user.has_perm(self.permission):
            raise RoleNeeded(roles_with(self.permission))
        form = self.form(edition, request.POST)
        if not form.is_valid():
            return self.answer(request, edition, form)
        try:
            self.decide(edition.submission, form, request)
        except AlreadyDecided as late:
            if late.submission.decided_by_id == request.user.pk and late.submission.state == form.state:
                return self.onward(request, late.submission)  # a double tap: her own first press counts
            return self.answer(request, self.fetch(code), form, status=409, lost=str(late))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.answer(request, self.fetch(code), form, status=422)
        return self.onward(request, edition.submission, told=form.state)

    def form(self, edition: Any, data: Any = None) -> DecisionForm:
        """The decision form for this edition."""
        marks = [*((field.name, field.label) for field in self.fields), *self.more_marks]
        return DecisionForm(data, kind=edition.submission.kind, fields=marks, auto_id="kep_%s")

    def decide(self, submission: Submission, form: DecisionForm, request: PersonRequest) -> None:
        """Call the room's verb with what was typed."""
        if form.state == APPROVE:
            self.approve(submission, by=request.user)
            return
        self.send_back(
            submission,
            by=request.user,
            state=State(form.state),
            reason=form.chosen_reason,
            words=form.message,
            findings=form.findings,
        )

    def onward(self, request: PersonRequest, submission: Submission, told: str = "") -> HttpResponse:
        """Say what happened, then open the next submission of the same list, or the list when it is done."""
        if told:
            words = f"“{submission.title}” {DONE[told]}."
            hidden = why_hidden(submission) if told == APPROVE else ""
            words = f"{words} {hidden}".strip()
            public = address_in_room(submission, "short") if told == APPROVE and not hidden else ""
            link = format_html('{} <a href="{}">Lihat yang tayang</a>', words, public)
            messages.success(request, link if public else words)
        after = next_to_decide(_narrowed(request), submission, request.user)
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect((review_address(after) if after else reverse("review:queue")) + query)

    def answer(
        self, request: PersonRequest, edition: Any, form: DecisionForm, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        """The page."""
        submission, live, before = edition.submission, self.live(edition), self.before(edition)
        rows = compare(live, edition, self.fields)
        context = {
            "edition": edition,
            "submission": submission,
            "form": form,
            "live": live,
            "before": before,
            "changed": _marked(rows, form, changed=True),
            "same": _marked(rows, form, changed=False),
            "total": len(rows),
            "since": [row for row in compare(before, edition, self.fields) if row.change != "same"] if before else [],
            "checks": self.checks(edition),
            "rounds": list(rounds_of(submission.room, *self.subject_codes(edition))),
            "diary": [*history_of(self.plate(edition), 20), *history_of(submission, 20)],
            "hands": hands_of(submission),
            "what": what_words(submission)[0],
            "query": request.GET.urlencode(),
            "talk": talk_of(submission, request.user),
            "sample": sample_of(submission, request.GET.get("sekaligus", ""), request.user),
            **self.standing(request, submission, self.plate(edition)),
            **self.besides(edition),
            **more,
        }
        context["diary"].sort(key=lambda event: event.at, reverse=True)
        return render(request, self.template, context, status=status)

    def standing(self, request: PersonRequest, submission: Submission, plate: Model) -> dict[str, Any]:
        """Where it stands in the list it came from, how old it is, and whether this person may decide."""
        found, user = _narrowed(request), request.user
        return {
            "age": duration_words((submission.decided_at or timezone.now()) - submission.submitted_at),
            "percent": promise_used(submission),
            "previous_one": _address(next_of(found, submission, backwards=True), request),
            "next_one": _address(next_of(found, submission), request),
            "holds_role": user.has_perm(self.permission),
            "four_eyes": _too_close(submission, user, plate) if submission.is_waiting else "",
            "officers": officers().exclude(pk=user.pk) if submission.is_waiting else [],
            "may_assign": submission.is_waiting and user.has_perm("review.assign_submission"),
        }


def _too_close(submission: Submission, user: User, plate: Model) -> str:
    """Why four eyes keep `user` from deciding it, in words; empty when they do not."""
    try:
        refuse_the_close(submission, by=user, plate=plate)
    except Refused as refusal:
        return str(refusal)
    return ""


def _narrowed(request: PersonRequest) -> Any:
    return QueueFilter(request.GET, queryset=waiting(), request=request).qs


def _address(submission: Submission | None, request: PersonRequest) -> str:
    if submission is None:
        return ""
    return review_address(submission) + (f"?{request.GET.urlencode()}" if request.GET else "")


def _marked(rows: list[Row], form: DecisionForm, *, changed: bool) -> list[dict[str, Any]]:
    """The rows with the two inputs an officer marks them with."""
    return [
        {"row": row, "mark": form[f"tanda-{row.name}"], "note": form[f"catatan-{row.name}"]}
        for row in rows
        if (row.change != "same") is changed
    ]
