"""Every six months one tap: asked, asked again, remarked on, hidden, and woken by one word."""

import re
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.messages import NotSent
from audit.models import Event
from catalog import actions as catalog
from catalog.queries import public as public_products
from registry import actions as registry
from registry import life
from registry.models import Business
from registry.queries import public
from review.actions import Refused
from tests import build
from tests.people import REVIEWER, person, sign_in
from upkeep import actions, letters
from upkeep.models import Pulse
from upkeep.night import run
from upkeep.queries import asked_of, to_ask

HALF_A_YEAR, MONTH = timedelta(days=184), timedelta(days=31)


@pytest.fixture
def business(sari, rina):
    """Sari's live business with a product."""
    edition = build.live_business(sari, rina)
    build.live_product(edition.business, sari, rina)
    return edition.business


@pytest.fixture
def yuli(db):
    """Bu Yuli, who looks after the register."""
    return person("Bu Yuli", email="yuli@contoh.example", permissions="upkeep.see_upkeep review.view_queue")


def later(**days: int):
    """Days from now."""
    return timezone.now() + timedelta(**days)


def link() -> str:
    """The address in the newest letter."""
    return re.search(r"https?://[^/]+(/masih-produksi/\S+/)", mail.outbox[-1].body)[1]


def months(count: int) -> list[dict[str, int]]:
    """One night every 31 days after the first half year."""
    start = timezone.now() + HALF_A_YEAR
    return [run(start + n * MONTH) for n in range(count)]


def test_nobody_is_asked_before_half_a_year(business):
    assert run(later(days=180)) == {"again": 0, "quiet": 0, "hidden": 0, "asked": 0}
    assert not Pulse.objects.exists()


def test_after_half_a_year_the_owner_is_asked_once(business):
    assert run(later(days=184))["asked"] == 1
    assert run(later(days=185))["asked"] == 0
    assert "masih produksi" in mail.outbox[-1].body and link()


def test_a_changed_price_is_a_sign_of_life(business, sari, monkeypatch):
    assert list(to_ask(later(days=184))) == [business]
    spring = later(days=100)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: spring)
        catalog.set_price(public_products().get().product, 27000, by=sari)
    assert list(to_ask(later(days=184))) == []


def test_without_an_answer_twice_it_is_remarked_on_then_hidden_each_time_with_a_letter(business, client):
    asked, again, quiet, hidden = months(4)
    assert (asked["asked"], again["again"], quiet["quiet"], hidden["hidden"]) == (1, 1, 1, 1)
    assert len(mail.outbox) >= 4 and "sembunyikan" in mail.outbox[-1].body
    assert not public().exists() and not public_products().exists()
    assert Event.objects.filter(verb="went_dormant", actor_name="sistem").count() == 1


def test_a_quiet_business_still_shows_but_says_so(business, client):
    months(3)
    business.refresh_from_db()
    page = client.get(f"/usaha/gula-aren-ibu-sari-{business.code}/")
    assert business.is_shown and "Belum ada kabar dari pemilik" in page.text


def test_opening_the_link_changes_nothing_and_one_tap_answers(business, client):
    months(1)
    address = link()
    assert "Gula Aren Ibu Sari" in client.get(address).text
    assert Pulse.objects.get().is_open
    page = client.post(address, {"jawaban": "yes", "harga": "ya"})
    assert "Usaha Anda tetap tampil" in page.text
    pulse = Pulse.objects.get()
    assert (pulse.answer, pulse.prices_ok, pulse.answered_by) == ("yes", True, None)


def test_one_word_wakes_a_hidden_business(business, client):
    months(4)
    client.post(link(), {"jawaban": "yes"})
    assert public().exists() and public_products().exists()
    assert Event.objects.filter(verb="awoke").exists()
    business.refresh_from_db()
    assert business.quiet_at is None


def test_the_link_of_the_first_letter_still_works_after_the_second(business, client):
    months(1)
    first = link()
    run(later(days=184 + 31))
    assert link() != first
    client.post(first, {"jawaban": "yes"})
    assert not Pulse.objects.filter(answered_at=None, missed_at=None).exists()


def test_who_says_closed_is_hidden_and_stands_on_the_offices_list(business, client, yuli):
    months(1)
    client.post(link(), {"jawaban": "closed"})
    assert not public().exists()
    assert "Gula Aren Ibu Sari" in sign_in(client, yuli).get("/petugas/mutu-data/mengaku-tutup/").text


@pytest.mark.parametrize("token", ["a" * 24, "Z-_" * 8])
def test_a_made_up_link_is_not_found(db, client, token):
    assert client.get(f"/masih-produksi/{token}/").status_code == 404


