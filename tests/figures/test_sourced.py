"""Figures of other sources: entered with a source, corrected by new rows, shown beside and never mixed."""

import pytest
from django.core.management import call_command
from django.test import Client

from audit.models import Event, Verb
from figures import queries
from figures.actions.sourced import correct_figure, enter_figure, withdraw_figure
from figures.loading import load_sourced_figures
from figures.models import SourcedFigure
from review.actions import Refused
from tests import build
from tests.people import person, sign_in
from tests.registry.conftest import key, words

pytestmark = pytest.mark.django_db
PAGE = "/petugas/angka/sumber/"
ONE = {
    "figure": "umkm",
    "year": 2024,
    "value": 72888,
    "source": "BPS",
    "source_detail": "",
    "source_url": "",
    "note": "",
}


@pytest.fixture
def head(db):
    """The head of the section."""
    return person(
        "Bu Ratna", email="ratna.kepala@contoh.example", permissions="figures.view_figures figures.enter_figure"
    )


def test_the_known_history_is_loaded_once_and_stays_corrected(head):
    assert load_sourced_figures() == 6
    values = {(one.figure, one.year, one.value) for one in queries.sourced()}
    assert ("umkm", 2016, 49538) in values
    assert {("ikm", None, 16000), ("ikm", None, 16500), ("ikm", None, 18500)} < values
    old = SourcedFigure.objects.get(value=33000)
    correct_figure(old, {**ONE, "value": 33001}, reason="Salah salin", by=head)
    assert load_sourced_figures() == 6
    assert SourcedFigure.objects.count() == 7
    assert [one.value for one in queries.sourced("tenaga-kerja")] == [33001]


def test_another_regency_has_another_history(settings):
    settings.REGION_CODE = "3601"
    assert load_sourced_figures() == 0


def test_a_correction_keeps_the_old_row_and_the_reason(head):
    old = enter_figure(ONE, by=head)
    new = correct_figure(old, {**ONE, "value": 72900}, reason="Angka revisi", by=head)
    assert [one.code for one in queries.sourced("umkm")] == [new.code]
    assert [one.value for one in queries.history_of(new)] == [72900, 72888]
    assert Event.objects.filter(verb=Verb.FIGURE_ENTERED).count() == 2
    with pytest.raises(Refused, match="dikoreksi orang lain"):
        correct_figure(old, ONE, reason="Terlambat", by=head)


def test_a_withdrawn_figure_is_no_longer_shown_but_stays(head):
    withdraw_figure(enter_figure(ONE, by=head), reason="Salah kabupaten", by=head)
    assert queries.sourced() == []
    assert SourcedFigure.objects.count() == 2
    with pytest.raises(Refused, match="alasannya"):
        withdraw_figure(enter_figure(ONE, by=head), reason="", by=head)


def test_only_who_may_enters(rina):
    with pytest.raises(Refused, match="Peran Anda"):
        enter_figure(ONE, by=rina)


def test_entering_by_the_page_once_however_often_pressed(head):
    client, form = sign_in(Client(), head), {**ONE, "year": "2024", "value": "72.888", **key()}
    for _ in range(2):
        assert client.post(PAGE, form).status_code == 302
    one = SourcedFigure.objects.get()
    assert (one.value, one.unit, one.entered_by) == (72888, "usaha", head)
    assert "72.888 usaha" in words(client.get(PAGE))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("figure", "", "Pilih angka yang dimaksud."),
        ("figure", "skala", "Pilih angka dari daftar."),
        ("year", "20x4", "Tahun harus angka"),
        ("year", "1800", "antara 1945 dan"),
        ("value", "banyak", "Nilai harus angka"),
        ("value", "9" * 30, "Nilai harus antara"),
        ("source", "", "Tulis sumbernya"),
        ("source_url", "javascript:alert(1)", "harus diawali https://"),
        ("note", "x" * 401, "paling panjang 400"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(head, field, typed, sentence):
    answer = sign_in(Client(), head).post(
        PAGE, {**ONE, "year": "2024", field: typed, "note": "Catatan", **key()} | {field: typed}
    )
    assert sentence in words(answer)
    assert "BPS" in answer.content.decode() or field == "source"
    assert not SourcedFigure.objects.exists()


def test_correcting_and_withdrawing_by_the_page(head):
    client, one = sign_in(Client(), head), enter_figure(ONE, by=head)
    address = f"{PAGE}{one.code}/"
    assert "Tulis alasannya" in words(client.post(address, {**ONE, "value": "5", "reason": ""}))
    answer = client.post(address, {**ONE, "value": "72900", "reason": "Revisi"}, follow=True)
    assert "72.900" in words(answer)
    assert "72.888" in words(answer), "what it was before"
    assert "sudah dikoreksi" in words(client.get(address))
    new = SourcedFigure.objects.latest("pk")
    assert "Tulis alasannya" in words(client.post(f"{PAGE}{new.code}/", {"withdraw": "1", "tarik-reason": ""}))
    client.post(f"{PAGE}{new.code}/", {"withdraw": "1", "tarik-reason": "Salah"})
    assert queries.sourced() == []


def test_an_officer_reads_but_does_not_enter(db):
    reader = person("Bu Rina", email="rina.baca@contoh.example", permissions="figures.view_figures")
    client = sign_in(Client(), reader)
    call_command("load_reference", verbosity=0)
    page = words(client.get(PAGE))
    assert "18.500 usaha" in page
    assert "Catat angka" not in page
    assert client.post(PAGE, {**ONE, **key()}).status_code == 403


def test_shown_beside_with_its_source_and_never_added(sari, rina, head):
    build.live_business(sari, rina)
    load_sourced_figures()
    page = words(sign_in(Client(), head).get("/pimpinan/?ukuran=umkm"))
    assert "dari sumber lain" in page.lower()
    assert "49.538" in page
    assert "49.539" not in page
    public = words(Client().get("/angka/umkm/"))
    assert "50.149 usaha" in public
    assert "ANTARA Banten" in public
    drawn = sign_in(Client(), head).get("/pimpinan/?ukuran=umkm").content.decode()
    assert drawn.count('class="fig-other"') == 3, "two marks and the legend"
    assert drawn.count("<polyline") == 1
