"""Runs typst in a child process with limits: a heavy catalogue never swells the server or the worker.

Values reach the template as JSON and are data there, never markup. Nothing else goes in: no clock, no network, no
system fonts; so the same data give the same bytes.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "typst"
ROOT = Path(__file__).resolve().parents[1]
MEGABYTE = 1024 * 1024
AT_ONCE = 2
EPOCH = 1_767_225_600  # 1 January 2026: typst knows no other day
_places = threading.BoundedSemaphore(AT_ONCE)


class NotSet(Exception):
    """No PDF came out; `kind` is "busy", "timeout" or "crash"."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Limits:
    """What the child may use; memory is address space."""

    memory_mb: int = 1024
    cpu_seconds: int = 60
    wall_seconds: int = 120


@dataclass(frozen=True)
class Paper:
    """A PDF, and the most memory its child held."""

    pdf: bytes
    peak_bytes: int


def typeset(
    template: str,
    data: Mapping[str, Any],
    files: Mapping[str, bytes],
    fonts: Path,
    *,
    limits: Limits | None = None,
    beat: Callable[[], None] = lambda: None,
) -> Paper:
    """The PDF of prints/typst/<template>.typ with `data`; `files` lie beside it. Raises NotSet.

    `beat` is called every second while the child works.
    """
    limits = limits or Limits()
    if not _places.acquire(timeout=20):
        raise NotSet("busy")
    try:
        with tempfile.TemporaryDirectory() as scratch:
            place = Path(scratch)
            for source in TEMPLATES.glob("*.typ"):
                (place / source.name).write_bytes(source.read_bytes())
            (place / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            for name, blob in files.items():
                (place / name).write_bytes(blob)
            _run([str(place), template, str(fonts), str(limits.memory_mb), str(limits.cpu_seconds)], limits, beat)
            return Paper((place / "out.pdf").read_bytes(), int((place / "peak").read_text()))
    finally:
        _places.release()


def _run(arguments: list[str], limits: Limits, beat: Callable[[], None]) -> None:
    child = subprocess.Popen(
        [sys.executable, "-E", "-s", "-m", "prints.typesetting", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "RAYON_NUM_THREADS": "1"},
        start_new_session=True,
    )
    try:
        until = time.monotonic() + limits.wall_seconds
        while True:
            try:
                status = child.wait(timeout=1)
                break
            except subprocess.TimeoutExpired:
                beat()
                if time.monotonic() > until:
                    raise NotSet("timeout") from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    if status != 0:
        raise NotSet("crash")


def _child(place: str, template: str, fonts: str, memory_mb: str, cpu_seconds: str) -> None:
    _limit(resource.RLIMIT_AS, int(memory_mb) * MEGABYTE)
    _limit(resource.RLIMIT_CPU, int(cpu_seconds))
    _limit(resource.RLIMIT_CORE, 0)
    import typst  # after the limits

    typst.compile(
        f"{place}/{template}.typ",
        output=f"{place}/out.pdf",
        root=place,
        font_paths=[fonts],
        ignore_system_fonts=True,
        timestamp=EPOCH,
    )
    Path(place, "peak").write_text(str(_peak()))


def _limit(what: int, most: int) -> None:
    """Best effort: macOS does not know a limit of address space."""
    try:
        resource.setrlimit(what, (most, most))
    except (ValueError, OSError):
        pass


def _peak() -> int:
    """The most memory this process held, in bytes."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    _child(*sys.argv[1:])
