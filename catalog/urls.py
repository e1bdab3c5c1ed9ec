"""Addresses of the catalogue, grouped as people see them."""

from django.urls import path, re_path

from catalog.views import (
    bulk,
    clusters,
    collections,
    collections_office,
    compare,
    english,
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
    stories,
    stories_office,
    stories_owner,
    words,
)
from review.exports import FORMS

app_name = "catalog"

# audit.codes.new_code
CODE = "(?P<code>[2-9a-hjkmnp-z]{8})"
TABLE = r"(?P<form>csv|xlsx)"

# many products at once
bulk_urls = [
    path("pusat-usaha/produk/massal/", bulk.start, name="bulk"),
    re_path(rf"^pusat-usaha/produk/massal/tabel/(?P<slug>[-a-z0-9_]{{1,80}})\.{TABLE}$", bulk.empty, name="bulk-empty"),
    re_path(
        rf"^pusat-usaha/produk/massal/isi/{CODE}/(?P<slug>[-a-z0-9_]{{1,80}})\.{TABLE}$",
        bulk.filled,
        name="bulk-filled",
    ),
    re_path(rf"^pusat-usaha/produk/massal/{CODE}/$", bulk.batch, name="bulk-batch"),
    re_path(rf"^pusat-usaha/produk/massal/{CODE}/masukkan/$", bulk.apply, name="bulk-apply"),
    re_path(rf"^pusat-usaha/produk/massal/{CODE}/periksa/$", bulk.again, name="bulk-again"),
    re_path(rf"^pusat-usaha/produk/massal/{CODE}/batalkan/$", bulk.undo, name="bulk-undo"),
    re_path(rf"^pusat-usaha/produk/massal/{CODE}/buang/$", bulk.throw_away, name="bulk-discard"),
    re_path(rf"^pusat-usaha/produk/massal/{CODE}/perbaiki\.{TABLE}$", bulk.problems, name="bulk-problems"),
]

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
    path("pusat-usaha/cerita/", stories_owner.mine, name="stories-mine"),
    path("pusat-usaha/cerita/<slug:code>/", stories_owner.write, name="story-write"),
    path("pusat-usaha/cerita/<slug:code>/putuskan/", stories_owner.act, name="story-act"),
]

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
    path("koleksi/", collections.collections, name="collections"),
    path("koleksi/<slug:slug>/", collections.collection, name="collection"),
    path("cerita/", stories.stories, name="stories"),
    re_path(rf"^cerita/(?P<slug>[-a-z0-9_]{{1,60}})-{CODE}/$", stories.story, name="story"),
    path("en/", english.index, name="english"),
    re_path(rf"^en/products/{CODE}/$", english.product, name="english-product"),
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
    path("petugas/koleksi/", collections_office.library, name="collections-office"),
    path("petugas/koleksi/baru/", collections_office.new, name="collection-new"),
    path("petugas/koleksi/<slug:code>/", collections_office.office, name="collection-office"),
    path("petugas/koleksi/<slug:code>/produk/", collections_office.products, name="collection-products"),
    path("petugas/koleksi/<slug:code>/tayang/", collections_office.show, name="collection-show"),
    path("petugas/koleksi/<slug:code>/pratinjau/", collections_office.preview, name="collection-preview"),
    path("petugas/cerita/", stories_office.library, name="stories-office"),
    path("petugas/cerita/usaha/<slug:code>/", stories_office.write, name="story-write-office"),
    path("petugas/cerita/<slug:code>/", stories_office.office, name="story-office"),
    path("petugas/cerita/<slug:code>/putuskan/", stories_office.act, name="story-act-office"),
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

urlpatterns = [*public_urls, *bulk_urls, *owner_urls, *desk_urls]
