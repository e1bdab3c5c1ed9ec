"""Addresses of the catalogue, grouped as people see them."""

from django.urls import path

from catalog.views import owner

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

urlpatterns = [*owner_urls]
