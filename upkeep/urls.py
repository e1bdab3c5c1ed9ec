"""Addresses of upkeep."""

from django.urls import path, re_path

from review.exports import FORMS
from upkeep.views import alive, links, quality

app_name = "upkeep"
urlpatterns = [
    # the owner
    re_path(r"^masih-produksi/(?P<token>[-_A-Za-z0-9]{20,40})/$", alive.by_link, name="by-link"),
    path("pusat-usaha/masih-produksi/", alive.mine, name="mine"),
    path("pusat-usaha/masih-produksi/<slug:code>/", alive.answer, name="answer"),
    path("pusat-usaha/tautan-mati/", links.mine, name="dead-links"),
    # the desk of the office
    path("petugas/mutu-data/", quality.quality, name="quality"),
    path("petugas/mutu-data/hitung/", quality.count_anew, name="count"),
    path("petugas/mutu-data/<slug:key>/", quality.behind, name="behind"),
    re_path(
        rf"^petugas/mutu-data/(?P<key>[-a-zA-Z0-9_]+)/unduh\.(?P<form>{FORMS})$",
        quality.behind_file,
        name="behind-file",
    ),
    path("petugas/mutu-data/jawab/<slug:code>/", quality.answer, name="answer-for-owner"),
]
