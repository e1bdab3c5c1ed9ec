"""The pages of an approval of many at once, and two officers at the same moment."""

import re
import uuid

import pytest

from catalog import actions as catalog
from review import batches
from review.actions import AlreadyDecided
from review.models import Batch, State, Submission
from tests import build
from tests.review.test_batches import fresh, look_at_all, outcomes, sample_codes, work
from tests.review.test_two_officers import at_once

NEW = "/petugas/sekaligus/baru/"


def make(sari, asep, count=8):
    business = build.live_business(sari, asep).business
    return [catalog.submit(build.draft_product(business, sari, name=f"Gula {n}"), by=sari) for n in range(count)]


def begin_on_page(desk, given, query="") -> str:
    answer = desk.post(f"{NEW}{query}", {"form_key": str(uuid.uuid4()), **given})
    assert answer.status_code == 302
    return answer.url


@pytest.mark.django_db
def test_from_the_ticks_to_the_last_approval(desk, sari, asep, rina):
    sent = make(sari, asep)
    page = begin_on_page(desk, {"sekaligus": "dipilih", "kode": [one.code for one in sent]})
    batch = Batch.objects.get()
    assert page == f"/petugas/sekaligus/{batch.code}/"
    assert "Mencocokkan semua pengajuan" in desk.get(page).content.decode()
    work()
    html = desk.get(page).content.decode()
    assert "0 dari 3 ditandai" in html and "Buka dan tandai semua sampel dulu." in html
    assert "3 sampel yang belum" in desk.post(f"{page}setujui/", follow=True).content.decode()
    for code in sample_codes(batch):
        opened = desk.post(f"{page}buka/", {"kode": code}, follow=True).content.decode()
        assert re.search(r"Sampel \d dari 3 untuk persetujuan sekaligus", opened)
        assert 'value="approved"' not in opened, "a sample is marked, not decided alone"
        assert (
            "ditandai cocok"
            in desk.post(f"{page}tandai/", {"kode": code, "hasil": "cocok"}, follow=True).content.decode()
        )
    desk.post(f"{page}setujui/")
    assert "Menyetujui satu per satu" in desk.get(page).content.decode()
    work()
    html = desk.get(page).content.decode()
    assert "Hasil tiap pengajuan (8)" in html
    assert "Produk baru" in desk.get("/petugas/sekaligus/").content.decode()


@pytest.mark.django_db
def test_all_that_fit_the_filter(desk, sari, dede, asep):
    make(sari, asep)
    page = begin_on_page(desk, {"sekaligus": "semua"}, "?jenis=produk")
    assert fresh(Batch.objects.get()).items.count() == 8
    assert page.startswith("/petugas/sekaligus/")
    assert "Sekaligus" in desk.get("/petugas/antrean/?jenis=produk").content.decode()


@pytest.mark.django_db
def test_a_double_tap_begins_one(desk, sari, asep):
    codes, key = [one.code for one in make(sari, asep)], str(uuid.uuid4())
    first, second = (desk.post(NEW, {"form_key": key, "kode": codes}) for _ in range(2))
    assert first.url == second.url and Batch.objects.count() == 1


@pytest.mark.django_db
def test_what_cannot_begin_says_so_on_the_queue(desk, sari, asep):
    sent = make(sari, asep, 3)
    answer = desk.post(f"{NEW}?jenis=produk", {"form_key": str(uuid.uuid4()), "kode": [sent[0].code]}, follow=True)
    assert "Hanya 1 pengajuan" in answer.content.decode()
    assert answer.request["QUERY_STRING"] == "jenis=produk"
    answer = desk.post(NEW, {"form_key": str(uuid.uuid4())}, follow=True)
    assert "Centang dulu" in answer.content.decode()


@pytest.mark.django_db
def test_a_colleague_does_not_open_it_and_the_head_only_looks(as_person, sari, asep, rina, ratna):
    batch = batches.begin(make(sari, asep), by=rina).batch
    work()
    page = f"/petugas/sekaligus/{batch.code}/"
    assert as_person(asep).get(page).status_code == 404
    html = as_person(ratna).get(page).content.decode()
    assert "Hanya Bu Rina yang bisa melanjutkan." in html
    assert "Bu Rina yang memeriksa" in as_person(ratna).post(f"{page}batalkan/", follow=True).content.decode()
    assert "Belum ada persetujuan sekaligus" in as_person(asep).get("/petugas/sekaligus/").content.decode()


@pytest.mark.django_db
def test_the_page_asks_as_often_for_twenty_as_for_eight(desk, sari, asep, rina, django_assert_max_num_queries):
    counts = []
    for count in (8, 20):
        batch = batches.begin(make(sari, asep, count), by=rina).batch
        work()
        with django_assert_max_num_queries(12) as asked:
            desk.get(f"/petugas/sekaligus/{batch.code}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(2))
def test_single_decisions_at_the_same_moment_win_or_are_told(sari, asep, rina, turn):
    sent = make(sari, asep)
    batch = batches.begin(sent, by=rina).batch
    work()
    look_at_all(batch, rina)
    batches.confirm(batch, by=rina)
    others = sent if turn else list(reversed(sent))
    found = at_once(work, *(lambda one=one: catalog.send_back(one, by=asep, words="Foto buram.") for one in others[:3]))
    lost = [one for one in found if one is not None]
    assert all(isinstance(one, AlreadyDecided) for one in lost), found
    done = outcomes(batch)
    assert fresh(batch).state == Batch.State.DONE
    assert sum(done.values()) == 8 and done.get("elsewhere", 0) == 3 - len(lost)
    states = list(Submission.objects.filter(kind="product").values_list("state", flat=True))
    assert states.count(State.APPROVED) == 8 - done.get("elsewhere", 0)


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_begin_with_the_same_ones_do_not_share_any(sari, asep, rina, ratna):
    sent = make(sari, asep, 10)
    found = at_once(lambda: batches.begin(sent, by=rina), lambda: batches.begin(sent, by=ratna))
    assert Batch.objects.count() == 1, found
    assert Batch.objects.get().items.count() == 10
