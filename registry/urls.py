"""Addresses of the register: registration, the owner's profile, the directory."""

from django.urls import path, re_path, register_converter

from registry import converters
from registry.views import (
    directory,
    duplicates,
    files,
    import_files,
    import_mappings,
    import_sampling,
    import_steps,
    imports,
    members,
    parts,
    profile,
    registration,
    review,
)
from review.exports import FORMS

register_converter(converters.CodeConverter, "business")
register_converter(converters.PartConverter, "registration_part")
register_converter(converters.TableFormConverter, "table_form")

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
    path("daftar-usaha/<business:code>/mirip/", registration.different, name="different"),
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
    re_path(rf"^usaha/unduh\.(?P<form>{FORMS})$", files.directory, name="directory-file"),
    # the desk of the office
    path("petugas/tinjau/usaha/<slug:code>/", review.BusinessReview.as_view(), name="review"),
    path("petugas/tinjau/usaha/<slug:code>/nik/", review.FullNik.as_view(), name="full-nik"),
    path("petugas/tinjau/usaha/<slug:code>/npwp/", review.FullNpwp.as_view(), name="full-npwp"),
    re_path(rf"^petugas/usaha/unduh\.(?P<form>{FORMS})$", files.office, name="office-file"),
    path("petugas/usaha/<slug:code>/", review.office, name="office"),
    path("petugas/usaha/<slug:code>/nonaktif/", review.suspend, name="suspend"),
    path("petugas/usaha/<slug:code>/aktif/", review.resume, name="resume"),
    path("daftar-usaha/<business:code>/", registration.task_list, name="owner-page"),  # where a letter leads
    # records that may be one business
    path("petugas/ganda/", duplicates.pairs, name="duplicates"),
    path("petugas/ganda/cari/", duplicates.search, name="duplicates-search"),
    re_path(r"^petugas/ganda/usaha-ganda\.(?P<kind>csv|xlsx)$", duplicates.download, name="duplicates-file"),
    path("petugas/ganda/<business:code>/", duplicates.pair, name="duplicate"),
    path("petugas/ganda/<business:code>/bukan/", duplicates.different, name="duplicate-different"),
    path("petugas/ganda/<business:code>/lagi/", duplicates.again, name="duplicate-again"),
    path("petugas/ganda/<business:code>/gabung/", duplicates.merge, name="duplicate-merge"),
    path("petugas/ganda/<business:code>/pisah/", duplicates.undo, name="duplicate-undo"),
    path("petugas/usaha/<business:code>/banding/", duplicates.point, name="duplicate-point"),
    # import of old lists
    path("petugas/impor/", imports.imports, name="imports"),
    path("petugas/impor/pemetaan/", import_mappings.kept, name="import-mappings"),
    path("petugas/impor/pemetaan/<slug:code>/hapus/", import_mappings.remove, name="import-mapping-remove"),
    path("petugas/impor/kosong/<slug:kind>.<table_form:form>", import_files.blank, name="import-blank"),
    path("petugas/impor/<slug:code>/", imports.batch, name="import"),
    path("petugas/impor/<slug:code>/baca/", import_steps.read_again, name="import-read"),
    path("petugas/impor/<slug:code>/kolom/", import_steps.columns, name="import-columns"),
    path("petugas/impor/<slug:code>/ganda/", import_steps.duplicates, name="import-duplicates"),
    path("petugas/impor/<slug:code>/draf/", import_steps.apply, name="import-apply"),
    path("petugas/impor/<slug:code>/batalkan/", import_steps.undo, name="import-undo"),
    path("petugas/impor/<slug:code>/kirim/", import_steps.send, name="import-send"),
    path("petugas/impor/<slug:code>/bermasalah.<table_form:form>", import_files.problem_rows, name="import-problems"),
    path("petugas/impor/<slug:code>/sampel/", import_sampling.sample, name="import-sample"),
    path("petugas/impor/<slug:code>/sampel/ambil/", import_sampling.draw, name="import-draw"),
    path("petugas/impor/<slug:code>/sampel/lanjutkan/", import_sampling.go_on, name="import-go-on"),
    path(
        "petugas/impor/<slug:code>/sampel/<slug:review>/batalkan/",
        import_sampling.undo_approval,
        name="import-undo-approval",
    ),
]
