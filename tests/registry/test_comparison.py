"""A reviewer reads a business in words, and only what changed."""

from registry import actions
from registry.comparison import FIELDS
from review.compare import compare
from tests import build


def changed(old, new):
    return {row.name: (row.old, row.new) for row in compare(old, new, FIELDS) if row.change != "same"}


def test_an_edit_shows_only_what_changed_in_words(sari, rina):
    live = build.live_business(sari, rina)
    edit = actions.open_draft(live.business, by=sari)
    actions.save_draft(edit, {"phone": "+6286011119999", "capital_range": "300000000"}, by=sari)
    assert changed(live, edit) == {
        "phone": ("0860-1111-0001", "0860-1111-9999"),
        "capital_range": ("sampai Rp50 juta", "di atas Rp50 juta sampai Rp300 juta"),
    }


def test_the_first_round_shows_all_and_never_the_nik(sari):
    rows = changed(None, build.draft_business(sari, nib="", nib_status="none"))
    assert rows["village"] == ("", "Desa Citeras, Kecamatan Rangkasbitung")
    assert rows["activity"][1] == "Industri Gula Merah (KBLI 2025: 10722)"
    assert rows["nib"][1] == "Belum punya NIB"
    assert rows["nik"][1].startswith("••••••••••••")
    assert len(rows["nik"][1]) == 16
