"""`make demo`: from an installed .venv to a portal that answers, with nothing left behind when it stops.

Each step leaves a stamp made of what it depends on, so that the next start only does what has changed.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType

import psycopg2

from lebak_catalog.embedded import DEMO_SETTINGS, Postgres, Trouble, die_with_parent, explain
from lebak_catalog.serve import listen_at, serve

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DATA_DIR") or ROOT / ".data" / "demo").resolve()
NEEDED_MB = 400
WORKER_REST = 10.0  # seconds before a worker that died is started again
# The style sheet keeps the rules of Bootstrap whose classes these files name (lebak_catalog/assets.py).
STATIC_SOURCES = ("static/**/*", "templates/**/*.html", "[a-z]*/**/*.py")


class Stopped(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """A short text that changes when a file or a word does."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        digest.update(f"\0{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()


class Demo:
    """One run of the demo: the steps, and what has to be ended when it stops."""

    def __init__(self, port: int, size: str) -> None:
        self.port, self.size = port, size
        self.postgres: Postgres | None = None
        self.child: subprocess.Popen[str] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.environ = os.environ | {"MODE": "demo", "DATA_DIR": str(DATA), "SITE_URL": f"http://127.0.0.1:{port}"}

    def start_database(self) -> str:
        """Starts our own PostgreSQL, or checks the one in DATABASE_URL; returns what distinguishes it."""
        url = os.environ.get("DATABASE_URL", "")
        if not url:
            self.postgres = Postgres(DATA, DEMO_SETTINGS)
            url = self.postgres.start()
        else:
            check_database(url)
        self.environ["DATABASE_URL"] = url
        return str(self.postgres.data.stat().st_ino) if self.postgres else url

    def manage(self, *arguments: str) -> None:
        """Runs one command of Django; its progress is shown, its errors become one sentence and a log file."""
        log = DATA / "last-step.log"
        with log.open("w+") as errors:
            self.child = subprocess.Popen(
                [sys.executable, ROOT / "manage.py", *arguments],
                env=self.environ
                | {"STATEMENT_TIMEOUT_MS": "0", "LOCK_TIMEOUT_MS": "0"},  # nobody waits for a page here
                stderr=errors,
                text=True,
                start_new_session=True,  # Ctrl-C is for us
                preexec_fn=die_with_parent(signal.SIGKILL),
            )
            code = self.child.wait()
            self.child = None
            errors.seek(0)
            if code:
                raise Trouble(explain(errors.read(), f"Langkah `{arguments[0]}` gagal, catatannya di {log}"))

    def step(self, words: str, stamp: str, wanted: str, action: Callable[[], None]) -> None:
        """Does one step unless its stamp says that it was done in this very state."""
        file = DATA / "stamps" / stamp
        if file.exists() and file.read_text() == wanted:
            return
        print(f"  {words} ...", flush=True)
        begun = time.monotonic()
        action()
        file.parent.mkdir(exist_ok=True)
        file.write_text(wanted)
        print(f"    selesai dalam {time.monotonic() - begun:.1f} detik", flush=True)

    def prepare(self) -> None:
        """Everything that must be true before the first visitor comes."""
        print("Menyiapkan Lebak Catalog", flush=True)
        database = self.start_database()
        lock = (ROOT / "requirements.txt").read_text()
        migrations = fingerprint(ROOT.glob("*/migrations/*.py"), lock, database)
        self.step("Membuat tabel", "tables", migrations, self.make_tables)
        data = (path for room in ROOT.glob("*/apps.py") for path in room.parent.glob("data/**/*") if path.is_file())
        known = fingerprint(data, migrations)
        self.step("Memuat wilayah, KBLI, dan kategori", "reference", known, lambda: self.manage("load_reference"))
        self.step("Mengisi demo dengan usaha dan produk rekaan", "demo", f"{database} {self.size}", self.fill)
        files = {path for pattern in STATIC_SOURCES for path in ROOT.glob(pattern) if path.is_file()}
        static = fingerprint(files, lock, str(ROOT))
        self.step(
            "Mengumpulkan berkas statis",
            "static",
            static,
            lambda: self.manage("collectstatic", "--noinput", "-v", "0"),
        )

    def make_tables(self) -> None:
        """Schema and cache table."""
        self.manage("migrate", "--noinput", "-v", "0")
        self.manage("createcachetable")

    def fill(self) -> None:
        """Made-up businesses and products; a killed run is continued by the next."""
        if self.postgres:
            self.postgres.wait_for_disk(False)
        self.manage("fill_demo", "--size", self.size)
        if self.postgres:
            self.postgres.wait_for_disk(True)

