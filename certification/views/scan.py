"""The file of a paper. Its owner just opens it; an officer says why first, and then has it open for a quarter hour."""

import time

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.gates import PersonRequest, has_permission, signed_in
from certification import actions
from certification.access import scan_for
from registry.queries import businesses_of
from review.private_files import private_answer
from review.purposes import PurposeForm

OPENED = "opened_scans"  # key in the session: code -> moment
OPEN_FOR = 15 * 60  # seconds; the same look, not a new one
MOST = 20


def is_opened(request: PersonRequest, code: str) -> bool:
    """Whether this officer said a quarter of an hour ago at most why she opens the file of this paper."""
    at = request.session.get(OPENED, {}).get(code, 0)
    return isinstance(at, (int, float)) and time.time() - at < OPEN_FOR


def _remember(request: PersonRequest, code: str) -> None:
    kept = {one: at for one, at in request.session.get(OPENED, {}).items() if time.time() - at < OPEN_FOR}
    request.session[OPENED] = dict(list(kept.items())[-MOST + 1 :]) | {code: int(time.time())}


@require_GET
@signed_in
def scan(request: PersonRequest, code: str) -> HttpResponseBase:
    """The paper's file; a PDF only as a download. An officer who did not say why yet is led to the question."""
    paper = scan_for(request.user, code)
    own = businesses_of(request.user).filter(pk=paper.business_id).exists()
    if not own and not is_opened(request, code):
        messages.info(request, "Pilih dulu keperluan membuka berkas ini.")
        return redirect("certification:office", code=code)
    answer = private_answer(paper.scan.path, paper.scan.content_type, name=f"sertifikat-{paper.code}")
    if own:
        actions.open_scan(paper, by=request.user)
    return answer


@require_POST
@has_permission("certification.view_any_scan")
def open_for_purpose(request: PersonRequest, code: str) -> HttpResponse:
    """Write the diary line with the purpose, and go back to the page that shows the file now."""
    paper, form = scan_for(request.user, code), PurposeForm(request.POST)
    back = request.POST.get("next", "")
    safe = back.startswith("/petugas/") and url_has_allowed_host_and_scheme(back, None) and back.isprintable()
    if form.is_valid():
        actions.open_scan(paper, by=request.user, **form.why())
        _remember(request, code)
    else:
        messages.error(request, form.first_error())
    return HttpResponseRedirect(f"{back}#berkas") if safe else redirect("certification:office", code=code)
