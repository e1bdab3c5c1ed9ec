"""Addresses of the room."""

from django.urls import path

from privacy.views import asking, breaches, desk, ending, mine

app_name = "privacy"

# the owner's own data
owner_urls = [
    path("pusat-usaha/data-saya.json", mine.as_json, name="own-json"),
    path("pusat-usaha/data-saya.zip", mine.as_tables, name="own-tables"),
    path("pusat-usaha/data-pribadi/", mine.home, name="mine"),
    path("pusat-usaha/data-pribadi/izin/<slug:purpose>/tarik/", mine.withdraw_consent, name="withdraw-consent"),
    path("pusat-usaha/data-pribadi/permintaan/", asking.requests, name="requests"),
    path("pusat-usaha/data-pribadi/permintaan/<slug:code>/batal/", asking.cancel, name="cancel"),
    path("pusat-usaha/data-pribadi/tutup/<slug:code>/", ending.close, name="close"),
    path("pusat-usaha/data-pribadi/buka/<slug:code>/", ending.reopen, name="reopen"),
    path("pusat-usaha/data-pribadi/hapus/", ending.erase, name="erase"),
    path("pusat-usaha/data-pribadi/hapus/batal/", ending.cancel_erasure, name="cancel-erasure"),
    path("akun/hapus/", ending.end_account, name="close-account"),
]

# the desk of the office
desk_urls = [
    path("petugas/permintaan-data/", desk.requests, name="desk-requests"),
    path("petugas/permintaan-data/baru/", desk.counter, name="counter"),
    path("petugas/permintaan-data/hapus/<slug:code>/", desk.stop, name="stop"),
    path("petugas/permintaan-data/<slug:code>/", desk.answer, name="answer"),
    path("petugas/usaha/<slug:code>/tutup/", ending.office_close, name="office-close"),
    path("petugas/data-pribadi/inventaris/", desk.inventory, name="inventory"),
    path("petugas/data-pribadi/masa-simpan/", desk.retention, name="retention"),
    path("petugas/insiden/", breaches.breaches, name="breaches"),
    path("petugas/insiden/<slug:code>/", breaches.breach, name="breach"),
    path("petugas/insiden/<slug:code>/diberitahu/", breaches.told, name="told"),
]

urlpatterns = [*owner_urls, *desk_urls]
