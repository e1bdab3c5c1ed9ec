"""Lists in a registration: raw materials, shops, countries, further places. Added, kept, wrong, taken away."""

import pytest

from registry import actions
from registry.models import BusinessEdition, Location, MarketplaceLink, RawMaterial, Region
from tests import build
from tests.registry.conftest import words

MADE = "/daftar-usaha/produksi/"
SOLD = "/daftar-usaha/penjualan/"
PLACE = "/daftar-usaha/alamat/"
SHOP = "https://www.tokopedia.com/gula-sari"


@pytest.fixture
def client(browser, sari):
    actions.start_business(by=sari)
    return browser(sari)


def draft():
    return BusinessEdition.objects.get()


def material(at, name, origin="home", **more):
    return {f"bahan-{at}-{field}": value for field, value in {"name": name, "origin": origin, **more}.items()}


def materials():
    return [(one.name, one.origin, one.country, one.share_percent) for one in draft().materials.all()]


def test_capacity_and_materials_are_kept_in_order(client):
    sent = {
        "production_capacity": "6.000",
        "capacity_unit": "bungkus",
        "bahan-count": "3",
        **material(0, "Nira aren", share_percent="90"),
        **material(2, "Gandum", "imported", country="australia", share_percent="10"),
    }
    assert client.post(MADE, sent).status_code == 302
    assert (draft().production_capacity, draft().capacity_unit) == (6000, "bungkus")
    assert materials() == [("Nira aren", "home", "", 90), ("Gandum", "imported", "AU", 10)]
    page = client.get(MADE)
    assert 'value="Australia"' in page.content.decode()
    assert "Nira aren, Gandum" in words(client.get("/daftar-usaha/"))


def test_an_empty_row_is_no_row(client):
    assert client.post(MADE, {"bahan-count": "2", "bahan-0-share_percent": "  "}).status_code == 302
    assert materials() == []
    assert draft().raw == {}


def test_a_wrong_row_is_said_and_all_that_was_typed_comes_back_on_another_device(client, browser, sari):
    sent = {"bahan-count": "2", **material(0, "Nira"), **material(1, "Gandum", "imported", country="Wakanda")}
    page = client.post(MADE, sent)
    assert page.status_code == 200
    assert "<title>Galat: Produksi" in page.content.decode()
    assert words(page).count("Negara ini tidak kami kenal.") == 2, "summary and field"
    assert materials() == [("Nira", "home", "", None)]
    again = browser(sari).get(MADE).content.decode()
    assert 'value="Wakanda"' in again
    assert 'value="Nira"' in again
    assert "Masih kurang: Bahan baku" in words(browser(sari).get("/daftar-usaha/"))
    client.post(MADE, sent | {"bahan-1-country": "Amerika Serikat"})
    assert [row[2] for row in materials()] == ["", "US"]
    assert draft().raw == {}


def test_without_scripts_a_button_adds_a_row_and_loses_nothing(client):
    sent = {"bahan-count": "1", **material(0, "Nira"), "production_capacity": "banyak", "add": "bahan"}
    answer = client.post(MADE, sent)
    assert answer.url == f"{MADE}?tambah=bahan#bahan-1"
    page = client.get(answer.url).content.decode()
    assert 'name="bahan-1-name"' in page
    assert 'name="bahan-count" value="2"' in page
    assert 'value="banyak"' in page
    assert materials() == [("Nira", "home", "", None)]


def test_without_scripts_a_button_takes_a_row_away(client):
    two = {"bahan-count": "2", **material(0, "Nira"), **material(1, "Gula")}
    client.post(MADE, two)
    answer = client.post(MADE, two | {"remove": "bahan-0"})
    assert answer.url == f"{MADE}#bahan"
    assert [row[0] for row in materials()] == ["Gula"]