def test_nonsense_in_the_answer_is_explained(business, client):
    months(1)
    assert "Pilih salah satu jawaban." in client.post(link(), {"jawaban": "mungkin\x00"}).text


def test_the_owner_answers_in_her_centre(business, client, sari):
    months(1)
    assert asked_of(sari) == [(business, "Gula Aren Ibu Sari")]
    assert "Masih produksi?" in sign_in(client, sari).get("/pusat-usaha/").text
    client.post(f"/pusat-usaha/masih-produksi/{business.code}/", {"jawaban": "yes"})
    assert asked_of(sari) == [] and Pulse.objects.get().answered_by == sari
    assert "Tidak ada pertanyaan" in client.get("/pusat-usaha/masih-produksi/").text


def test_nobody_answers_for_another(business, client, dede):
    months(1)
    answer = sign_in(client, dede).post(f"/pusat-usaha/masih-produksi/{business.code}/", {"jawaban": "closed"})
    assert answer.status_code == 404 and public().exists()


def test_an_officer_writes_down_what_was_said_on_the_phone(business, client, yuli):
    months(3)
    sign_in(client, yuli).post(f"/petugas/mutu-data/jawab/{business.code}/", {"jawaban": "yes", "dari": "tanpa-kabar"})
    business.refresh_from_db()
    assert business.quiet_at is None and Pulse.objects.get(answer="yes").answered_by == yuli


def test_without_the_permission_nobody_answers_for_an_owner(business, dede):
    with pytest.raises(Refused, match="Peran Anda"):
        actions.answer_for_owner(business, "yes", by=dede)


def test_an_answer_a_moment_before_the_night_keeps_it_shown(business):
    months(3)
    actions.answer(business, "yes", by=None)
    assert actions.hide(business, now=later(days=400)) is False
    assert public().exists()


def test_a_suspended_business_is_not_asked(business, ratna):
    registry.suspend(business, by=ratna, reason="Alamat tidak ada.")
    assert run(later(days=184))["asked"] == 0


def test_an_imported_business_is_asked_by_its_contact(business):
    business.owner.user = None
    business.owner.save()
    run(later(days=184))
    assert Pulse.objects.get().channel == "told" and mail.outbox[-1].to == ["+6286011110001@pesan.invalid"]


def test_a_question_that_never_arrived_hides_nobody_and_is_sent_again(business, monkeypatch):
    def away(*args, **kwargs):
        raise NotSent("gateway away")

    with monkeypatch.context() as down:
        down.setattr(letters, "tell", away)
        nights = [run(timezone.now() + HALF_A_YEAR + timedelta(days=7 * week)) for week in range(40)]
    assert sum(one["again"] + one["quiet"] + one["hidden"] for one in nights) == 0
    assert public().exists() and Pulse.objects.get().channel == "failed"
    assert not mail.outbox or "masih produksi" not in mail.outbox[-1].body
    back = timezone.now() + HALF_A_YEAR + timedelta(days=7 * 40)
    assert run(back)["asked"] == 1
    pulse = Pulse.objects.get()
    assert (pulse.channel, pulse.due_at) == ("told", back + timedelta(days=30)), "the time to answer runs from now"
    assert actions.by_token(link().split("/")[2]) == pulse


def test_who_has_neither_contact_nor_gateway_is_not_called_told(business, monkeypatch):
    monkeypatch.setattr(letters, "can_text", lambda: False)
    for month in range(6):
        run(timezone.now() + HALF_A_YEAR + month * MONTH)
    assert Pulse.objects.get().channel == "none"
    business.refresh_from_db()
    assert business.quiet_at is None and business.is_shown


def test_two_nights_at_once_send_a_lost_question_once(business, monkeypatch):
    Pulse.objects.create(business=business, asked_at=later(days=-8), due_at=later(days=-1), token_hash="x" * 64)
    pulse, now, sent = Pulse.objects.get(), timezone.now(), []
    monkeypatch.setattr(letters, "tell", lambda *args, **kwargs: sent.append(args))
    assert [actions.miss(pulse, now=now), actions.miss(pulse, now=now)] == ["asked", ""]
    assert len(sent) == 1


def test_a_night_twice_at_once_asks_once(transactional_db):
    sari, rina = person("Ibu Sari", phone="+6286011110001"), person("Rina", email="r@x.example", permissions=REVIEWER)
    business = build.live_business(sari, rina).business
    start, now = threading.Barrier(4), later(days=184)

    def go() -> None:
        start.wait()
        try:
            actions.ask(business, now=now)
        finally:
            connection.close()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Pulse.objects.count() == 1


def test_waking_what_sleeps_not_changes_nothing(business):
    assert life.wake(business) is False
    assert Business.objects.get().quiet_at is None
