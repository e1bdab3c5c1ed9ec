"""The server: hanging clients do not silence it, dead workers are replaced, nothing is left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection

from lebak_catalog.embedded import free_port
from tests.architecture.house import ROOT

pytestmark = pytest.mark.django_db


class Server:
    """A running server on a port of its own."""

    def __init__(self, tmp_path: Path) -> None:
        self.port = free_port()
        database = connection.settings_dict
        who = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
        self.environ = os.environ | {
            "MODE": "demo",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": f"postgres://{who}/{database['NAME']}",
            "LISTEN": f"127.0.0.1:{self.port}",
        }
        self.process = self.launch()

    def launch(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "lebak_catalog.serve"]
        return subprocess.Popen(command, cwd=ROOT, env=self.environ, stderr=subprocess.PIPE, text=True)

    def get(self, path: str = "/sehat/", timeout: float = 5) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=timeout) as answer:
            return answer.status

    def wait(self, answers: bool = True, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                self.get(timeout=1)
                reached = True
            except OSError:
                reached = False
            if reached == answers:
                return
            time.sleep(0.1)
        raise AssertionError(f"the server did not {'start' if answers else 'stop'}")

    def workers(self) -> list[int]:
        listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        pairs = [line.split() for line in listing.splitlines()]
        return [int(pid) for pid, parent in pairs if int(parent) == self.process.pid]

    def hang(self) -> socket.socket:
        """A client that sends half a request and falls silent."""
        client = socket.create_connection(("127.0.0.1", self.port))
        client.sendall(b"POST /akun/masuk/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nhalf")
        return client


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    running = Server(tmp_path)
    try:
        running.wait()
        yield running
    finally:
        running.process.kill()
        running.process.communicate(timeout=20)


def alive(pid: int) -> bool:
    """Whether a process runs, a dead one that nobody has buried yet not counted."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def wait_gone(pids: list[int], seconds: float = 5) -> list[int]:
    """Those of the processes that still live after some seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(alive(pid) for pid in pids):
        time.sleep(0.1)
    return [pid for pid in pids if alive(pid)]


def test_forty_hanging_clients_do_not_silence_it(server):
    with ExitStack() as clients:
        for _ in range(40):
            clients.enter_context(server.hang())
        begun = time.monotonic()
        assert [server.get() for _ in range(10)] == [200] * 10
        assert time.monotonic() - begun < 2


def test_a_killed_worker_is_replaced(server):
    first = server.workers()
    assert len(first) == 2
    os.kill(first[0], signal.SIGKILL)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and (len(server.workers()) < 2 or first[0] in server.workers()):
        time.sleep(0.1)
    assert len(server.workers()) == 2
    assert server.get() == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_polite_signal_leaves_nothing_behind(server, number: int):
    workers = server.workers()
    server.process.send_signal(number)
    assert server.process.wait(10) == 0
    assert wait_gone(workers) == []


def test_workers_end_with_a_killed_master(server):
    workers = server.workers()
    server.process.kill()
    server.process.wait()
    assert wait_gone(workers) == []


def test_a_taken_address_is_one_sentence(server):
    second = server.launch()
    _, words = second.communicate(timeout=20)
    assert second.returncode == 1
    assert words == f"127.0.0.1:{server.port} is taken by another program\n"