def test_capacity_and_unit_come_together_and_shares_are_parts_of_one_whole(client):
    page = words(client.post(MADE, {"production_capacity": "100"}))
    assert "Tulis satuannya" in page
    assert "Tulis berapa banyak sebulan." in words(client.post(MADE, {"capacity_unit": "kg"}))
    both = {"bahan-count": "2", **material(0, "A1", share_percent="60"), **material(1, "B1", share_percent="50")}
    assert "Jumlah semua bagian 110%" in words(client.post(MADE, both))
    assert "Yang ini sudah ditulis" in words(
        client.post(MADE, {"bahan-count": "2", **material(0, "Nira"), **material(1, "Nira")})
    )


def test_an_optional_part_is_passed_over_with_one_tap(client, sari):
    assert "boleh dilewati" in words(client.get(MADE))
    answer = client.post(MADE, {"skip": "1", "bahan-count": "1"})
    assert answer.status_code == 302
    assert "produksi" in draft().draft_notes["saved"]
    page = words(client.get("/daftar-usaha/"))
    assert "0 dari 7 selesai" in page
    assert "Belum diisi; bisa kapan saja." in page


def test_something_wrong_in_an_optional_part_keeps_it_from_being_sent(browser, sari):
    edition = build.draft_business(sari)
    actions.save_draft(edition, {"draft_notes": {"saved": ["persetujuan"]}}, by=sari)
    client = browser(sari)
    assert "Periksa dan kirim" in words(client.get("/daftar-usaha/"))
    client.post(MADE, {"production_capacity": "banyak", "skip": "1"})
    assert "Belum bisa dikirim" in words(client.get("/daftar-usaha/periksa/"))


def test_links_are_checked_by_their_host_and_kept_once(client):
    sent = {"toko-count": "2", "toko-0-platform": "tokopedia", "toko-0-url": f"{SHOP}?utm_source=wa"}
    assert client.post(SOLD, sent).status_code == 302
    assert MarketplaceLink.objects.get().url == SHOP
    wrong = sent | {"toko-1-platform": "shopee", "toko-1-url": "https://jahat.example/shopee.co.id"}
    assert "Alamat ini bukan Shopee" in words(client.post(SOLD, wrong))
    twice = sent | {"toko-1-platform": "tokopedia", "toko-1-url": SHOP}
    assert "Yang ini sudah ditulis di atas" in words(client.post(SOLD, twice))


def test_countries_of_export_are_found_by_name(client):
    sent = {"ekspor-count": "2", "ekspor-0-country": "malaysia", "ekspor-0-year": "2024", "ekspor-1-country": "JP"}
    assert client.post(SOLD, sent).status_code == 302
    assert list(draft().exports.values_list("country", "year")) == [("MY", 2024), ("JP", None)]
    page = words(client.post(SOLD, {"ekspor-count": "1", "ekspor-0-country": "Indonesia"}))
    assert "Negara ini tidak kami kenal" in page
    assert "Maksud Anda Korea" in words(client.post(SOLD, {"ekspor-count": "1", "ekspor-0-country": "korea"}))


def place(at=0, **values):
    return {f"tempat-{at}-{field}": value for field, value in values.items()}


def test_a_further_place_is_chosen_in_two_steps_without_scripts(client):
    home, other = build.village("Citeras", "Rangkasbitung"), build.village("Hariang", "Sobang")
    main = {"district": home.parent_id, "village": home.code, "street": "Kp. Pasir"}
    first = main | {"tempat-count": "1", **place(kind="shop", district=other.parent_id, street="Pasar Sobang", rt="4")}
    answer = client.post(PLACE, first | {"choose": "tempat-0"})
    assert answer.url == f"{PLACE}#tempat"
    page = client.get(answer.url).content.decode()
    assert "Desa Hariang" in page
    assert 'value="Pasar Sobang"' in page
    assert client.post(PLACE, first | place(region=other.code)).status_code == 302
    stored = Location.objects.get()
    assert (stored.kind, stored.region, stored.street, stored.rt) == ("shop", other, "Pasar Sobang", "004")
    assert draft().village == home, "the main place stays what it was"


