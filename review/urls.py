"""Addresses of the desk."""

from django.urls import path

from review.views import assign, queue

app_name = "review"
urlpatterns = [
    path("petugas/antrean/", queue.queue, name="queue"),
    path("petugas/antrean/petugas/", assign.assign, name="assign"),
    path("petugas/antrean/ambil/", assign.take_oldest, name="take-oldest"),
    path("petugas/tugas/", queue.tasks, name="tasks"),
    path("petugas/selesai/", queue.decisions, name="decisions"),
]
