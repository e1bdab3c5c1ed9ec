"""Columns are mapped once: kept under a name, found again by the titles, listed, and forgotten."""

import pytest

from audit.models import Event
from registry.models import ImportMapping
from tests.imports import LIST, lists, press, states, table, upload, words  # noqa: F401
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
TEXT = "Merek dagang;Wilayah;Catatan\nUsaha A;Sobang;x"
CHOICE = {"kolom_name": 0, "kolom_district": 1, "pilih_kbli": "2025", "pilih_tidy": "on"}


@pytest.fixture
def mapped(client, rina):
    batch = upload(client, rina, table(TEXT))
    press(client, batch, "kolom", **CHOICE, ingat="on", nama="Pendataan 2024")
    return ImportMapping.objects.get()


def test_it_is_used_for_the_same_titles_in_any_order(client, rina, mapped):
    batch = upload(client, rina, table("wilayah;CATATAN;Merek_Dagang\nSobang;x;Usaha B"))
    assert batch.mapping == {"district": 0, "name": 2}
    assert (batch.options["kbli"], batch.saved_mapping) == ("2025", mapped)
    assert states(batch) == {"warning": 1}
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Pemetaan tersimpan dipakai: <b>Pendataan 2024</b>" in page


def test_other_titles_or_another_kind_are_not_meant(client, rina, mapped):
    assert upload(client, rina, table("Merek dagang;Wilayah\nUsaha A;Sobang")).saved_mapping is None
    assert upload(client, rina, table(TEXT), "product").saved_mapping is None


def test_mapping_again_takes_the_place_of_what_was_kept(client, rina, mapped):
    batch = upload(client, rina, table(TEXT))
    press(client, batch, "kolom", **{**CHOICE, "kolom_address": 2}, ingat="on", nama="Pendataan")
    assert ImportMapping.objects.get().name == "Pendataan"
    assert upload(client, rina, table(TEXT)).mapping == {"name": 0, "district": 1, "address": 2}


def test_for_one_table_only(client, rina, mapped):
    batch = upload(client, rina, table(TEXT))
    press(client, batch, "kolom", **{**CHOICE, "kolom_address": 2})
    batch.refresh_from_db()
    assert (batch.mapping["address"], batch.saved_mapping) == (2, None)
    assert "address" not in ImportMapping.objects.get().fields


def test_they_are_listed_and_forgotten(client, rina, asep, mapped):
    sign_in(client, asep)
    page = client.get(f"{LIST}pemetaan/").content.decode()
    assert "Pendataan 2024" in page
    assert "Nama usaha, Kecamatan" in page
    client.post(f"{LIST}pemetaan/{mapped.code}/hapus/")
    assert not ImportMapping.objects.exists()
    assert Event.objects.filter(subject_code=mapped.code, verb="discarded").exists()
    assert "Belum ada pemetaan" in client.get(f"{LIST}pemetaan/").content.decode()
    assert client.post(f"{LIST}pemetaan/{mapped.code}/hapus/").status_code == 404
