"""Deciding on the review page: words, reasons, marks, and what happens after."""

import pytest
from django.urls import reverse

from catalog import actions as catalog
from catalog.models import ProductEdition
from catalog.queries import public
from review.models import Reason, State, Submission
from tests import build
from tests.people import person


def page_of(submission, query=""):
    return reverse(f"{submission.room}:review", args=[submission.code]) + query


def now(submission):
    return Submission.objects.get(pk=submission.pk)


@pytest.fixture
def reason(db):
    return Reason.objects.create(
        code="uji-foto",
        kind="product",
        decision="needs_changes",
        field="photos",
        label="Foto buram",
        sentence="Foto utama masih buram. Ambil lagi di tempat terang.",
    )


def test_approving_makes_it_public_at_once_and_opens_the_next(desk, sari, business, waiting_product):
    second = catalog.submit(build.draft_product(business, sari, name="Gula Cetak"), by=sari)
    answer = desk.post(page_of(waiting_product, "?jenis=produk"), {"decision": "approved"})
    assert answer.url == page_of(second, "?jenis=produk")
    assert public().get().name == "Gula Semut Aren 250 g"


def test_after_the_last_one_comes_the_queue(desk, waiting_product):
    answer = desk.post(page_of(waiting_product), {"decision": "approved"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/petugas/antrean/"
    assert "disetujui dan langsung berlaku" in answer.content.decode()


def test_sending_back_needs_words(desk, waiting_product):
    answer = desk.post(page_of(waiting_product), {"decision": "needs_changes"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<title>Galat:" in page
    assert "Pilih atau tulis alasan" in page
    assert now(waiting_product).is_waiting


def test_a_ready_reason_alone_is_enough_and_marks_its_field(desk, waiting_product, reason):
    desk.post(page_of(waiting_product), {"decision": "needs_changes", "reason": reason.code})
    after = now(waiting_product)
    assert (after.state, after.reason, after.reason_code) == (State.NEEDS_CHANGES, reason.sentence, reason.code)
    assert [(one.field, one.note) for one in after.findings.all()] == [("photos", reason.sentence)]


def test_marks_alone_write_a_message(desk, waiting_product):
    desk.post(
        page_of(waiting_product), {"decision": "needs_changes", "catatan-name": "Tulis ukurannya.", "tanda-unit": "on"}
    )
    after = now(waiting_product)
    assert after.reason == "Perbaiki isian yang ditandai: Nama produk, Satuan."
    assert {one.field: one.note for one in after.findings.all()} == {
        "name": "Tulis ukurannya.",
        "unit": "Periksa lagi isian ini.",
    }


def test_a_reason_for_sending_back_does_not_refuse(desk, waiting_product, reason):
    answer = desk.post(page_of(waiting_product), {"decision": "rejected", "reason": reason.code})
    assert "Alasan ini hanya untuk “Minta perbaikan”" in answer.content.decode()
    assert now(waiting_product).is_waiting


def test_approving_with_notes_asks_what_she_means(desk, waiting_product):
    answer = desk.post(page_of(waiting_product), {"decision": "approved", "catatan-name": "Tulis ukurannya."})
    page = answer.content.decode()
    assert "Ada catatan perbaikan" in page
    assert "Tulis ukurannya." in page


def test_refusing_keeps_the_live_edition_public(desk, sari, asep, business):
    product = build.live_product(business, sari, asep).product
    edit = catalog.open_draft(product, by=sari)
    catalog.save_draft(edit, {"name": "Obat ajaib"}, by=sari)
    submission = catalog.submit(edit, by=sari)
    desk.post(page_of(submission), {"decision": "rejected", "words": "Bukan produk IKM."})
    assert now(submission).state == State.REJECTED
    assert public().get().name == "Gula Semut Aren 250 g"


def test_the_slower_officer_is_told_and_keeps_her_words(desk, asep, waiting_product):
    desk.get(page_of(waiting_product))
    catalog.approve(waiting_product, by=asep)
    answer = desk.post(page_of(waiting_product), {"decision": "needs_changes", "words": "Foto kurang jelas, Bu."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Pak Asep sudah memutuskan pengajuan ini" in page
    assert "Foto kurang jelas, Bu." in page
    assert now(waiting_product).decided_by == asep


def test_a_double_tap_counts_once(desk, rina, waiting_product):
    given = {"decision": "rejected", "words": "Bukan produk."}
    first, second = desk.post(page_of(waiting_product), given), desk.post(page_of(waiting_product), given)
    assert (first.status_code, second.status_code) == (302, 302)
    assert now(waiting_product).decided_by == rina


def test_who_typed_it_sees_why_she_cannot_decide(as_person, business, sari, rina, asep):
    edition = build.draft_product(business, sari)
    catalog.save_draft(edition, {"brand": "Sari"}, by=rina)
    submission = catalog.submit(edition, by=sari)
    page = as_person(rina).get(page_of(submission)).content.decode()
    assert "Petugas lain yang harus memutuskan" in page
    assert 'value="approved"' not in page
    answer = as_person(rina).post(page_of(submission), {"decision": "approved"})
    assert answer.status_code == 422
    assert now(submission).is_waiting
    assert 'value="approved"' in as_person(asep).get(page_of(submission)).content.decode()


def test_reading_is_not_deciding(as_person, waiting_product):
    reader = person("Pak Pendamping", email="pendamping@contoh.example", permissions="review.view_queue")
    page = as_person(reader).get(page_of(waiting_product)).content.decode()
    assert "Anda hanya bisa membaca" in page
    assert as_person(reader).post(page_of(waiting_product), {"decision": "approved"}).status_code == 403


def test_owners_and_buyers_see_no_review_page(as_person, client, sari, wulan, waiting_product):
    for someone in (sari, wulan):
        assert as_person(someone).get(page_of(waiting_product)).status_code == 403
    assert client.get(page_of(waiting_product)).status_code == 302


def test_unknown_codes_are_not_found(desk):
    for path in ("usaha", "produk", "sertifikat"):
        assert desk.get(f"/petugas/tinjau/{path}/tidakada/").status_code == 404
        assert desk.get(f"/petugas/tinjau/{path}/a%00b/").status_code == 404


@pytest.mark.parametrize("words", ["a\0b", "x" * 1_000_000, "\ud800".encode("utf-8", "surrogatepass")])
def test_awkward_words_are_refused_kindly(desk, waiting_product, words):
    answer = desk.post(page_of(waiting_product), {"decision": "rejected", "words": words})
    assert answer.status_code in (200, 302)
    if answer.status_code == 200:
        assert "Galat:" in answer.content.decode()
        assert now(waiting_product).is_waiting


def test_awkward_notes_reasons_and_buttons_are_refused_kindly(desk, waiting_product):
    for given in (
        {"decision": "rejected", "catatan-name": "a\0"},
        {"decision": "rejected", "catatan-name": "x" * 401},
        {"decision": "rejected", "reason": "\0"},
        {"decision": "rejected", "reason": "tidak-ada"},
        {"decision": "\0"},
        {"decision": "hapus"},
        {},
    ):
        assert desk.post(page_of(waiting_product), given).status_code == 200
    assert now(waiting_product).is_waiting


def test_the_page_shows_only_what_changed(desk, sari, asep, business):
    product = build.live_product(business, sari, asep).product
    edit = catalog.open_draft(product, by=sari)
    catalog.save_draft(edit, {"name": "Gula Semut Premium 250 g"}, by=sari)
    answer = desk.get(page_of(catalog.submit(edit, by=sari)))
    assert [item["row"].name for item in answer.context["changed"]] == ["name"]
    page = answer.content.decode()
    assert "<del>Aren</del>" in page
    assert "<ins>Premium</ins>" in page
    assert "isian tidak berubah" in page


def test_a_second_round_shows_what_changed_since_it_was_sent_back(desk, sari, rina, waiting_product):
    catalog.send_back(waiting_product, by=rina, words="Nama belum jelas.", findings={"name": "Tulis isi bersihnya."})
    product = ProductEdition.objects.get(submission=waiting_product).product
    fix = catalog.open_draft(product, by=sari)
    catalog.save_draft(fix, {"name": "Gula Semut Aren 500 g"}, by=sari)
    answer = desk.get(page_of(catalog.submit(fix, by=sari)))
    assert [row.name for row in answer.context["since"]] == ["name"]
    page = answer.content.decode()
    assert "Sejak perlu diperbaiki" in page
    assert "<b>Nama produk:</b> Tulis isi bersihnya." in page


def test_photos_that_came_and_went_are_marked(desk, sari, asep, business):
    edition = build.live_product(business, sari, asep)
    edit = catalog.open_draft(edition.product, by=sari)
    new = catalog.add_photo(edit, build.photo(), by=sari)
    catalog.arrange_photos(edit, [new.code], by=sari)
    page = desk.get(page_of(catalog.submit(edit, by=sari))).content.decode()
    assert "Ditambah" in page
    assert "Dihapus" in page


def test_an_own_decision_can_be_read_again(desk, asep, waiting_product):
    catalog.send_back(waiting_product, by=asep, words="Foto buram.")
    page = desk.get(page_of(waiting_product)).content.decode()
    assert "Foto buram." in page
    assert 'name="decision"' not in page
