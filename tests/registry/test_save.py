"""Filling in a registration: every step is kept, valid or not."""

import pytest
from django.core.cache import cache
from django.test import Client

from registry import actions
from registry.models import BusinessEdition
from tests import build
from tests.registry.conftest import words

NIK = "3602991708410007"


@pytest.fixture
def client(browser, sari):
    actions.start_business(by=sari)
    return browser(sari)


def draft():
    return BusinessEdition.objects.select_related("business__owner").get()


def test_a_valid_part_is_kept_and_leads_to_the_next(client):
    answer = client.post(
        "/daftar-usaha/usaha/", {"name": "  Gula   Sari ", "legal_form": "sole", "founded_year": "2 019"}
    )
    assert answer.url == "/daftar-usaha/bidang/"
    assert (draft().name, draft().legal_form, draft().founded_year) == ("Gula Sari", "sole", 2019)


def test_a_wrong_field_stops_going_on_but_all_that_was_typed_is_kept(client):
    page = client.post("/daftar-usaha/nib/", {"nib_status": "has", "nib": "0220 1034 5617"})
    assert page.status_code == 200
    assert "<title>Galat: Nomor Induk" in page.content.decode()
    assert words(page).count("NIB harus 13 angka. Lihat di dokumen NIB dari OSS.") == 2, "summary and field"
    assert (draft().nib_status, draft().nib, draft().raw) == ("has", "", {"nib": "0220 1034 5617"})


def test_the_wrong_text_is_there_again_on_another_device(client, browser, sari):
    client.post("/daftar-usaha/nib/", {"nib_status": "has", "nib": "0220 1034 5617", "later": "1"})
    page = browser(sari).get("/daftar-usaha/nib/")
    assert 'value="0220 1034 5617"' in page.content.decode()
    assert "NIB harus 13 angka" in words(page)
    assert "Masih kurang: NIB" in words(browser(sari).get("/daftar-usaha/"))


def test_fixing_the_text_clears_it(client):
    client.post("/daftar-usaha/nib/", {"nib_status": "has", "nib": "123"})
    client.post("/daftar-usaha/nib/", {"nib_status": "has", "nib": "0220 1034 56178"})
    assert (draft().nib, draft().raw) == ("0220103456178", {})


def test_save_and_go_on_later_keeps_a_half_filled_part(client):
    answer = client.post("/daftar-usaha/usaha/", {"name": "Gula Sari", "founded_year": "kemarin", "later": "1"})
    assert answer.url == "/daftar-usaha/"
    assert draft().name == "Gula Sari"
    assert draft().raw == {"founded_year": "kemarin"}
    page = client.get("/daftar-usaha/")
    assert "Tersimpan" in words(page)
    assert "Sedang diisi" in words(page)


def test_who_has_no_nib_goes_on_without_one(client):
    client.post("/daftar-usaha/nib/", {"nib_status": "none", "nib": "apa saja"})
    assert (draft().nib_status, draft().nib, draft().raw) == ("none", "", {})
    assert "oss.go.id" in words(client.get("/daftar-usaha/nib/"))


def test_the_nik_is_stored_secretly_and_never_shown_again(client):
    page = client.post(
        "/daftar-usaha/pemilik/", {"owner_name": "", "nik": "3602 9917 0841 0007", "phone": "0860 1111 0001"}
    )
    assert page.status_code == 200
    assert draft().business.owner.nik_last4 == "0007"
    for shown in (
        page,
        client.get("/daftar-usaha/pemilik/"),
        client.get("/daftar-usaha/periksa/"),
        client.get("/daftar-usaha/"),
    ):
        assert NIK not in shown.content.decode().replace(" ", "")
    assert "••••••••••••0007" in words(client.get("/daftar-usaha/pemilik/"))
    assert NIK not in str(BusinessEdition.objects.values())


def test_a_wrong_nik_is_said_but_never_kept_as_raw_text(client):
    page = client.post("/daftar-usaha/pemilik/", {"owner_name": "Ibu Sari", "nik": "123", "phone": "0860 1111 0001"})
    assert "NIK harus 16 angka" in words(page)
    assert draft().raw == {}


