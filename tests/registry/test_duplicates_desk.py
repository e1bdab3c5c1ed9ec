"""The desk of doubles: the work list, two records side by side, the decisions, the file, and officers in a race."""

import csv
import io
import uuid

import pytest
from django.test import Client

from audit.models import Event, Verb
from catalog.models import Product
from jobs.models import Job
from registry import actions
from registry.duplicates import deciding, finding, listing, merging
from registry.models import Business, DuplicatePair, Merge
from registry.spreadsheet import read_table
from review.actions import Refused
from tests import build
from tests.attack.test_races import at_once, kinds
from tests.people import person, sign_in
from tests.registry.conftest import key, words
from tests.registry.doubles import WHY, find, live, merged

LIST = "/petugas/ganda/"


@pytest.fixture
def pair(sari, dede, rina):
    """Two records of one business; Dede's has a product."""
    live(sari, rina)
    gone = live(dede, rina, owner_name="Ibu Sari", description="Sejak 1998")
    build.live_product(gone, dede, rina)
    find(gone)
    return DuplicatePair.objects.get()


@pytest.fixture
def desk(rina):
    return sign_in(Client(), rina)


def at(pair, act: str = "") -> str:
    return f"{LIST}{pair.code}/{act}"


@pytest.mark.django_db
def test_the_list_shows_narrows_and_counts(pair, desk, rina):
    third = live(person("Tini", phone="+6286011119999"), rina, name="Tahu Tini", village=build.village("Aweh", "Maja"))
    deciding.point_out(pair.a, third, by=rina)
    shown = words(desk.get(LIST))
    assert "Perlu diperiksa 2" in shown and "1–2 dari 2" in shown
    assert shown.index("Kuat") < shown.index("Tahu Tini"), "the strongest suspicion first"
    assert "Tahu Tini" not in words(desk.get(f"{LIST}?alasan=nama"))
    assert "Tahu Tini" in words(desk.get(f"{LIST}?alasan=petugas"))
    assert "1–1 dari 1" in words(desk.get(f"{LIST}?kecamatan={third.editions.get().village.parent_id}"))
    assert "Tidak ada yang cocok" in words(desk.get(f"{LIST}?alasan=nib"))
    assert "1–2 dari 2" in words(desk.get(f"{LIST}?alasan=apa&kekuatan=x&kecamatan=9&keadaan=9&halaman=-3"))
    assert "Belum ada penggabungan" in words(desk.get(f"{LIST}?keadaan=gabung"))


@pytest.mark.django_db
def test_an_empty_list_says_so(desk):
    assert "Tidak ada dugaan usaha ganda" in words(desk.get(LIST))


@pytest.mark.django_db
def test_the_strengths_of_the_list_are_those_of_the_score(pair):
    for score, strength in ((100, "kuat"), (70, "kuat"), (69, "sedang"), (40, "sedang"), (39, "lemah"), (1, "lemah")):
        DuplicatePair.objects.update(score=score)
        assert listing.figures(listing.Wanted("perlu")).strength == {strength: 1}
        assert listing.Wanted("perlu", strength=strength).pairs().count() == 1
        assert DuplicatePair.objects.get().strength == listing.STRENGTH_WORDS[strength]


@pytest.mark.django_db
def test_the_search_is_ordered_at_the_desk(desk, rina, asep, pair):
    answer = desk.post(f"{LIST}cari/")
    job = Job.objects.get(kind=finding.JOB)
    assert answer["Location"] == f"/pekerjaan/{job.code}/"
    other = sign_in(Client(), asep).post(f"{LIST}cari/", follow=True)
    assert "sudah berjalan" in words(other) and Job.objects.count() == 1


@pytest.mark.django_db
def test_two_records_stand_side_by_side_with_masked_owners(pair, desk):
    page = desk.get(at(pair)).content.decode()
    assert "<mark>" in page and "Sejak 1998" in page and "•••• " not in page
    for business in (pair.a, pair.b):
        assert business.owner.nik_last4 in page
    kept = words(desk.get(f"{at(pair)}?pertahankan={pair.a.code}"))
    assert "1 produk pindah ke A" in kept and "Pak Dede kehilangan akses" in kept
    other = words(desk.get(f"{at(pair)}?pertahankan={pair.b.code}"))
    assert "Ibu Sari kehilangan akses" in other and "Tidak ada produk atau sertifikat yang pindah" in other


