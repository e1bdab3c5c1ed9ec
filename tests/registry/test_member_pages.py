"""The pages about the people of a business, and the page an invitation leads to."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from accounts.contacts import Contact
from lebak_catalog.roles import sync_roles
from registry import members
from registry.invitations import token_of
from registry.models import Member
from tests import build
from tests.people import person, sign_in
from tests.registry.conftest import key, words

PHONE = "+6286022220001"


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def yani(db):
    user = person("Teh Yani", phone=PHONE)
    type(user).objects.filter(pk=user.pk).update(phone_verified=True)
    return type(user).objects.get(pk=user.pk)


def address(business) -> str:
    return f"/pusat-usaha/usaha/{business.code}/anggota/"


def typed(**more) -> dict[str, str]:
    return key() | {"name": "Yani", "contact": "0860 2222 0001", "role": "manager"} | more


def test_the_empty_list_says_what_to_do(browser, business, sari):
    page = words(browser(sari).get(address(business)))
    assert "Belum ada anggota lain" in page
    assert "Kirim undangan" in page
    assert "Tidak bisa dikeluarkan siapa pun" in page


def test_inviting_sends_a_message_and_shows_a_link_to_pass_on(
    browser, business, sari, django_capture_on_commit_callbacks
):
    client = browser(sari)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address(business), typed())
    assert answer.url.endswith("/anggota/#undangan")
    invited = Member.objects.get()
    page = client.get(address(business)).content.decode()
    assert f"/undangan/{token_of(invited)}/" in page
    assert "https://wa.me/6286022220001?text=" in page
    assert f"/undangan/{token_of(invited)}/" in mail.outbox[0].body


def test_a_double_tap_invites_once_and_sends_once(browser, business, sari, django_capture_on_commit_callbacks):
    same = typed()
    client = browser(sari)
    with django_capture_on_commit_callbacks(execute=True):
        first, second = client.post(address(business), same), client.post(address(business), same)
    assert first.url == second.url
    assert (Member.objects.count(), len(mail.outbox)) == (1, 1)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": ""}, "Isi nama orang yang Anda undang."),
        ({"contact": ""}, "Isi nomor HP atau surelnya."),
        ({"contact": "0252 201 123"}, "tidak bisa menerima kode"),
        ({"role": "owner"}, "Pilih peran."),
        ({"contact": "0860 1111 0001"}, "milik pemilik usaha ini"),
    ],
)
def test_what_is_wrong_is_said_and_the_typed_stays(browser, business, sari, more, said):
    page = browser(sari).post(address(business), typed(**more))
    assert page.status_code in (200, 422)
    assert said in words(page)
    assert more.get("name") == "" or 'value="Yani"' in page.content.decode()
    assert not Member.objects.exists()


def test_members_see_people_but_neither_contacts_nor_the_form(browser, business, sari, dede, yani):
    build.member(business, dede, sari, "manager")
    members.invite(business, contact=Contact("phone", PHONE), name="Yani", role="helper", by=sari)
    page = browser(dede).get(address(business)).content.decode()
    assert "Ibu Sari" in page
    assert "Kirim undangan" not in page
    for secret in (PHONE, "0860-2222", "/undangan/"):
        assert secret not in page
    assert browser(dede).post(address(business), typed()).status_code == 403
    assert browser(yani).get(address(business)).status_code == 404, "not yet a member"


def test_role_removal_and_return_by_pressing(browser, business, sari, yani):
    joined, client = build.member(business, yani, sari), browser(sari)
    one = f"{address(business)}{joined.code}/"
    assert "Simpan peran" in words(client.get(one))
    client.post(one, {"do": "role", "role": "manager"})
    assert Member.objects.get().role == "manager"
    assert "Keluarkan Teh Yani?" in words(client.get(f"{one}keluarkan/"))
    client.post(f"{one}keluarkan/")
    assert browser(yani).get(address(business)).status_code == 404
    assert "Kembalikan" in words(client.get(address(business)))
    client.post(one, {"do": "back"})
    assert browser(yani).get(address(business)).status_code == 200


def test_a_member_sees_her_own_rights_and_leaves_after_a_question(browser, business, sari, yani):
    joined, client = build.member(business, yani, sari, "helper"), browser(yani)
    one = f"{address(business)}{joined.code}/"
    page = words(client.get(one))
    assert "Yang boleh Anda lakukan" in page
    assert "Simpan peran" not in page
    client.post(one, {"do": "role", "role": "responsible_person"})
    assert Member.objects.get().role == "helper"
    assert "Anda harus diundang lagi" in words(client.get(f"{one}keluarkan/"))
    client.post(f"{one}keluarkan/")
    assert Member.objects.get().ending == "left"
    assert client.get(address(business)).status_code == 404


def test_a_member_cannot_touch_another(browser, business, sari, yani, dede):
    his, _ = build.member(business, dede, sari, "manager"), build.member(business, yani, sari, "helper")
    client = browser(yani)
    for where in (f"{address(business)}{his.code}/", f"{address(business)}{his.code}/keluarkan/"):
        assert client.get(where).status_code == client.post(where, {"do": "role"}).status_code == 403
    assert Member.objects.filter(ended_at=None).count() == 2


def test_a_visitor_is_led_through_the_door_and_back(business, sari):
    invited = members.invite(business, contact=Contact("phone", PHONE), name="Yani", role="manager", by=sari)
    link = f"/undangan/{token_of(invited)}/"
    page = Client().get(link)
    assert f"/akun/masuk/?next={link}" in page.content.decode()
    assert f"/akun/daftar/?next={link}" in page.content.decode()
    assert "Menjadi pengelola usaha Gula Aren Ibu Sari" in words(page)
    assert PHONE[-8:] not in page.content.decode()
    assert "Ibu Sari mengundang" not in words(page)
    answer = Client().post(link, {"do": "accept"})
    assert answer.url.startswith("/akun/masuk/?next=")


def test_the_invited_accepts_and_stands_in_the_owner_centre(browser, business, sari, yani):
    invited = members.invite(business, contact=Contact("phone", PHONE), name="Yani", role="helper", by=sari)
    client, link = browser(yani), f"/undangan/{token_of(invited)}/"
    assert "Terima undangan" in words(client.get(link))
    assert client.post(link, {"do": "accept"}).url == "/pusat-usaha/"
    page = words(client.get("/pusat-usaha/"))
    assert "Gula Aren Ibu Sari" in page
    assert "Anda: Pembantu" in page
    assert client.get(link).status_code == 404


def test_the_wrong_account_reads_what_to_do(browser, business, sari, dede):
    invited = members.invite(business, contact=Contact("phone", PHONE), name="Yani", role="helper", by=sari)
    client, link = browser(dede), f"/undangan/{token_of(invited)}/"
    page = words(client.get(link))
    assert "belum cocok dengan undangan ini" in page
    assert "Terima undangan" not in page
    client.post(link, {"do": "accept"})
    assert not Member.objects.filter(user=dede).exists()


def test_an_officer_answers_only_after_the_second_factor(business, sari):
    sync_roles()
    budi = person("Pak Budi", email="budi@contoh.example")
    budi.groups.add(Group.objects.get(name="reviewer"))
    budi = type(budi).objects.get(pk=budi.pk)
    invited = members.invite(business, contact=Contact("email", budi.email), name="Budi", role="helper", by=sari)
    link, client = f"/undangan/{token_of(invited)}/", Client()
    client.force_login(budi)
    assert client.post(link, {"do": "accept"}).url.startswith("/akun/langkah-kedua/")
    assert sign_in(Client(), budi).post(link, {"do": "accept"}).url == "/pusat-usaha/"


@pytest.mark.parametrize("token", ["a", "0" * 40, "x" * 3000, "-_-"])
def test_a_link_that_never_was_is_gone_in_words(client, db, token):
    page = client.get(f"/undangan/{token}/")
    assert page.status_code == 404
    assert "tidak berlaku lagi" in words(page)