def test_a_place_elsewhere_is_a_regency(client):
    home = build.village()
    Region.objects.create(code="3601", name="Kabupaten Pandeglang", level="regency", parent_id="36")
    main = {"district": home.parent_id, "village": home.code, "street": "Kp. Pasir", "tempat-count": "1"}
    sent = main | place(kind="warehouse", district="luar", region="3601", point="-6.3, 106.1")
    assert client.post(PLACE, sent).status_code == 302
    stored = Location.objects.get()
    assert (stored.region_id, stored.point) == ("3601", "-6.300000, 106.100000")
    assert "Gudang: Kabupaten Pandeglang, Banten" in words(client.get("/daftar-usaha/periksa/"))


def test_a_village_of_another_kecamatan_is_no_place(client):
    home, other = build.village("Citeras", "Rangkasbitung"), build.village("Hariang", "Sobang")
    main = {"district": home.parent_id, "village": home.code, "street": "Kp. Pasir", "tempat-count": "1"}
    page = client.post(PLACE, main | place(kind="shop", district=home.parent_id, region=other.code))
    assert "Pilih desa, kelurahan, atau kabupaten." in words(page)
    assert not Location.objects.exists()


def test_the_point_on_the_map_is_read_from_numbers_and_from_a_link(client):
    home = build.village()
    main = {"district": home.parent_id, "village": home.code, "street": "Kp. Pasir"}
    client.post(PLACE, main | {"point": "https://www.google.com/maps/place/X/@-6.1,106.9,17z/data=!3d-6.35!4d106.25"})
    assert draft().point == "-6.350000, 106.250000"
    page = client.post(PLACE, main | {"point": "di belakang masjid"})
    assert "Titik lokasi tidak terbaca." in words(page)
    assert draft().raw["point"] == "di belakang masjid"
    client.post(PLACE, main | {"point": ""})
    assert draft().point == ""


HOSTILE = ["\x00", "😀" * 300, "x" * 50_000, "9" * 400, "-1", "<script>", "../..", "javascript:alert(1)", "[]", "{}"]


@pytest.mark.parametrize(("path", "prefix", "fields"), [
    (MADE, "bahan", ("name", "origin", "country", "share_percent")),
    (SOLD, "toko", ("platform", "url")),
    (SOLD, "ekspor", ("country", "year")),
    (PLACE, "tempat", ("kind", "district", "region", "street", "rt", "rw", "postal_code", "point")),
])  # fmt: skip
def test_no_row_breaks_a_page(client, path, prefix, fields):
    build.village()
    for bad in HOSTILE:
        row = {f"{prefix}-0-{field}": bad for field in fields}
        for more in ({f"{prefix}-count": "1"}, {f"{prefix}-count": bad}, {f"{prefix}-count": "1", "add": bad}):
            for press in ({}, {"later": "1"}, {"add": prefix}, {"remove": bad}, {"choose": f"{prefix}-0"}):
                assert client.post(path, row | more | press).status_code in (200, 302), (bad[:9], more)
        assert client.get(path, {"tambah": bad}).status_code == 200
    assert "\x00" not in str(BusinessEdition.objects.values())


def test_more_rows_than_anybody_needs_are_refused_in_words(client):
    sent = {"bahan-count": "9999"}
    for at in range(40):
        sent |= material(at, f"Bahan {at}")
    page = client.post(MADE, sent)
    assert "Bahan baku paling banyak 12" in words(page)
    assert RawMaterial.objects.count() <= 12


def test_a_text_that_is_no_list_is_no_list(client, sari):
    for bad in ("{}", "[1,2]", "bukan", '[{"name": {"a": 1}}]', "[" * 900):
        edition = draft()
        actions.save_draft(edition, {"draft_notes": {"raw": {"materials": bad}}}, by=sari)
        assert client.get(MADE).status_code == 200
