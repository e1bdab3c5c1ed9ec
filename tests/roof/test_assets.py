"""The style sheet and the font that are made on this machine."""

import pytest
from django.contrib.staticfiles import finders

from lebak_catalog import assets

SHEET = ".a{color:red}.a .gone,.b>i{top:0}@media print{.gone{x:1}.b{y:2}}@keyframes k{to{z:1}}a:hover{top:1px}"


def test_rules_of_classes_nobody_names_are_dropped():
    assert assets.purge(SHEET, {"a", "b"}) == (
        ".a{color:red}.b>i{top:0}@media print{.b{y:2}}@keyframes k{to{z:1}}a:hover{top:1px}"
    )


def test_squeezing_keeps_what_spaces_mean():
    assert assets.squeeze("a > b , c {\n  margin: 0 1px;\n  x: calc(1px + 2px) !important;\n}\n/* no */\n") == (
        "a > b , c{margin:0 1px;x:calc(1px + 2px)!important}"
    )


def test_the_style_sheet_keeps_the_parts_of_bootstrap_we_use_and_ours():
    css = assets.style_sheet().decode()
    assert all(rule in css for rule in (".visually-hidden", ".btn-primary", ".mt-3", ".errsum{", "--c-brand:"))
    assert ".carousel" not in css
    assert css.count("{") == css.count("}")


def test_selectors_are_cut_at_their_own_commas_and_a_class_that_must_be_absent_is_not_needed():
    sheet = ".a:not(.gone, .b:has(.gone)),.gone i,:is(.a,.b) p{x:1}"
    assert assets.purge(sheet, {"a", "b"}) == ".a:not(.gone, .b:has(.gone)),:is(.a,.b) p{x:1}"


def test_only_templates_that_nobody_outside_the_desk_uses_are_of_the_desk():
    texts = {
        "base_desk.html": '{% include "menu.html" %}',
        "queue.html": '{% extends "base_desk.html" %}{% include "rows.html" %}{% include "both.html" %}',
        "child.html": '{% extends "queue.html" %}{% include "fetched.html" %}',
        "rows.html": '{% include "cell.html" %}',
        "cell.html": "",
        "menu.html": "",
        "shop.html": '{% include "both.html" %}',
        "both.html": '{% include "inner.html" %}',
        "inner.html": "",
        "fetched.html": "",
        "made_up.html": "",
    }
    desk = {"base_desk.html", "queue.html", "child.html", "rows.html", "cell.html", "menu.html"}
    assert assets.desk_only(texts, 'render(request, "fetched.html")') == desk


def test_the_sheet_for_everybody_is_the_one_of_the_desk_without_what_only_the_desk_names():
    desk, public = assets.style_sheet().decode(), assets.public_style_sheet().decode()
    assert ".queue-find-2{" in desk and ".card-p{" in desk and ".card-p{" in public and "--c-brand:" in public
    assert ".grid-imp" in desk and ".grid-imp" not in public
    assert len(public) < len(desk) and public.count("{") == public.count("}")


def test_the_font_is_small_and_has_what_indonesian_words_need():
    assert len(assets.font()) <= 27_000


@pytest.mark.parametrize("name", assets.MADE)
def test_the_made_files_are_found_like_any_static_file(name, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assets.built.cache_clear()
    assert finders.find(name) == str(tmp_path / "built" / name)
    assets.built.cache_clear()
