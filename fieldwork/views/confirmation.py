"""What an owner sees behind the link in her text: who typed for her, a code, what was typed, and her answer."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.adapter import WRONG_CODE
from accounts.contacts import Contact
from accounts.forms import TypedCodeForm
from accounts.messages import NotSent
from accounts.proof import PhoneProof, TooManyCodes, may_guess
from accounts.views.entrance import CODE_TOO_OLD, WRONG_TOO_OFTEN, too_many_codes
from fieldwork.access import assistance_behind
from fieldwork.actions import assistance as actions
from fieldwork.forms.assistance import DisputeForm
from fieldwork.models import Assistance
from registry.comparison import FIELDS
from registry.consents import notice
from registry.forms_consent import AgreementForm
from registry.models import BusinessEdition
from review.actions import Refused

Page = Callable[..., HttpResponse]
read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def _newest(assistance: Assistance) -> BusinessEdition | None:
    editions = BusinessEdition.objects.filter(business=assistance.business)
    return editions.select_related("business__owner", "village__parent", "activity").order_by("-number").first()


def behind_link(view: Page) -> Page:
    """For pages behind a link: the help it belongs to, and the phone; an old or finished link says so itself."""

    @never_cache
    @read_or_write
    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponse:
        assistance = assistance_behind(token)
        done = not assistance.owner_phone or assistance.business.owner.user_id is not None
        if done or not assistance.has_link:
            context = {"business": assistance.business, "done": done, "office": settings.OFFICE_NAME}
            return render(request, "fieldwork/confirm/over.html", context)
        return view(request, token, assistance, Contact("phone", assistance.owner_phone))

    return page


def _hidden(contact: Contact) -> str:
    """0860-••••-0001: enough for her to know it, not for a stranger with the link."""
    return f"{contact.words[:4]}-••••-{contact.words[-4:]}"


@behind_link
def intro(request: HttpRequest, token: str, assistance: Assistance, contact: Contact) -> HttpResponse:
    """Who typed for whom; a post sends the code. Before the code nothing typed is shown: others may read the link."""
    if request.method == "POST":
        try:
            PhoneProof.start(request, contact, assistance.code)
            return redirect("fieldwork:confirm-code", token=token)
        except NotSent as problem:
            messages.error(request, str(problem))
        except TooManyCodes:
            messages.error(request, too_many_codes())
        return redirect("fieldwork:confirm", token=token)
    edition = _newest(assistance)
    context = {
        "token": token,
        "business": assistance.business,
        "name": edition.name if edition else "",
        "phone": _hidden(contact),
        "notice": notice(settings.OFFICE_NAME),
    }
    return render(request, "fieldwork/confirm/intro.html", context)


@behind_link
@sensitive_post_parameters("code")
def code(request: HttpRequest, token: str, assistance: Assistance, contact: Contact) -> HttpResponse:
    """The six digits."""
    if PhoneProof.is_proven(request, contact, assistance.code):
        return redirect("fieldwork:confirm-answer", token=token)
    proof = PhoneProof.waiting(request, contact, assistance.code)
    if proof is None:
        messages.error(request, CODE_TOO_OLD)
        return redirect("fieldwork:confirm", token=token)
    form = TypedCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _try(request, proof, form):
        return redirect("fieldwork:confirm-answer", token=token)
    if request.method == "POST" and not PhoneProof.waiting(request, contact, assistance.code):
        messages.error(request, WRONG_TOO_OFTEN)
        return redirect("fieldwork:confirm", token=token)
    return render(request, "fieldwork/confirm/code.html", {"form": form, "token": token, "phone": _hidden(contact)})


def _try(request: HttpRequest, proof: PhoneProof, form: TypedCodeForm) -> bool:
    """Whether the code is right; a wrong one is counted, and after the last the proof is gone."""
    if not may_guess(request, proof.contact):
        proof.abort()
        return False
    if form.is_valid() and proof.matches(form.cleaned_data["code"]):
        return True
    proof.record_invalid_attempt()
    if form.is_valid():
        form.add_error("code", WRONG_CODE)
    return False


@behind_link
def answer(request: HttpRequest, token: str, assistance: Assistance, contact: Contact) -> HttpResponse:
    """What was typed, in plain words; she says yes with her choices, or what is wrong."""
    if not PhoneProof.is_proven(request, contact, assistance.code):
        return redirect("fieldwork:confirm", token=token)
    posted, wrong = request.method == "POST", request.POST.get("answer") == "wrong"
    consents = AgreementForm(request.POST if posted and not wrong else None, agreed=set())
    dispute = DisputeForm(request.POST if posted and wrong else None)
    form = dispute if wrong else consents
    if posted and form.is_valid():
        try:
            return _say(request, token, assistance, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    edition = _newest(assistance)
    rows = [(one.label, words) for one in FIELDS if edition and (words := one.show(edition))]
    context = {"token": token, "form": form, "consents": consents, "dispute": dispute, "edition": edition, "rows": rows}
    return render(request, "fieldwork/confirm/answer.html", context | {"business": assistance.business})


def _say(request: HttpRequest, token: str, assistance: Assistance, form: AgreementForm | DisputeForm) -> HttpResponse:
    context = {"business": assistance.business, "token": token}
    if isinstance(form, DisputeForm):
        actions.dispute(assistance, note=form.cleaned_data["note"])
        return render(request, "fieldwork/confirm/noted.html", context)
    context["account"] = actions.confirm(assistance, consents=form.answers())
    context["edition"] = _newest(assistance)
    return render(request, "fieldwork/confirm/thanks.html", context)