    def tick(self) -> None:
        """Called by the server twice a second: PostgreSQL that died is started again."""
        if self.postgres and self.postgres.keep_alive():
            print("PostgreSQL mati dan sudah dinyalakan lagi; data Anda tetap ada.", flush=True)
        if self.worker and self.worker.poll() is not None and time.monotonic() - self.worker_born > WORKER_REST:
            self.start_worker()

    def start_worker(self) -> None:
        """The process that does background work: imports, nightly jobs."""
        self.worker_born = time.monotonic()
        with (DATA / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                [sys.executable, ROOT / "manage.py", "work"],
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )

    def stop(self) -> None:
        """Ends everything this run has started."""
        if self.child and self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        if self.worker and self.worker.poll() is None:
            self.worker.terminate()
            try:
                self.worker.wait(5)
            except subprocess.TimeoutExpired:
                self.worker.kill()
                self.worker.wait()
        if self.postgres:
            self.postgres.stop()


def check_database(url: str) -> None:
    """DATABASE_URL must lead to a PostgreSQL 15 or newer."""
    try:
        link = psycopg2.connect(url, connect_timeout=5)
    except psycopg2.Error as error:
        raise Trouble(explain(str(error).strip().partition("\n")[0], "DATABASE_URL tidak dapat dihubungi")) from None
    version = link.server_version // 10000
    link.close()
    if version < 15:
        raise Trouble(f"PostgreSQL {version} terlalu tua. Pakai versi 15 atau lebih baru.")


def lock_folder() -> int:
    """Only one demo at a time may use the data folder; the lock ends with this process, however it ends."""
    try:
        DATA.mkdir(parents=True, exist_ok=True)
        lock = os.open(DATA / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise Trouble(explain("permission denied", "")) from None
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Trouble("Demo dari folder ini sedang berjalan. Hentikan dulu dengan Ctrl-C di jendelanya.") from None
    return lock


def numbers() -> tuple[int, str]:
    """PORT and DEMO_SIZE of the environment."""
    port, size = os.environ.get("PORT", "8000"), os.environ.get("DEMO_SIZE", "normal")
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise Trouble(f"PORT harus angka 1 sampai 65535, misalnya PORT=8010. Anda mengisi {port!r}.")
    if size not in ("small", "normal", "large") and not (
        size.isascii() and size.isdigit() and 0 < int(size) <= 1_000_000
    ):
        raise Trouble(f"DEMO_SIZE harus small, normal, large, atau banyaknya produk. Anda mengisi {size!r}.")
    return int(port), size


def watch_parent(tick: Callable[[], None]) -> Callable[[], None]:
    """When `make` is killed nobody else would stop us: then we stop ourselves."""
    parent = os.getppid()

    def watched() -> None:
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
        tick()

    return watched


def run() -> int:
    """Prepares and serves; returns the exit code."""
    port, size = numbers()
    lock_folder()
    free = shutil.disk_usage(DATA).free // 1_000_000
    if free < NEEDED_MB:
        raise Trouble(f"Disk hampir penuh: sisa {free} MB, perlu {NEEDED_MB} MB.")
    demo = Demo(port, size)
    try:
        listener = listen_at(f"127.0.0.1:{port}")
        listener.listen(1)
        listener.close()  # only to see at once, not after minutes, whether the address is ours
        demo.prepare()
        os.environ.update(demo.environ)
        listener = listen_at(f"127.0.0.1:{port}")
        demo.start_worker()
        print(f"\nSiap. Buka http://127.0.0.1:{port}/ (hentikan dengan Ctrl-C)", flush=True)
        return serve(listener, watch_parent(demo.tick))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Trouble(f"Port {port} sudah dipakai program lain. Pilih port lain: PORT=8010 make demo") from None
        if error.errno == errno.EACCES:
            raise Trouble(f"Port {port} tidak boleh dipakai. Pilih port lain: PORT=8010 make demo") from None
        raise
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        demo.stop()


def stop_now(number: int, frame: FrameType | None) -> None:
    """Signal handler until the server takes over."""
    raise Stopped


def main() -> int:
    """Entry: every expected trouble becomes one sentence and exit code 1."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_now)
    try:
        return run()
    except Stopped:
        print("\nDihentikan.", flush=True)
        return 0
    except Trouble as trouble:
        sentence = str(trouble)
    except OSError as error:
        sentence = explain(str(error), "Sistem menolak")
    print(f"\nBerhenti: {sentence}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
