"""The conversation about one submission, the same page for the owner's side and the desk; and the keys of the desk."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import PersonRequest, has_permission, signed_in
from accounts.once import once
from review import conversation
from review.access import talk_for
from review.actions import Refused
from review.addresses import address_in_room, review_address

PLACE = "#percakapan"


def _back(request: PersonRequest, otherwise: str) -> str:
    """The page the form stood on, when it is one of ours."""
    wanted = request.POST.get("kembali", "")[:400]
    fine = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None) and wanted.isprintable()
    return (wanted if fine else otherwise).split("#")[0] + PLACE


@require_http_methods(["GET", "POST"])
@signed_in
def talk(request: PersonRequest, code: str) -> HttpResponse:
    """Read; write (`text`), or say that it was read (`aksi=dibaca`)."""
    submission = talk_for(request.user, code)
    error = typed = ""
    if request.method == "POST":
        back = _back(request, request.path)
        try:
            if request.POST.get("aksi") == "dibaca":
                conversation.mark_read(submission, by=request.user)
                return HttpResponseRedirect(back)
            typed = request.POST.get("text", "").replace("\0", "").replace("\r\n", "\n")

            def act() -> str:
                conversation.write(submission, typed, by=request.user)
                messages.success(request, "Pesan terkirim.")
                return back[:300]

            return HttpResponseRedirect(once(request, "review.talk", act))
        except Refused as refusal:
            error = str(refusal)
    found = conversation.talk_of(submission, request.user)
    staff = found is not None and found.is_staff
    context = {
        "talk": found,
        "submission": submission,
        "talk_error": error,
        "talk_typed": typed[:2000],
        "shell": "base_desk.html" if staff else "base_owner.html",
        "address": review_address(submission) if staff else address_in_room(submission, "owner-page"),
    }
    return render(request, "review/talk.html", context)


@require_safe
@has_permission("review.view_queue")
def keys(request: PersonRequest) -> HttpResponse:
    """All keys of the desk, and the switch."""
    return render(request, "review/keys.html")
