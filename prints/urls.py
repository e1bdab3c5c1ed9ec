"""Addresses of what is printed, grouped as people see them."""

from django.urls import path, re_path

from prints.views import booklets, labels, sheets

app_name = "prints"
CODE = "(?P<code>[2-9a-hjkmnp-z]{8})"
urlpatterns = [
    re_path(rf"^cetak/produk/{CODE}/$", sheets.product, name="product"),
    re_path(rf"^cetak/produk/{CODE}/lembar\.pdf$", sheets.product_pdf, name="product-pdf"),
    re_path(rf"^cetak/usaha/{CODE}/$", sheets.business, name="business"),
    re_path(rf"^cetak/usaha/{CODE}/profil\.pdf$", sheets.business_pdf, name="business-pdf"),
    path("cetak/label/", labels.labels, name="labels"),
    path("cetak/katalog/", booklets.booklets, name="booklets"),
    re_path(rf"^cetak/katalog/{CODE}/$", booklets.booklet, name="booklet"),
    re_path(rf"^cetak/katalog/{CODE}/katalog\.pdf$", booklets.download, name="booklet-pdf"),
]
