"""The registration of a business: task list, one page a part, check answers, sent."""

from dataclasses import dataclass
from functools import cached_property, wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.gates import PersonRequest, View, signed_in
from accounts.models import User
from accounts.once import once
from registry import actions
from registry.access import edition_for, registration_for
from registry.classes import classes_of
from registry.comparison import FIELDS
from registry.consents import NOTICE_VERSION, OPTIONAL, notice
from registry.duplicates.asking import Question, known_address, questions, say_different
from registry.form_fields import tidy
from registry.forms_consent import DeclarationForm
from registry.membership import Right, may
from registry.models import Business, BusinessEdition, Merge
from registry.queries import (
    businesses_of,
    consents_in_force,
    findings_of,
    goal_of,
    heir_of,
    last_round,
    newest_editions_for,
    shown_or_newest,
)
from registry.wizard import Task, asks_for, is_ready, label, part_of, tasks, unfinished
from review.actions import Refused
from review.conversation import talk_of
from review.models import Submission
from review.timeline import steps_of


@dataclass
class Registration:
    """The draft in front of the owner, and whether its address carries the code of the business."""

    edition: BusinessEdition
    code: str | None

    def address(self, name: str, **more: str) -> str:
        """The address of one of its pages, in the form the owner came by."""
        return reverse(f"registry:{name}", kwargs=more | ({"code": self.code} if self.code else {}))

    @property
    def for_owner(self) -> bool:
        """Whether an officer fills it in for an owner who has not confirmed yet."""
        return self.edition.business.awaits_owner

    @cached_property
    def is_own(self) -> bool:
        """Whether the person in front of it may fill in NIK and consents: the owner, or who types for her."""
        return self.for_owner or may(self.edition.business.acting_role, Right.OWN)  # type: ignore[attr-defined]

    @cached_property
    def last(self) -> Submission | None:
        """The newest round of the business."""
        return last_round(self.edition.business)

    @cached_property
    def findings(self) -> dict[str, str]:
        """What the reviewer marked in the round that was sent back."""
        return dict(findings_of(self.last))

    def questions(self, by: User) -> list[Question]:
        """Records that may be this business already, to be answered before it is sent."""
        return questions(self.edition, by)

    @cached_property
    def tasks(self) -> list[Task]:
        """The parts with their states."""
        return tasks(self.edition, self.findings)


def _whole(view: View, *, draft: bool) -> View:
    @signed_in
    @wraps(view)
    def page(request: PersonRequest, code: str | None = None, **more: str) -> HttpResponseBase:
        mine = [] if code else list(businesses_of(request.user, Right.EDIT_BUSINESS)[:2])
        if not code and len(mine) != 1:
            return redirect("registry:register")
        registration = Registration(edition_for(request.user, code or mine[0].code), code)
        if registration.edition.business.merged_into_id:
            return merged(request, registration.edition.business)
        if draft and not registration.edition.is_draft:
            return redirect(
                registration.address("sent") if registration.edition.is_open else reverse("registry:register")
            )
        return view(request, registration, **more)

    return page


def draft_page(view: View) -> View:
    """For pages about her open draft: signed in, hers (else 404), and still a draft (else led to where it stands)."""
    return _whole(view, draft=True)


def own_page(view: View) -> View:
    """For pages about the newest round of her business, draft or not."""
    return _whole(view, draft=False)


@require_GET
def register(request: HttpRequest) -> HttpResponseBase:
    """The entry: what is needed for a visitor, the task list for one draft, else her businesses to choose from."""
    if not request.user.is_authenticated:
        return render(request, "registry/intro.html", {"notice": notice(settings.OFFICE_NAME)})
    return _entry(request)


@signed_in
def _entry(request: PersonRequest) -> HttpResponseBase:
    editions = list(newest_editions_for(request.user, Right.EDIT_BUSINESS))
    if not editions or "baru" in request.GET:
        return render(request, "registry/begin.html", {"notice": notice(settings.OFFICE_NAME), "others": editions})
    if len(editions) == 1 and editions[0].is_draft and not editions[0].business.merged_into_id:
        return task_list(request)
    return render(request, "registry/choose.html", {"editions": editions})


@signed_in
@require_POST
def start(request: PersonRequest) -> HttpResponse:
    """Begin: a new business with an empty draft, once for each form."""

    def act() -> str:
        edition = actions.start_business(by=request.user, notice=NOTICE_VERSION)
        return reverse("registry:register", kwargs={"code": edition.business.code})

    address = once(request, "business.start", act)
    return redirect("registry:register" if businesses_of(request.user, Right.EDIT_BUSINESS).count() == 1 else address)


@draft_page
def task_list(request: PersonRequest, registration: Registration) -> HttpResponse:
    """The parts with their states, and whether it can be sent."""
    lines = registration.tasks
    rest = [note for field, note in registration.findings.items() if part_of(field) is None]
    context = {
        "registration": registration,
        "edition": registration.edition,
        "tasks": [
            (task, registration.address("part", part=task.part.slug)) for task in lines if not task.part.optional
        ],
        "extras": [(task, registration.address("part", part=task.part.slug)) for task in lines if task.part.optional],
        "done": sum(task.state == "done" and not task.part.optional for task in lines),
        "ready": is_ready(lines),
        "next": next((registration.address("part", part=t.part.slug) for t in unfinished(lines)), ""),
        "classes": classes_of(registration.edition),
        "moved": registration.edition.draft_notes.get("moved", ()),
        "check": registration.address("check"),
        "last": registration.last if registration.last and findings_or_reason(registration.last) else None,
        "notes": rest,
        "talk": talk_of(registration.last, request.user),
    } | asking(request, registration)
    return render(request, "registry/tasks.html", context)


