"""The owner's page: what is held, what is public, who looked, consents with one tap, a copy to take home."""

import io
import json
import zipfile

import pytest
from django.test import Client

from audit.models import Event
from certification import actions as certification
from certification.models import Certificate
from registry import actions as registry
from registry.consents import OPTIONAL
from registry.models import Consent, Owner
from tests import build
from tests.privacy.things import NIK, PRIVATE, as_, whole_sari

PAGE, JSON, ZIP = "/pusat-usaha/data-pribadi/", "/pusat-usaha/data-saya.json", "/pusat-usaha/data-saya.zip"


@pytest.fixture
def business(sari, rina):
    return whole_sari(sari, rina)


def page(user) -> str:
    return " ".join(as_(user).get(PAGE).content.decode().split())


def test_she_sees_what_is_held_in_its_class_and_never_the_whole_nik(business, sari):
    shown = page(sari)
    assert f"••••••••••••{NIK[-4:]}" in shown
    assert NIK not in shown
    for words in ("Rahasia", "Keuangan", "Pribadi", "Umum", PRIVATE["street"], "sampai Rp50 juta"):
        assert words in shown


def test_she_sees_who_looked_in_which_role_and_why_and_nobody_elses(business, sari, dede, rina):
    owner, paper = Owner.objects.get(user=sari), Certificate.objects.get()
    registry.reveal_nik(owner, by=rina, purpose="duplicate", note="Nama mirip.")
    certification.open_scan(paper, by=rina, purpose="review")
    certification.open_scan(paper, by=sari)
    build.live_business(dede, rina)
    shown = page(sari)
    assert "Bu Rina" in shown
    assert "NIK lengkap dilihat" in shown
    assert "Mencocokkan data ganda" in shown
    assert "“Nama mirip.”" in shown
    assert "Memeriksa pengajuan" in shown
    assert shown.count("Berkas sertifikat dibuka") == 1, "her own looks are no news"
    assert "NIK lengkap dilihat" not in page(dede)


@pytest.mark.parametrize(
    ("purpose", "hidden"),
    [("show_name", "Nyi Sari Ningsih</dd>"), ("show_contact", "77778888"), ("show_address", PRIVATE["street"])],
)
def test_one_tap_hides_it_at_once_everywhere(business, sari, purpose, hidden):
    edition = business.editions.get(is_live=True)
    product = business.products.get()
    public = [
        f"/usaha/{edition.slug}-{business.code}/",
        f"/produk/gula-semut-aren-250-g-{product.code}/",
        "/produk/?q=gula",
        "/usaha/",
        "/",
        "/sitemap-produk-1.xml",
        "/sitemap-halaman.xml",
    ]
    visitor = Client()
    assert hidden in visitor.get(public[0]).content.decode()
    answer = as_(sari).post(f"{PAGE}izin/{purpose}/tarik/", follow=True)
    assert "sudah tidak tampil" in answer.content.decode()
    for address in public:
        answer = visitor.get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert hidden not in text.decode(), address
    assert Consent.objects.get(purpose=purpose).withdrawn_at is not None


def test_a_consent_that_does_not_exist_is_not_found(business, sari):
    for purpose in ("notice", "lain"):
        assert as_(sari).post(f"{PAGE}izin/{purpose}/tarik/").status_code == 404


def test_the_copy_holds_all_of_hers_and_nothing_of_others(business, sari, dede, rina):
    build.live_business(dede, rina, name="Usaha Dede", owner_name="Pak Dede")
    registry.reveal_nik(Owner.objects.get(user=sari), by=rina, purpose="review")
    answer = as_(sari).get(JSON)
    copy = json.loads(answer.content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert [len(one["versi"]) for one in copy["usaha"]] == [3]
    assert len(copy["produk"]) == len(copy["sertifikat"]) == 1
    assert {one["keadaan"] for one in copy["pengajuan"]} == {"Perlu diperbaiki", "Disetujui"}
    assert copy["pengajuan"][0]["catatan"] == {"street": "Kp. Rahasia?"}
    assert len(copy["izin"]) == len(OPTIONAL)
    assert [one["keperluan"] for one in copy["yang_melihat"]] == ["Permintaan Anda sendiri", "Memeriksa pengajuan"]
    text = answer.content.decode()
    assert "Dede" not in text
    assert NIK not in text
    assert Event.objects.get(verb="data_downloaded").detail == {"form": "json"}


def test_the_tables_open_in_a_spreadsheet_and_run_nothing(business, sari):
    edit = registry.open_draft(business, by=sari)
    registry.save_draft(edit, {"street": "=HYPERLINK(1)"}, by=sari)
    answer = as_(sari).get(ZIP)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    names = set(archive.namelist())
    assert {"usaha.csv", "usaha_versi.csv", "produk_versi.csv", "sertifikat.csv", "izin.csv", "pengajuan.csv"} <= names
    versions = archive.read("usaha_versi.csv").decode("utf-8-sig")
    assert PRIVATE["street"] in versions
    assert "'=HYPERLINK(1)" in versions
    assert ";=HYPERLINK" not in versions
    assert NIK not in versions


def test_who_never_registered_is_led_there_and_visitors_sign_in(dede):
    for address in (PAGE, JSON, ZIP, f"{PAGE}permintaan/"):
        assert as_(dede).get(address).url == "/daftar-usaha/"
        assert Client().get(address).url.startswith("/akun/masuk/?next=")


def test_a_page_with_nothing_yet_says_so(sari):
    registry.start_business(by=sari)
    shown = page(sari)
    assert "Usaha Anda belum atau tidak sedang tayang" in shown
    assert "Belum ada yang membuka NIK" in shown


def test_all_that_everybody_sees_without_asking_her_is_named(sari, rina):
    """The public page shows more than name and place; whoever reads this page must know all of it."""
    edition = build.draft_business(sari, founded_year=2019, production_capacity=6000, capacity_unit="kg")
    registry.save_draft(edition, {}, by=sari, rows={"materials": [{"name": "Nira", "origin": "home"}]})
    shop = {"platform": "website", "url": "https://contoh.example/"}
    registry.save_draft(edition, {}, by=sari, rows={"marketplaces": [shop], "exports": [{"country": "MY"}]})
    registry.approve(registry.submit(edition, by=sari), by=rina)
    shown = page(sari)
    for words in ("tahun berdiri", "kapasitas produksi", "bahan baku dan asalnya", "toko daring", "tujuan ekspor"):
        assert words in shown
    assert "keanggotaan sentra" not in shown
