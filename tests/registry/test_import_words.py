"""Small readings of the import: misspelt places, names in capitals, counts, KBLI codes in one cell."""

import pytest

from registry.importing.activities import codes
from registry.importing.cells import holds_nik, is_nik_title
from registry.importing.near import nearest, plain
from registry.importing.reading import Line, Reading
from registry.importing.words import calm, is_empty, is_shouted, read_count


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("warungunung", "warunggunung"),
        ("rangkasbitugn", "rangkasbitung"),
        ("bayha", "bayah"),
        ("jakarta", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_found_within_reach(word, meant):
    assert nearest(word, ["warunggunung", "rangkasbitung", "bayah", "sobang"]) == meant


def test_two_equally_near_names_are_no_answer():
    assert nearest("sukamaja", ["sukamaju", "sukamajo"]) is None
    assert plain("Warung-Gunung ") == "warunggunung"


def test_names_in_capitals_are_calmed_down():
    assert calm("CV MITRA DAN ANAK (SOBANG)") == "CV Mitra dan Anak (Sobang)"
    assert [is_shouted(name) for name in ("UD JAYA", "KWT", "Gula SEMUT")] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "value"), [("80,0", 80), ("1.250", 1250), ("250 gr", 250), ("2,5", None), ("-", None)]
)
def test_counts_are_read_as_tables_have_them(text, value):
    assert read_count(Reading(Line(2, {"berat": text})), "berat", label="Berat", most=9999, unit="gr") == value


def test_codes_nik_and_empty_signs_are_recognised():
    assert codes("10391 / 10307; 1493") == ["10391", "10307", "01493"]
    assert [holds_nik(text) for text in ("3602 9917 0840 0012", "1234567890123456", "08601234")] == [True, False, False]
    titles = ("No. KTP", "NIK pemilik", "NPWP", "Teknik")
    assert [is_nik_title(title) for title in titles] == [True, True, True, False]
    assert [is_empty(text) for text in ("-", "Tidak ada", "belum ada.", "ada")] == [True, True, True, False]
