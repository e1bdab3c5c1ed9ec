"""Templates know only rooms below their own, and carry nothing that our content policy blocks."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.architecture.house import MAY, ROOF, ROOT, may_see

TAG = re.compile(r"{%\s*(url|include|extends)\s+['\"]([^'\"]+)['\"]")
LOAD = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")
# allauth's pages belong to accounts; its addresses have no namespace
OWNER = {"account": "accounts", "mfa": "accounts", "allauth": "accounts", "usersessions": "accounts"}
SHARED = {"parts", "django", "bootstrap5"}  # and what lies beside them: shells and error pages
INLINE = {
    r"\sstyle\s*=": "style=",
    r"<style\b": "<style>",
    r"\son[a-z]+\s*=\s*['\"]": "on...=",
    r"javascript:": "javascript:",
    r"<script\b(?![^>]*\bsrc=)(?![^>]*type=['\"]application/(?:ld\+)?json)": "<script> without src",
}


def libraries(root: Path) -> dict[str, str]:
    """Which room each of our template tag libraries lies in."""
    return {path.stem: path.relative_to(root).parts[0] for path in root.glob("*/templatetags/*.py")}


def room_of_template(name: str) -> str:
    """The room of a template by its folder, the roof for folders of no room; empty for what all share."""
    first, slash, _ = name.partition("/")
    if not slash or first in SHARED:
        return ""
    return OWNER.get(first, first if first in MAY else ROOF)


def room_of_target(tag: str, target: str) -> str:
    """The room that a tag points to; empty for what all share."""
    if tag != "url":
        return room_of_template(target)
    if ":" in target:
        return target.partition(":")[0]
    return OWNER.get(target.partition("_")[0], ROOF)


def pointing_up(root: Path) -> list[str]:
    """Addresses, includes and shells of a room above; what all share may point to no room."""
    wrong, tags = [], libraries(root)
    for path in sorted((root / "templates").rglob("*.*ml")):
        name = str(path.relative_to(root / "templates"))
        room, text = room_of_template(name), path.read_text()
        if room == ROOF:
            continue
        targets = [(tag, target, room_of_target(tag, target)) for tag, target in TAG.findall(text)]
        targets += [("load", word, tags[word]) for line in LOAD.findall(text) for word in line.split() if word in tags]
        for tag, target, other in targets:
            ground = tag == "load" and other == "accounts"  # the portal's own words are tags on the ground
            if other and not ground and (not room or other == ROOF or not may_see(room, other)):
                wrong.append(f"{name} points to {target} by {tag}")
    return wrong


def inline(root: Path) -> list[str]:
    """Inline style and script, which the content policy of every page forbids."""
    return [
        f"{path.relative_to(root)} has {words}"
        for path in sorted((root / "templates").rglob("*.html"))
        for pattern, words in INLINE.items()
        if re.search(pattern, re.sub(r"{#.*?#}", "", path.read_text(), flags=re.S), re.I)
    ]


def test_templates_point_down_only():
    assert pointing_up(ROOT) == []


def test_templates_carry_no_inline_style_or_script():
    assert inline(ROOT) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("registry/page.html", "{% url 'catalog:product' code %}"),
        ("registry/page.html", "{% include 'catalog/_card.html' %}"),
        ("review/page.html", "{% extends 'lebak_catalog/home.html' %}"),
        ("account/login.html", "{% url 'registry:mine' %}"),
        ("catalog/page.html", "{% url 'home' %}"),
        ("base_public.html", "{% url 'catalog:list' %}"),
        ("parts/product_card.html", "{% include 'catalog/_price.html' %}"),
        ("registry/page.html", "{% load prices %}"),
    ],
)
def test_a_planted_upward_tag_is_caught(name: str, text: str, tmp_path: Path):
    (tmp_path / "catalog/templatetags").mkdir(parents=True)
    (tmp_path / "catalog/templatetags/prices.py").touch()
    (tmp_path / "templates" / name).parent.mkdir(parents=True)
    (tmp_path / "templates" / name).write_text(text)
    assert len(pointing_up(tmp_path)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        '<a onclick="go()">',
        '<a href="javascript:go()">',
        "<script>go()</script>",
    ],
)
def test_planted_inline_code_is_caught(text: str, tmp_path: Path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(text)
    assert len(inline(tmp_path)) == 1


def test_what_the_plan_allows_passes(tmp_path: Path):
    (tmp_path / "templates/catalog").mkdir(parents=True)
    text = "{% extends 'base_public.html' %}{% url 'registry:business' c %}{% url 'account_login' %}"
    text += "{% include 'parts/x.html' %}"
    script = '<script src="x.js" defer></script><script type="application/ld+json">{}</script>'
    (tmp_path / "templates/catalog/page.html").write_text(text + script)
    assert pointing_up(tmp_path) + inline(tmp_path) == []


def every_template() -> list[str]:
    """The names of all our templates."""
    return [str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.*") if path.is_file()]


@pytest.mark.parametrize("name", every_template())
def test_every_template_can_be_read(name: str):
    get_template(name)  # an unknown tag, filter, library or an unclosed block raises
