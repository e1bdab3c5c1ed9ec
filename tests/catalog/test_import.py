"""An old list of products becomes drafts; every sample table gets its outcome on the page, none an error of ours."""

import csv
import html
import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import Product, ProductEdition
from registry.models import Business, BusinessEdition
from tests.build import live_business, live_product
from tests.imports import LIST, SAMPLES, lists, press, sample, states, table, upload, words  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
CASES = list(csv.DictReader((SAMPLES / "cases.csv").read_text(encoding="utf-8").splitlines()))
HEAD = "nib;nama_usaha;nama_produk;kategori;harga;satuan;berat_gram;stok;deskripsi\n"


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        (case, kind)
        for case in CASES
        for kind in ("product", "business", "certificate")
        if case["outcome"] == "ok" or kind == "product"
    ],
    ids=lambda one: one if isinstance(one, str) else one["file"],
)
def test_every_sample_has_an_outcome_in_words(client, rina, case, kind):
    begun = time.process_time()
    batch = upload(client, rina, sample(case["file"]), kind)
    if case["outcome"] != "ok":
        page = client.get(f"{LIST}{batch.code}/").content.decode()
        assert (batch.state, batch.failure in html.unescape(page), batch.stored_path) == ("failed", True, "")
        assert len(batch.failure) > 30
        assert not batch.rows.exists()
        assert time.process_time() - begun < 5
        return
    assert client.get(f"{LIST}{batch.code}/").status_code == 200
    assert press(client, batch, "draf").status_code == 200
    assert client.get(f"{LIST}{batch.code}/?tampil=semua&halaman=99").status_code == 200
    assert b"".join(client.get(f"{LIST}{batch.code}/bermasalah.csv")).startswith(b"\xef\xbb\xbfBaris;Masalah;")
    assert client.get(f"{LIST}{batch.code}/bermasalah.xlsx").content.startswith(b"PK")
    assert press(client, batch, "batalkan").status_code == 200
    assert not BusinessEdition.objects.exists()


def test_the_list_of_300_becomes_drafts_within_seconds(client, rina):
    batch = upload(client, rina, sample("01_produk_bersih.csv"), "product")
    start = time.monotonic()
    press(client, batch, "draf")
    assert time.monotonic() - start < 20
    assert ProductEdition.objects.count() == states(batch)["imported"] > 250
    assert Business.objects.count() == 224
    assert ProductEdition.objects.exclude(category=None).count() == ProductEdition.objects.count()


def test_a_row_is_read_into_the_fields_of_a_draft(client, rina, asep, sari):
    business = live_business(sari, asep, name="Gula Sari", nib="0000111122223").business
    row = "0000111122223;Gula Sari;Gula Semut 250 g;GULA SEMUT;Rp18.500,00;Pack;250,0;40;Dari nira Sobang."
    batch = upload(client, rina, table(HEAD + row), "product")
    assert states(batch) == {"ready": 1}
    press(client, batch, "draf")
    draft = ProductEdition.objects.get()
    assert (draft.product.business, draft.product.price_before_vat, draft.product.stock) == (business, 18500, 40)
    assert (draft.name, draft.category.slug, draft.unit) == ("Gula Semut 250 g", "gula-semut", "pak")
    assert (draft.net_weight_grams, draft.description, draft.hands) == (250, "Dari nira Sobang.", [rina.pk])
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Kurang: foto, pesanan minimal, kapasitas per bulan, waktu pengerjaan" in page
    assert "ke antrean" not in page.split("<h2", 1)[1].replace("sudah dikirim ke antrean", "")


