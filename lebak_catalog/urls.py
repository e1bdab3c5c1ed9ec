"""Every address of the portal, grouped as people see them."""

from django.urls import include, path

from lebak_catalog import leaflets, style

urlpatterns = [
    path("akun/", include("allauth.urls")),
    path("bantuan/", leaflets.Help.as_view(), name="help"),
    path("privasi/", leaflets.Privacy.as_view(), name="privacy"),
    path("aksesibilitas/", leaflets.Accessibility.as_view(), name="accessibility"),
    path("gaya/", style.style_page, name="style"),
]