@pytest.mark.django_db
def test_an_officer_says_that_they_are_two_and_may_think_again(pair, desk):
    answer = desk.post(at(pair, "bukan/"), {"note": "Kakak beradik"}, follow=True)
    assert "Pasangan ini tidak disarankan lagi" in words(answer) and "Perlu diperiksa 0" in words(answer)
    assert "Kakak beradik" in words(desk.get(at(pair)))
    assert {e.subject_code for e in Event.objects.filter(verb=Verb.NOT_A_DUPLICATE)} == {pair.a.code, pair.b.code}
    assert "sudah menyatakannya bukan ganda" in words(desk.post(at(pair, "bukan/"), {}, follow=True))
    assert "kembali ke daftar kerja" in words(desk.post(at(pair, "lagi/"), follow=True))
    assert "tidak sedang dinyatakan" in words(desk.post(at(pair, "lagi/"), follow=True))


@pytest.mark.django_db
def test_an_officer_merges_and_parts_again(pair, desk):
    data = {"keep": pair.a.code, "reason": WHY, "fields_taken": ["description"], **key()}
    first, second = (desk.post(at(pair, "gabung/"), data) for _ in range(2))
    assert first["Location"] == at(pair) and Merge.objects.count() == 1
    assert second.status_code == 302, "a double tap merges once"
    shown = words(desk.get(at(pair)))
    assert "Sudah digabungkan." in shown and "menunggu diperiksa petugas lain" in shown
    assert "Catatan yang digabungkan ke sini" in words(desk.get(f"/petugas/usaha/{pair.a.code}/"))
    assert "Sudah digabungkan ke usaha" in words(desk.get(f"/petugas/usaha/{pair.b.code}/"))
    assert "Galat" in desk.post(at(pair, "pisah/"), {"reason": ""}).content.decode()
    assert "sudah kembali" in words(desk.post(at(pair, "pisah/"), {"reason": "Keliru"}, follow=True))
    assert "sudah membatalkan" in words(desk.post(at(pair, "pisah/"), {"reason": "Keliru"}, follow=True))
    assert "Pernah digabungkan" in words(desk.get(at(pair)))


@pytest.mark.django_db
def test_what_was_typed_stays_when_a_merge_is_refused(pair, desk, sari):
    data = {"keep": pair.a.code, "reason": "", "fields_taken": ["description"], **key()}
    page = desk.post(at(pair, "gabung/"), data).content.decode()
    assert "Tulis alasan penggabungan" in page and 'value="description" checked' in page
    actions.open_draft(pair.a, by=sari)
    answer = desk.post(at(pair, "gabung/"), data | {"reason": WHY} | key())
    assert answer.status_code == 409 and "sedang diubah" in words(answer) and WHY in answer.content.decode()
    assert Merge.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("keep", ["", "zzzzzzzz", "\x00", "9" * 40])
def test_a_merge_without_a_survivor_is_asked_again(pair, desk, keep):
    answer = desk.post(at(pair, "gabung/"), {"keep": keep, "reason": WHY, **key()}, follow=True)
    assert "belum lengkap" in words(answer) and Merge.objects.count() == 0
    answer = desk.post(at(pair, "gabung/"), {"keep": pair.a.code, "reason": WHY, "fields_taken": ["nik"], **key()})
    assert "tidak dikenal" in words(answer) and Merge.objects.count() == 0


@pytest.mark.django_db
def test_an_officer_points_two_records_out(pair, desk, rina):
    third = live(person("Tini", phone="+6286011119999"), rina, name="Tahu Tini")
    address = f"/petugas/usaha/{third.code}/banding/"
    assert desk.post(address, {"code": f" {pair.a.code.upper()} "})["Location"].startswith(LIST)
    assert "kode usaha yang sama" in words(desk.post(address, {"code": third.code}, follow=True))
    for wrong in ("", "zzzzzzzz", "\x00", "x" * 99):
        assert desk.post(address, {"code": wrong}).status_code == 302
    assert "Tidak ada usaha dengan kode itu" in words(desk.post(address, {"code": "zzzzzzzz"}, follow=True))


