"""Starting a registration."""

from audit.models import Event
from registry.models import Business, Consent
from tests.registry.conftest import key, words

START = "/daftar-usaha/mulai/"


def test_a_visitor_reads_what_is_needed_and_is_led_to_sign_up(client, db):
    page = client.get("/daftar-usaha/")
    assert page.status_code == 200
    assert 'href="/akun/daftar/?next=/daftar-usaha/"' in page.content.decode()
    assert "15 menit" in words(page)
    assert "Siapa yang melihat" in words(page)


def test_the_notice_on_personal_data_comes_before_the_first_field(browser, sari):
    page = browser(sari).get("/daftar-usaha/")
    assert "Tentang data pribadi Anda" in words(page)
    assert "3×24 jam" in words(page)
    assert 'name="owner_name"' not in page.content.decode()


def test_starting_makes_a_draft_and_keeps_which_notice_was_read(browser, sari):
    answer = browser(sari).post(START, key())
    assert answer.status_code == 302
    assert answer.url == "/daftar-usaha/"
    edition = Business.objects.get().editions.get()
    assert (edition.owner_name, edition.phone) == ("Ibu Sari", "+6286011110001")
    notice = Consent.objects.get()
    assert (notice.purpose, notice.given_by) == ("notice", sari)
    assert notice.text_version


def test_a_double_tap_starts_one_business(browser, sari):
    client, same = browser(sari), key()
    first, second = client.post(START, same), client.post(START, same)
    assert first.url == second.url
    assert Business.objects.count() == 1


def test_without_a_key_nothing_starts(browser, sari):
    assert browser(sari).post(START).status_code == 400
    assert not Business.objects.exists()


def test_a_visitor_cannot_start(client, db):
    answer = client.post(START, key())
    assert answer.status_code == 302
    assert answer.url.startswith("/akun/masuk/?next=")


def test_the_diary_tells_that_a_draft_was_opened(browser, sari):
    browser(sari).post(START, key())
    assert Event.objects.filter(verb="draft_opened", actor_code=sari.code).exists()


def test_an_owner_of_two_businesses_chooses_and_addresses_carry_the_code(browser, sari):
    client = browser(sari)
    client.post(START, key())
    second = client.post(START, key())
    code = Business.objects.order_by("-created_at").first().code
    assert second.url == f"/daftar-usaha/{code}/"
    page = client.get("/daftar-usaha/")
    assert page.content.decode().count("Lanjutkan mengisi") == 2
    assert client.get("/daftar-usaha/usaha/").url == "/daftar-usaha/"
    assert f"/daftar-usaha/{code}/usaha/" in client.get(second.url).content.decode()
