"""Addresses of reports, grouped as people see them."""

from django.urls import path, re_path

from faults.views import office, owner, public

app_name = "faults"
urlpatterns = [
    path("lapor/", public.report, name="report"),
    re_path(r"^lapor/(?P<code>[2-9A-HJKMNP-Za-hjkmnp-z]{8})/$", public.track, name="track"),
    path("pusat-usaha/laporan/", owner.mine, name="mine"),
    path("pusat-usaha/laporan/<slug:code>/tanggapi/", owner.reply, name="reply"),
    path("petugas/laporan/", office.reports, name="reports"),
    path("petugas/laporan/<slug:code>/", office.report, name="answer"),
    path("petugas/laporan/<slug:code>/ambil/", office.take, name="take"),
]
