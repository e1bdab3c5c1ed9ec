"""Every address of the portal, grouped as people see them."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("akun/", include("accounts.entrance_urls")),
    path("akun/", include("accounts.urls")),
    path("", include("catalog.urls")),
]

if settings.DEMO:  # the stranger's door; outside the demo its module is not even imported
    urlpatterns += [path("demo/", include("lebak_catalog.demo.urls"))]
