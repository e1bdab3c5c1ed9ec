"""Static files made from packages on this machine: two style sheets and one font. Nothing of it is kept in the repo.

`BuiltFinder` makes them when collectstatic or a test asks, so there is no build step to remember:

- css/desk.css: the rules of Bootstrap that our templates can use, then our own sheets of static/css: for the desk;
- css/site.css: the same without what only pages of the desk name: for everybody else, on a phone with a weak signal;
- fonts/plus-jakarta-sans.woff2: the variable font of fontpkg-plus-jakarta-sans cut to the letters of Indonesian pages.
"""

import hashlib
import importlib.metadata
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from fontTools import subset

CSS, DESK_CSS, FONT = "css/site.css", "css/desk.css", "fonts/plus-jakarta-sans.woff2"
MADE = (CSS, DESK_CSS, FONT)
# Basic Latin, Latin-1, dashes, quotes, bullet, ellipsis, minus, less-or-equal, arrows: what our words and names use.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    0x2010,
    0x2011,
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
    0x2022,
    0x2026,
    0x2032,
    0x203A,
    0x20AC,
    0x2190,
    0x2192,
    0x2212,
    0x2264,
    0x2265,
]
WORD = re.compile(r"[A-Za-z][\w-]*")
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
WITHOUT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
EXTENDS = re.compile(r'{% extends "([^"]+)"')
DESK = "base_desk.html"


def sources() -> list[Path]:
    """Our own style sheets, in the order of their numbers."""
    return sorted((settings.BASE_DIR / "static/css").glob("*.css"))


def _users_of_classes() -> Iterator[Path]:
    yield from (settings.BASE_DIR / "templates").rglob("*.html")
    yield from (settings.BASE_DIR / "static/js").glob("*.js")
    for room in settings.BASE_DIR.glob("*/apps.py"):
        yield from (path for path in room.parent.rglob("*.py") if "migrations" not in path.parts)


def desk_only(texts: dict[str, str], python: str) -> set[str]:
    """Names of the templates that no page outside the desk uses. `texts`: source by name; `python`: all our code.

    A page belongs to the desk when it extends its shell. A part does when every template that names it does and no
    code names it; a part that nobody names (its name is made up somewhere) may be anybody's.
    """
    parents = {name: found[1] for name, text in texts.items() if (found := EXTENDS.search(text))}

    def shells(name: str) -> Iterator[str]:
        while name := parents.get(name, ""):
            yield name

    pages = {name for name in texts if name == DESK or DESK in shells(name)}
    users = {name: {other for other in texts if f'"{name}"' in texts[other]} for name in texts.keys() - parents.keys()}
    parts = {name for name, found in users.items() if found and f'"{name}"' not in python}
    while strangers := {name for name in parts if not users[name] <= pages | parts}:
        parts -= strangers
    return pages | parts


def words_in_use(paths: Iterable[Path]) -> set[str]:
    """Every word that could be a class name in these files."""
    return {word for path in paths for word in WORD.findall(path.read_text(encoding="utf-8"))}


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Split a style sheet into (head, body) of its outermost blocks."""
    depth = start = head_end = 0
    for spot, char in enumerate(css):
        if char == "{":
            depth += 1
            if depth == 1:
                head_end = spot
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield css[start:head_end].strip(), css[head_end + 1 : spot]
                start = spot + 1


def _selectors(head: str) -> Iterator[str]:
    """The selectors of a rule: cut at its commas, not at those inside brackets."""
    depth, start = 0, 0
    for spot, char in enumerate(head):
        depth += (char == "(") - (char == ")")
        if char == "," and not depth:
            yield head[start:spot]
            start = spot + 1
    yield head[start:]


def purge(css: str, words: set[str]) -> str:
    """Drop the selectors that need a class which no file of ours names; the rest stays in its order."""
    kept = []
    for head, body in _blocks(re.sub(r"/\*.*?\*/|@charset[^;]*;", "", css, flags=re.S)):
        if head.startswith(("@media", "@supports")):
            inner = purge(body, words)
            kept += [f"{head}{{{inner}}}"] if inner else []
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        else:
            used = [one for one in _selectors(head) if set(CLASS.findall(WITHOUT.sub("", one))) <= words]
            kept += [f"{','.join(used)}{{{body}}}"] if used else []
    return "".join(kept)


def squeeze(css: str) -> str:
    """Take comments and needless white space out of one of our sheets (its texts hold no double blanks)."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};])\s*|(?<=:) | (?=!)", r"\1", css).replace(";}", "}").strip()


