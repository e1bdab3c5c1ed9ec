"""Addresses under /akun/ that carry our own names (`accounts:home`, ...)."""

from django.urls import path

from accounts.views import account, devices, roles

app_name = "accounts"
urlpatterns = [
    path("", account.home, name="home"),
    path("kontak/", account.new_contact, name="new_contact"),
    path("kontak/kode/", account.prove_contact, name="prove_contact"),
    path("perangkat/", devices.devices, name="devices"),
    path("peran/", roles.roles, name="roles"),
    path("peran/<slug:code>/<slug:role>/cabut/", roles.revoke, name="revoke"),
]
