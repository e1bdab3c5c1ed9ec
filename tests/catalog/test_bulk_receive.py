"""A filled table is received and looked at: each row says at its cell what is wrong, and nothing changes yet."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.bulk import intake
from catalog.models import Product, ProductBatch
from registry.models import BusinessEdition
from review.actions import Refused
from tests import build
from tests.bulk import GOOD, START, at, csv, photos, picture, press, receive, said, send, states, taken_in, upload
from tests.catalog.questions import asks
from tests.imports import SAMPLES, work
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(sari, asep):
    """Sari's approved business."""
    return build.live_business(sari, asep, name="Gula Sari").business


def test_a_good_row_is_ready_and_nothing_has_changed(client, sari, business):
    batch = upload(client, sari, csv(GOOD), category=build.category(), business=business)
    assert (batch.state, batch.table_path, states(batch)) == ("preview", "", [("warning", "new")])
    assert "Belum ada foto." in said(batch)
    assert not Product.objects.exists()
    page = client.get(f"{START}{batch.code}/").content.decode()
    assert "Masukkan sebagai draf" in page and "Produk baru: 1" in page


def test_each_wrong_cell_has_its_sentence(sari, business):
    row = GOOD | {
        "Harga": "murah", "Satuan": "genggam", "Pesanan minimal": "nol", "Barcode": "8991234567890",
        "Asal produk": "Mars", "Status halal": "kadang", "Panjang paket (cm)": "30000", "Stok": "-3",
        "Ketersediaan": "entah", "Dibuat sendiri di Indonesia": "mungkin",
    }  # fmt: skip
    batch = receive(business, build.category(), csv(row), by=sari)
    assert at(batch) == {
        "price", "unit", "minimum_order", "gtin", "origin", "halal_status", "length_mm", "stock", "availability",
        "is_made_here",
    }  # fmt: skip
    assert "Tulis salah satu: buah, bungkus" in said(batch)


def test_the_page_names_the_column_of_a_cell(client, sari, business):
    batch = upload(client, sari, csv(GOOD | {"Harga": "murah"}), category=build.category(), business=business)
    assert "Harga (kolom C): Harga ini bukan angka" in client.get(f"{START}{batch.code}/").content.decode()


def test_what_will_be_refused_later_is_said_at_the_cell(sari, business):
    row = GOOD | {"Nama produk": "GULA PROMO", "Kapasitas per bulan": "5", "Keterangan": "Wa 0812 3456 7890"}
    batch = receive(business, build.category(), csv(row), by=sari)
    words = said(batch)
    assert "huruf besar semua" in words and "kata promosi" in words
    assert "lebih banyak dari kapasitas" in words and "nomor telepon" in words
    assert states(batch) == [("warning", "new")]


def test_the_questions_of_the_category_are_columns(sari, business):
    leaf = asks(
        "anyaman",
        {"key": "bahan", "label": "Bahan anyaman", "kind": "choice", "choices": ["Bambu", "Rotan"], "is_needed": True},
        {"key": "tinggi", "label": "Tinggi", "kind": "number", "unit": "cm", "lowest": 1, "highest": 200},
        {"key": "warna", "label": "Warna", "kind": "choices", "choices": ["Merah", "Hijau"]},
    )
    right = GOOD | {"Bahan anyaman": "bambu", "Tinggi (cm)": "12,5", "Warna": "merah; Hijau"}
    wrong = GOOD | {"Nama produk": "Lain lagi", "Bahan anyaman": "Besi", "Tinggi (cm)": "900", "Warna": "biru"}
    open_one = GOOD | {"Nama produk": "Tanpa jawaban"}
    batch = receive(business, leaf, csv(right, wrong, open_one), by=sari)
    assert at(batch, 3) == {"s-bahan", "s-tinggi", "s-warna"}
    assert "Tinggi harus antara 1 dan 200 cm" in said(batch, 3)
    assert "Bahan anyaman" in said(batch, 4) and "Bahan anyaman" not in said(batch, 2)


