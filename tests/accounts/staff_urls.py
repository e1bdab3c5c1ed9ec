"""A few pages behind gates, so that this room can test its gates without the rooms above."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.gates import has_permission, signed_in, staff_only
from lebak_catalog.urls import handler400, handler403, handler404, handler500  # noqa: F401
from lebak_catalog.urls import urlpatterns as portal


def page(request: HttpRequest) -> HttpResponse:
    """Something secret."""
    return HttpResponse("rahasia")


urlpatterns = [
    *portal,
    path("coba/masuk/", signed_in(page)),
    path("coba/antrean/", has_permission("review.view_queue")(page)),
    path("coba/petugas/", staff_only(page)),
]
