"""Addresses of background work."""

from django.urls import path

from jobs import views

app_name = "jobs"
urlpatterns = [
    path("pekerjaan/<slug:code>/", views.job, name="job"),
    path("pekerjaan/<slug:code>/keadaan/", views.state, name="state"),
]