def style_sheet() -> bytes:
    """The whole style sheet: what the staff desk loads."""
    bootstrap = (Path(str(settings.BOOTSTRAP)) / "css/bootstrap.min.css").read_text(encoding="utf-8")
    own = "".join(squeeze(path.read_text(encoding="utf-8")) for path in sources())
    return (purge(bootstrap, words_in_use(_users_of_classes())) + own).encode()


def public_style_sheet() -> bytes:
    """The style sheet without the rules that only pages of the desk can use."""
    users, home = list(_users_of_classes()), settings.BASE_DIR / "templates"
    texts = {path.relative_to(home).as_posix(): path.read_text("utf-8") for path in users if path.suffix == ".html"}
    desk = desk_only(texts, "".join(path.read_text("utf-8") for path in users if path.suffix == ".py"))
    return purge(style_sheet().decode(), words_in_use(set(users) - {home / name for name in desk})).encode()


def font() -> bytes:
    """The latin woff2 of the variable font."""
    package = importlib.metadata.distribution("fontpkg-plus-jakarta-sans")
    path = str(package.locate_file("fontpkg_plus_jakarta_sans/files/PlusJakartaSans[wght].ttf"))
    options = subset.Options(
        flavor="woff2",
        layout_features=["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum"],
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        name_IDs=[1, 2, 13, 14],
    )
    with subset.load_font(path, options) as loaded, tempfile.TemporaryDirectory() as folder:
        cut = subset.Subsetter(options)
        cut.populate(unicodes=LETTERS)
        cut.subset(loaded)
        subset.save_font(loaded, f"{folder}/font", options)
        return Path(folder, "font").read_bytes()


def _stamp(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _make(folder: Path, name: str, stamp: str, build: Any) -> None:
    """Write folder/name unless the file there carries this stamp; whole or not at all, also with several writers."""
    target, mark = folder / name, folder / f".{Path(name).name}.stamp"
    if target.is_file() and mark.is_file() and mark.read_text() == stamp:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    for path, content in ((target, build()), (mark, stamp.encode())):
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
            draft.write(content)
        os.chmod(draft.name, 0o644)
        os.replace(draft.name, path)


@cache
def built() -> Path:
    """The folder that holds the made files, made anew when a source changed since (looked at once per process)."""
    folder = Path(settings.DATA_DIR) / "built"
    rules = Path(__file__).read_bytes()
    seen = sorted((str(path), path.stat().st_mtime_ns) for path in (*sources(), *_users_of_classes()))
    of_sheets = _stamp(rules, seen, importlib.metadata.version("bootstrap-wrapper"))
    _make(folder, CSS, of_sheets, public_style_sheet)
    _make(folder, DESK_CSS, of_sheets, style_sheet)
    _make(folder, FONT, _stamp(rules, importlib.metadata.version("fontpkg-plus-jakarta-sans")), font)
    return folder


class BuiltFinder(BaseFinder):
    """Lets collectstatic and the test server find the made files."""

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing can be set wrong here."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Where a made file lies, or an empty list for every other name."""
        if path not in MADE:
            return []
        place = str(built() / path)
        return [place] if find_all else place

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """All made files."""
        storage = FileSystemStorage(location=built())
        storage.prefix = ""  # type: ignore[attr-defined]  # collectstatic asks every storage of a finder
        yield from ((name, storage) for name in MADE)
