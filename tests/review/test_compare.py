"""Comparison in words."""

from types import SimpleNamespace

from review.compare import LONGEST, Field, compare, pieces

NAME, STORY = Field("name", "Nama", lambda e: e.name), Field("story", "Cerita", lambda e: e.story)


def thing(name="", story=""):
    return SimpleNamespace(name=name, story=story)


def changes(old, new):
    return {row.name: row.change for row in compare(old, new, [NAME, STORY])}


def test_changed_added_removed_same():
    assert changes(thing("Gula", "Lama"), thing("Gula", "Baru")) == {"name": "same", "story": "changed"}
    assert changes(thing("Gula"), thing("Gula", "Baru")) == {"name": "same", "story": "added"}
    assert changes(thing("Gula", "Lama"), thing("Gula")) == {"name": "same", "story": "removed"}
    assert changes(None, thing("Gula")) == {"name": "added", "story": "same"}


def test_words_that_went_and_came_are_marked():
    assert [(one.text, one.change) for one in pieces("kayu jati belanda", "kayu mahoni")] == [
        ("kayu ", "same"),
        ("jati belanda", "removed"),
        ("mahoni", "added"),
    ]


def test_both_sides_read_whole():
    row = compare(thing("gula aren semut 250 g"), thing("gula aren cetak 500 g"), [NAME])[0]
    assert "".join(one.text for one in row.old_pieces) == row.old
    assert "".join(one.text for one in row.new_pieces) == row.new


def test_a_very_long_text_is_shown_whole():
    assert [one.change for one in pieces("a " * LONGEST, "b")] == ["removed", "added"]
