"""Further activities, and the question when a code of KBLI 2020 was split."""

import pytest

from registry import actions
from registry.loading import load_activities
from registry.models import BusinessActivity, BusinessEdition
from registry.queries import unmatched_kbli
from tests import build
from tests.people import sign_in
from tests.registry.conftest import words

PAGE = "/daftar-usaha/bidang/"
NEW = "Kode 10793 (KBLI 2020) sekarang terbagi. Mana yang sesuai dengan usaha Anda?"


@pytest.fixture(autouse=True)
def lists(db):
    load_activities()


def of(code, edition="2025"):
    return BusinessActivity.objects.get(kbli_code=code, kbli_edition=edition)


@pytest.fixture
def edition(sari):
    made = build.draft_business(sari)
    actions.save_draft(made, {"draft_notes": {"saved": ["persetujuan"]}}, by=sari)
    return made


def others(edition):
    return [row.activity.key for row in edition.other_activities.select_related("activity")]


def test_a_further_activity_is_added_and_taken_away_and_the_main_one_stays(browser, sari, edition):
    client = browser(sari)
    page = client.get(f"{PAGE}?cari=keripik")
    assert "Tambah sebagai bidang lain" in words(page)
    answer = client.post(PAGE, {"activity": "2025-10794", "cari": "keripik", "also": "1"})
    assert answer.url == f"{PAGE}#div_id_other_activities"
    edition.refresh_from_db()
    assert (edition.activity.kbli_code, others(edition)) == ("10722", ["2025-10794"])
    assert "dan 1 bidang lain" in words(client.get("/daftar-usaha/"))
    client.post(PAGE, {"drop": "2025-10794"})
    assert others(edition) == []
    edition.refresh_from_db()
    assert edition.activity.kbli_code == "10722"


def test_the_main_activity_is_never_among_the_further_ones(browser, sari, edition):
    client = browser(sari)
    client.post(PAGE, {"activity": "2025-10794", "also": "1"})
    page = client.get(client.post(PAGE, {"activity": "2025-10722", "also": "1"}).url)
    assert "Cari dan pilih dulu bidang yang belum ada" in words(page)
    assert client.post(PAGE, {"activity": "2025-10794"}).status_code == 302
    edition.refresh_from_db()
    assert (edition.activity.kbli_code, others(edition)) == ("10794", [])


def test_nothing_further_before_there_is_a_main_one(browser, dede):
    edition = actions.start_business(by=dede)
    browser(dede).post(PAGE, {"activity": "2025-10794", "also": "1"})
    assert others(edition) == []
    edition.refresh_from_db()
    assert edition.activity is None


def test_a_split_code_is_asked_and_never_moved_silently(browser, sari, edition):
    actions.save_draft(edition, {"activity": of("10793", "2020")}, by=sari)
    client = browser(sari)
    assert "Masih kurang: pilihan kode KBLI yang baru" in words(client.get("/daftar-usaha/"))
    assert "Belum bisa dikirim" in words(client.get("/daftar-usaha/periksa/"))
    page = client.get(PAGE)
    assert NEW in words(page)
    html = page.content.decode()
    assert all(f'value="2025-{code}"' in html for code in ("10309", "10794", "10799"))
    assert 'value="2025-10793"' not in html, "the same digits mean something else now"
    assert client.post(PAGE, {}).status_code == 200, "no answer, no way on"
    assert client.post(PAGE, {"activity": "2025-10794"}).status_code == 302
    edition.refresh_from_db()
    assert edition.activity == of("10794")
    assert "Periksa dan kirim" in words(client.get("/daftar-usaha/"))


def test_a_further_activity_with_a_split_code_has_its_own_question(browser, sari, edition):
    old = of("10793", "2020")
    actions.save_draft(edition, {}, by=sari, rows={"other_activities": [{"activity": old}]})
    client = browser(sari)
    assert NEW in words(client.get(PAGE))
    assert "Pilih pengganti kode 10793." in words(client.post(PAGE, {"activity": "2025-10722"}))
    assert others(edition) == ["2020-10793"]
    client.post(PAGE, {"activity": "2025-10722", "ganti_10793": "2025-10799"})
    assert others(edition) == ["2025-10799"]
    actions.save_draft(edition, {}, by=sari, rows={"other_activities": [{"activity": old}]})
    client.post(PAGE, {"activity": "2025-10722", "ganti_10793": "hapus"})
    assert others(edition) == []


def test_a_code_with_one_heir_is_moved_when_a_draft_is_opened_and_said(browser, sari, rina):
    live = build.live_business(sari, rina, activity=of("31001", "2020"))
    assert list(unmatched_kbli()) == [live]
    draft = actions.open_draft(live.business, by=sari)
    draft.refresh_from_db()
    assert draft.activity == of("31011")
    live.refresh_from_db()
    assert live.activity == of("31001", "2020"), "what was decided stays as it was"
    said = "KBLI 2020 31001 kini menjadi KBLI 2025 31011"
    client = browser(sari)
    assert said in words(client.get("/daftar-usaha/"))
    assert said in words(client.get(PAGE))
    client.post("/daftar-usaha/usaha/", {"name": "Mebel Sari", "legal_form": "sole"})
    assert said in words(client.get(PAGE)), "still said after saving another part"


def test_a_split_code_stays_in_a_new_draft(sari, rina):
    live = build.live_business(sari, rina, activity=of("10793", "2020"))
    assert actions.open_draft(live.business, by=sari).activity == of("10793", "2020")


def test_staff_find_what_nobody_has_matched_once_for_each_business(sari, dede, rina):
    live = build.live_business(sari, rina, activity=of("10793", "2020"))
    build.live_business(sari, rina, name="Cocok")
    further = build.draft_business(dede)
    actions.save_draft(further, {}, by=dede, rows={"other_activities": [{"activity": of("10793", "2020")}]})
    draft = actions.open_draft(live.business, by=sari)
    actions.save_draft(draft, {"activity": of("10794")}, by=sari)
    assert set(unmatched_kbli()) == {live, further}
    actions.approve(actions.submit(draft, by=sari), by=rina)
    assert set(unmatched_kbli()) == {BusinessEdition.objects.get(pk=further.pk)}


def test_the_reviewer_reads_the_heirs_of_an_old_code(sari, rina, client):
    edition = build.draft_business(sari, activity=of("10793", "2020"))
    submission = actions.submit(edition, by=sari)
    page = words(sign_in(client, rina).get(f"/petugas/tinjau/usaha/{submission.code}/"))
    assert "Bidang usaha memakai KBLI 2020 (10793)" in page
    assert "10794 Industri Kerupuk" in page


def test_every_industrial_code_of_2020_has_a_way_or_is_known_to_have_none():
    lost = BusinessActivity.objects.filter(
        kbli_edition="2020", kbli_code__gte="10000", kbli_code__lt="34000", successors=None
    )
    assert {one.kbli_code for one in lost} == {"19213", "33153"}
    split = [a for a in BusinessActivity.objects.filter(kbli_edition="2020").prefetch_related("successors")
             if len(a.successors.all()) > 1]  # fmt: skip
    assert len(split) > 80
