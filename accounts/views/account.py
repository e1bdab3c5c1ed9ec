"""One's own account: name, contacts, second factor."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions import AccountRefused, change_contact, change_name
from accounts.adapter import WRONG_CODE
from accounts.contacts import Contact
from accounts.forms import ContactForm, NameForm, TypedCodeForm
from accounts.gates import PersonRequest, has_second_factor, signed_in
from accounts.messages import NotSent
from accounts.proof import ContactChange, TooManyCodes, may_guess
from accounts.queries import needs_second_factor, roles_of
from accounts.roles import Role
from accounts.views.entrance import CODE_TOO_OLD, WRONG_TOO_OFTEN, too_many_codes

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@read_or_write
def home(request: PersonRequest) -> HttpResponse:
    """/akun/: what the account holds; a post changes the name."""
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        change_name(request.user, form.cleaned_data["name"], by=request.user)
        messages.success(request, "Nama tersimpan.")
        return redirect("accounts:home")
    context = {
        "form": form,
        "phone_words": Contact("phone", request.user.phone).words if request.user.phone else "",
        "roles": [Role(role).label for role in roles_of(request.user)],
        "has_second_factor": has_second_factor(request.user),
        "needs_second_factor": needs_second_factor(request.user),
        "may_grant": request.user.has_perm("accounts.grant_role"),
    }
    return render(request, "accounts/home.html", context)


@signed_in
@read_or_write
def new_contact(request: PersonRequest) -> HttpResponse:
    """/akun/kontak/: a new phone or e-mail; a code goes there first."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ContactChange.start(request, form.cleaned_data["contact"])
            return redirect("accounts:prove_contact")
        except NotSent as problem:
            form.add_error("contact", str(problem))
        except TooManyCodes:
            form.add_error("contact", too_many_codes())
    return render(request, "accounts/contact.html", {"form": form})


@signed_in
@read_or_write
@sensitive_post_parameters("code")
def prove_contact(request: PersonRequest) -> HttpResponse:
    """/akun/kontak/kode/: the code that went to the new contact."""
    change = ContactChange.waiting(request)
    if change is None:
        messages.error(request, CODE_TOO_OLD)
        return redirect("accounts:new_contact")
    form = TypedCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_guess(request, change.contact):
            change.abort()
        elif form.is_valid() and change.matches(form.cleaned_data["code"]):
            return _finish(request, change)
        elif change.record_invalid_attempt():
            if form.is_valid():
                form.add_error("code", WRONG_CODE)
            return render(request, "accounts/contact_code.html", {"form": form, "contact": change.contact})
        messages.error(request, WRONG_TOO_OFTEN)
        return redirect("accounts:new_contact")
    return render(request, "accounts/contact_code.html", {"form": form, "contact": change.contact})


def _finish(request: PersonRequest, change: ContactChange) -> HttpResponse:
    change.abort()
    try:
        change_contact(request.user, change.contact, by=request.user)
        messages.success(request, f"Tersimpan. Mulai sekarang Anda bisa masuk dengan {change.contact.words}.")
    except AccountRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:home")
