"""Files are named for what they do; nothing in the repository knows a certain machine or where packages come from."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

JUNK = {"utils", "util", "helpers", "helper", "misc", "common", "stuff", "lib", "tools", "core", "various", "shared"}
# written in pieces, so that this file does not find itself
MACHINE = ["/wo" + "rk/", "/ro" + "ot/", r"/ho" + r"me/\w+/", r"/Us" + r"ers/\w+/", "/opt/" + "pypi"]
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.",
    "deb." + "debian.org",
    "js" + "delivr",
    "unp" + "kg.com",
]
FORBIDDEN = re.compile("|".join([*MACHINE, *(re.escape(host) for host in HOSTS)]))


def tracked(root: Path) -> list[Path]:
    """The files of the repository, also those not yet committed; what git ignores is left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    return [root / name for name in names if name and (root / name).is_file() and not (root / name).is_symlink()]


def junk_names(names: list[str]) -> list[str]:
    """Modules and folders whose name says nothing."""
    return [name for name in names if any(Path(part).stem in JUNK for part in Path(name).parts)]


def forbidden_words(text: str) -> list[str]:
    """Paths of a machine and hosts of registries in a text."""
    return FORBIDDEN.findall(text)


def test_names_say_what_a_file_does():
    names = [str(path.relative_to(ROOT)) for path in tracked(ROOT) if path.suffix == ".py"]
    assert len(names) > 50
    assert junk_names(names) == []


def test_no_file_knows_a_machine_or_a_registry():
    wrong = {}
    for path in tracked(ROOT):
        try:
            found = forbidden_words(path.read_text())
        except UnicodeDecodeError:
            continue  # pictures and fonts
        if found:
            wrong[str(path.relative_to(ROOT))] = found
    assert wrong == {}


def test_planted_junk_names_are_caught():
    names = ["catalog/utils.py", "review/helpers/dates.py", "registry/places.py"]
    assert junk_names(names) == ["catalog/utils.py", "review/helpers/dates.py"]


@pytest.mark.parametrize("word", ["/ro" + "ot/x", "https://py" + "pi.org/simple", "/Us" + "ers/rina/lebak"])
def test_planted_machine_words_are_caught(word: str):
    assert len(forbidden_words(f"see {word} for more")) == 1