def test_whose_product_it_is_must_be_clear(client, rina, asep, sari):
    live_business(sari, asep, name="Gula Sari", nib="0000111122223")
    for _ in range(2):
        live_business(sari, asep, name="Kembar")
    batch = upload(
        client,
        rina,
        table(
            HEAD
            + """;Gula Sari;Produk A;Gula Semut;1000;pak;;;
        0000111122223;Toko Lain Sekali;Produk B;Gula Semut;1000;pak;;;
        ;Kembar;Produk C;Gula Semut;1000;pak;;;
        ;Tak Dikenal;Produk D;Gula Semut;1000;pak;;;
        0000777700001;Usaha Baru;Produk E;Gula Semut;1000;pak;;;
        0000777700001;Usaha Lain;Produk F;Gula Semut;1000;pak;;;"""
        ),
        "product",
    )
    for row, said in enumerate(("hanya lewat nama", "atas nama “Gula Sari”", "Ada 2 usaha", "belum terdaftar. Isi",
                                "draf usahanya ikut dibuat", "dipakai dua nama usaha"), 2):  # fmt: skip
        assert said in words(batch, row)
    assert states(batch) == {"warning": 2, "error": 4}
    press(client, batch, "draf")
    assert BusinessEdition.objects.get(is_open=True).nib == "0000777700001"


def test_the_same_product_twice_is_a_likely_duplicate(client, rina, asep, sari):
    business = live_business(sari, asep, name="Gula Sari", nib="0000111122223").business
    live_product(business, sari, asep, name="Gula Semut")
    row = "0000111122223;Gula Sari;{};Gula Semut;1000;pak;;;\n"
    batch = upload(
        client, rina, table(HEAD + "".join(row.format(n) for n in ("GULA SEMUT", "Baru", "baru"))), "product"
    )
    assert states(batch) == {"duplicate": 2, "ready": 1}
    press(client, batch, "ganda", tampak=[2, 4], baris=[4])
    press(client, batch, "draf")
    assert states(batch) == {"duplicate": 1, "imported": 2}


def test_strange_prices_are_read_or_refused_as_the_key_says(client, rina):
    batch = upload(client, rina, sample("08k_harga_aneh.csv"), "product")
    with (SAMPLES / "08k_harga_aneh.kunci.csv").open(encoding="utf-8") as lines:
        wrong = {int(row["baris"]) for row in csv.DictReader(lines) if not row["harga_usulan"]}
    wrong |= {2, 13}  # the NIB of row 2 is all zeros; row 13 has a comma too many
    assert set(batch.rows.filter(state="error").values_list("number", flat=True)) == wrong


def test_undoing_takes_back_products_and_the_businesses_made_along(client, rina):
    batch = upload(client, rina, sample("01_produk_bersih.csv"), "product")
    press(client, batch, "draf")
    kept = Product.objects.order_by("pk").first()
    kept.price_changes.create(price_before_vat=1000, changed_by=rina)
    press(client, batch, "batalkan")
    assert list(Product.objects.all()) == [kept]
    assert list(Business.objects.all()) == [kept.business]


def test_markup_and_formulas_stay_text_everywhere(client, rina):
    for name in ("10_injeksi_html.csv", "09_injeksi_formula.csv"):
        batch = upload(client, rina, sample(name), "product")
        press(client, batch, "draf")
        page = client.get(f"{LIST}{batch.code}/?tampil=semua").content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page or "=HYPERLINK" in html.unescape(page)
    assert ProductEdition.objects.filter(name="<script>alert(1)</script>").exists()
    assert ProductEdition.objects.filter(name="=1+1").exists()


def test_the_file_of_problem_rows_runs_nothing_and_can_be_uploaded_again(client, rina):
    head = HEAD.replace("deskripsi", "=cmd()")
    batch = upload(client, rina, table(head + "0000111122223;+SUM(1,1);=1+1;Gula Semut;nol;pak;;;@x"), "product")
    data = b"".join(client.get(f"{LIST}{batch.code}/bermasalah.csv"))
    line = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))[1]
    assert line[0] == "2"
    assert "Harga ini bukan angka" in line[1]
    assert line[3:5] == ["'+SUM(1,1)", "'=1+1"]
    again = SimpleUploadedFile("perbaikan.csv", data.replace(b"nol", b"1500"))
    fixed = upload(client, rina, again, "product")
    press(client, fixed, "draf")
    assert ProductEdition.objects.get().name == "=1+1"


def test_the_wrong_kind_of_list_is_told(client, rina):
    batch = upload(client, rina, sample("06_ikm_gaya_pendataan.csv"), "product")
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Kolom wajib belum dipilih" in page
    assert "lebih mirip daftar usaha" in page
