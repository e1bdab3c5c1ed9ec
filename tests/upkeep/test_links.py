"""Every week the links of live editions are looked at; dead ones are told once, and trouble of ours is never "dead"."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from jobs import repeated, work
from registry.models import MarketplaceLink
from tests import build
from tests.people import person, sign_in
from upkeep import links
from upkeep.models import LinkCheck
from upkeep.queries import dead_links, dead_links_of
from upkeep.web import Seen, Web

URL = "https://toko-sari.example/aren"
WEEK = timedelta(days=7)


class Answers(Web):
    """A web that answers as told."""

    def __init__(self, online=True):
        self.online = online

    def works(self):
        return self.online


@pytest.fixture
def say(monkeypatch):
    """Says what every look shows."""
    looked = []

    def will(what, status=None):
        def look(url, web):
            looked.append(url)
            return Seen(what, status)

        monkeypatch.setattr(links, "look", look)
        return looked

    return will


def with_link(owner, officer, url=URL, **values):
    """A live business with a link."""
    edition = build.draft_business(owner, **values)
    MarketplaceLink.objects.create(edition=edition, platform="website", url=url)
    build.registry.approve(build.registry.submit(edition, by=owner), by=officer)
    edition.refresh_from_db()
    return edition


def week(n, **more):
    """The round of the n-th week."""
    at = timezone.now() + n * WEEK
    return links.run(web=more.pop("web", Answers()), now=lambda: at, sleep=lambda seconds: None)


def test_gone_once_is_not_dead_gone_twice_is(sari, rina, say):
    edition = with_link(sari, rina)
    say("gone", 404)
    assert week(0) == {"looked": 1, "dead": 0, "told": 0}
    check = LinkCheck.objects.get()
    assert (check.state, check.failures, check.status) == ("unknown", 1, 404)
    mail.outbox.clear()
    assert week(1) == {"looked": 1, "dead": 1, "told": 1}
    assert [link.edition for link in dead_links()] == [edition]
    assert URL in mail.outbox[-1].body and "/pusat-usaha/tautan-mati/" in mail.outbox[-1].body


def test_the_owner_is_told_once_and_again_only_when_it_died_again(sari, rina, say):
    with_link(sari, rina)
    say("gone", 410)
    mail.outbox.clear()
    assert [week(n)["told"] for n in range(4)] == [0, 1, 0, 0]
    say("ok", 200)
    week(4)
    assert not dead_links().exists() and LinkCheck.objects.get().failures == 0
    say("gone", 404)
    assert [week(n)["told"] for n in (5, 6)] == [0, 1]
    assert len(mail.outbox) == 2


def test_trouble_is_never_dead(sari, rina, say):
    with_link(sari, rina)
    say("unknown")
    assert [week(n)["dead"] for n in range(4)] == [0, 0, 0, 0]
    assert LinkCheck.objects.get().state == "unknown"
    say("no host")
    assert [week(n, web=Answers(online=False))["dead"] for n in range(4, 8)] == [0, 0, 0, 0]
    assert LinkCheck.objects.get().failures == 0
    assert [week(n)["dead"] for n in range(8, 10)] == [0, 1]


def test_a_dead_link_stays_dead_through_trouble(sari, rina, say):
    with_link(sari, rina)
    say("gone", 404)
    week(0), week(1)
    say("unknown")
    week(2)
    assert LinkCheck.objects.get().state == "dead"


def test_a_link_is_looked_at_once_a_week(sari, rina, say):
    with_link(sari, rina)
    looked = say("ok", 200)
    start = timezone.now()
    for day in range(15):
        links.run(web=Answers(), now=lambda day=day: start + timedelta(days=day), sleep=lambda seconds: None)
    assert len(looked) == 3


def test_only_what_a_live_edition_shows_is_looked_at(sari, dede, rina, say):
    draft = build.draft_business(sari)
    MarketplaceLink.objects.create(edition=draft, platform="website", url="https://draf.example/")
    shut = with_link(dede, rina, url="https://tutup.example/")
    looked = say("ok", 200)
    week(0)
    assert looked == ["https://tutup.example/"]
    type(shut.business).objects.filter(pk=shut.business_id).update(closed_at=timezone.now(), closed_reason="x")
    week(1)
    assert looked == ["https://tutup.example/"] and not LinkCheck.objects.exists()


def test_one_host_is_asked_slowly_and_the_others_do_not_wait_for_it(sari, dede, rina, say, monkeypatch):
    with_link(sari, rina, url="https://besar.example/a")
    with_link(dede, rina, url="https://besar.example/b")
    with_link(dede, rina, url="https://kecil.example/", name="Usaha lain")
    clock, slept = [100.0], []
    monkeypatch.setattr(links.time, "monotonic", lambda: clock[0])
    looked = say("ok", 200)

    def sleep(seconds):
        slept.append(seconds)
        clock[0] += seconds

    links.run(web=Answers(), sleep=sleep)
    assert looked == ["https://besar.example/a", "https://kecil.example/", "https://besar.example/b"]
    assert slept == [pytest.approx(60 / links.A_MINUTE)]


def test_what_a_night_does_not_reach_waits_for_the_next(sari, dede, rina, say):
    with_link(sari, rina, url="https://satu.example/")
    with_link(dede, rina, url="https://dua.example/")
    looked, start = say("ok", 200), timezone.now()
    times = iter([start, start, start, start + 2 * links.ONE_NIGHT])
    assert links.run(web=Answers(), now=lambda: next(times), sleep=lambda seconds: None)["looked"] == 1
    week(1 / 7)
    assert sorted(looked) == ["https://dua.example/", "https://satu.example/"]


def test_the_list_of_the_office_and_the_page_of_the_owner(client, sari, dede, rina, say):
    with_link(sari, rina)
    say("gone", 404)
    week(0), week(1)
    yuli = person("Yuli", email="yuli@contoh.example", permissions="upkeep.see_upkeep")
    page = sign_in(client, yuli).get("/petugas/mutu-data/tautan-mati/").text
    assert URL in page and "Tidak ada sejak" in page
    assert URL in b"".join(client.get("/petugas/mutu-data/tautan-mati/unduh.csv").streaming_content).decode()
    assert dead_links_of(dede) == []
    mine = sign_in(client, sari).get("/pusat-usaha/tautan-mati/").text
    assert URL in mine and 'value="marketplaces"' in mine
    assert "Tautan toko-sari.example tidak bisa dibuka" in client.get("/pusat-usaha/").text
    assert "Semua tautan baik" in sign_in(client, dede).get("/pusat-usaha/tautan-mati/").text


def test_two_rounds_at_once_count_one_failure(sari, rina, say):
    with_link(sari, rina)
    links.collect()
    one, same = LinkCheck.objects.get(), LinkCheck.objects.get()
    links.write_down(one, Seen("gone", 404), now=timezone.now())
    assert not links.write_down(same, Seen("gone", 404), now=timezone.now())
    assert LinkCheck.objects.get().failures == 1


def test_the_nightly_jobs_are_on_the_calendar():
    assert {"upkeep.links", "upkeep.count", "upkeep.alive"} <= repeated.CALENDAR.keys() & work.KINDS.keys()
