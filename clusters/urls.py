"""Addresses of sentra and groups; their public pages show products and live in the catalogue."""

from django.urls import path

from clusters.views import office, owner

app_name = "clusters"
urlpatterns = [
    # owner
    path("pusat-usaha/sentra/", owner.mine, name="mine"),
    path("pusat-usaha/sentra/<slug:code>/minta/", owner.ask, name="ask"),
    path("pusat-usaha/sentra/keluar/<int:pk>/", owner.leave, name="leave"),
    # the desk of the office
    path("petugas/sentra/", office.clusters, name="clusters"),
    path("petugas/sentra/baru/", office.new, name="new"),
    path("petugas/sentra/<slug:code>/", office.office, name="office"),
    path("petugas/sentra/<slug:code>/ubah/", office.change, name="change"),
    path("petugas/sentra/<slug:code>/masukkan/", office.take_in, name="take-in"),
    path("petugas/sentra/<slug:code>/ketua/<int:pk>/", office.chair, name="chair"),
    path("petugas/sentra/<slug:code>/keluarkan/<int:pk>/", office.remove, name="remove"),
    path("petugas/sentra/<slug:code>/bubarkan/", office.dissolve, name="dissolve"),
    path("petugas/sentra/<slug:code>/aktifkan/", office.revive, name="revive"),
]
