"""What each role opens and does, page by page; and that nobody else gets in by way of a membership."""

import json
import uuid

import pytest
from django.test import Client

from catalog import actions as catalog
from catalog.models import Product, ProductEdition
from registry import actions, members
from registry.membership import RIGHTS, Right, may, roles_with, table, words_for
from registry.models import Consent, Member, MemberRole
from review.actions import Refused
from tests import build
from tests.people import person, sign_in
from tests.registry.conftest import key, words

ROLES = ("responsible_person", "manager", "helper", "stranger", "removed")
# letters in the order of ROLES: o open, 3 forbidden with words, 4 not found
READ, FILL, SEND, DATA = "ooo44", "ooo44", "oo344", "o3344"
PAGES = {
    "/pusat-usaha/usaha/{business}/anggota/": ("get", READ),
    "/pusat-usaha/produk/{draft}/ubah/": ("get", FILL),
    "/pusat-usaha/produk/{product}/harga/": ("get", FILL),
    "/pusat-usaha/produk/{product}/buka/": ("post", FILL),
    "/pusat-usaha/produk/{product}/tayang/": ("get", SEND),
    "/pusat-usaha/produk/{sent}/batalkan/": ("post", SEND),
    "/pusat-usaha/sertifikat/{paper}/": ("get", SEND),
    "/sertifikat/{paper}/berkas/": ("get", "oo444"),
    "/pusat-usaha/sertifikat/{paper}/buang/": ("post", SEND),
    "/daftar-usaha/{business}/": ("get", DATA),
    "/daftar-usaha/{business}/pemilik/": ("get", DATA),
    "/daftar-usaha/{business}/periksa/": ("get", DATA),
    "/daftar-usaha/{business}/ubah/": ("post", DATA),
}


@pytest.fixture
def shop(sari, rina, ratna):
    """Sari's business with things in every state, and the codes for the addresses."""
    business = build.live_business(sari, rina).business
    sent = build.draft_product(business, sari, name="Gula Cair")
    catalog.submit(sent, by=sari)
    codes = {
        "business": business.code,
        "product": build.live_product(business, sari, rina).product.code,
        "draft": build.draft_product(business, sari, name="Gula Batok").product.code,
        "sent": sent.product.code,
        "paper": build.draft_certificate(business, sari).code,
    }
    return business, codes


def somebody(role: str, business, sari):
    user = person(f"Teh {role}", email=f"{role}@contoh.example")
    if role == "stranger":
        return user
    made = build.member(business, user, sari, "responsible_person" if role == "removed" else role)
    if role == "removed":
        members.remove(made, by=sari)
    return user


