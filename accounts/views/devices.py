"""/akun/perangkat/: where one is signed in, and ending it elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.actions import sign_out_others
from accounts.gates import PersonRequest, signed_in
from accounts.queries import sign_ins_of
from accounts.sessions import digest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: PersonRequest) -> HttpResponse:
    """The sessions that have not ended; a post ends one of the others (`which`), or all of them."""
    here = request.session.session_key or ""
    if request.method == "POST":
        count = sign_out_others(request.user, keep=here, only=request.POST.get("which", "")[:64])
        words = f"{count} perangkat dikeluarkan." if count else "Tidak ada perangkat lain yang masuk."
        messages.success(request, words)
        return redirect("accounts:devices")
    rows = [(row, digest(row.session_key), row.session_key == here) for row in sign_ins_of(request.user)[:50]]
    return render(request, "accounts/devices.html", {"rows": sorted(rows, key=lambda row: not row[2])})
