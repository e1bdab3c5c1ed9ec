"""The library of ready reasons in the hands of the office."""

import uuid

import pytest

from audit.models import Event, Verb
from catalog import actions as catalog
from review import reasons
from review.actions import Refused
from review.loading import load_reasons
from review.models import Reason, Submission

LIBRARY = "/petugas/alasan/"
WORDS = {
    "kind": "product",
    "decision": "needs_changes",
    "field": "photos",
    "label": "Foto kurang terang",
    "sentence": "Ambil foto lagi di tempat terang, tanpa lampu kilat.",
    "example": "Foto siang hari di teras",
}


@pytest.fixture
def head(as_person, ratna):
    return as_person(ratna)


@pytest.fixture
def reason(db):
    load_reasons()
    return Reason.objects.get(code="product-name-unclear")


def change_form(reason, **values):
    given = {name: getattr(reason, name) for name in reasons.FIELDS}
    return {**given, "versi": reasons.version_of(reason), "aksi": "simpan", **values}


def test_a_new_reason_is_looked_at_first_and_offered_at_once(head, desk, waiting_product):
    looked = head.post(f"{LIBRARY}baru/", {**WORDS, "aksi": "lihat"}).content.decode()
    assert "Ambil foto lagi di tempat terang" in looked and "<b>Foto:</b>" in looked
    assert not Reason.objects.exists()
    key = str(uuid.uuid4())
    for _ in range(2):
        assert head.post(f"{LIBRARY}baru/", {**WORDS, "aksi": "simpan", "form_key": key}).status_code == 302
    made = Reason.objects.get()
    assert made.code.startswith("foto-kurang-terang-")
    assert "Foto kurang terang" in desk.get(f"/petugas/tinjau/produk/{waiting_product.code}/").content.decode()
    assert Event.objects.get(verb=Verb.REASON_CHANGED).detail["new"]["label"] == "Foto kurang terang"


def test_a_changed_reason_stays_changed_when_our_list_is_loaded_again(head, reason):
    head.post(f"{LIBRARY}{reason.code}/", change_form(reason, sentence="Tulis nama barang dan ukurannya."))
    load_reasons()
    reason.refresh_from_db()
    assert reason.sentence == "Tulis nama barang dan ukurannya."
    line = Event.objects.get(verb=Verb.REASON_CHANGED)
    assert line.detail["old"]["sentence"] != line.detail["new"]["sentence"]
    page = head.get(f"{LIBRARY}{reason.code}/").content.decode()
    assert "Sebelumnya:" in page and "Bu Ratna" in page


def test_old_decisions_keep_their_words(head, reason, waiting_product, rina):
    catalog.send_back(waiting_product, by=rina, reason=reason)
    words = Submission.objects.get(pk=waiting_product.pk).reason
    head.post(f"{LIBRARY}{reason.code}/", change_form(reason, sentence="Lain sama sekali, tulis lagi."))
    assert Submission.objects.get(pk=waiting_product.pk).reason == words
    assert "Dipakai di 1 keputusan" in head.get(f"{LIBRARY}{reason.code}/").content.decode()
    assert "1 kali" in head.get(LIBRARY).content.decode()


def test_two_heads_do_not_write_over_each_other(head, reason):
    stale = change_form(reason, label="Kedua")
    head.post(f"{LIBRARY}{reason.code}/", change_form(reason, label="Pertama"))
    page = head.post(f"{LIBRARY}{reason.code}/", stale).content.decode()
    assert "Orang lain baru saja mengubah alasan ini" in page
    reason.refresh_from_db()
    assert reason.label == "Pertama"


def test_switched_off_it_is_not_offered_and_switched_on_again(head, desk, reason, waiting_product):
    page = f"/petugas/tinjau/produk/{waiting_product.code}/"
    head.post(f"{LIBRARY}{reason.code}/urutan/", {"aksi": "nonaktif"})
    assert reason.label not in desk.get(page).content.decode()
    load_reasons()
    assert Reason.objects.get(pk=reason.pk).is_active is False
    head.post(f"{LIBRARY}{reason.code}/urutan/", {"aksi": "aktif"})
    assert reason.label in desk.get(page).content.decode()


def test_the_order_is_that_of_the_list(head, reason):
    mine = list(Reason.objects.filter(kind="product").values_list("code", flat=True))
    head.post(f"{LIBRARY}{mine[1]}/urutan/", {"aksi": "naik"})
    assert list(Reason.objects.filter(kind="product").values_list("code", flat=True)[:2]) == [mine[1], mine[0]]
    head.post(f"{LIBRARY}{mine[1]}/urutan/", {"aksi": "naik"})
    head.post(f"{LIBRARY}{mine[-1]}/urutan/", {"aksi": "turun"})
    after = list(Reason.objects.filter(kind="product").values_list("code", flat=True))
    assert after[0] == mine[1] and after[-1] == mine[-1]


def test_what_is_missing_or_does_not_fit_is_told(head):
    page = head.post(f"{LIBRARY}baru/", {**WORDS, "label": "", "kind": "certificate"}).content.decode()
    assert "Tulis judul singkat" in page and "Isian ini tidak ada pada jenis" in page
    assert WORDS["sentence"] in page
    page = head.post(f"{LIBRARY}baru/", {**WORDS, "sentence": "x" * 401}).content.decode()
    assert "Kalimat untuk pemilik paling panjang 400 huruf." in page


def test_reviewers_use_the_library_and_do_not_change_it(desk, rina, reason):
    for address in (LIBRARY, f"{LIBRARY}baru/", f"{LIBRARY}{reason.code}/"):
        assert desk.get(address).status_code == 403
    with pytest.raises(Refused, match="Peran Anda"):
        reasons.switch_reason(reason, on=False, by=rina)


def test_an_empty_library_says_what_to_do(head):
    assert "Belum ada alasan untuk jenis ini." in head.get(LIBRARY).content.decode()
