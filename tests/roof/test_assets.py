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


def test_the_font_is_small_and_has_what_indonesian_words_need():
    assert len(assets.font()) <= 27_000


@pytest.mark.parametrize("name", [assets.CSS, assets.FONT])
def test_the_made_files_are_found_like_any_static_file(name, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assets.built.cache_clear()
    assert finders.find(name) == str(tmp_path / "built" / name)
    assets.built.cache_clear()
