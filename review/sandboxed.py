"""The child's side of `review.sandbox`: limit yourself, do one job, answer, die.

Started as `python -m review.sandboxed <module> <function>`; the first line of standard input says the limits and
options, the rest is the untrusted file. Limits are set before any decoder is imported.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
from collections.abc import Callable

from review.sandbox import MEGABYTE, BadFile


def main() -> None:
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order)
    # The answer has a channel of its own; whatever a library prints goes nowhere.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        values, blobs = _function(sys.argv[1], sys.argv[2])(sys.stdin.buffer.read(), **order["options"])
        head = {"outcome": "done", "values": values, "lengths": [len(blob) for blob in blobs]}
    except BadFile as refusal:
        head, blobs = {"outcome": "refused", "detail": [refusal.code, refusal.message]}, []
    except MemoryError:
        head, blobs = {"outcome": "memory", "detail": []}, []
    except Exception as error:  # any other end is told to the parent as a crash
        head, blobs = {"outcome": "crash", "detail": [type(error).__name__, str(error)[:300]]}, []
    head["peak_bytes"] = _peak_bytes()
    answer.write(json.dumps(head).encode() + b"\n")
    for blob in blobs:
        answer.write(blob)
    answer.close()
    os._exit(0)


def _function(module: str, name: str) -> Callable:
    """Only functions that our own code marked with `sandbox.task` are run."""
    function = getattr(importlib.import_module(module), name)
    if not getattr(function, "runs_in_sandbox", False):
        raise TypeError(f"{module}.{name} is not marked as a sandbox task")
    return function


def _limit(order: dict) -> None:
    cpu = int(order["cpu_seconds"])
    _set(resource.RLIMIT_AS, int(order["memory_mb"]) * MEGABYTE)
    _set(resource.RLIMIT_CPU, cpu, cpu + 1)
    _set(resource.RLIMIT_FSIZE, int(order["output_mb"]) * MEGABYTE)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_NOFILE, 64)


def _set(what: int, soft: int, hard: int | None = None) -> None:
    """Best effort: macOS does not know a limit of address space, a container may allow less than we ask."""
    try:
        resource.setrlimit(what, (soft, soft if hard is None else hard))
    except (ValueError, OSError):
        pass


def _peak_bytes() -> int:
    """The most memory this process held. getrusage would count the parent's too (Linux keeps it over an exec)."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024  # kilobytes on Linux, bytes on macOS


if __name__ == "__main__":
    main()
