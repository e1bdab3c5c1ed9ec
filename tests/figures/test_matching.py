"""Which of our businesses a row of another list is: certain, doubtful, or none."""

import pytest
from django.utils import timezone

from figures.actions.lists import confirm_match, load_list, match_again, match_list, refuse_match, throw_away_list
from figures.compared import counts
from figures.matching import Candidate, verdict
from figures.models import ComparedList, ComparedRow
from figures.queries import only_here
from registry.importing.cells import kept
from registry.models import Region
from registry.secrets import keyed_hash
from registry.spreadsheet import read_table
from review.actions import Refused
from tests import build
from tests.attack.world import NIK
from tests.figures.moments import plate
from tests.people import person, sign_in
from tests.reference import load_places

MAY = "figures.view_figures figures.compare_lists"


def one(code, why, likeness=0, **more):
    return Candidate(code, why, likeness, **more)


@pytest.mark.parametrize(
    ("found", "state", "by", "code"),
    [
        ([], "only_there", "", ""),
        ([one("a", "nib", 3), one("b", "name", 100, same_name=True)], "both", "nib", "a"),
        ([one("a", "nik", 10)], "both", "nik", "a"),
        ([one("a", "nik", 90), one("b", "nik", 20)], "both", "nik", "a"),
        ([one("a", "nik", 60), one("b", "nik", 55)], "unsure", "", ""),
        ([one("a", "phone", 40)], "both", "phone", "a"),
        ([one("a", "phone", 10)], "unsure", "", ""),
        ([one("a", "phone", 90, clash=True)], "unsure", "", ""),
        ([one("a", "phone", 90), one("b", "phone", 85)], "unsure", "", ""),
        ([one("a", "name", 100, same_name=True)], "both", "name", "a"),
        ([one("a", "name", 100, same_name=True, clash=True)], "unsure", "", ""),
        ([one("a", "name", 100, same_name=True), one("b", "name", 100, same_name=True)], "unsure", "", ""),
        ([one("a", "name", 70)], "unsure", "", ""),
        ([one("a", "name", 44)], "only_there", "", ""),
        ([one("a", "near", 80)], "unsure", "", ""),
    ],
)
def test_one_row_is_decided_by_what_was_found(found, state, by, code):
    decided = verdict(found)
    assert (decided.state, decided.by, decided.code) == (state, by, code)
    assert bool(decided.candidates) == (state == "unsure")


def test_at_most_three_to_choose_from_the_likeliest_first():
    found = [
        one("a", "name", 50),
        one("b", "name", 80),
        one("c", "near", 99),
        one("d", "phone", 5),
        one("e", "name", 60),
    ]
    assert [c.code for c in verdict(found).candidates] == ["d", "b", "e"]


@pytest.fixture
def officer(db):
    """Somebody who compares lists."""
    load_places()
    return person("Bu Rina", email="rina.padan@contoh.example", permissions=MAY)


def loaded(text: str, officer, **values) -> ComparedList:
    """A list that was uploaded as CSV."""
    data = text.strip().encode()
    about = {"name": "UMKM", "office": "Dinas Koperasi", "year": 2026, "district_code": "", **values}
    return load_list(read_table(data, "a.csv"), data, "a.csv", about, by=officer)


def matched(of_list: ComparedList) -> dict[int, ComparedRow]:
    """Its rows by their number, after the job."""
    match_list(of_list, tell=lambda *_: None)
    return {row.number: row for row in of_list.rows.all()}


@pytest.fixture
def ours(officer, sari, dede, rina):
    """Four businesses of ours in two villages."""
    village = build.village("Citeras", "Rangkasbitung")
    other = build.village("Rangkasbitung Timur", "Rangkasbitung")
    values = [
        (sari, {"name": "UD Gula Semut Barokah", "nib": "0000000000017", "village": village, "phone": ""}),
        (sari, {"name": "Keripik Pisang Mekar", "nib": "0000000000025", "village": village, "phone": ""}),
        (dede, {"name": "Anyaman Bambu Jaya", "nib_status": "none", "nib": "", "village": other,
                "phone": "+6286055550001"}),
        (dede, {"name": "Batik Sawarna", "nib": "0000000000033", "village": village, "phone": ""}),
    ]  # fmt: skip
    rows = [build.live_business(who, rina, **{"whatsapp": "", **more}) for who, more in values]
    dede_owner = rows[2].business.owner
    type(dede_owner).objects.filter(pk=dede_owner.pk).update(nik_hash=keyed_hash(NIK))
    return [edition.business.code for edition in rows]


