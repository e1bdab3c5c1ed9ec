"""Every address of the portal, grouped as people see them."""

from django.urls import include, path

from lebak_catalog import health, media

handler400 = "lebak_catalog.errors.bad_request"
handler403 = "lebak_catalog.errors.forbidden"
handler404 = "lebak_catalog.errors.not_found"
handler500 = "lebak_catalog.errors.server_error"

urlpatterns = [
    path("sehat/", health.health, name="health"),
    path("media/<path:path>", media.rendition, name="media"),
    path("akun/", include("allauth.urls")),
]
