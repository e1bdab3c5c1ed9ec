"""Addresses of the room."""

from django.urls import path

from claims.views import owner, review

app_name = "claims"
urlpatterns = [
    path("klaim/", owner.start, name="start"),
    path("klaim/usaha/", owner.confirm, name="confirm"),
    path("klaim/<business:code>/", owner.mine, name="owner-page"),  # where a letter leads
    path("klaim/<business:code>/lagi/", owner.again, name="again"),
    path("klaim/<business:code>/batalkan/", owner.withdraw, name="withdraw"),
    path("klaim/<business:code>/berkas/", owner.proof, name="proof"),
    path("petugas/tinjau/klaim/<slug:code>/", review.ClaimReview.as_view(), name="review"),
    path("petugas/klaim/<business:code>/berkas/", review.open_proof, name="open-proof"),
    path("petugas/tinjau/klaim/<slug:code>/batalkan/", review.UndoClaim.as_view(), name="undo"),
]