@pytest.mark.django_db
def test_the_list_leaves_as_a_file_that_runs_nothing_and_names_no_owner(pair, desk, rina):
    evil = live(person("Tini", phone="+6286011119999"), rina, name="=1+1 Tahu", owner_name="Nyi Rahasia")
    deciding.point_out(pair.a, evil, by=rina)
    data = b"".join(desk.get(f"{LIST}usaha-ganda.csv").streaming_content)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2 and rows[1]["Nama usaha B"] == "'=1+1 Tahu"
    assert b"Rahasia" not in data and pair.a.owner.nik_last4.encode() not in data
    table = read_table(desk.get(f"{LIST}usaha-ganda.xlsx").content, "a.xlsx")
    assert (table.header[0], len(table.rows)) == ("Kode pasangan", 2)
    assert Event.objects.filter(verb=Verb.EXPORTED).count() == 2
    assert desk.get(f"{LIST}usaha-ganda.pdf").status_code == 404


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_two_officers_merge_at_once_and_one_is_told(pair, rina, asep, turn):
    sides = [(pair.a, pair.b), (pair.b, pair.a) if turn else (pair.a, pair.b)]
    found = at_once(
        lambda: merging.merge(*sides[0], by=rina, reason=WHY),
        lambda: merging.merge(*sides[1], by=asep, reason=WHY),
    )
    assert kinds(found) == {"Merge": 1, "Refused": 1}, found
    told = next(one for one in found if isinstance(one, Refused))
    assert "sudah menggabungkan" in str(told)
    assert Merge.objects.count() == 1 and Business.objects.filter(merged_into=None).count() == 1
    assert Product.objects.get().business == Merge.objects.get().survivor


@pytest.mark.django_db(transaction=True)
def test_merging_and_not_the_same_at_once_leave_one_truth(pair, rina, asep):
    found = at_once(
        lambda: merging.merge(pair.a, pair.b, by=rina, reason=WHY),
        lambda: deciding.not_a_duplicate(pair, by=asep),
    )
    assert sorted(kinds(found).values()) == [1, 1] and any(isinstance(one, Refused) for one in found), found
    merged_now = Business.objects.exclude(merged_into=None).exists()
    assert DuplicatePair.objects.get().state == ("merged" if merged_now else "different")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(2))
def test_merging_and_approving_the_other_at_once(pair, rina, asep, dede, turn):
    draft = actions.open_draft(pair.b, by=dede)
    actions.save_draft(draft, {"description": "Baru"}, by=dede)
    submission = actions.submit(draft, by=dede)
    acts = [
        lambda: merging.merge(pair.a, pair.b, by=rina, reason=WHY),
        lambda: actions.approve(submission, by=asep),
    ]
    found = at_once(*(acts if turn else reversed(acts)))
    problems = [one for one in found if isinstance(one, Exception)]
    assert all(isinstance(one, Refused) for one in problems), found
    submission.refresh_from_db()
    gone = Business.objects.get(pk=pair.b_id)
    assert submission.state == "approved", "merging waits for the decision, never the other way round"
    assert gone.editions.filter(is_live=True).exists() == (gone.merged_into is None)


@pytest.mark.django_db(transaction=True)
def test_two_officers_part_at_once_and_one_is_told(pair, rina, asep):
    done = merged(pair.a, pair.b, by=rina)
    found = at_once(*(lambda by=by: merging.undo(done, by=by, reason="Keliru") for by in (rina, asep)))
    assert kinds(found) == {"NoneType": 1, "Refused": 1}, found
    assert Product.objects.get().business == pair.b


@pytest.mark.django_db(transaction=True)
def test_two_approvals_of_doubles_at_once_never_wait_for_each_other(sari, dede, rina, asep):
    sent = [actions.submit(build.draft_business(who, phone="", whatsapp=""), by=who) for who in (sari, dede)]
    found = at_once(
        lambda: actions.approve(sent[0], by=rina),
        lambda: actions.approve(sent[1], by=asep),
    )
    assert found == [None, None]
    assert DuplicatePair.objects.filter(state="open").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_product_begun_while_its_business_is_merged_is_not_lost(pair, rina, dede):
    client = sign_in(Client(), dede)
    data = {"form_key": str(uuid.uuid4()), "business": pair.b.code}
    found = at_once(
        lambda: merging.merge(pair.a, pair.b, by=rina, reason=WHY),
        lambda: client.post("/pusat-usaha/produk/baru/", data).status_code,
    )
    assert found[1] in (302, 404), found
    assert set(Product.objects.values_list("business", flat=True)) == {pair.a_id}
