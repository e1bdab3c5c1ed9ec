"""What is looked for in vain is counted by month, without a trace of anybody, and never harms a page."""

import csv
import datetime
import io

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from audit.models import Event
from catalog import needs
from catalog.models import UnmetNeed
from privacy.loading import load_retention
from privacy.retention import run
from tests import build
from tests.people import sign_in

BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 12) Chrome/120"}


def kept():
    return sorted(UnmetNeed.objects.values_list("words", "filters", "count"))


@pytest.fixture
def shop(sari, rina):
    return build.live_product(build.live_business(sari, rina).business, sari, rina)


def test_a_page_that_finds_nothing_counts_once(client, shop):
    client.get("/produk/?q=Kelambu+tenun+untuk+2+orang", **BROWSER)
    client.get("/produk/?q=kelambu++TENUN", **BROWSER)
    assert kept() == [("kelambu tenun", "", 2)]
    assert UnmetNeed.objects.get().month == timezone.localdate().replace(day=1)


def test_the_filters_that_kept_it_away_are_kept_in_words(client, shop):
    client.get("/produk/?q=gula+semut&siap=1&harga_min=9000000", **BROWSER)
    assert kept() == [("gula semut", "Mulai Rp9.000.000; Siap dikirim", 1)]


def test_what_is_found_or_only_misspelt_is_no_need(client, shop):
    for text in ("gula semut", "gula smut", "gul semut", ""):
        client.get("/produk/", {"q": text}, **BROWSER)
    assert kept() == []


@pytest.mark.parametrize(
    "agent", ["", "Googlebot/2.1", "python-requests/2.31", "curl/8", "Mozilla/5.0 (compatible; AhrefsBot/7.0)"]
)
def test_machines_are_not_counted(client, shop, agent):
    client.get("/produk/?q=kelambu", HTTP_USER_AGENT=agent)
    client.get("/produk/?q=kelambu", HTTP_SEC_PURPOSE="prefetch", **BROWSER)
    client.head("/produk/?q=kelambu", **BROWSER)
    assert kept() == []


@pytest.mark.parametrize(
    "text",
    [
        "3602144107900001", "3602 1441 0790 0001", "081234567890", "0812-3456-7890", "+62 812 3456 7890",
        "ani@contoh.example", "pak dadan", "ibu sari rangkasbitung", "https://jahat.example",
        "<script>alert(1)</script>",
        "' or 1=1 --", "union select password", "../../etc/passwd", "aaaaaaa", "qwrtpsdf", "x", "yang untuk", "250 g",
        "satu dua tiga empat lima enam tujuh", "\x00", "кино", "🍌", "a" * 100, "k4mb1ng",
    ],
)  # fmt: skip
def test_what_looks_like_personal_data_attack_or_noise_is_never_kept(client, shop, text):
    assert needs.normal(text) == ""
    assert client.get("/produk/", {"q": text}, **BROWSER).status_code == 200
    assert kept() == []


def test_a_failing_count_does_not_fail_the_page(client, shop, monkeypatch):
    monkeypatch.setattr(needs, "KEEP", "select 1/0")
    answer = client.get("/produk/?q=kelambu", **BROWSER)
    assert answer.status_code == 200
    assert "Tidak ada hasil" in answer.content.decode()


def test_a_flood_of_words_stops_and_known_ones_still_count(db, monkeypatch):
    monkeypatch.setattr(needs, "MOST_A_MONTH", 2)
    for text in ("kelambu", "lampion", "payung", "kelambu"):
        needs.note(text)
    assert kept() == [("kelambu", "", 2), ("lampion", "", 1)]


def test_the_page_says_that_it_counts(client, shop):
    assert "tanpa mencatat siapa Anda" in client.get("/produk/?q=kelambu", **BROWSER).content.decode()


# the desk


@pytest.fixture
def counted(db):
    month = timezone.localdate().replace(day=1)
    before = (month - datetime.timedelta(days=1)).replace(day=1)
    long_ago = datetime.date(month.year - 3, 1, 1)
    for when, text, count in (
        (month, "kelambu", 3),
        (before, "kelambu", 4),
        (month, "payung", 5),
        (long_ago, "obor", 9),
    ):
        UnmetNeed.objects.create(month=when, words=text, count=count)


def test_the_office_sees_the_most_wanted_first(client, rina, counted):
    page = sign_in(client, rina).get("/petugas/kebutuhan/?bulan=3").content.decode()
    assert page.index(">kelambu<") < page.index(">payung<")
    assert "obor" not in page
    assert "Hapus" not in page, "she may not edit words"
    assert page.index(">kelambu<") > 0
    now = client.get("/petugas/kebutuhan/?bulan=1").content.decode()
    assert now.index(">payung<") < now.index(">kelambu<")
    assert client.get("/petugas/kebutuhan/?bulan=x&halaman=zz").status_code == 200


def test_the_file_holds_the_same_and_runs_nothing(client, rina, counted):
    UnmetNeed.objects.create(month=timezone.localdate().replace(day=1), words="+cmd", count=50)
    answer = sign_in(client, rina).get("/petugas/kebutuhan/unduh.csv?bulan=3")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["'+cmd", "kelambu", "payung"]


def test_a_text_that_names_somebody_goes_from_all_months(client, ratna, counted):
    answer = sign_in(client, ratna).post("/petugas/kebutuhan/hapus/", {"kata": "kelambu"})
    assert answer.status_code == 302
    assert [words for words, *_ in kept()] == ["obor", "payung"]
    assert "kelambu" not in str(Event.objects.order_by("-pk").first().detail)
    assert client.post("/petugas/kebutuhan/hapus/", {"kata": "\x00"}).status_code == 302


def test_old_months_go_at_night(counted):
    load_retention()
    run()
    assert [words for words, *_ in kept()] == ["kelambu", "kelambu", "payung"]


def test_a_broken_savepoint_leaves_the_transaction_whole(db, monkeypatch):
    monkeypatch.setattr(needs, "KEEP", "select 1/0")
    assert needs.note("kelambu") is False
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        pytest.fail("the transaction of the page broke")
