"""The production server with a database of its own, for measuring: two workers, as docs/running.md starts it."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from bench.load import HEADERS, children, cpu, memory
from lebak_catalog.embedded import die_with_parent, free_port

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2


@dataclass
class Site:
    """A running server: where it listens, its process, the postmaster, what filling told."""

    port: int
    server: int
    postmaster: int
    told: dict[str, Any]

    def spent(self) -> tuple[float, float]:
        """Seconds of CPU of the server and of the database."""
        return cpu(self.server), cpu(self.postmaster)

    def workers(self) -> list[float]:
        """MiB of each worker."""
        return sorted(memory(pid) for pid in children(self.server))


def _environment(address: str, folder: str) -> dict[str, str]:
    """What production needs, with secrets that are worth nothing."""
    names = {"MODE": "production", "DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": address}
    names |= {name: f"{name}-of-the-bench".ljust(64, "x") for name in ("SECRET_KEY", "FIELD_KEY", "HASH_KEY")}
    names |= {"SITE_URL": "https://lebak.example", "ALLOWED_HOSTS": "lebak.example", "DATA_DIR": folder}
    names |= {"EMAIL_URL": "smtp://127.0.0.1:1", "STATEMENT_TIMEOUT_MS": "0", "WORKERS": str(WORKERS)}
    return {**os.environ, **names}


def _run(environ: dict[str, str], *command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return done.stdout


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            urllib.request.urlopen(
                urllib.request.Request(f"http://127.0.0.1:{port}/bench/tetap/", headers=HEADERS), timeout=2
            )
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")


@contextmanager
def site(count: int) -> Iterator[Site]:
    """The server with a catalogue of `count` products; gone afterwards, database and files too."""
    given, name = os.environ["DATABASE_URL"], f"bench_{count}"
    cluster = given.rpartition("/")[0]
    keeper = psycopg2.connect(f"{cluster}/postgres")
    keeper.autocommit = True
    with tempfile.TemporaryDirectory() as folder, keeper.cursor() as cursor:
        cursor.execute(f"drop database if exists {name} with (force)")
        cursor.execute(f"create database {name} template {os.environ.get('TEST_TEMPLATE', 'template1')}")
        cursor.execute("select pg_backend_pid()")
        postmaster = _parent(int(cursor.fetchone()[0]))
        port = free_port()
        environ = _environment(f"{cluster}/{name}", folder) | {"LISTEN": f"127.0.0.1:{port}"}
        _run(environ, "manage.py", "migrate", "--noinput", "-v", "0")
        _run(environ, "manage.py", "createcachetable")
        _run(environ, "manage.py", "collectstatic", "--noinput", "-v", "0")
        told = json.loads(_run(environ, "-m", "bench.filling", str(count)).splitlines()[-1])
        process = subprocess.Popen(
            [sys.executable, "-m", "lebak_catalog.serve"], cwd=ROOT, env=environ, preexec_fn=die_with_parent(9)
        )
        try:
            _wait(port, process)
            yield Site(port, process.pid, postmaster, told)
        finally:
            process.terminate()
            process.wait(30)
            cursor.execute(f"drop database if exists {name} with (force)")
    keeper.close()


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