def test_the_same_product_twice_in_a_table_is_an_error(sari, business):
    again = GOOD | {"Nama produk": " gula  semut AREN 250 g"}
    numbers = [GOOD | {"Nama produk": f"Lain {n} sekali", "Nomor artikel": "A-1"} for n in (1, 2)]
    batch = receive(business, build.category(), csv(GOOD, again, *numbers), by=sari)
    assert [state for state, _ in states(batch)] == ["warning", "error", "warning", "error"]
    assert "Sama dengan baris 2" in said(batch, 3) and "Sama dengan baris 4" in said(batch, 5)


def test_a_row_without_name_and_number_is_an_error(sari, business):
    batch = receive(business, build.category(), csv(GOOD | {"Nama produk": ""}), by=sari)
    assert at(batch) == {"name"}


def test_more_rows_than_the_limit_are_refused_whole(sari, business):
    rows = [GOOD | {"Nama produk": f"Gula nomor {n}"} for n in range(501)]
    batch = receive(business, build.category(), csv(*rows), by=sari)
    assert batch.state == "failed" and "paling banyak 500" in batch.failure and not batch.rows.exists()


def test_a_table_without_names_is_refused_with_the_way_out(sari, business):
    batch = receive(business, build.category(), csv({"Judul aneh": "x", "Lain": "y"}), by=sari)
    assert batch.state == "failed" and "Pakai contoh tabel" in batch.failure


@pytest.mark.parametrize(
    "name",
    ["08b_kutip_terbuka.csv", "08e_tanpa_judul.csv", "08f_kosong.csv", "12_excel97.xls",
     "13_libreoffice.ods", "14_bom_zip.xlsx", "15_xxe.xlsx", "16_milyar_tawa.xlsx", "17_bukan_xlsx.xlsx",
     "18_gambar.xlsx", "09_injeksi_formula.csv", "10_injeksi_html.csv", "08c_nul_dan_kendali.csv"],
)  # fmt: skip
def test_every_awkward_table_ends_in_words(client, sari, business, name):
    file = SimpleUploadedFile(name, (SAMPLES / name).read_bytes())
    batch = upload(client, sari, file, category=build.category(), business=business)
    assert batch.state in ("failed", "preview") and batch.table_path == ""
    assert (len(batch.failure) > 30) == (batch.state == "failed")
    assert client.get(f"{START}{batch.code}/").status_code == 200


