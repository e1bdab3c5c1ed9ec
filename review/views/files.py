"""Lists of the desk as files, with the filters of their pages; who took one stands in the diary."""

from django.db import transaction
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, has_permission
from audit.models import Verb
from audit.record import record
from review import exporting
from review.exports import Export, answer
from review.queries import waiting
from review.views.queue import decided_as_asked, narrowed


def _noted(request: PersonRequest, export: Export, form: str) -> HttpResponseBase:
    with transaction.atomic():
        record(Verb.EXPORTED, request.user, by=request.user, what=export.name, format=form)
    return answer(request, export, form)


@require_safe
@has_permission("review.view_queue")
def queue(request: PersonRequest, form: str) -> HttpResponseBase:
    """All that waits."""
    return _noted(request, exporting.of_queue(narrowed(request, waiting()).qs), form)


@require_safe
@has_permission("review.view_queue")
def decisions(request: PersonRequest, form: str) -> HttpResponseBase:
    """All that was decided."""
    return _noted(request, exporting.of_decisions(decided_as_asked(request)), form)
