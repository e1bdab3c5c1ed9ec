"""Addresses of the catalogue, grouped as people see them."""

from django.urls import path

from catalog.views import owner, review

app_name = "catalog"

# the owner's own products
owner_urls = [
    path("pusat-usaha/produk/", owner.mine, name="mine"),
    path("pusat-usaha/produk/baru/", owner.new, name="new"),
    path("pusat-usaha/produk/<slug:code>/ubah/", owner.edit, name="edit"),
    path("pusat-usaha/produk/<slug:code>/buka/", owner.change, name="change"),
    path("pusat-usaha/produk/<slug:code>/batalkan/", owner.withdraw, name="withdraw"),
    path("pusat-usaha/produk/<slug:code>/harga/", owner.price, name="price"),
    path("pusat-usaha/produk/<slug:code>/tayang/", owner.unpublish, name="unpublish"),
]

# the desk of the office
desk_urls = [
    path("petugas/tinjau/produk/<slug:code>/", review.ProductReview.as_view(), name="review"),
    path("pusat-usaha/produk/<slug:code>/ubah/", owner.edit, name="fix"),  # where a letter about a decision leads
]

urlpatterns = [*owner_urls, *desk_urls]
