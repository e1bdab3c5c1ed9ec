"""What is registered already is told with its code and never made again: by NIB, NIK, phone, name and place."""

import pytest

from registry.models import Business, BusinessEdition, Owner
from tests.build import live_business
from tests.imports import LIST, lists, press, sample, states, table, upload, words  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
HEAD = "nama_ikm;nama_pemilik;nik;nib;telp;kecamatan;keldesa;bentuk_badan_usaha;kode_kbli\n"
NIK = "3602991708400012"


def taken_in(client, person, text: str, **answers):
    """A list that became drafts."""
    batch = upload(client, person, table(HEAD + text))
    press(client, batch, "draf")
    return batch


@pytest.mark.parametrize(
    "row",
    [
        "Usaha A;Ani;;0000111122223;;Sobang;Hariang;PO;10722",  # NIB
        f"Usaha A;Ani;{NIK};;;Sobang;;PO;10722",  # NIK and name
        "Usaha A;Ani;;;086011110001;Sobang;;PO;10722",  # phone and name
        "Usaha A;Ani;;;;Sobang;Hariang;PO;10722",  # name and village
        "Usaha A;Ani;;;;Sobang;;PO;10722",  # name and owner
        "Usaha A;;;;;Sobang;;;",  # nearly nothing
    ],
)
def test_the_same_list_twice_makes_no_doubles(client, rina, row):
    first = taken_in(client, rina, row)
    again = upload(client, rina, table(HEAD + row, "lagi.csv"))
    code = Business.objects.get().code
    assert states(again) == {"duplicate": 1}
    assert code in words(again, 2) + str(again.rows.get().problems) or first.code in words(again, 2)
    assert f"/petugas/usaha/{code}/" in client.get(f"{LIST}{again.code}/").content.decode()
    press(client, again, "draf")
    assert BusinessEdition.objects.count() == Owner.objects.count() == 1


def test_the_census_twice_makes_no_doubles(client, rina):
    first = upload(client, rina, sample("06_ikm_gaya_pendataan.csv"))
    press(client, first, "draf")
    made = BusinessEdition.objects.count()
    again = upload(client, rina, sample("06_ikm_gaya_pendataan.csv"))
    assert set(states(again)) <= {"duplicate", "error"}
    assert "Berkas yang sama persis sudah diunggah" in str(again.notes)
    press(client, again, "draf")
    assert BusinessEdition.objects.count() == made


def test_a_renamed_draft_is_still_the_row_it_came_from(client, rina):
    taken_in(client, rina, "Usaha A;Ani;;;;Sobang;;;")
    BusinessEdition.objects.update(name="Nama Baru", owner_name="Ani Rohaeni")
    again = upload(client, rina, table(HEAD + "USAHA  A;ANI;;;;Sobang;;;"))
    assert "Baris yang sama persis sudah menjadi draf" in words(again, 2)
    assert states(again) == {"duplicate": 1}


def test_marks_are_compared_within_the_file_too(client, rina):
    batch = upload(
        client,
        rina,
        table(
            HEAD
            + f"""Usaha A;Ani;{NIK};0000111122223;086011110001;Sobang;Hariang;;
        Usaha Lain;Bani;;0000111122223;;Sobang;Hariang;;
        usaha a;Ani;{NIK};;;Bayah;;;
        Usaha A;Caca;;;086011110001;Cibadak;;;
        Usaha B;Ani;{NIK};;086011110001;Sobang;Hariang;;"""
        ),
    )
    assert states(batch) == {"ready": 2, "duplicate": 3}
    assert "NIB ini sama dengan baris 2" in words(batch, 3)
    assert "Nama usaha dan NIK-nya sama dengan baris 2" in words(batch, 4)
    assert "Nama usaha dan teleponnya sama dengan baris 2" in words(batch, 5)
    press(client, batch, "ganda", tampak=[3, 4, 5], baris=[3, 4, 5])
    assert batch.rows.get(number=3).state == "duplicate", "one NIB is one business"
    assert batch.rows.get(number=4).state == "warning"


def test_an_owner_may_have_a_second_business(client, rina, asep, sari):
    live = live_business(sari, asep, name="Gula Sari", phone="+6286011110009")
    batch = taken_in(client, rina, "Keripik Sari;Ibu Sari;;;086011110009;Sobang;Hariang;;")
    assert f"Nomor ini juga dipakai Gula Sari ({live.business.code})" in words(batch, 2)
    assert Business.objects.count() == 2


def test_a_second_draft_of_the_same_name_needs_a_tick(client, rina):
    taken_in(client, rina, "Usaha A;Ani;;;;Sobang;Hariang;;")
    batch = upload(client, rina, table(HEAD + "Usaha A;Budi;;;;Sobang;Hariang;;"))
    assert states(batch) == {"duplicate": 1}
    page = press(client, batch, "ganda", tampak=[2], baris=[2]).content.decode()
    assert "Tetap dimasukkan karena sudah dicentang" in page
    press(client, batch, "draf")
    assert BusinessEdition.objects.count() == 2


def test_what_was_undone_can_be_taken_in_again(client, rina):
    batch = taken_in(client, rina, "Usaha A;Ani;;;;Sobang;;;")
    press(client, batch, "batalkan")
    assert not Business.objects.exists()
    taken_in(client, rina, "Usaha A;Ani;;;;Sobang;;;")
    assert Business.objects.count() == 1


def test_a_tick_is_understood_in_a_row_beyond_a_thousand(client, rina):
    batch = upload(client, rina, table("nama_ikm;kecamatan;keldesa\nUsaha A;Sobang;Hariang\nUSAHA A;Sobang;Hariang"))
    batch.rows.filter(number=3).update(number=12345)
    page = client.get(f"{LIST}{batch.code}/?tampil=ganda").content.decode()
    assert 'name="baris" value="12345"' in page
    press(client, batch, "ganda", tampak=[12345], baris=[12345])
    assert batch.rows.get(number=12345).state == "warning"
