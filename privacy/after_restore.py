"""Keeps erased people erased when an older backup of the database is put back.

The codes of erased owners stand in a file beside the scans, not in the database; a code says nothing about a person.
"""

from pathlib import Path

from django.conf import settings

from privacy.erasure import erase_owner
from registry.models import Owner

NAME = "erased-codes.txt"


def _file() -> Path:
    return Path(settings.PRIVATE_ROOT) / NAME


def remember(owner: Owner) -> None:
    """Add the code of an owner whose erasure is committed."""
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as lines:
        lines.write(f"{owner.code}\n")


def repeat(*, dry: bool = False) -> int:
    """Erase again who came back with a backup; returns how many."""
    path = _file()
    codes = set(path.read_text(encoding="ascii").split()) if path.is_file() else set()
    back = Owner.objects.filter(code__in=codes, erased_at__isnull=True)
    if dry:
        return back.count()
    found = list(back)
    for owner in found:
        erase_owner(owner)
    return len(found)