LIST = f"""
Nama Usaha;Pemilik;NIB;NIK;No HP;Kecamatan;Desa;Omzet
Toko Lain Sekali;Ani;0000000000017;;;;;9
GULA SEMUT BAROKAH;Ani;;;;Rangkasbitung;Citeras;9
Keripik Pisang Mekarr;Udin;;;;Rangkasbitung;Citeras;9
Anyaman Bambu Jaya Abadi;Dede;;;0860-5555-0001;;;9
Batik Sawarna;Dede;;{NIK};;Sobang;Hariang;9
Warung Nasi Ibu Tuti;Tuti;;;;Rangkasbitung;Citeras;9
Batik Sawarna;Dede;0000000000041;;;Rangkasbitung;Citeras;9
"""


def test_each_way_of_being_the_same(ours, officer):
    rows = matched(loaded(LIST, officer))
    told = {number: (row.state, row.by, row.business_code) for number, row in rows.items()}
    assert told == {
        2: ("both", "nib", ours[0]),
        3: ("both", "name", ours[0]),
        4: ("unsure", "", ""),
        5: ("both", "phone", ours[2]),
        6: ("both", "nik", ours[3]),
        7: ("only_there", "", ""),
        8: ("unsure", "", ""),
    }
    assert rows[4].candidates[0][0] == ours[1]
    assert rows[8].candidates[0][0] == ours[3], "the same name in the same village, but another NIB"


def test_only_here_twice_there_and_the_counts(ours, officer):
    of_list = loaded(LIST, officer)
    matched(of_list)
    assert [edition.business.code for edition in only_here(of_list)] == [ours[1]]
    assert counts(of_list) == {
        "pastikan": 2, "hanya-mereka": 1, "keduanya": 4, "hanya-kami": 1, "ganda": 2, "semua": 7, "menunggu": 0,
    }  # fmt: skip


def test_a_list_of_one_kecamatan_leaves_the_others_alone(ours, officer):
    elsewhere = build.village("Hariang", "Sobang")
    of_list = loaded("Nama Usaha\nWarung", officer, district_code=elsewhere.parent.code)
    matched(of_list)
    assert not only_here(of_list).exists()


def test_ours_without_nib_are_counted_among_only_here(ours, officer, dede, rina):
    build.live_business(dede, rina, name="Sapu Lidi Dede", nib_status="none", nib="")
    of_list = loaded(LIST, officer)
    matched(of_list)
    assert {edition.name for edition in only_here(of_list)} == {"Keripik Pisang Mekar", "Sapu Lidi Dede"}
    assert counts(of_list)["hanya-kami"] == only_here(of_list).count() == 2


def test_a_hidden_one_of_ours_is_in_no_count_of_only_here(ours, officer):
    of_list = loaded(LIST, officer)
    plate(only_here(of_list).get(business__code=ours[0]), suspended_at=timezone.now(), suspended_reason="x")
    matched(of_list)
    assert counts(of_list)["hanya-kami"] == only_here(of_list).count() == 1


def test_the_count_of_one_kecamatan_is_the_length_of_its_list(ours, officer):
    build.village("Hariang", "Sobang")
    for place in ("Rangkasbitung", "Sobang"):
        code = Region.objects.get(name=place, level="district").code
        of_list = loaded(LIST, officer, district_code=code)
        matched(of_list)
        assert counts(of_list)["hanya-kami"] == only_here(of_list).count()


def test_a_long_list_of_ours_says_that_it_is_cut(ours, officer, client, monkeypatch):
    monkeypatch.setattr("review.paging.MOST", 2)
    of_list = loaded("Nama Usaha\nWarung", officer)
    matched(of_list)
    page = sign_in(client, officer).get(f"/petugas/padanan/{of_list.code}/?tampil=hanya-kami").text
    assert "Lebih dari 2 usaha" in page and "Anyaman Bambu Jaya" in page
    narrowed = client.get(f"/petugas/padanan/{of_list.code}/?tampil=hanya-kami&q=sawarna").text
    assert "Batik Sawarna" in narrowed and "Anyaman" not in narrowed and "Lebih dari" not in narrowed


