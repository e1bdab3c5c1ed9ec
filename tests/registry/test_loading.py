"""Places and KBLI activities from code lists."""

import pytest
from django.core.management import CommandError, call_command

from registry import queries
from registry.loading import load_activities, load_home, load_national, load_regions_file
from registry.models import BusinessActivity, Region
from review.code_lists import BadList

pytestmark = pytest.mark.django_db
PANDEGLANG = """kode;nama;kode_pos;jenis
36.01.01;Sumur;42283;
36.01.21;Pandeglang;;
36.01.01.2001;Cigorondong;42283;Desa
36.01.21.1001;Pandeglang;;kelurahan
3601212003;Kadomas;42211;
"""


def write(folder, text, name="daftar.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_lebak_has_28_kecamatan_340_desa_and_5_kelurahan():
    assert load_national() == 552
    assert load_home("3602") == 373
    assert load_home("3602") == 373
    assert Region.objects.filter(level="district", parent="3602").count() == 28
    villages = Region.objects.filter(level="village")
    assert [villages.filter(kind=kind).count() for kind in ("desa", "kelurahan")] == [340, 5]
    assert not villages.exclude(postal_code__regex="^423[0-9]{2}$").exists()


def test_a_regency_without_our_own_list_is_told_apart():
    assert load_home("3601") is None


def test_the_portal_serves_another_regency(settings, tmp_path):
    load_national()
    load_home("3602")
    settings.REGION_CODE = "3601"
    call_command("load_regions", file=write(tmp_path, PANDEGLANG))
    assert [district.name for district in queries.districts()] == ["Pandeglang", "Sumur"]
    assert {village.label for village in queries.villages("360121")} == {"Kelurahan Pandeglang", "Desa Kadomas"}
    assert queries.villages("360214").count() == 0


def test_a_list_brings_the_places_above_it(tmp_path):
    assert load_regions_file(write(tmp_path, PANDEGLANG)) == 5
    assert Region.objects.get(code="3601").parent.name == "Banten"


def test_a_later_list_renames_and_keeps_the_rest(tmp_path):
    load_regions_file(write(tmp_path, PANDEGLANG))
    load_regions_file(write(tmp_path, "kode,nama\n360101,Sumur Baru\n"))
    assert Region.objects.get(code="360101").name == "Sumur Baru"
    assert Region.objects.filter(parent="360101").count() == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kode,nama\n36.01.1,Sumur\n", "Baris 2: Kode wilayah harus 2, 4, 6, atau 10 angka."),
        ("kode,nama\n36.01.01,Sumur\n99.01.01,Jauh\n", "Baris 3: Kode wilayah tidak dikenal"),
        ("kode,nama\n36.01.01,\n", "Baris 2: Kolom nama"),
        ("kode,nama\n36.01.01,A\n36.01.01,B\n", "Baris 3: kode 360101 sudah ada di baris 2."),
        ("kode,nama\n36.01.77.2001,Desa\n", "Baris 2: wilayah di atas 3601772001, yaitu 360177, belum ada."),
        ("kode,nama,kode_pos\n36.01.01,A,4228\n", "Baris 2: Kode pos harus 5 angka."),
        ("kode,nama,jenis\n36.01.01,A,\n36.01.01.2001,B,dusun\n", "Baris 3: Kolom jenis"),
        ("kode,judul\n36,Banten\n", "Baris 1: kolom nama tidak ada."),
        ("", "Baris 1: kolom kode, nama tidak ada."),
        ("kode,nama\n", "tidak berisi satu baris data pun"),
        ("kode,nama\n36,Ban\x00ten\n", "Baris 2: ada tanda kendali"),
        ('kode,nama\n36,"Banten\n', "tidak bisa dibaca sebagai CSV"),
    ],
)
def test_a_bad_list_is_refused_with_its_line(tmp_path, text, problem):
    with pytest.raises(CommandError, match="Daftar wilayah tidak dimuat") as refused:
        call_command("load_regions", file=write(tmp_path, text))
    assert problem in str(refused.value)
    assert not Region.objects.exists()


def test_a_file_that_cannot_be_opened_is_said(tmp_path):
    broken = tmp_path / "latin.csv"
    broken.write_bytes("kode,nama\n36,Bantén\n".encode("latin-1"))
    for path, problem in (
        (tmp_path / "tiada.csv", "tidak bisa dibuka"),
        (tmp_path, "tidak bisa dibuka"),
        (broken, "bukan UTF-8"),
    ):
        with pytest.raises(BadList, match=problem):
            load_regions_file(path)


def test_our_activities_are_found_by_plain_words():
    assert load_activities() == load_activities() == BusinessActivity.objects.count()
    assert queries.activities_by_words("kripik pisang")[0].kbli_code == "10794"
    assert queries.activities_by_words("gula semut")[0].kbli_code == "10722"
    assert "16291" in [activity.kbli_code for activity in queries.activities_by_words("anyaman bambu")]


def test_a_code_of_2020_leads_to_its_code_of_2025():
    load_activities()
    batik = BusinessActivity.objects.get(kbli_edition="2020", kbli_code="13134")
    assert [activity.kbli_code for activity in batik.successors.all()] == ["13133"]


def test_a_full_kbli_list_keeps_our_words(tmp_path):
    load_activities()
    path = write(tmp_path, "kode,tingkat,judul\nC,,Industri\n10,,Makanan\n10794,,Kerupuk dan Keripik\n47111,,Toko\n")
    call_command("load_kbli", file=path, edition="2025")
    keripik = BusinessActivity.objects.get(kbli_edition="2025", kbli_code="10794")
    assert keripik.title == "Kerupuk dan Keripik"
    assert "keripik" in keripik.words
    assert BusinessActivity.objects.filter(kbli_code="47111").count() == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kode,judul\n1079X,Keripik\n", "Baris 2: Kode KBLI hanya berisi angka"),
        ("kode,judul\n10794,\n", "Baris 2: kolom judul"),
        ("kode,judul\n10794,A\n10794,B\n", "Baris 3: kode 10794"),
        ("kode,judul\n10,Makanan\n", "tidak berisi satu pun kode 5 angka"),
    ],
)
def test_a_bad_kbli_list_is_refused_with_its_line(tmp_path, text, problem):
    with pytest.raises(CommandError) as refused:
        call_command("load_kbli", file=write(tmp_path, text), edition="2025")
    assert problem in str(refused.value)
    assert not BusinessActivity.objects.exists()
