"""Finding one's business: by NIB, or by NIK and phone; and what an answer must not give away."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim
from registry import actions as registry
from registry.models import Owner
from tests import build
from tests.claims.conftest import NIK
from tests.people import sign_in
from tests.registry.conftest import words

NOT_FOUND = "Tidak ada usaha di daftar dinas yang cocok dengan isian ini."


@pytest.fixture(autouse=True)
def _empty_cache(db):
    cache.clear()
    yield
    cache.clear()


def nib_of(business) -> str:
    return business.editions.get().nib


def by_nib(client, nib):
    return client.post("/klaim/", {"cara": "nib", "nib": nib})


def by_nik(client, nik, phone="0860 5555 0001"):
    return client.post("/klaim/", {"cara": "nik", "nik": nik, "phone": phone})


def test_a_visitor_signs_in_first_and_comes_back(client, db):
    assert client.get("/klaim/").url == "/akun/masuk/?next=%2Fklaim%2F"


def test_found_by_nib_shows_name_and_kecamatan_only(listed, minah):
    client = sign_in(Client(), minah)
    assert by_nib(client, nib_of(listed)).url == "/klaim/usaha/"
    page = client.get("/klaim/usaha/")
    assert "Emping Bu Minah" in words(page)
    assert "Kecamatan Rangkasbitung" in words(page)
    for secret in (nib_of(listed), "Kp. Pasir", "Citeras", "0860-5555", build.LISTED_PHONE, NIK, NIK[-4:], "Rp50"):
        assert secret not in page.content.decode(), secret


def test_found_by_nik_and_phone(listed, minah):
    client = sign_in(Client(), minah)
    assert by_nik(client, NIK).url == "/klaim/usaha/"
    page = client.get("/klaim/usaha/").content.decode()
    assert 'name="nik"' not in page, "it matched already"
    assert NIK not in page


@pytest.mark.parametrize(
    ("nik", "phone"),
    [(NIK, "0860 5555 0002"), ("3602994107800012", "0860 5555 0001"), ("3602994107800012", "0860 5555 0002")],
)
def test_a_wrong_nik_and_a_wrong_phone_read_the_same(listed, minah, nik, phone):
    page = by_nik(sign_in(Client(), minah), nik, phone)
    assert NOT_FOUND in words(page)
    assert nik not in page.content.decode()
    assert "Emping" not in words(page)


def test_the_nik_of_a_person_with_an_account_reads_the_same(sari, minah):
    registry.set_identity(registry.start_business(by=sari).business.owner, nik=NIK, by=sari)
    assert NOT_FOUND in words(by_nik(sign_in(Client(), minah), NIK, "0860 1111 0001"))


def test_known_and_unknown_nik_cost_the_same(listed, minah):
    client, counts = sign_in(Client(), minah), []
    for nik in (NIK, "3602994107800012"):
        with CaptureQueriesContext(connection) as seen:
            by_nik(client, nik, "0860 5555 0099")
        counts.append(len([one for one in seen if "registry_" in one["sql"]]))
    assert counts[0] == counts[1]


def test_a_business_with_an_account_cannot_be_claimed(sari, rina, minah):
    live = build.live_business(sari, rina)
    page = words(by_nib(sign_in(Client(), minah), live.nib))
    assert "sudah punya pemilik dengan akun" in page
    assert "Gula Aren" not in page


def test_closed_businesses_are_not_found(listed, minah):
    type(listed).objects.filter(pk=listed.pk).update(closed_at=timezone.now())
    assert NOT_FOUND in words(by_nib(sign_in(Client(), minah), nib_of(listed)))


@pytest.mark.parametrize(
    ("cara", "typed", "said"),
    [
        ("nib", {"nib": "123"}, "NIB harus 13 angka"),
        ("nib", {"nib": ""}, "NIB belum diisi"),
        ("nik", {"nik": "12", "phone": "0860 5555 0001"}, "NIK harus 16 angka"),
        ("nik", {"nik": NIK, "phone": ""}, "Nomor telepon usaha belum diisi"),
        ("nik", {"nik": "\0", "phone": "x"}, "Nomor telepon"),
    ],
)
def test_what_is_mistyped_is_said_and_costs_no_try(minah, settings, cara, typed, said):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"find_claim": "1/d/key"}
    client = sign_in(Client(), minah)
    for _ in range(3):
        page = client.post("/klaim/", {"cara": cara, **typed})
        assert page.status_code == 200
        assert said in words(page)


def test_ten_tries_a_day(listed, minah):
    client = sign_in(Client(), minah)
    for n in range(10):
        assert by_nib(client, f"00009999999{n:02d}").status_code == 200
    page = by_nib(client, nib_of(listed))
    assert page.status_code == 429
    assert "terlalu sering hari ini" in words(page)
    assert by_nik(client, NIK).status_code == 429, "one limit for both ways"


def test_the_claim_page_needs_what_was_found_in_this_session(listed, minah, dede):
    by_nib(sign_in(Client(), minah), nib_of(listed))
    stranger = sign_in(Client(), dede)
    assert stranger.get("/klaim/usaha/").url == "/klaim/"
    assert stranger.post("/klaim/usaha/", {"note": "x"}).url == "/klaim/"
    assert not Claim.objects.exists()


def test_the_registration_offers_the_claim(client, browser, listed, sari, minah):
    assert "/klaim/" in client.get("/daftar-usaha/").content.decode()
    assert "/klaim/" in browser(sari).get("/daftar-usaha/").content.decode()
    mine = registry.start_business(by=sari).business
    answer = browser(sari).post(
        f"/daftar-usaha/{mine.code}/nib/", {"nib_status": "has", "nib": nib_of(listed)}, follow=True
    )
    assert "sudah tercatat di daftar dinas" in words(answer)
    assert "Emping" not in words(answer)
    assert Owner.objects.filter(user=sari).exists()


def test_another_nib_offers_nothing(browser, listed, sari):
    mine = registry.start_business(by=sari).business
    answer = browser(sari).post(
        f"/daftar-usaha/{mine.code}/nib/", {"nib_status": "has", "nib": "0000999999999"}, follow=True
    )
    assert "daftar dinas" not in words(answer)
