"""`make test`: a PostgreSQL for tests, a browser for the journeys, then pytest; leaves no server behind."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lebak_catalog.embedded import TEST_SETTINGS, Postgres, Trouble, die_with_parent
from tests.template import TEMPLATE, fresh_copy

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / ".data" / "test"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = ("/Applications/Chromium.app/Contents/MacOS/Chromium",)
MAC_BROWSERS += ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)


def browser() -> str | None:
    """The path of a Chromium on this machine."""
    found = (shutil.which(name) for name in (*BROWSERS, *MAC_BROWSERS))
    return next((path for path in found if path), None)


def install_browser() -> None:
    """Fetches Debian's Chromium where we may without asking for a password."""
    if not shutil.which("apt-get"):
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and (not shutil.which("sudo") or subprocess.run([*prefix, "true"], capture_output=True).returncode):
        return
    print("Memasang Chromium dari paket Debian ...", flush=True)
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-qq"], env=environ, capture_output=True)
    command = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    subprocess.run(command, env=environ, capture_output=True)


def find_browser() -> list[str]:
    """What pytest must be told about the browser: nothing, or to leave the journeys out, loudly; CI needs it."""
    if not browser():
        install_browser()
    if path := browser():
        os.environ["CHROMIUM"] = path
        return []
    notice = "Chromium tidak ada dan tidak dapat dipasang: sudo apt install chromium"
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        raise Trouble(notice)
    print(
        f"\n{'!' * 100}\n!! {notice}\n!! PERJALANAN DI PERAMBAN TIDAK DIUJI (tests/journeys)\n{'!' * 100}\n", flush=True
    )
    return ["--ignore=tests/journeys"]


@contextmanager
def database(name: str = "test") -> Iterator[None]:
    """DATABASE_URL for the time of the tests; made from our own PostgreSQL unless it is given."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    folder = DATA.parent / f"{name}-{os.getpid()}"  # its own folder: two runs at once do not meet
    postgres = Postgres(folder, TEST_SETTINGS)
    try:
        fresh_copy(postgres, DATA.parent)
        os.environ |= {"DATABASE_URL": postgres.start(), "TEST_TEMPLATE": TEMPLATE}
        yield
    finally:
        postgres.stop()
        shutil.rmtree(postgres.home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
        for known in ("DATABASE_URL", "TEST_TEMPLATE"):
            os.environ.pop(known, None)


def run_and_wait(command: list[str]) -> int:
    """Runs a command that ends with us; Ctrl-C reaches it too, and we wait for it before the database goes."""
    child = subprocess.Popen(command, cwd=ROOT, preexec_fn=die_with_parent(signal.SIGTERM))
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def usual_workers() -> str:
    """One more than there are cores: a test often waits for the database or the browser."""
    return str((os.cpu_count() or 2) + 1)


def stop(number: int, frame: object) -> None:
    """SIGTERM ends like Ctrl-C, so that the database is stopped."""
    raise SystemExit(143)


def main() -> int:
    """Runs everything, or what the arguments name; pytest's 5 (no test found) counts as a failure."""
    signal.signal(signal.SIGTERM, stop)
    os.environ["MODE"] = "test"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or every worker compiles every test anew, in every run
    try:
        without = find_browser()
        with database():
            workers = [] if "-n" in sys.argv else ["-n", os.environ.get("TEST_WORKERS", usual_workers())]
            shared = ["--dist", "worksteal"]  # who is done takes over from who is not
            return run_and_wait([sys.executable, "-m", "pytest", *workers, *shared, *without, *sys.argv[1:]])
    except Trouble as trouble:
        print(f"\nBerhenti: {trouble}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