def test_a_nik_of_somebody_else_is_refused_at_its_field_and_not_echoed(client, dede):
    other = actions.start_business(by=dede)
    actions.set_identity(other.business.owner, nik=NIK, by=dede)
    page = client.post("/daftar-usaha/pemilik/", {"owner_name": "Ibu Sari", "nik": NIK, "phone": "0860 1111 0001"})
    assert "NIK ini sudah dipakai akun lain" in words(page)
    assert NIK not in page.content.decode()


def test_the_field_of_business_is_found_by_words(client):
    build.activity()
    page = client.get("/daftar-usaha/bidang/?cari=gula+smut")
    assert 'value="2025-10722"' in page.content.decode()
    assert "KBLI 2025: 10722" in words(page)
    assert client.post("/daftar-usaha/bidang/", {"activity": "2025-10722"}).status_code == 302
    assert client.get("/daftar-usaha/bidang/?cari=zzzz").status_code == 200


def test_the_village_is_chosen_in_two_steps_without_script(client):
    village = build.village("Citeras", "Rangkasbitung")
    build.village("Sobang", "Sobang")
    first = client.get("/daftar-usaha/alamat/").content.decode()
    assert "Rangkasbitung" in first
    assert "Citeras" not in first
    typed = {"district": village.parent_id, "street": "Kp. Pasir", "rt": "2", "choose": "1"}
    page = client.get(client.post("/daftar-usaha/alamat/", typed).url).content.decode()
    assert "Desa Citeras" in page
    assert "Desa Sobang" not in page
    assert 'value="Kp. Pasir"' in page
    client.post("/daftar-usaha/alamat/", {**typed, "village": village.code, "choose": ""} | {"choose": "1"})
    assert draft().village == village
    assert draft().rt == "002"


def test_a_village_of_another_kecamatan_is_not_taken(client):
    village, other = build.village("Citeras", "Rangkasbitung"), build.village("Sobang", "Sobang")
    page = client.post("/daftar-usaha/alamat/", {"district": other.parent_id, "village": village.code, "street": "Kp."})
    assert "Pilih desa atau kelurahan." in words(page)
    assert draft().village is None


def test_the_postal_code_comes_with_the_village_and_may_be_changed(client):
    village = build.village()
    village.postal_code = "42315"
    village.save()
    where = {"district": village.parent_id, "village": village.code, "street": "Kp. Pasir"}
    client.post("/daftar-usaha/alamat/", where)
    assert draft().postal_code == "42315"
    client.post("/daftar-usaha/alamat/", where | {"postal_code": "42 316"})
    assert draft().postal_code == "42316"


def test_capital_or_sales_one_is_enough(client):
    people = {"workers_male": "0", "workers_female": "3"}
    assert "Pilih modal usaha atau omzet per tahun." in words(client.post("/daftar-usaha/tenaga-kerja/", people))
    assert client.post("/daftar-usaha/tenaga-kerja/", people | {"sales_range": "300000000"}).status_code == 302
    assert (draft().workers_male, draft().sales_range) == (0, "300000000")


def test_founding_papers_are_asked_only_of_the_forms_that_have_some(client):
    about = {"name": "Gula Sari", "legal_form": "pt"}
    client.post("/daftar-usaha/usaha/", about)
    page = words(client.get("/daftar-usaha/nib/"))
    assert "Akta pendirian: nomor" in page
    assert "Pengesahan Kementerian Hukum: nomor" in page
    sent = {"nib_status": "none", "deed_number": "12", "deed_date": "2019-03-04", "ministry_number": "AHU-1"}
    assert client.post("/daftar-usaha/nib/", sent).status_code == 302
    assert (draft().deed_number, str(draft().deed_date), draft().ministry_number) == ("12", "2019-03-04", "AHU-1")
    check = words(client.get("/daftar-usaha/periksa/"))
    assert "12, tanggal 4 Maret 2019" in check
    client.post("/daftar-usaha/usaha/", about | {"legal_form": "cv"})
    assert (draft().deed_number, draft().ministry_number) == ("12", ""), "a CV has a deed, and no decision"
    client.post("/daftar-usaha/usaha/", about | {"legal_form": "sole"})
    assert (draft().deed_number, draft().deed_date) == ("", None)
    assert "Akta" not in words(client.get("/daftar-usaha/nib/"))
    assert "Akta" not in words(client.get("/daftar-usaha/periksa/"))


