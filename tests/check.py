"""`make check`: all that can be said about the code without running it; shows every complaint, not only the first."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from tests.run import database

ROOT = Path(__file__).resolve().parent.parent
RUN = [sys.executable, "-m"]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
PRODUCTION = {
    "MODE": "production",
    "SITE_URL": "https://katalog.example.go.id",
    "ALLOWED_HOSTS": "katalog.example.go.id",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.go.id:587",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "FIELD_KEY": secrets.token_urlsafe(32),
    "HASH_KEY": secrets.token_urlsafe(32),
}


def checks() -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, command and environment of every check."""
    production = ["check", "--deploy", "--fail-level", "WARNING"]
    return [
        ("ruff", [*RUN, "ruff", "check", "."], {}),
        ("ruff format", [*RUN, "ruff", "format", "--check", "."], {}),
        ("types", [*RUN, "mypy"], {"MODE": "test"}),
        ("templates", [*RUN, "djlint", "--quiet", "--lint", "templates"], {}),
        ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], {"MODE": "test"}),
        ("production settings", [*MANAGE, *production], PRODUCTION),
        ("architecture", [*RUN, "pytest", "-q", "tests/architecture"], {"MODE": "test"}),
    ]


def main() -> int:
    """Runs all checks; 1 when one of them complains."""
    failed = []
    with database("check"):
        for name, command, environ in checks():
            done = subprocess.run(command, cwd=ROOT, env=os.environ | environ, capture_output=True, text=True)
            print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout + done.stderr, flush=True)
    print(f"Checks that complain: {', '.join(failed)}" if failed else "All checks pass.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
