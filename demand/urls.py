"""Addresses of demand."""

from django.urls import path, re_path

from demand.views import owner, staff
from review.exports import FORMS

app_name = "demand"
urlpatterns = [
    path("pusat-usaha/angka/", owner.mine, name="mine"),
    re_path(rf"^pusat-usaha/angka/unduh\.(?P<form>{FORMS})$", owner.file, name="mine-file"),
    re_path(r"^pusat-usaha/angka/(?P<code>[2-9a-hjkmnp-z]{8})/$", owner.product, name="product"),
    # the desk of the office
    path("petugas/tak-dilihat/", staff.unseen, name="unseen"),
    re_path(rf"^petugas/tak-dilihat/unduh\.(?P<form>{FORMS})$", staff.file, name="unseen-file"),
]
