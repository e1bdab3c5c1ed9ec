"""The child process that reads untrusted files: what it may use, and what becomes of it when it misbehaves."""

import sys
import time

import pytest

from review.sandbox import BadFile, Limits, SandboxFailed, run
from tests.review import sandbox_tasks as tasks

LIMITS = Limits(memory_mb=512, cpu_seconds=5, wall_seconds=10, output_mb=1)


def answer(function, data=b"", limits=LIMITS, **options):
    return run(function, data, limits=limits, refusal=BadFile, **options)


def failure(function, limits=LIMITS):
    with pytest.raises(SandboxFailed) as caught:
        answer(function, limits=limits)
    return caught.value.kind


def test_bytes_and_options_go_in_and_come_back():
    got = answer(tasks.echo, b"\x00\n{}\xff", width=3)
    assert got.blobs == [b"\x00\n{}\xff"]
    assert got.values["options"] == {"width": 3}
    assert 1_000_000 < got.peak_bytes < 60_000_000


def test_the_child_has_no_secrets_and_no_django(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    got = answer(tasks.echo).values
    assert not {"SECRET_KEY", "DATABASE_URL", "HOME"} & set(got["environment"])
    assert "django" not in got["modules"]


def test_a_refusal_comes_back_with_its_words():
    with pytest.raises(BadFile) as caught:
        answer(tasks.refuse)
    assert (caught.value.code, caught.value.message) == ("no", "Tidak bisa.")


def test_a_child_that_sleeps_is_ended():
    start = time.monotonic()
    assert failure(tasks.hang, Limits(wall_seconds=1)) == "timeout"
    assert time.monotonic() - start < 5


def test_a_child_that_spins_is_ended_by_its_processor_time():
    assert failure(tasks.spin, Limits(cpu_seconds=1, wall_seconds=30)) == "timeout"


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no limit of address space")
def test_a_child_that_eats_memory_is_ended():
    assert failure(tasks.eat) == "memory"


def test_a_child_that_dies_is_told_as_a_crash():
    assert failure(tasks.abort) == "crash"


def test_an_error_in_the_child_is_told_as_a_crash():
    assert failure(tasks.fail) == "crash"


def test_an_answer_over_the_limit_is_a_crash():
    assert failure(tasks.flood) == "crash"


def test_what_a_library_prints_does_not_spoil_the_answer():
    assert answer(tasks.chat).values["memory"] in (512 * 1024 * 1024, -1)
    assert answer(tasks.lie).values == {"fine": True}


def test_only_marked_functions_are_run():
    with pytest.raises(TypeError):
        answer(tasks.unmarked)


def test_no_more_children_than_places(monkeypatch):
    class Full:
        def acquire(self, timeout):
            return False

    monkeypatch.setattr("review.sandbox._places", Full())
    assert failure(tasks.echo) == "busy"