def test_the_uploaded_files_do_not_outlive_their_use(sari, business, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        batch = intake.receive(
            business, build.category(), csv(GOOD | {"Foto": "a.jpg"}), photos(a__jpg=picture()), by=sari
        )
    paths = [batch.table_path, batch.photos_path]
    with django_capture_on_commit_callbacks(execute=True):
        work()
    assert [storages["private"].exists(path) for path in paths] == [False, True]
    with django_capture_on_commit_callbacks(execute=True):
        intake.throw_away(batch, by=sari)
    assert not storages["private"].exists(paths[1])


def test_formulas_and_markup_stay_text_on_the_page(client, sari, business):
    rows = [GOOD | {"Nama produk": text} for text in ("=HYPERLINK(A1) gula semut", "<script>alert(1)</script> gula")]
    batch = upload(client, sari, csv(*rows), category=build.category(), business=business)
    page = client.get(f"{START}{batch.code}/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_a_photo_that_is_missing_or_none_is_named(sari, business):
    files = photos(ada__jpg=picture(), palsu__jpg=picture("html_bernama_jpg.jpg"), hp__heic=picture("iphone.heic"))
    row = GOOD | {"Foto": "ADA.JPG; tiada.jpg; palsu.jpg; hp.heic"}
    batch = receive(business, build.category(), csv(row), files, by=sari)
    words = said(batch)
    assert "tiada.jpg: tidak ada di ZIP" in words and "palsu.jpg: Berkas ini bukan foto" in words and "HEIC" in words
    assert "ADA.JPG:" not in words and states(batch) == [("warning", "new")]


def test_photos_without_a_zip_are_told(sari, business):
    batch = receive(business, build.category(), csv(GOOD | {"Foto": "a.jpg"}), by=sari)
    assert "ZIP foto belum diunggah" in said(batch)


def test_too_many_photos_are_an_error(sari, business):
    row = GOOD | {"Foto": "; ".join(f"{n}.jpg" for n in range(9))}
    assert at(receive(business, build.category(), csv(row), by=sari)) == {"photos"}


def test_a_hostile_zip_is_refused_at_the_form_and_nothing_is_kept(client, sari, business):
    sign_in(client, sari)
    for name in ("../../etc/passwd", "/abs.jpg", "C:\\x.jpg"):
        answer = send(client, csv(GOOD), photos(**{name: b"x"}), category=build.category(), business=business)
        assert answer.status_code == 200 and "Nama berkas di ZIP ini tidak wajar" in answer.content.decode()
    assert not ProductBatch.objects.exists()


def test_a_double_tap_makes_one_table(client, sari, business):
    sign_in(client, sari)
    page = client.get(f"{START}?usaha={business.code}&kategori={build.category().slug}").content.decode()
    key = page.split('name="form_key" value="')[1].split('"')[0]
    for _ in range(2):
        data = {"usaha": business.code, "kategori": "gula-semut", "table": csv(GOOD), "form_key": key}
        assert client.post(START, data).status_code == 302
    assert ProductBatch.objects.count() == 1


def test_a_closed_business_and_a_stranger_are_refused(sari, dede, business):
    with pytest.raises(Refused, match="pemilik"):
        intake.receive(business, build.category(), csv(GOOD), None, by=dede)
    type(business).objects.filter(pk=business.pk).update(closed_at=BusinessEdition.objects.get().created_at)
    with pytest.raises(Refused, match="sudah ditutup"):
        intake.receive(business, build.category(), csv(GOOD), None, by=sari)


def test_a_helper_may_bring_a_table_and_a_lesser_person_may_not_see_it(client, sari, dede, business):
    build.member(business, dede, sari, "helper")
    batch = upload(client, dede, csv(GOOD), category=build.category(), business=business)
    page = client.get(f"{START}{batch.code}/").content.decode()
    assert "Masukkan sebagai draf" in page and "kirim ke petugas" not in page.split("<main")[1].split("Baris</h2>")[0]
    press(client, batch, "masukkan", kirim="1")
    assert batch.state == "preview"


def test_a_table_can_be_thrown_away(client, sari, business):
    batch = upload(client, sari, csv(GOOD), photos(a__jpg=picture()), category=build.category(), business=business)
    client.post(f"{START}{batch.code}/buang/")
    assert not ProductBatch.objects.exists()


def test_looking_again_sees_what_changed_meanwhile(client, sari, business):
    batch = upload(client, sari, csv(GOOD), category=build.category(), business=business)
    build.draft_product(business, sari, name="Gula Semut Aren 250 g")
    press(client, batch, "periksa")
    assert states(batch) == [("warning", "draft")]


def test_a_reading_that_broke_can_be_pressed_again(sari, business):
    batch = intake.receive(business, build.category(), csv(GOOD), None, by=sari)
    storages["private"].delete(batch.table_path)
    work()
    batch.refresh_from_db()
    assert batch.state == "failed" and "Unggah sekali lagi" in batch.failure


def test_a_barcode_and_a_photo_of_another_maker_are_said(sari, dede, asep, business):
    other = build.live_business(dede, asep).business
    build.live_product(other, dede, asep, gtin="8991234567891", name="Abon")
    taken_in(other, build.category(), csv(GOOD | {"Foto": "a.jpg"}), photos(a__jpg=picture()), by=dede)
    row = GOOD | {"Barcode": "8991234567891", "Foto": "b.jpg"}
    words = said(receive(business, build.category(), csv(row), photos(b__jpg=picture()), by=sari))
    assert "Abon" in words and "dipakai produk usaha lain" in words and "Foto yang sama persis" in words


def test_a_table_for_a_business_of_another_is_not_taken(client, sari, dede, asep, business):
    other = build.live_business(dede, asep).business
    sign_in(client, sari)
    page = client.get(f"{START}?usaha={business.code}&kategori={build.category().slug}").content.decode()
    key = page.split('name="form_key" value="')[1].split('"')[0]
    data = {"usaha": other.code, "kategori": "gula-semut", "table": csv(GOOD), "form_key": key}
    assert "Pilih usaha dan kategorinya dulu" in client.post(START, data).content.decode()
    assert not ProductBatch.objects.exists()
