"""Addresses of certification, grouped as people see them."""

from django.urls import path

from certification.views import owner, review, scan

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

# the desk of the office; a scan is also for its owner
desk_urls = [
    path("sertifikat/<slug:code>/berkas/", scan.scan, name="scan"),
    path("sertifikat/<slug:code>/berkas/buka/", scan.open_for_purpose, name="open-scan"),
    path("petugas/tinjau/sertifikat/<slug:code>/", review.CertificateReview.as_view(), name="review"),
    path("petugas/tinjau/sertifikat/<slug:code>/cek/", review.note_check, name="note-check"),
    path("petugas/sertifikat/<slug:code>/", review.office, name="office"),
    path("petugas/sertifikat/<slug:code>/cabut/", review.revoke, name="revoke"),
    path("pusat-usaha/sertifikat/<slug:code>/", owner.edit, name="owner-page"),  # where a letter leads
]

urlpatterns = [*owner_urls, *desk_urls]
