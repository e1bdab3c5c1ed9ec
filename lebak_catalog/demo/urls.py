"""Addresses of the demo; included only when MODE=demo."""

from django.urls import path

from lebak_catalog.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.door, name="door"),
    path("masuk/<slug:key>/", views.step_in, name="step_in"),
    path("kotak-keluar/", views.outbox, name="outbox"),
]
