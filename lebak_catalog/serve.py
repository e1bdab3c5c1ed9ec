"""The application server, `python -m lebak_catalog.serve`: a master and a few workers, each an event-driven waitress.

waitress takes a request in completely before it hands it to a thread, so clients that send half a request and fall
silent cost a socket and nothing else (docs/decisions/0002). The environment decides: LISTEN (127.0.0.1:8000 or
unix:/run/lebak/web.sock), WORKERS (2), THREADS (4 for each worker), TRUSTED_PROXY (where nginx calls from: 127.0.0.1).
"""

import errno
import gc
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from lebak_catalog.patience import be_patient_within_limits

GRACE = 10  # seconds a stopping worker may finish its requests
CONNECTIONS = 1000  # open connections of a worker, idle ones included
SILENCE = 30  # seconds after which a silent connection is closed


def listen_at(address: str) -> socket.socket:
    """A bound socket, not listening yet, so that nobody connects before the workers are there; OSError when taken."""
    if address.startswith("unix:"):
        path = address.removeprefix("unix:")
        listener = socket.socket(socket.AF_UNIX)
        if os.path.exists(path):
            os.unlink(path)
        listener.bind(path)
        os.chmod(path, 0o660)  # nginx is in our group
        return listener
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, int(port)))
    return listener


def load_application() -> Callable[..., Any]:
    """The portal, with every address loaded, so that the first visitor does not wait for it."""
    from importlib import import_module

    from django.urls import get_resolver

    application: Callable[..., Any] = import_module("lebak_catalog.wsgi").application
    get_resolver().url_patterns  # noqa: B018  (loads all views)
    return application


def wrong_key() -> str:
    """What is wrong with FIELD_KEY, asked before the first worker; empty when all is well or the database is away."""
    from importlib import import_module

    from django.db import DatabaseError, connections

    load_application()
    try:
        return str(import_module("privacy.rotation").wrong_key())
    except DatabaseError:  # away, or not made yet: the pages say so, and tell it from a wrong key
        return ""
    finally:
        connections.close_all()  # a connection must not be shared by a fork


def work(listener: socket.socket, application: Callable[..., Any], threads: int, master: int) -> None:
    """One worker: answers until SIGTERM or until the process `master` is gone, then ends the process."""
    from waitress import create_server, wasyncore

    be_patient_within_limits()
    stopping = False
    channels: dict[int, Any] = {}
    proxy = "" if os.environ.get("MODE") == "demo" else os.environ.get("TRUSTED_PROXY", "127.0.0.1")
    trusted = {"trusted_proxy": proxy, "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"} if proxy else {}
    server = create_server(
        application,
        map=channels,
        sockets=[listener],
        threads=threads,
        connection_limit=CONNECTIONS,
        channel_timeout=SILENCE,
        cleanup_interval=5,
        max_request_body_size=64 * 1024 * 1024,
        asyncore_use_poll=True,
        log_socket_errors=False,
        ident=None,
        **trusted,
    )

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        server.pull_trigger()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches everyone; the master says when
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    while not stopping:
        wasyncore.loop(timeout=1, map=channels, use_poll=True, count=1)
        if os.getppid() != master:  # the master was killed: free the address at once
            os._exit(1)
    server.del_channel()  # accept nobody new, finish what has begun
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline and any(
        channel.requests or channel.total_outbufs_len for channel in list(server.active_channels.values())
    ):
        wasyncore.loop(timeout=0.2, map=channels, use_poll=True, count=1)
    last_words()
    os._exit(0)


def last_words() -> None:
    """What a worker has counted in memory is written down before it goes."""
    from importlib import import_module

    try:
        import_module("demand.counting").flush()
    except Exception as error:  # a worker that cannot write ends all the same
        print(f"demand: {error}", file=sys.stderr, flush=True)


class Master:
    """Keeps the workers alive until somebody stops it."""

    def __init__(self, listener: socket.socket, workers: int, threads: int, tick: Callable[[], None]) -> None:
        self.listener, self.wanted, self.threads, self.tick = listener, workers, threads, tick
        self.born: dict[int, float] = {}
        self.early_deaths = 0
        self.stopping = False
        # macOS does not allow a fork after much has been loaded: there each worker loads the portal itself
        self.application = None if sys.platform == "darwin" else load_application()

    def start_worker(self) -> None:
        """Forks one worker; it never returns from here."""
        master = os.getpid()  # asked here: a master killed right now would already be another one in the child
        pid = os.fork()
        if pid:
            self.born[pid] = time.monotonic()
            return
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until `work` knows how to end politely
        code = 1
        try:
            work(self.listener, self.application or load_application(), self.threads, master)
            code = 0
        finally:
            os._exit(code)

    def bury_the_dead(self) -> None:
        """Notices ended workers; gives up when they die as fast as they are born."""
        for pid in list(self.born):
            if os.waitpid(pid, os.WNOHANG)[0] == 0:
                continue
            age = time.monotonic() - self.born.pop(pid)
            if not self.stopping:
                print(f"Worker {pid} ended after {age:.0f} s and is replaced.", file=sys.stderr, flush=True)
                self.early_deaths = self.early_deaths + 1 if age < 5 else 0
                self.stopping = self.early_deaths > 5

    def run(self) -> int:
        """Serves until SIGTERM, SIGINT or SIGHUP; returns the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        self.listener.listen(256)
        gc.collect()
        gc.freeze()  # the workers share what is loaded now
        while not self.stopping:
            while len(self.born) < self.wanted and not self.stopping:
                self.start_worker()
            self.tick()
            time.sleep(0.5)
            self.bury_the_dead()
        self.listener.close()
        for send, patience in ((signal.SIGTERM, GRACE + 2), (signal.SIGKILL, 2)):
            for pid in self.born:
                os.kill(pid, send)
            deadline = time.monotonic() + patience
            while self.born and time.monotonic() < deadline:
                time.sleep(0.05)
                self.bury_the_dead()
        return 1 if self.early_deaths > 5 else 0

    def stop(self, *_: object) -> None:
        """Signal handler: the loop in `run` ends."""
        self.stopping = True


def serve(listener: socket.socket, tick: Callable[[], None] = lambda: None) -> int:
    """Serves the portal on a bound socket with WORKERS and THREADS of the environment; returns the exit code."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < 2 * CONNECTIONS:  # every connection is an open file
        enough = 2 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(2 * CONNECTIONS, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
    if trouble := wrong_key():
        print(trouble, file=sys.stderr, flush=True)
        return 1
    workers, threads = int(os.environ.get("WORKERS", "2")), int(os.environ.get("THREADS", "4"))
    return Master(listener, workers, threads, tick).run()


def main() -> int:
    """The production entry: binds LISTEN and serves."""
    address = os.environ.get("LISTEN", "127.0.0.1:8000")
    try:
        listener = listen_at(address)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        print(f"{address} is taken by another program" if taken else f"{address}: {error.strerror}", file=sys.stderr)
        return 1
    return serve(listener)


if __name__ == "__main__":
    sys.exit(main())
