"""Addresses of the desk."""

from django.urls import path, re_path

from review.exports import FORMS
from review.views import assign, batch, conversation, desk, files, queue, reasons

app_name = "review"
urlpatterns = [
    path("petugas/antrean/", queue.queue, name="queue"),
    re_path(rf"^petugas/antrean/unduh\.(?P<form>{FORMS})$", files.queue, name="queue-file"),
    path("petugas/antrean/petugas/", assign.assign, name="assign"),
    path("petugas/antrean/ambil/", assign.take_oldest, name="take-oldest"),
    path("petugas/tugas/", queue.tasks, name="tasks"),
    path("petugas/selesai/", queue.decisions, name="decisions"),
    re_path(rf"^petugas/selesai/unduh\.(?P<form>{FORMS})$", files.decisions, name="decisions-file"),
    path("petugas/pintasan/", conversation.keys, name="keys"),
    path("petugas/sekaligus/", batch.batch_list, name="batches"),
    path("petugas/sekaligus/baru/", batch.new, name="batch-new"),
    path("petugas/sekaligus/<slug:code>/", batch.batch, name="batch"),
    path("petugas/sekaligus/<slug:code>/buka/", batch.open_sample, name="batch-open"),
    path("petugas/sekaligus/<slug:code>/tandai/", batch.mark, name="batch-mark"),
    path("petugas/sekaligus/<slug:code>/setujui/", batch.confirm, name="batch-confirm"),
    path("petugas/sekaligus/<slug:code>/lanjutkan/", batch.resume, name="batch-resume"),
    path("petugas/sekaligus/<slug:code>/batalkan/", batch.cancel, name="batch-cancel"),
    path("petugas/beban/", desk.load, name="load"),
    path("petugas/beban/beban.csv", desk.load_file, {"extension": "csv"}, name="load-csv"),
    path("petugas/beban/beban.xlsx", desk.load_file, {"extension": "xlsx"}, name="load-xlsx"),
    path("petugas/beban/serahkan/", desk.give_all, name="give-all"),
    path("petugas/hari-libur/", desk.holidays, name="holidays"),
    path("petugas/hari-libur/<slug:day>/hapus/", desk.remove_holiday, name="holiday-remove"),
    path("petugas/alasan/", reasons.library, name="reasons"),
    path("petugas/alasan/baru/", reasons.add, name="reason-new"),
    path("petugas/alasan/<slug:code>/", reasons.change, name="reason"),
    path("petugas/alasan/<slug:code>/urutan/", reasons.order, name="reason-order"),
    path("pengajuan/<slug:code>/pesan/", conversation.talk, name="talk"),
]
