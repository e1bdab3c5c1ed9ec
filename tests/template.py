"""A cluster with every migration applied, kept between runs: migrating anew costs a worker more than many tests do.

It is known by a fingerprint of all migrations and packages; a change of either makes a new one. Each run gets a copy.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg2

from lebak_catalog.embedded import TEST_SETTINGS, Postgres, Trouble

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "lebak_template"


def fingerprint() -> str:
    """Changes with any migration, any package and the rules of roles, which a migration ends with."""
    files = [*ROOT.glob("*/migrations/*.py"), ROOT / "requirements-dev.txt", ROOT / "lebak_catalog" / "roles.py"]
    files += [ROOT / "lebak_catalog" / "embedded.py", ROOT / "lebak_catalog" / "settings.py"]
    known = hashlib.sha256(sys.version.encode())
    for path in sorted(files):
        known.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return known.hexdigest()[:16]


def _migrate(postgres: Postgres) -> None:
    """Make the database of this name in a started cluster and bring it up to date."""
    link = psycopg2.connect(postgres.url)
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(f"create database {TEMPLATE}")
    link.close()
    here = {"MODE": "test", "DATABASE_URL": f"{postgres.address}/{TEMPLATE}", "STATEMENT_TIMEOUT_MS": "0"}
    command = [sys.executable, "manage.py", "migrate", "-v", "0"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | here, capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"Migrasi gagal:\n{done.stderr[-3000:]}")


def _made(folder: Path) -> Path:
    """The home of a stopped cluster with the template in it; made when there is none for these migrations."""
    kept = folder / f"test-template-{fingerprint()}"
    ready = kept / "ready"  # the home of the cluster: elsewhere for root inside a private folder
    if ready.is_file():
        return Path(ready.read_text())
    for old in (path.parent for path in folder.glob("test-template-*/ready")):
        if (pointer := old / "postgres-home").is_file():
            shutil.rmtree(pointer.read_text().strip(), ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    made = folder / f"{kept.name}.new-{os.getpid()}"
    postgres = Postgres(made, TEST_SETTINGS)
    try:
        postgres.start()
        _migrate(postgres)
    finally:
        postgres.stop()
    if kept.exists():  # another run was faster
        return postgres.home
    made.rename(kept)
    home = kept.resolve() if postgres.home == made.resolve() else postgres.home
    (kept / "ready").write_text(str(home))
    return home


def fresh_copy(postgres: Postgres, folder: Path) -> None:
    """Give a cluster that was never started the files of the template."""
    home = _made(folder)
    for part in ("postgres", "postgres.password"):
        subprocess.run(["cp", "-a", home / part, postgres.home / part], check=True)  # owners and modes too
