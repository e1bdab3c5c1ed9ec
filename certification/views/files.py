"""Lists of certificates as files."""

from django.db import transaction
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission, signed_in
from audit.models import Verb
from audit.record import record
from certification import exporting
from review.exports import answer


@signed_in
@require_safe
def mine(request: PersonRequest, form: str) -> HttpResponseBase:
    """Her own certificates."""
    business = request.GET.get("usaha", "")[:16].replace("\0", "")
    return answer(request, exporting.of_owner_list(request.user, business), form)


@require_safe
@has_permission("review.view_queue")
def ending(request: PersonRequest, form: str) -> HttpResponseBase:
    """What ended or ends soon; who took the list stands in the diary."""
    with transaction.atomic():
        record(Verb.EXPORTED, request.user, by=request.user, what="ending certificates", format=form)
    return answer(request, exporting.of_ending(), form)
