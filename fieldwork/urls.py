"""Addresses of field work."""

from django.urls import path

from fieldwork.views import assistance, confirmation, sending, visits

app_name = "fieldwork"
urlpatterns = [
    # registrations typed for owners
    path("petugas/lapangan/", assistance.registrations, name="registrations"),
    path("petugas/lapangan/baru/", assistance.start, name="start"),
    path("petugas/lapangan/<slug:code>/", assistance.one, name="registration"),
    path("petugas/lapangan/<slug:code>/tautan/", assistance.link, name="link"),
    path("petugas/lapangan/<slug:code>/loket/", assistance.counter, name="counter"),
    path("petugas/lapangan/<slug:code>/persetujuan/", assistance.consent, name="consent"),
    # the owner's answer, by a link
    path("konfirmasi/<slug:token>/", confirmation.intro, name="confirm"),
    path("konfirmasi/<slug:token>/kode/", confirmation.code, name="confirm-code"),
    path("konfirmasi/<slug:token>/jawab/", confirmation.answer, name="confirm-answer"),
    # visits
    path("petugas/kunjungan/", visits.visits, name="visits"),
    path("petugas/kunjungan/baru/", visits.new, name="new-visit"),
    path("petugas/kunjungan/luring/", sending.shell, name="shell"),
    path("petugas/kunjungan/sw.js", sending.worker, name="worker"),
    path("petugas/kunjungan/tanda/", sending.token, name="token"),
    path("petugas/kunjungan/kirim/", sending.keep, name="keep"),
    path("petugas/kunjungan/kirim/foto/", sending.photo, name="keep-photo"),
    path("petugas/kunjungan/kirim/selesai/", sending.finish, name="finish"),
    path("petugas/kunjungan/<slug:code>/", visits.one, name="visit"),
    path("petugas/kunjungan/<slug:code>/ubah/", visits.change, name="change-visit"),
    path("petugas/kunjungan/<slug:code>/hubungkan/", visits.match, name="match"),
    path("petugas/kunjungan/<slug:code>/pakai/", visits.feed, name="feed"),
    path("petugas/kunjungan/<slug:code>/buang/", visits.discard, name="discard-visit"),
    path("petugas/kunjungan/<slug:code>/foto/<slug:photo>/", visits.photo, name="photo"),
    path("petugas/kunjungan/<slug:code>/foto/<slug:photo>/kecil/", visits.thumbnail, name="thumbnail"),
    path("pusat-usaha/kunjungan/", visits.seen_by_owner, name="seen-by-owner"),
]