def outcome(status: int) -> str:
    return {403: "3", 404: "4"}.get(status, "o" if status < 400 else "?")


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_the_table_says(shop, sari, role):
    business, codes = shop
    client, wrong = sign_in(Client(), somebody(role, business, sari)), []
    for page, (method, letters) in PAGES.items():
        answer = getattr(client, method)(page.format(**codes))
        if answer.streaming:
            b"".join(answer.streaming_content)
        if outcome(answer.status_code) != letters[ROLES.index(role)]:
            wrong.append(f"{role} {method} {page}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_refusal_says_whose_task_it_is(shop, sari):
    business, codes = shop
    client = sign_in(Client(), somebody("helper", business, sari))
    page = words(client.get(f"/daftar-usaha/{codes['business']}/"))
    assert "untuk pemilik atau penanggung jawab usaha" in page


def test_a_helper_fills_in_a_product_but_does_not_send_it(shop, sari):
    business, codes = shop
    client = sign_in(Client(), somebody("helper", business, sari))
    address = f"/pusat-usaha/produk/{codes['draft']}/ubah/"
    page = client.get(address).content.decode()
    assert "Kirim untuk diperiksa" not in page
    assert "Anda: Pembantu" in page
    assert "Gula Aren Ibu Sari" in page
    client.post(address, {"name": "Gula Batok Besar", "do": "send", "price": "25000"})
    edition = ProductEdition.objects.get(product__code=codes["draft"])
    assert (edition.name, edition.submission) == ("Gula Batok Besar", None)
    client.post(f"/pusat-usaha/produk/{codes['product']}/harga/", {"price": "27000", "availability": "ready"})
    assert Product.objects.get(code=codes["product"]).price_before_vat in (25000, 27000)


@pytest.mark.parametrize(("role", "made"), [("helper", True), ("manager", True), ("stranger", False)])
def test_who_begins_a_product(shop, sari, role, made):
    business, codes = shop
    client, before = sign_in(Client(), somebody(role, business, sari)), Product.objects.count()
    answer = client.post("/pusat-usaha/produk/baru/", {"form_key": str(uuid.uuid4()), "business": codes["business"]})
    assert (answer.status_code == 302, Product.objects.count() > before) == (made, made)


def test_a_helper_begins_no_certificate(shop, sari):
    business, codes = shop
    client = sign_in(Client(), somebody("helper", business, sari))
    assert client.get("/pusat-usaha/sertifikat/baru/").status_code == 403
    given = {"form_key": str(uuid.uuid4()), "business": codes["business"], "kind": "pirt"}
    assert client.post("/pusat-usaha/sertifikat/baru/", given).status_code == 403
    listed = client.get("/pusat-usaha/sertifikat/").content.decode()
    assert f"/pusat-usaha/sertifikat/{codes['paper']}/" not in listed
    assert "Tambah sertifikat" not in listed


def test_the_responsible_person_fills_in_all_but_nik_and_consents(sari, dede):
    edition = build.draft_business(sari)
    build.member(edition.business, dede, sari, "responsible_person")
    client, code = sign_in(Client(), dede), edition.business.code
    page = client.get(f"/daftar-usaha/{code}/pemilik/").content.decode()
    assert 'name="nik"' not in page
    before = edition.business.owner.nik_hash
    client.post(
        f"/daftar-usaha/{code}/pemilik/", {"owner_name": "Sari B", "phone": "0860 1111 0001", "nik": "3602991708412345"}
    )
    edition.refresh_from_db()
    edition.business.owner.refresh_from_db()
    assert (edition.owner_name, edition.business.owner.nik_hash) == ("Sari B", before)
    assert "diisi pemilik sendiri" in words(client.get(f"/daftar-usaha/{code}/persetujuan/"))
    assert client.post(f"/daftar-usaha/{code}/persetujuan/", {"show_name": "on"}).status_code == 403
    assert not Consent.objects.filter(purpose="show_name").exists()
    assert "persetujuan" not in edition.draft_notes.get("saved", ())


def test_what_the_responsible_person_cannot_read_she_cannot_withdraw(shop, sari, dede):
    business, codes = shop
    actions.set_consent(business.owner, "show_contact", True, version="1", by=sari)
    build.member(business, dede, sari, "responsible_person")
    client = sign_in(Client(), dede)
    client.post("/pusat-usaha/profil/", {})
    client.post(f"/daftar-usaha/{codes['business']}/pemilik/", {"owner_name": "x"})
    assert Consent.objects.filter(purpose="show_contact", withdrawn_at=None).exists()


def test_a_member_without_a_business_of_her_own_reads_the_profile(shop, sari, dede):
    business, _ = shop
    build.member(business, dede, sari, "responsible_person")
    page = words(sign_in(Client(), dede).get("/pusat-usaha/profil/"))
    assert "Gula Aren Ibu Sari" in page
    assert "Simpan pilihan" not in page


def test_a_members_own_data_names_the_membership_and_not_the_business_data(shop, sari, dede):
    business, _ = shop
    build.member(business, dede, sari, "manager")
    text = sign_in(Client(), dede).get("/pusat-usaha/data-saya.json").content.decode()
    copy = json.loads(text)
    assert copy["keanggotaan"][0]["peran"] == "Pengelola"
    assert copy["usaha"] == copy["produk"] == copy["sertifikat"] == []
    assert sari.phone not in text


def test_the_owner_centre_switches_between_businesses(shop, sari, rina, dede):
    business, _ = shop
    own = build.live_business(dede, rina, name="Keripik Pak Dede").business
    build.live_product(own, dede, rina, name="Keripik Pisang")
    build.member(business, dede, sari, "manager")
    client = sign_in(Client(), dede)
    for address in ("/pusat-usaha/", "/pusat-usaha/produk/", "/pusat-usaha/sertifikat/"):
        page = client.get(address).content.decode()
        assert f"?usaha={business.code}" in page
        assert f"?usaha={own.code}" in page
        assert "Gula Aren Ibu Sari (Pengelola)" in words(client.get(address))
    here = words(client.get("/pusat-usaha/produk/", {"usaha": own.code}))
    assert "Keripik Pisang" in here
    assert "Gula Batok" not in here
    assert client.get("/pusat-usaha/", {"usaha": "\0zzz"}).status_code == 200


def test_a_missing_nik_stops_a_member_too(sari, dede):
    edition = actions.start_business(by=sari)
    actions.save_draft(edition, build.whole_business(), by=sari)
    build.member(edition.business, dede, sari, "responsible_person")
    with pytest.raises(Refused, match="NIK pemilik belum diisi"):
        actions.submit(edition, by=dede)


def test_the_table_of_rights_is_the_one_the_page_shows(client, shop, sari):
    assert RIGHTS[MemberRole.OWNER] == tuple(Right)
    assert [role for role in MemberRole.values if may(role, Right.OWN)] == ["owner"]
    assert roles_with(Right.SEND_PRODUCTS) == ["owner", "responsible_person", "manager"]
    assert words_for(Right.OWN) == "pemilik"
    page = words(sign_in(client, sari).get(f"/pusat-usaha/usaha/{shop[1]['business']}/anggota/"))
    for line, _ in table():
        assert line in page
    assert not Member.objects.exists()
    assert key()
