"""Addresses of certification, grouped as people see them."""

from django.urls import path, re_path

from certification.views import files, owner, review, scan
from review.exports import FORMS

app_name = "certification"

# the owner's own certificates
owner_urls = [
    path("pusat-usaha/sertifikat/", owner.mine, name="mine"),
    re_path(rf"^pusat-usaha/sertifikat/unduh\.(?P<form>{FORMS})$", files.mine, name="mine-file"),
    path("pusat-usaha/sertifikat/baru/", owner.new, name="new"),
    path("pusat-usaha/sertifikat/<slug:code>/", owner.edit, name="edit"),
    path("pusat-usaha/sertifikat/<slug:code>/perbaiki/", owner.fix, name="fix"),
    path("pusat-usaha/sertifikat/<slug:code>/batalkan/", owner.withdraw, name="withdraw"),
    path("pusat-usaha/sertifikat/<slug:code>/buang/", owner.discard, name="discard"),
]

# the desk of the office; a scan is also for its owner
desk_urls = [
    path("sertifikat/<slug:code>/berkas/", scan.scan, name="scan"),
    path("sertifikat/<slug:code>/berkas/buka/", scan.open_for_purpose, name="open-scan"),
    path("petugas/tinjau/sertifikat/<slug:code>/", review.CertificateReview.as_view(), name="review"),
    path("petugas/tinjau/sertifikat/<slug:code>/cek/", review.note_check, name="note-check"),
    re_path(rf"^petugas/sertifikat/berakhir\.(?P<form>{FORMS})$", files.ending, name="ending-file"),
    path("petugas/sertifikat/<slug:code>/", review.office, name="office"),
    path("petugas/sertifikat/<slug:code>/cabut/", review.revoke, name="revoke"),
    path("pusat-usaha/sertifikat/<slug:code>/", owner.edit, name="owner-page"),  # where a letter leads
]

urlpatterns = [*owner_urls, *desk_urls]
