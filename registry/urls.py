"""Addresses of the register: registration, the owner's profile, the directory."""

from django.urls import path, register_converter

from registry import converters
from registry.views import directory, imports, members, parts, profile, registration, review

register_converter(converters.CodeConverter, "business")
register_converter(converters.PartConverter, "registration_part")

app_name = "registry"
PEOPLE = "pusat-usaha/usaha/<business:code>/anggota/"
urlpatterns = [
    # registration; without a code for the owner of one business
    path("daftar-usaha/", registration.register, name="register"),
    path("daftar-usaha/mulai/", registration.start, name="start"),
    path("daftar-usaha/periksa/", registration.check, name="check"),
    path("daftar-usaha/terkirim/", registration.sent, name="sent"),
    path("daftar-usaha/<registration_part:part>/", parts.part, name="part"),
    path("daftar-usaha/<business:code>/", registration.task_list, name="register"),
    path("daftar-usaha/<business:code>/periksa/", registration.check, name="check"),
    path("daftar-usaha/<business:code>/terkirim/", registration.sent, name="sent"),
    path("daftar-usaha/<business:code>/ubah/", registration.edit, name="edit"),
    path("daftar-usaha/<business:code>/batalkan/", registration.withdraw, name="withdraw"),
    path("daftar-usaha/<business:code>/<registration_part:part>/", parts.part, name="part"),
    # owner centre
    path("pusat-usaha/profil/", profile.profile, name="profile"),
    path(PEOPLE, members.people, name="members"),
    path(f"{PEOPLE}<business:member>/", members.member, name="member"),
    path(f"{PEOPLE}<business:member>/keluarkan/", members.remove, name="member-remove"),
    path("undangan/<slug:token>/", members.invitation, name="invitation"),
    # public
    path("usaha/", directory.directory, name="directory"),
    # the desk of the office
    path("petugas/tinjau/usaha/<slug:code>/", review.BusinessReview.as_view(), name="review"),
    path("petugas/tinjau/usaha/<slug:code>/nik/", review.FullNik.as_view(), name="full-nik"),
    path("petugas/usaha/<slug:code>/", review.office, name="office"),
    path("petugas/usaha/<slug:code>/nonaktif/", review.suspend, name="suspend"),
    path("petugas/usaha/<slug:code>/aktif/", review.resume, name="resume"),
    path("daftar-usaha/<business:code>/", registration.task_list, name="owner-page"),  # where a letter leads
    # import of old lists
    path("petugas/impor/", imports.imports, name="imports"),
    path("petugas/impor/<slug:code>/", imports.batch, name="import"),
    path("petugas/impor/<slug:code>/kolom/", imports.columns, name="import-columns"),
    path("petugas/impor/<slug:code>/ganda/", imports.duplicates, name="import-duplicates"),
    path("petugas/impor/<slug:code>/draf/", imports.apply, name="import-apply"),
    path("petugas/impor/<slug:code>/batalkan/", imports.undo, name="import-undo"),
    path("petugas/impor/<slug:code>/kirim/", imports.send, name="import-send"),
    path("petugas/impor/<slug:code>/bermasalah.csv", imports.problem_rows, name="import-problems"),
]
