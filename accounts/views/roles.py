"""Who holds which role; for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import AccountRefused, grant_role, revoke_role
from accounts.forms import RoleForm
from accounts.gates import PersonRequest, has_permission
from accounts.models import User
from accounts.queries import people_with_roles, user_with
from accounts.roles import Role

NOBODY = "Belum ada akun dengan kontak ini. Minta orangnya mendaftar dulu."


@has_permission("accounts.grant_role")
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: PersonRequest) -> HttpResponse:
    """/akun/peran/: the list; a post gives a role."""
    form = RoleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = user_with(form.cleaned_data["contact"])
        if user is None:
            form.add_error("contact", NOBODY)
        else:
            try:
                new = grant_role(user, form.cleaned_data["role"], by=request.user)
                label = Role(form.cleaned_data["role"]).label
                messages.success(request, f"{user} sekarang {label}." if new else f"{user} sudah {label}.")
                return redirect("accounts:roles")
            except AccountRefused as refusal:
                form.add_error(None, str(refusal))
    people = [(person, [Role(group.name) for group in person.groups.all()]) for person in people_with_roles()]
    return render(request, "accounts/roles.html", {"form": form, "people": people})


@has_permission("accounts.grant_role")
@require_POST
def revoke(request: PersonRequest, code: str, role: str) -> HttpResponse:
    """/akun/peran/<code>/<role>/cabut/"""
    user = get_object_or_404(User, code=code)
    try:
        if revoke_role(user, role, by=request.user):
            messages.success(request, f"Peran {Role(role).label} dicabut dari {user}.")
    except AccountRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:roles")
