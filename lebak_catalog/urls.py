"""Every address of the portal, grouped as people see them."""

from django.conf import settings
from django.urls import include, path

from lebak_catalog import leaflets, style

urlpatterns = [
    path("akun/", include("accounts.entrance_urls")),
    path("akun/", include("accounts.urls")),
    path("bantuan/", leaflets.Help.as_view(), name="help"),
    path("privasi/", leaflets.Privacy.as_view(), name="privacy"),
    path("aksesibilitas/", leaflets.Accessibility.as_view(), name="accessibility"),
    path("gaya/", style.style_page, name="style"),
]

if settings.DEMO:  # the stranger's door; outside the demo its module is not even imported
    urlpatterns += [path("demo/", include("lebak_catalog.demo.urls"))]
