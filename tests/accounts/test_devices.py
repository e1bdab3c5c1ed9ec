"""Where one is signed in, signing the others out, and ending an account."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client

from accounts.actions import AccountRefused, close_account
from accounts.models import FormKey, SignIn, User
from accounts.sessions import device_words, digest
from audit.models import Event
from registry import actions as registry
from tests.accounts.door import come_in
from tests.people import person, sign_in

PAGE = "/akun/perangkat/"
PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/120.0", "Firefox di Windows"),
        ("Mozilla/5.0 (Linux; Android 12) SamsungBrowser/20.0 Chrome/106 Safari", "Samsung Internet di Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120.0", "Edge di Windows"),
        ("curl/8", "Peramban"),
        ("", "Peramban"),
    ],
)
def test_a_device_is_named_by_its_kind_and_no_finer(agent, words):
    assert device_words(agent) == words


def two(user) -> tuple[Client, Client]:
    return sign_in(Client(), user), sign_in(Client(), user)


def test_a_session_knows_whose_it_is(sari, dede):
    two(sari)
    sign_in(Client(), dede)
    assert SignIn.objects.filter(user=sari).count() == 2
    assert SignIn.objects.filter(user=dede).count() == 1


def test_signing_in_remembers_the_device_and_the_moment(sari):
    client = Client(headers={"user-agent": PHONE})
    come_in(client, "0860 1111 0001")
    row = SignIn.objects.get(user=sari)
    assert row.device == "Chrome di Android"
    assert row.signed_in_at is not None
    page = client.get(PAGE).content.decode()
    assert "Chrome di Android" in page
    assert "Perangkat ini" in page


def test_she_signs_the_others_out_and_stays(sari, dede):
    here, there = two(sari)
    other = sign_in(Client(), dede)
    assert here.post(PAGE).status_code == 302
    assert here.get("/akun/").status_code == 200
    assert there.get("/akun/").status_code == 302
    assert other.get("/akun/").status_code == 200


def test_one_device_is_signed_out_by_a_name_that_opens_nothing(sari):
    here, there = two(sari)
    third = sign_in(Client(), sari)
    page = here.get(PAGE).content.decode()
    assert there.session.session_key not in page
    assert digest(there.session.session_key) in page
    here.post(PAGE, {"which": digest(there.session.session_key)})
    assert there.get("/akun/").status_code == 302
    assert third.get("/akun/").status_code == 200


@pytest.mark.parametrize("which", ["x", "a\0", "9" * 999, "<script>"])
def test_a_name_nobody_has_signs_nobody_out(sari, which):
    here, there = two(sari)
    assert here.post(PAGE, {"which": which}).status_code == 302
    assert there.get("/akun/").status_code == 200


def test_nobody_signs_out_anothers_device(sari, dede):
    hers, his = sign_in(Client(), sari), sign_in(Client(), dede)
    his.post(PAGE, {"which": digest(hers.session.session_key)})
    assert hers.get("/akun/").status_code == 200


def test_an_account_without_a_business_ends_with_a_typed_word(db):
    wati = person("Bu Wati", phone="+6286011110014", email="wati@contoh.example")
    EmailAddress.objects.create(user=wati, email=wati.email, verified=True, primary=True)
    FormKey.objects.create(user=wati, purpose="x")
    client, other = two(wati)
    assert "<title>Galat:" in client.post("/akun/hapus/", {"word": "ya"}).content.decode()
    assert client.post("/akun/hapus/", {"word": "hapus"}).url == "/"
    gone = User.objects.get(pk=wati.pk)
    assert (gone.name, gone.phone, gone.is_active) == ("", None, False)
    assert gone.email == f"{wati.code}@akun-dihapus.invalid"
    assert not EmailAddress.objects.exists()
    assert not FormKey.objects.exists()
    assert other.get("/akun/").status_code == 302
    assert not Event.objects.filter(actor_name__contains="Wati").exists()
    again = person("Bu Wati", phone="+6286011110014", email="wati@contoh.example")
    assert again.pk != wati.pk


def test_with_a_business_everything_goes_together(sari):
    registry.start_business(by=sari)
    assert sign_in(Client(), sari).get("/akun/hapus/").url == "/pusat-usaha/data-pribadi/hapus/"


def test_a_person_with_a_role_asks_an_administrator_first(rina):
    rina.groups.add(Group.objects.get(name="reviewer"))
    with pytest.raises(AccountRefused):
        close_account(rina, by=rina)
    assert User.objects.get(pk=rina.pk).is_active
