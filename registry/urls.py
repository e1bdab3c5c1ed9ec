"""Addresses of the register."""

from django.urls import path

from registry.views import review

app_name = "registry"

# the desk of the office
desk_urls = [
    path("petugas/tinjau/usaha/<slug:code>/", review.BusinessReview.as_view(), name="review"),
    path("petugas/tinjau/usaha/<slug:code>/nik/", review.FullNik.as_view(), name="full-nik"),
    path("petugas/usaha/<slug:code>/", review.office, name="office"),
    path("petugas/usaha/<slug:code>/nonaktif/", review.suspend, name="suspend"),
    path("petugas/usaha/<slug:code>/aktif/", review.resume, name="resume"),
]

urlpatterns = [*desk_urls]
