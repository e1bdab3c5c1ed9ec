"""Lists of the register as files."""

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission
from audit.models import Verb
from audit.record import record
from registry import exporting
from review.exports import answer, public_answer


@require_safe
def directory(request: HttpRequest, form: str) -> HttpResponseBase:
    """Every business that the directory with these filters lists."""
    return public_answer(request, lambda: exporting.of_directory(request.GET), form)


@require_safe
@has_permission("review.view_queue")
def office(request: PersonRequest, form: str) -> HttpResponseBase:
    """Every registered business; who took the list stands in the diary."""
    with transaction.atomic():
        record(Verb.EXPORTED, request.user, by=request.user, what="businesses", format=form)
    return answer(request, exporting.of_office(), form)
