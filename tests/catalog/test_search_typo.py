"""Search: misspellings are put right, right words are left alone."""

import pytest
from django.utils import timezone

from catalog.search.query import Wish, search
from catalog.search.typo import corrected, rebuild_lexicon
from tests import build

TODAY = timezone.localdate


def live(business, sari, rina, *all_names, **values):
    return [build.live_product(business, sari, rina, name=name, **values).product for name in all_names]


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


NAMES = (
    "Gula Semut", "Keripik Pisang", "Anyaman Bambu", "Abon Ikan Lele", "Kopi Robusta", "Madu Hutan", "Tenun Baduy",
    "Emping Melinjo", "Rengginang Ketan", "Batik Lebak", "Tikar Pandan", "Sambal Honje", "Telur Asin", "Kursi Bambu",
    "Kaos Sablon", "Kalimaya", "Dodol Ketan", "Golok Tempa",
)  # fmt: skip
MISSPELT = {
    "gula smut": "gula semut", "kripik pisng": "keripik pisang", "anyman bmbu": "anyaman bambu",
    "abon ikn": "abon ikan", "kpoi robsta": "kopi robusta", "madu hutn": "madu hutan", "tnun badui": "tenun baduy",
    "emping mlinjo": "emping melinjo", "renginang": "rengginang", "batk lebak": "batik lebak",
    "tikr pandn": "tikar pandan", "sambl honje": "sambal honje", "telur asn": "telur asin", "glua semut": "gula semut",
    "kalimya": "kalimaya", "gulasemut": "gula semut", "kursi bambo": "kursi bambu", "golk tempa": "golok tempa",
}  # fmt: skip


def test_misspellings_are_put_right(business, sari, rina):
    live(business, sari, rina, *NAMES, category=build.category("lain", "Lain"))
    rebuild_lexicon()
    found = {typed: search(Wish(text=corrected(typed) or typed), TODAY()).rows for typed in MISSPELT}
    wrong = {
        typed: corrected(typed) for typed, right in MISSPELT.items()
        if right not in " ".join(row["name"].lower() for row in found[typed])
    }  # fmt: skip
    assert len(wrong) <= 1, wrong


def test_right_words_are_left_alone(business, sari, rina):
    live(business, sari, rina, "Gula Semut", "Keripik Pisang")
    rebuild_lexicon()
    assert [corrected(text) for text in ("gula semut", "kripik pisang", "", "250", "gula 250 g")] == [""] * 5


def test_new_words_can_be_meant_from_the_approval_on(business, sari, rina):
    live(business, sari, rina, "Wajit Ketan")
    assert corrected("wajt ktan") == "wajit ketan"
