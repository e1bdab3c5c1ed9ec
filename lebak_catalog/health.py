"""/sehat/: for the machines that watch us. No session, no template, an answer within the connection time-out."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return JsonResponse({"keadaan": "terganggu", "basis data": "tidak menjawab"}, status=503)
    return JsonResponse({"keadaan": "baik", "basis data": "menjawab"})
