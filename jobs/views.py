"""How far a piece of work is: a page that reloads itself, and the same as JSON for the bar."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, signed_in
from jobs.queries import visible_to


@signed_in
@require_safe
def job(request: PersonRequest, code: str) -> HttpResponse:
    """The state of one job; when it is done, on to the page it belongs to."""
    found = get_object_or_404(visible_to(request.user), code=code)
    if found.state == found.State.DONE and found.address:
        return redirect(found.address)
    response = render(request, "jobs/job.html", {"job": found})
    if not found.is_over:
        response["Refresh"] = "3"
    return response


@signed_in
@require_safe
def state(request: PersonRequest, code: str) -> JsonResponse:
    """The figures of the bar: state, percent (or null), words."""
    found = get_object_or_404(visible_to(request.user), code=code)
    return JsonResponse(
        {
            "state": found.state,
            "over": found.is_over,
            "percent": found.percent,
            "words": found.words,
            "label": found.get_state_display(),
        }
    )
