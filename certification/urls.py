"""Addresses of certification, grouped as people see them."""

from django.urls import path

from certification.views import owner

app_name = "certification"

# the owner's own certificates
owner_urls = [
    path("pusat-usaha/sertifikat/", owner.mine, name="mine"),
    path("pusat-usaha/sertifikat/baru/", owner.new, name="new"),
    path("pusat-usaha/sertifikat/<slug:code>/", owner.edit, name="edit"),
    path("pusat-usaha/sertifikat/<slug:code>/perbaiki/", owner.fix, name="fix"),
    path("pusat-usaha/sertifikat/<slug:code>/batalkan/", owner.withdraw, name="withdraw"),
    path("pusat-usaha/sertifikat/<slug:code>/buang/", owner.discard, name="discard"),
]

urlpatterns = [*owner_urls]