def test_no_nik_is_kept_nowhere_in_the_row(ours, officer):
    of_list = loaded(f"Nama Usaha;NIK;Kecamatan\nWarung {NIK};'{NIK};Sobang\nLain;123;Sobang", officer)
    rows = list(of_list.rows.values())
    assert NIK not in str(rows)
    assert rows[0]["nik_hash"] == keyed_hash(NIK)
    assert rows[0]["name"] == "Warung ••••"
    assert rows[1]["problems"] == ["NIK tidak dipakai: bukan 16 angka yang benar."]
    assert kept(NIK, secret=True) != NIK  # the way of the import, for comparison


def test_bad_cells_are_told_and_do_not_stop_the_row(officer):
    of_list = loaded("Nama Usaha;NIB;HP;Kecamatan;Desa\nA;12;08;Antah;X\nB;;;Sobang;Berantah\nJumlah;2;;;\n", officer)
    rows = list(of_list.rows.all())
    assert [row.name for row in rows] == ["A", "B"]
    assert len(rows[0].problems) == 3
    assert rows[1].problems == ["Desa “Berantah” tidak dikenal."]


def test_a_table_without_names_is_refused_in_words(officer):
    with pytest.raises(Refused, match="Judul kolom di berkas: Kode, Warna"):
        loaded("Kode;Warna\n1;merah", officer)
    with pytest.raises(Refused, match="tidak berisi baris"):
        loaded("Nama Usaha;Warna\n;merah", officer)
    assert not ComparedList.objects.exists()


def test_a_person_decides_and_a_new_run_keeps_it(ours, officer):
    of_list = loaded(LIST, officer)
    rows = matched(of_list)
    confirm_match(rows[4], ours[1], by=officer)
    refuse_match(rows[8], by=officer)
    match_again(of_list, by=officer)
    again = matched(of_list)
    assert (again[4].state, again[4].by, again[4].business_code) == ("both", "person", ours[1])
    assert (again[8].state, again[8].decided_by) == ("only_there", officer)
    assert again[2].by == "nib"


def test_the_second_officer_is_told_who_was_faster(ours, officer):
    of_list = loaded(LIST, officer)
    row = matched(of_list)[4]
    confirm_match(row, ours[1], by=officer)
    other = person("Pak Asep", email="asep.padan@contoh.example", permissions=MAY)
    with pytest.raises(Refused, match="Bu Rina sudah memastikan baris 4"):
        refuse_match(row, by=other)
    refuse_match(row, by=officer)
    assert ComparedRow.objects.get(pk=row.pk).state == "only_there", "she may change her own mind"


@pytest.mark.parametrize("code", ["", "tidakada", "x" * 60])
def test_only_a_business_of_ours_can_be_chosen(ours, officer, code):
    row = matched(loaded(LIST, officer))[4]
    with pytest.raises(Refused, match="Pilih salah satu usaha"):
        confirm_match(row, code, by=officer)


def test_a_row_that_waits_cannot_be_decided(ours, officer):
    row = loaded(LIST, officer).rows.first()
    with pytest.raises(Refused, match="sedang dicocokkan"):
        refuse_match(row, by=officer)


def test_a_closed_business_of_ours_is_still_found(ours, officer):
    edition = only_here(loaded("Nama Usaha\nX", officer)).get(business__code=ours[0])
    plate(edition, closed_at=edition.created_at)
    rows = matched(loaded(LIST, officer))
    assert rows[2].business_code == ours[0]


def test_a_second_run_goes_on_where_the_first_stopped(ours, officer):
    of_list = loaded(LIST, officer)
    of_list.rows.filter(number=2).update(state="only_there")
    rows = matched(of_list)
    assert rows[2].state == "only_there"
    assert rows[3].state == "both"
    assert ComparedList.objects.get(pk=of_list.pk).state == "matched"


def test_throwing_away_is_for_the_uploader_and_the_head(ours, officer):
    of_list = loaded(LIST, officer)
    other = person("Pak Asep", email="asep.padan@contoh.example", permissions=MAY)
    with pytest.raises(Refused, match="pengunggahnya atau Kepala Bidang"):
        throw_away_list(of_list, by=other)
    head = person("Bu Ratna", email="ratna.padan@contoh.example", permissions=f"{MAY} figures.enter_figure")
    throw_away_list(of_list, by=head)
    assert not ComparedRow.objects.exists()


def test_nobody_without_the_permission_does_any_of_it(ours, officer, wulan):
    with pytest.raises(Refused):
        loaded(LIST, wulan)
    row = matched(loaded(LIST, officer))[4]
    for act in (lambda: refuse_match(row, by=wulan), lambda: confirm_match(row, ours[0], by=wulan)):
        with pytest.raises(Refused):
            act()
