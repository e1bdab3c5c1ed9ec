"""Every address of the portal, grouped as people see them."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.urls")),
]
