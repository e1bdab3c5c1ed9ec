"""`make demo` from the second step on: it serves, survives kills, starts again quickly, leaves nothing behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from lebak_catalog import demo_runner
from lebak_catalog.embedded import Trouble, explain, free_port
from tests.architecture.house import ROOT

READY = re.compile(r"Siap\. Buka http://127\.0\.0\.1:(\d+)/")


class Demo:
    """Demo runs on one data folder, filled once with everything but the made-up businesses."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "PORT": str(self.port)}
        self.environ |= {"DATA_DIR": str(folder / "data"), "DEMO_SIZE": "1"}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **environ: str) -> None:
        command = [sys.executable, "-m", "lebak_catalog.demo_runner"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ | environ, stdout=log, stderr=log, start_new_session=True
            )

    def wait(self, status: int = 200, seconds: float = 240) -> float:
        begun = time.monotonic()
        while time.monotonic() - begun < seconds and self.process and self.process.poll() is None:
            if self.status() == status:
                return time.monotonic() - begun
            time.sleep(0.1)
        raise AssertionError((self.folder / "log").read_text())

    def status(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sehat/", timeout=12) as answer:
                return answer.status
        except urllib.error.HTTPError as answer:
            return answer.code
        except OSError:
            return 0

    def left(self) -> list[str]:
        """Processes that work on this folder: PostgreSQL by its data, the others by the group."""
        assert self.process
        listing = subprocess.run(["ps", "-ww", "-eo", "pgid=,stat=,args="], capture_output=True, text=True).stdout
        group = str(self.process.pid)
        home = str(self.home())
        rows = [line.split(None, 2) for line in listing.splitlines()]
        return [row[2] for row in rows if len(row) == 3 and row[1][0] != "Z" and (row[0] == group or home in row[2])]

    def home(self) -> Path:
        """Where PostgreSQL lives: root keeps it outside folders that its user cannot enter."""
        pointer = self.folder / "data" / "postgres-home"
        return Path(pointer.read_text()) if pointer.exists() else self.folder / "data"

    def wait_empty(self) -> list[str]:
        for _ in range(100):
            if not self.left():
                return []
            time.sleep(0.1)
        return self.left()


@pytest.fixture
def demo(tmp_path_factory) -> Iterator[Demo]:
    made = Demo(tmp_path_factory.mktemp("demo"))
    yield made
    if made.process and made.process.poll() is None:
        made.process.kill()
        made.process.wait()
    made.wait_empty()
    shutil.rmtree(made.home(), ignore_errors=True)


def test_the_demo_survives_kills_and_leaves_nothing_behind(demo):
    demo.start()
    demo.wait()
    words = (demo.folder / "log").read_text()
    assert READY.search(words)
    assert "Traceback" not in words

    postmaster = demo.home() / "postgres" / "postmaster.pid"
    os.kill(int(postmaster.read_text().splitlines()[0]), signal.SIGKILL)
    demo.wait(200, 20)

    assert demo.process
    demo.process.kill()
    demo.process.wait()
    if sys.platform.startswith("linux"):
        assert demo.wait_empty() == []

    demo.start()
    assert demo.wait() < 10
    os.killpg(demo.process.pid, signal.SIGINT)
    assert demo.process.wait(30) == 0
    assert demo.wait_empty() == []
    assert "Traceback" not in (demo.folder / "log").read_text()


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"PORT": "abc"}, "PORT harus angka"),
        ({"PORT": "70000"}, "PORT harus angka"),
        ({"DEMO_SIZE": "banyak"}, "DEMO_SIZE harus"),
        ({"DATABASE_URL": "postgres://127.0.0.1:1/lebak"}, "DATABASE_URL tidak dapat dihubungi"),
    ],
)
def test_nonsense_is_one_sentence(demo, environ: dict[str, str], words: str):
    demo.start(**environ)
    assert demo.process.wait(60) == 1
    lines = [line for line in (demo.folder / "log").read_text().splitlines() if line.strip()]
    assert lines[-1].startswith(f"Berhenti: {words}")
    assert len(lines) <= 2


def test_a_taken_port_is_one_sentence(demo):
    with socket.create_server(("127.0.0.1", demo.port)):
        demo.start()
        assert demo.process.wait(60) == 1
    assert f"Port {demo.port} sudah dipakai program lain" in (demo.folder / "log").read_text()


def test_a_nearly_full_disk_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(demo_runner, "DATA", tmp_path)
    monkeypatch.setattr(demo_runner.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 5_000_000}))
    with pytest.raises(Trouble, match="Disk hampir penuh: sisa 5 MB"):
        demo_runner.run()


def test_a_disk_that_fills_up_on_the_way_is_one_sentence():
    words = 'psycopg2.errors.DiskFull: could not extend file "base/5/1259": No space left on device'
    assert explain(words, "Langkah gagal").startswith("Disk penuh.")


def test_a_step_is_done_once_for_each_state(tmp_path, monkeypatch):
    monkeypatch.setattr(demo_runner, "DATA", tmp_path)
    demo, done = demo_runner.Demo(8000, "small"), []
    for state in ("a", "a", "b"):
        demo.step("Langkah", "tables", state, lambda state=state: done.append(state))
    assert done == ["a", "b"]
