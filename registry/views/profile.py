"""The owner's own data: her businesses as they stand, and what may be shown to everybody."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.gates import PersonRequest, signed_in
from accounts.models import User
from registry import actions
from registry.classes import classes_of
from registry.comparison import FIELDS
from registry.consents import NOTICE_VERSION
from registry.forms_consent import AgreementForm
from registry.membership import Right
from registry.models import BusinessEdition, Owner
from registry.queries import consents_given, consents_in_force, newest_editions_for, owner_of, with_details

NOTHING_YET = "registry:register"


def _rows(edition: BusinessEdition) -> list[tuple[str, str]]:
    return [(field.label, words) for field in FIELDS if (words := field.show(edition))]


def _context(owner: Owner | None, user: User, form: AgreementForm | None) -> dict[str, object]:
    return {
        "owner": owner,
        "form": form,
        "editions": [
            (edition, _rows(edition), classes_of(edition))
            for edition in with_details(newest_editions_for(user, Right.EDIT_BUSINESS))
        ],
        "given": consents_given(owner) if owner else (),
        "notice_version": NOTICE_VERSION,
    }


@signed_in
def profile(request: PersonRequest) -> HttpResponse:
    """Data of the businesses one may change, and one's own consents; withdrawing one hides what it showed at once."""
    owner = owner_of(request.user)
    if owner is None:
        context = _context(None, request.user, None)
        return render(request, "registry/profile.html", context) if context["editions"] else redirect(NOTHING_YET)
    form = AgreementForm(request.POST if request.method == "POST" else None, agreed=consents_in_force(owner))
    if request.method == "POST" and form.is_valid():
        actions.answer_consents(owner, form.answers(), by=request.user)
        messages.success(request, "Pilihan Anda tersimpan dan langsung berlaku di halaman umum.")
        return redirect("registry:profile")
    return render(request, "registry/profile.html", _context(owner, request.user, form))