def findings_or_reason(submission: Submission) -> bool:
    """Whether a round was sent back with words the owner should read."""
    return submission.state in ("needs_changes", "rejected") and bool(submission.reason)


def _answers(registration: Registration) -> list[tuple[Task, str, list[tuple[str, str, str]]]]:
    """For the check page: each part, its address, and (label, words, address of the field)."""
    edition, groups = registration.edition, []
    for task in registration.tasks:
        address = registration.address("part", part=task.part.slug)
        rows = [
            (field.label, field.show(edition), f"{address}#div_id_{field.name}")
            for field in FIELDS
            if field.name in task.part.fields and asks_for(edition, field.name)
        ]
        groups.append((task, address, rows))
    return groups


@draft_page
def check(request: PersonRequest, registration: Registration) -> HttpResponse:
    """All answers before sending; sending itself, once for each form."""
    form = DeclarationForm(request.POST or None, for_owner=registration.for_owner)
    ready, asked = is_ready(registration.tasks), asking(request, registration)
    agreed = consents_in_force(registration.edition.business.owner)
    if request.method == "POST" and asked["questions"]:
        form.add_error(None, "Jawab dulu pertanyaan tentang usaha yang mirip.")
    elif request.method == "POST" and ready and form.is_valid():
        try:
            return redirect(once(request, "business.submit", lambda: _send(request, registration)))
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "registration": registration,
        "form": form,
        "ready": ready,
        "groups": _answers(registration),
        "gaps": [
            (task, registration.address("part", part=task.part.slug), ", ".join(map(label, task.missing)))
            for task in unfinished(registration.tasks)
        ],
        "tasks_address": registration.address("register"),
        "classes": classes_of(registration.edition),
        "edition": registration.edition,
        "consents": [(text.question, "Ya" if text.purpose in agreed else "Tidak") for text in OPTIONAL],
    } | asked
    return render(request, "registry/check.html", context)


def asking(request: PersonRequest, registration: Registration) -> dict[str, object]:
    """What the question "is it registered already?" needs on a page of the registration."""
    return {"questions": registration.questions(request.user), "claim_address": known_address("/klaim/")}


@signed_in
@require_POST
def different(request: PersonRequest, code: str) -> HttpResponse:
    """She says that hers is another business than the one we asked about."""
    business, note = registration_for(request.user, code), tidy(request.POST.get("note", "")[:2000])[:400]
    try:
        say_different(business, request.POST.get("pair", "")[:16].replace("\0", ""), by=request.user, note=note)
        messages.success(request, "Jawaban Anda tersimpan. Petugas membacanya saat memeriksa.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("registry:check" if request.POST.get("from") == "check" else "registry:register", code=code)


def merged(request: PersonRequest, business: Business) -> HttpResponse:
    """What became of a business that was taken into another: which one, when, why, and whom to ask."""
    merge = Merge.objects.filter(loser=business, undone_at=None).select_related("survivor").first()
    context = {
        "name": shown_or_newest(business),
        "merge": merge,
        "heir": heir_of(business.code),
        "is_hers": merge is not None and merge.survivor.owner_id == business.owner_id,
    }
    return render(request, "registry/merged.html", context)


def _send(request: PersonRequest, registration: Registration) -> str:
    actions.submit(registration.edition, by=request.user)
    return registration.address("sent")


@own_page
def sent(request: PersonRequest, registration: Registration) -> HttpResponse:
    """What happens next, and by when; the way to pull it back."""
    if registration.edition.submission is None:
        return redirect(registration.address("register"))
    context = {
        "registration": registration,
        "edition": registration.edition,
        "submission": registration.edition.submission,
        "steps": steps_of(registration.edition.submission, goal=goal_of(registration.edition)),
        "talk": talk_of(registration.edition.submission, request.user),
    }
    return render(request, "registry/sent.html", context)


@signed_in
@require_POST
def edit(request: PersonRequest, code: str) -> HttpResponse:
    """Open a draft (what is public stays) and go to the field to fix, else to the task list."""
    business = registration_for(request.user, code)
    if business.merged_into_id:
        return redirect("registry:register", code=code)
    edition = actions.open_draft(business, by=request.user)
    if not edition.is_draft:
        return redirect("registry:sent", code=code)
    field = request.POST.get("field", "")
    part = part_of(field)
    if part is None:
        return redirect("registry:register", code=code)
    return redirect(f"{reverse('registry:part', kwargs={'code': code, 'part': part.slug})}#div_id_{field}")


@signed_in
@require_POST
def withdraw(request: PersonRequest, code: str) -> HttpResponse:
    """Pull a waiting submission back; its answers become a draft again."""
    edition = edition_for(request.user, code)
    try:
        actions.withdraw(edition, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("registry:sent", code=code) if edition.submission else redirect("registry:register", code=code)
    messages.success(request, "Kiriman dibatalkan. Semua isian masih ada; ubah lalu kirim lagi.")
    return redirect("registry:register", code=code)
