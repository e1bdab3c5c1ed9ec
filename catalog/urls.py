"""Addresses of the catalogue, grouped as people see them."""

from django.urls import path, re_path

from catalog.views import (
    clusters,
    compare,
    files,
    finding,
    kept,
    needs,
    owner,
    owner_editor,
    owner_offer,
    owner_photos,
    papers,
    public,
    review,
    specification,
    words,
)
from review.exports import FORMS

app_name = "catalog"

# the owner's own products
owner_urls = [
    path("pusat-usaha/produk/", owner.mine, name="mine"),
    re_path(rf"^pusat-usaha/produk/unduh\.(?P<form>{FORMS})$", files.mine, name="mine-file"),
    path("pusat-usaha/produk/baru/", owner.new, name="new"),
    path("pusat-usaha/produk/<slug:code>/ubah/", owner_editor.edit, name="edit"),
    path("pusat-usaha/produk/<slug:code>/pratinjau/", owner_editor.preview, name="preview"),
    path("pusat-usaha/produk/<slug:code>/foto/keadaan/", owner_photos.photo_states, name="photo-states"),
    path("pusat-usaha/produk/<slug:code>/foto/<slug:photo>/", owner_photos.photo, name="photo"),
    path("pusat-usaha/produk/<slug:code>/foto/<slug:photo>/asli/", owner_photos.original, name="photo-original"),
    path("pusat-usaha/produk/<slug:code>/salin/", owner.copy, name="copy"),
    path("pusat-usaha/produk/<slug:code>/buka/", owner.change, name="change"),
    path("pusat-usaha/produk/<slug:code>/batalkan/", owner.withdraw, name="withdraw"),
    path("pusat-usaha/produk/<slug:code>/harga/", owner_offer.price, name="price"),
    path("pusat-usaha/produk/<slug:code>/katalog-v6/", owner_offer.inaproc, name="inaproc"),
    path("pusat-usaha/produk/<slug:code>/tayang/", owner.unpublish, name="unpublish"),
]

# audit.codes.new_code
CODE = "(?P<code>[2-9a-hjkmnp-z]{8})"

# everybody
public_urls = [
    path("produk/", public.products, name="products"),
    path("produk/saran/", finding.suggest, name="suggest"),
    path("cara-urut/", finding.ranking, name="ranking"),
    re_path(rf"^produk/unduh\.(?P<form>{FORMS})$", files.products, name="products-file"),
    re_path(rf"^kategori/unduh\.(?P<form>{FORMS})$", files.categories, name="categories-file"),
    re_path(rf"^sentra/unduh\.(?P<form>{FORMS})$", files.clusters, name="clusters-file"),
    re_path(rf"^produk/(?P<slug>[-a-z0-9_]{{1,60}})-{CODE}/$", public.product, name="product"),
    path("bandingkan/", compare.compare, name="compare"),
    path("simpanan/", kept.kept, name="kept"),
    path("simpanan/ubah/", kept.change, name="change_kept"),
    path("sertifikat/cek/", papers.check, name="check_paper"),
    re_path(rf"^sertifikat/{CODE}/$", papers.certificate, name="paper"),
    path("sentra/", clusters.clusters, name="clusters"),
    re_path(rf"^sentra/(?P<slug>[-a-z0-9_]{{1,60}})-{CODE}/$", clusters.cluster, name="cluster"),
    path("kategori/<slug:slug>/", public.category, name="category"),
    path("kecamatan/<slug:slug>/", public.district, name="district"),
    re_path(r"^p/(?P<code>[2-9A-HJKMNP-Za-hjkmnp-z]{8})/?$", public.short, name="short"),
    re_path(rf"^p/{CODE}/kenapa/$", finding.why, name="why"),
    re_path(rf"^p/{CODE}/qr\.svg$", public.qr, name="qr"),
    re_path(rf"^usaha/(?P<slug>[-a-z0-9_]{{1,60}})-{CODE}/$", public.business, name="business"),
]

# the desk of the office
desk_urls = [
    path("petugas/kata/", words.library, name="words"),
    path("petugas/kata/padanan/baru/", words.group_new, name="word-group-new"),
    path("petugas/kata/padanan/<slug:code>/", words.group, name="word-group"),
    path("petugas/kata/padanan/<slug:code>/pakai/", words.group_switch, name="word-group-switch"),
    path("petugas/kata/kata/baru/", words.word_new, name="word-new"),
    path("petugas/kata/kata/<slug:code>/", words.word, name="word"),
    path("petugas/kebutuhan/", needs.ranked, name="needs"),
    path("petugas/kebutuhan/unduh.csv", needs.file, name="needs-file"),
    path("petugas/kebutuhan/hapus/", needs.forget, name="needs-forget"),
    path("petugas/tinjau/produk/<slug:code>/", review.ProductReview.as_view(), name="review"),
    path("pusat-usaha/produk/<slug:code>/ubah/", owner_editor.edit, name="owner-page"),  # where a letter leads
    path("petugas/produk/<slug:code>/katalog-v6/", owner_offer.inaproc_office, name="inaproc-office"),
    path("petugas/spesifikasi/", specification.categories, name="specifications"),
    path("petugas/spesifikasi/<slug:slug>/", specification.category, name="specification"),
    path("petugas/spesifikasi/<slug:slug>/pratinjau/", specification.preview, name="specification-preview"),
    path("petugas/spesifikasi/<slug:slug>/pertanyaan/", specification.question, name="question-new"),
    path("petugas/spesifikasi/<slug:slug>/pertanyaan/<slug:key>/", specification.question, name="question"),
]

urlpatterns = [*public_urls, *owner_urls, *desk_urls]