def test_a_deed_of_tomorrow_is_refused(client):
    client.post("/daftar-usaha/usaha/", {"name": "Gula Sari", "legal_form": "cv"})
    page = client.post("/daftar-usaha/nib/", {"nib_status": "none", "deed_date": "2099-01-01"})
    assert "tidak boleh setelah hari ini" in words(page)


def test_another_person_may_be_in_charge(client):
    client.post(
        "/daftar-usaha/pemilik/",
        {"owner_name": "Ibu Sari", "nik": NIK, "phone": "0860 1111 0001", "responsible_person": "Asep",
         "responsible_phone": "0860 1111 0009"},
    )  # fmt: skip
    assert (draft().responsible_person, draft().responsible_phone) == ("Asep", "+6286011110009")
    assert "0860-1111-0009" in words(client.get("/daftar-usaha/periksa/"))


def test_a_new_server_knows_all_that_was_typed(client, sari):
    """Nothing of a draft or a session lives in the process, nor in the cache."""
    client.post("/daftar-usaha/usaha/", {"name": "Gula Sari", "founded_year": "kemarin", "later": "1"})
    cookies = client.cookies
    cache.clear()
    fresh = Client()
    fresh.cookies = cookies
    page = fresh.get("/daftar-usaha/usaha/").content.decode()
    assert 'value="Gula Sari"' in page
    assert 'value="kemarin"' in page


HOSTILE = [
    "\x00",
    "a\x00b",
    "\ud800",
    "😀" * 300,
    "x" * 300_000,
    "9" * 400,
    "-1",
    "1e9",
    "１２３",
    "\u202eabc",
    "<script>",
    "' OR 1=1",
]
FIELDS = {
    "pemilik": ["owner_name", "nik", "phone", "whatsapp", "email", "responsible_person", "responsible_phone"],
    "usaha": ["name", "legal_form", "founded_year", "description"],
    "bidang": ["activity", "cari", "also", "drop"],
    "nib": ["nib_status", "nib", "deed_number", "deed_date"],
    "alamat": ["district", "village", "street", "rt", "rw", "postal_code", "point"],
    "tenaga-kerja": [
        "workers_male",
        "workers_female",
        "capital_range",
        "sales_range",
        "sales_year",
        "investment_range",
        "is_vat_registered",
    ],
    "produksi": ["production_capacity", "capacity_unit", "bahan-count", "bahan-0-name", "bahan-0-origin"],
    "penjualan": ["toko-count", "toko-0-platform", "toko-0-url", "ekspor-count", "ekspor-0-country"],
    "persetujuan": ["show_name"],
}


@pytest.mark.parametrize("part", FIELDS)
def test_no_input_breaks_a_part(client, part):
    build.village()
    for bad in HOSTILE:
        sent = bad.encode("utf-8", "surrogatepass").decode("latin-1") if bad == "\ud800" else bad
        for more in ({}, {"later": "1"}, {"choose": "1"}):
            answer = client.post(f"/daftar-usaha/{part}/", dict.fromkeys(FIELDS[part], sent) | more)
            assert answer.status_code in (200, 302), (part, bad[:9], more)
            assert client.get(f"/daftar-usaha/{part}/").status_code == 200
    assert "\x00" not in str(BusinessEdition.objects.values())


@pytest.mark.parametrize(
    "path", ["usaha%00/", "x/", "%ED%A0%80/", "9" * 400 + "/", "aaaaaaaa/", "aaaaaaaa/usaha/", "bidang/?cari=%00"]
)
def test_no_address_breaks_the_registration(client, path):
    assert client.get(f"/daftar-usaha/{path}").status_code in (200, 404)
