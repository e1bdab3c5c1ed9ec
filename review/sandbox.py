"""Runs one of our functions on untrusted bytes in a child process with limits.

A file from outside can be built to make a decoder eat all memory, run for minutes or crash. So no decoder runs in the
server: a fresh Python starts, limits itself, does one job and dies. It gets the bytes and nothing else: no settings,
no database address, no secrets from the environment. Its answer is JSON and bytes, never pickled objects.
"""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
CHILDREN_AT_ONCE = 2

log = logging.getLogger(__name__)
_places = threading.BoundedSemaphore(CHILDREN_AT_ONCE)
_Task = TypeVar("_Task", bound=Callable)


class BadFile(Exception):
    """A file we do not take. `code` is for programs and tests, `message` is plain Indonesian for the person.

    `peak_bytes` is the most memory the child used, None where no child was asked or it was killed.
    """

    def __init__(self, code: str, message: str, peak_bytes: int | None = None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.peak_bytes = peak_bytes


class SandboxFailed(Exception):
    """The child gave no answer. `kind` is one of "timeout", "memory", "crash", "busy"."""

    def __init__(self, kind: str, peak_bytes: int | None = None):
        super().__init__(kind)
        self.kind = kind
        self.peak_bytes = peak_bytes


@dataclass(frozen=True)
class Limits:
    """What one child may use. Memory is address space, of which Python and the libraries take some 100 MB."""

    memory_mb: int = 768
    cpu_seconds: int = 10
    wall_seconds: int = 20
    output_mb: int = 32


@dataclass(frozen=True)
class Answer:
    """What a task returned: plain JSON values, the byte strings beside them, and the child's peak of memory."""

    values: dict
    blobs: list[bytes]
    peak_bytes: int


def task(function: _Task) -> _Task:
    """Marks a module-level function as one that the child may run: (data, **options) -> (values, blobs)."""
    function.runs_in_sandbox = True  # type: ignore[attr-defined]
    return function


def run(function: Callable, data: bytes, *, limits: Limits, refusal: type[BadFile], **options: object) -> Answer:
    """Runs a function marked with `task` on `data` in a child.

    Raises `refusal` where the function raised a BadFile, SandboxFailed where the child gave no answer.
    """
    if not getattr(function, "runs_in_sandbox", False):
        raise TypeError(f"{function.__module__}.{function.__qualname__} is not marked as a sandbox task")
    if not _places.acquire(timeout=limits.wall_seconds):
        raise SandboxFailed("busy")
    try:
        with _scratch() as question, _scratch() as reply:
            order = {"options": options, "memory_mb": limits.memory_mb, "output_mb": limits.output_mb}
            order["cpu_seconds"] = limits.cpu_seconds
            question.write(json.dumps(order).encode() + b"\n")
            question.write(data)
            question.seek(0)
            status = _child(function, question, reply, limits)
            reply.seek(0)
            return _read(reply, status, function, refusal)
    finally:
        _places.release()


def _scratch() -> BinaryIO:
    """A nameless file: in memory where the system can (Linux), so that no scan ever touches the disk."""
    try:
        return open(os.memfd_create("sandbox", os.MFD_CLOEXEC), "w+b")
    except (AttributeError, OSError):  # macOS, or a kernel that does not know it
        return tempfile.TemporaryFile()


def _child(function: Callable, question: BinaryIO, reply: BinaryIO, limits: Limits) -> int:
    """Starts the child and waits. Files instead of pipes: nothing to pump, and the answer's size has a limit."""
    command = [sys.executable, "-E", "-s", "-W", "ignore", "-m", "review.sandboxed"]
    try:
        process = subprocess.Popen(
            [*command, function.__module__, function.__qualname__],
            stdin=question,
            stdout=reply,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            # One arena: else each decoder thread reserves 64 MB of the address space that we count.
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"},
            start_new_session=True,
        )
    except OSError:  # the machine has no room for one more process
        raise SandboxFailed("busy") from None
    try:
        return process.wait(timeout=limits.wall_seconds)
    except subprocess.TimeoutExpired:
        raise SandboxFailed("timeout") from None
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _read(reply: BinaryIO, status: int, function: Callable, refusal: type[BadFile]) -> Answer:
    """Takes the child's answer apart. A child that broke may have written anything, so nothing is believed."""
    name = f"{function.__module__}.{function.__qualname__}"
    if status != 0:
        kind = "timeout" if status == -signal.SIGXCPU else "crash"
        log.warning("sandbox: %s ended with status %s", name, status)
        raise SandboxFailed(kind)
    try:
        head = json.loads(reply.readline(MEGABYTE))
        outcome, peak = str(head["outcome"]), int(head["peak_bytes"])
        if outcome == "done":
            blobs = [reply.read(int(length)) for length in head["lengths"]]
            return Answer(dict(head["values"]), blobs, peak)
        detail = [str(part) for part in head["detail"]]
    except (ValueError, KeyError, TypeError, io.UnsupportedOperation):
        log.warning("sandbox: %s gave an answer that cannot be read", name)
        raise SandboxFailed("crash") from None
    if outcome == "refused" and len(detail) == 2:
        raise refusal(detail[0], detail[1], peak)
    log.warning("sandbox: %s failed (%s): %s", name, outcome, " ".join(detail))
    raise SandboxFailed("memory" if outcome == "memory" else "crash", peak)
