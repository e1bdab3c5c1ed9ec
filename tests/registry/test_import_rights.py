"""Who may import, who may change an import, and what nobody may ever see of it."""

import pytest

from registry import secrets
from registry.models import BusinessEdition, ImportBatch, ImportRow, Owner
from tests.build import draft_business
from tests.imports import LIST, lists, press, table, upload, words  # noqa: F401
from tests.people import person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
NIK = "3602991708400012"
TEXT = f"nama_ikm;nama_pemilik;nik;kecamatan;keldesa\nUsaha A;Ani;{NIK};Sobang;Hariang"
BUTTONS = ("baca", "kolom", "ganda", "draf", "batalkan", "kirim")


@pytest.fixture
def batch(client, rina):
    return upload(client, rina, table(TEXT))


@pytest.mark.parametrize("who", ["sari", "wulan", "reviewer"])
def test_without_the_permission_every_page_is_closed(client, request, batch, who):
    people = {"reviewer": lambda: person("Bu Nina", email="nina@contoh.example", permissions="review.view_queue")}
    user = people[who]() if who in people else request.getfixturevalue(who)
    sign_in(client, user)
    for path in ("", f"{batch.code}/", f"{batch.code}/bermasalah.csv"):
        assert client.get(LIST + path).status_code == 403
    for button in BUTTONS:
        assert client.post(f"{LIST}{batch.code}/{button}/").status_code == 403
    assert client.post(LIST, {}).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, batch):
    client.logout()
    for path in ("", f"{batch.code}/", f"{batch.code}/bermasalah.csv"):
        assert client.get(LIST + path)["Location"].startswith("/akun/masuk/")


def test_without_the_second_factor_the_page_stays_closed(client, rina):
    client.force_login(rina)
    assert "langkah" in client.get(LIST)["Location"] or client.get(LIST).status_code == 302


def test_another_officer_looks_but_only_the_head_changes(client, batch, asep, ratna):
    sign_in(client, asep)
    page = client.get(f"{LIST}{batch.code}/").content.decode()
    assert "Usaha A" in page
    assert "Jadikan" not in page.split("<h2", 1)[1].replace("Jadikan draf</li>", "")
    for button in BUTTONS:
        assert client.post(f"{LIST}{batch.code}/{button}/").status_code == 403
    sign_in(client, ratna)
    press(client, batch, "draf")
    assert BusinessEdition.objects.get().hands == sorted([batch.uploaded_by_id, ratna.pk])


def test_an_unknown_import_is_not_found(client, rina):
    sign_in(client, rina)
    assert client.get(f"{LIST}tidakada/").status_code == 404
    assert client.get(f"{LIST}%00/").status_code == 404
    assert client.post(f"{LIST}{'9' * 80}/draf/").status_code == 404


def test_a_nik_is_locked_away_before_anything_is_written(client, batch):
    row = batch.rows.get()
    assert NIK not in str(row.cells) + str(row.problems)
    assert secrets.decrypt(row.cells[2]["secret"]) == NIK
    for path in (f"{LIST}{batch.code}/", f"{LIST}{batch.code}/bermasalah.csv"):
        assert NIK not in b"".join(client.get(path)).decode()
    press(client, batch, "draf")
    assert secrets.decrypt(Owner.objects.get().nik_cipher) == NIK


def test_a_nik_under_any_title_is_locked_too(client, rina):
    batch = upload(client, rina, table(f"nama_ikm;kecamatan;catatan\nUsaha A;Sobang;nomor {NIK} ya"))
    assert NIK not in str(batch.rows.get().cells)
    batch = upload(client, rina, table("nama_ikm;kecamatan;identitas\nUsaha B;Sobang;360212"))
    press(client, batch, "kolom", kolom_name=0, kolom_district=1, kolom_nik=2, pilih_kbli="2020")
    assert "360212" not in str(batch.rows.get().cells)
    assert "NIK harus 16 angka" in words(batch, 2)


def test_a_nik_that_the_spreadsheet_rounded_is_refused(client, rina):
    batch = upload(client, rina, table("nama_ikm;kecamatan;nik\nUsaha A;Sobang;3,60299E+15"))
    assert batch.rows.get().state == ImportRow.State.ERROR
    assert "angka terakhirnya hilang" in words(batch, 2)
    assert "3,60299" not in str(batch.rows.values_list("problems", "found", "cells"))


def test_one_nik_is_one_owner(client, rina, sari):
    draft_business(sari)
    sari_nik = secrets.decrypt(Owner.objects.get(user=sari).nik_cipher)
    batch = upload(
        client,
        rina,
        table(f"""nama_ikm;nama_pemilik;nik;kecamatan;keldesa
        Usaha A;Ani;{NIK};Sobang;Hariang
        Usaha B;Ani;{NIK};Sobang;Hariang
        Usaha C;Orang Lain;{sari_nik};Sobang;Hariang
        Usaha D;IBU SARI;{sari_nik};Sobang;Hariang"""),
    )
    assert "sudah dipakai pemilik lain" in words(batch, 4)
    press(client, batch, "draf")
    assert Owner.objects.count() == 2
    assert Owner.objects.get(user=sari).businesses.count() == 2


def test_an_owner_never_reaches_the_drafts_of_an_import(client, batch, dede):
    press(client, batch, "draf")
    sign_in(client, dede)
    code = BusinessEdition.objects.get().business.code
    assert client.get(f"/daftar-usaha/{code}/").status_code == 404
    assert ImportBatch.objects.get().state == "applied"
