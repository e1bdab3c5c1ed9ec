"""The people of a business: list, invite, change, remove; and the page an invitation leads to."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.gates import PersonRequest, signed_in
from accounts.once import once
from registry import members
from registry.access import business_for, member_for, need
from registry.forms_members import InviteForm, RoleForm
from registry.invitations import LONGEST_TOKEN, contact_of, hash_of, masked, public_name
from registry.membership import RIGHTS, WORDS, Right, may, table
from registry.models import Business, Member
from registry.people import PeopleList, people_of
from registry.queries import invitation_by, newest_name
from review.actions import Refused

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def _list_page(request: PersonRequest, business: Business, form: InviteForm | None, status: int = 200) -> HttpResponse:
    manages = may(business.acting_role, Right.MEMBERS)  # type: ignore[attr-defined]
    people: PeopleList = people_of(business, request.user, manages=manages)
    context = {
        "business": business,
        "name": newest_name(business),
        "people": people,
        "manages": manages,
        "form": form or InviteForm(),
        "rights": table(),
    }
    return render(request, "registry/members.html", context, status=status)


@signed_in
@read_or_write
def people(request: PersonRequest, code: str) -> HttpResponse:
    """Everybody who acts for the business; whoever may, invites here, once for each form."""
    business = business_for(request.user, code, Right.VIEW)
    if request.method != "POST":
        return _list_page(request, business, None)
    need(business.acting_role, Right.MEMBERS)  # type: ignore[attr-defined]
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _list_page(request, business, form)
    told: list[bool] = []

    def act() -> str:
        member = members.invite(business, by=request.user, **form.cleaned_data)
        transaction.on_commit(lambda: told.append(members.send(member)))
        return f"{reverse('registry:members', args=[code])}#undangan"

    try:
        address = once(request, "member.invite", act)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _list_page(request, business, form, status=422)
    _say_sent(request, form.cleaned_data["name"], told)
    return redirect(address)


def _say_sent(request: HttpRequest, name: str, told: list[bool]) -> None:
    if told == [False]:
        messages.warning(request, f"Undangan untuk {name} dibuat, tetapi pesannya belum terkirim. Bagikan tautannya.")
    else:
        messages.success(request, f"Undangan untuk {name} dibuat. Anda juga bisa membagikan tautannya sendiri.")


def _renew(request: PersonRequest, member: Member, form: RoleForm) -> str:
    again = members.renew(member, by=request.user)
    if members.send(again):
        return "Undangan dikirim ulang dengan tautan baru."
    return "Tautan baru dibuat, tetapi pesannya belum terkirim. Bagikan sendiri tautannya."


def _withdraw(request: PersonRequest, member: Member, form: RoleForm) -> str:
    members.withdraw_invitation(member, by=request.user)
    return f"Undangan untuk {member} ditarik. Tautannya tidak berlaku lagi."


def _bring_back(request: PersonRequest, member: Member, form: RoleForm) -> str:
    members.bring_back(member, by=request.user)
    return f"{member} menjadi anggota lagi dengan peran yang sama."


def _change(request: PersonRequest, member: Member, form: RoleForm) -> str:
    if not form.is_valid():
        raise Refused("Pilih peran dari daftar.")
    members.change_role(member, form.cleaned_data["role"], by=request.user)
    return f"Peran {member} tersimpan dan langsung berlaku."


DO: dict[str, Callable[[PersonRequest, Member, RoleForm], str]] = {
    "role": _change,
    "renew": _renew,
    "withdraw": _withdraw,
    "back": _bring_back,
}


@signed_in
@read_or_write
def member(request: PersonRequest, code: str, member: str) -> HttpResponse:
    """One person: change the role, answer for an open invitation, bring back; a press is named by `do`."""
    found = member_for(request.user, code, member)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": found.role})
    if request.method == "POST":
        try:
            words = DO.get(request.POST.get("do", "role"), _change)(request, found, form)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, words)
        return redirect("registry:members", code=code)
    manages = may(found.business.acting_role, Right.MEMBERS)  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "member": found,
        "business": found.business,
        "name": newest_name(found.business),
        "form": form,
        "manages": manages and found.user_id != request.user.pk,
        "is_me": found.user_id == request.user.pk,
        "can_come_back": manages and members.can_come_back(found),
        "rights": [(WORDS[right], right in RIGHTS[found.role]) for right in Right],
    }
    return render(request, "registry/member.html", context)


@signed_in
@read_or_write
def remove(request: PersonRequest, code: str, member: str) -> HttpResponse:
    """Ask, then end a membership; one's own is left."""
    found = member_for(request.user, code, member)
    is_me = found.user_id == request.user.pk
    if request.method == "POST":
        try:
            (members.leave if is_me else members.remove)(found, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("registry:members", code=code)
        if is_me:
            messages.success(request, "Anda sudah keluar dari usaha ini.")
            return redirect("/pusat-usaha/")
        messages.success(request, f"{found} dikeluarkan. Keliru? Kembalikan dari daftar di bawah dalam 30 hari.")
        return redirect("registry:members", code=code)
    if not found.is_active:
        return redirect("registry:members", code=code)
    context = {"member": found, "business": found.business, "name": newest_name(found.business), "is_me": is_me}
    return render(request, "registry/member_remove.html", context)


@never_cache
@read_or_write
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the link leads: what is offered; answering needs an account with the invited contact."""
    found = invitation_by(hash_of(token[:LONGEST_TOKEN]))
    if found is None:
        return render(request, "registry/invitation_gone.html", {"words": members.GONE}, status=404)
    if request.method == "POST":
        return _answer(request, found)
    user = request.user
    context = {
        "member": found,
        "name": public_name(found.business),
        "expired": found.has_expired,
        "contact": masked(contact_of(found)),
        "fits": user.is_authenticated and members.fits(found, user),
        "rights": [WORDS[right] for right in RIGHTS[found.role]],
    }
    return render(request, "registry/invitation.html", context)


@signed_in
def _answer(request: PersonRequest, found: Member) -> HttpResponse:
    says_no = request.POST.get("do") == "refuse"
    try:
        (members.refuse if says_no else members.accept)(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(request.path)
    if says_no:
        messages.success(request, "Undangan ditolak. Nomor atau surel Anda sudah dihapus dari undangan itu.")
        return redirect("/")
    messages.success(request, f"Anda sekarang {found.get_role_display()} usaha ini.")
    return redirect("/pusat-usaha/")
