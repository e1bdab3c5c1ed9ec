"""Before anything is installed: each trouble is one plain sentence and exit code 1."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lebak_catalog import prepare
from tests.architecture.house import ROOT


@pytest.fixture
def stranger(tmp_path, monkeypatch) -> Path:
    """A copy of the repository's first steps, without .venv."""
    (tmp_path / "lebak_catalog").mkdir()
    shutil.copy(ROOT / "lebak_catalog" / "prepare.py", tmp_path / "lebak_catalog")
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    monkeypatch.setattr(prepare, "ROOT", str(tmp_path))
    monkeypatch.setattr(prepare, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(prepare, "PYTHON", str(tmp_path / ".venv" / "bin" / "python"))
    return tmp_path


def answers(*outcomes: tuple[int, str]):
    """A stand-in for `run` that gives these outcomes one after the other, then success."""
    waiting = list(outcomes)
    return lambda *command: waiting.pop(0) if waiting else (0, "")


def sentence(capsys) -> str:
    """What the person at the terminal reads last."""
    words = capsys.readouterr().err
    assert "Traceback" not in words
    return words.strip()


def test_without_network_it_says_so(stranger):
    environ = {"PATH": os.environ["PATH"], "HOME": str(stranger), "LANG": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull}
    environ |= {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_CACHE_DIR": "1"}
    command = [sys.executable, "-I", "lebak_catalog/prepare.py", "requirements.txt", "lebak_catalog.demo_runner"]
    done = subprocess.run(command, cwd=stranger, env=environ, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.strip().startswith("Berhenti: Internet tidak tersambung")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "Disk penuh"),
        ("Failed to establish: NewConnectionError", "Internet tidak tersambung"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "sidik jarinya tidak cocok"),
        ("ERROR: No matching distribution found for pillow==13.0.0", "tidak memakai kompiler"),
        ("ERROR: [Errno 13] Permission denied: '.venv'", "sudo make clean"),
        ("ERROR: something new", "Paket tidak dapat dipasang: ERROR: something new"),
    ],
)
def test_what_pip_says_becomes_a_sentence(stranger, monkeypatch, capsys, output: str, words: str):
    monkeypatch.setattr(prepare, "run", answers((0, ""), (1, output)))
    with pytest.raises(SystemExit) as end:
        prepare.install("requirements.txt")
    assert end.value.code == 1
    assert words in sentence(capsys)


def test_a_python_without_venv_is_told_what_to_install(stranger, monkeypatch, capsys):
    monkeypatch.setattr(prepare, "run", answers((1, "ensurepip is not available"), (1, "no pip")))
    monkeypatch.setattr(prepare, "may_install", lambda: None)
    with pytest.raises(SystemExit):
        prepare.make_venv()
    assert "sudo apt install python3." in sentence(capsys)


def test_the_systems_pip_fills_a_venv_that_has_none(stranger, monkeypatch):
    monkeypatch.setattr(prepare, "run", answers((1, "ensurepip is not available"), (0, "pip 24"), (0, "")))
    assert prepare.make_venv() == [sys.executable, "-m", "pip", "--python", prepare.PYTHON]


def test_an_old_python_is_told_so(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9))
    with pytest.raises(SystemExit) as end:
        prepare.main()
    assert end.value.code == 1
    assert "Python 3.9 terlalu tua" in sentence(capsys)


def test_an_old_python_can_read_the_file():
    ast.parse((ROOT / "lebak_catalog" / "prepare.py").read_text(), feature_version=(3, 6))


def test_nothing_is_installed_twice(stranger, monkeypatch):
    calls: list[tuple[str, ...]] = []

    def run(*command: str) -> tuple[int, str]:
        calls.append(command)
        if "venv" in command:
            Path(prepare.PYTHON).parent.mkdir(parents=True)
            Path(prepare.PYTHON).touch()
        return 0, ""

    monkeypatch.setattr(prepare, "run", run)
    prepare.install("requirements.txt")
    first = len(calls)
    prepare.install("requirements.txt")
    assert len(calls) == first
    (stranger / "requirements.txt").write_text("changed")
    prepare.install("requirements.txt")
    assert len(calls) > first
