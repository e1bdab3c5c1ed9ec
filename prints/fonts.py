"""The font of printed pages: plain weights cut from the variable font package, kept in the data folder."""

import hashlib
import importlib.metadata
import os
import tempfile
import threading
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

PACKAGE, FILE = "fontpkg-plus-jakarta-sans", "fontpkg_plus_jakarta_sans/files/PlusJakartaSans[wght].ttf"
FAMILY = "Plus Jakarta Sans"
WEIGHTS = (400, 600, 700)
_making = threading.Lock()


def folder() -> Path:
    """The folder with one TTF for each weight, made once for each version of the package."""
    stamp = hashlib.sha256(f"{importlib.metadata.version(PACKAGE)} {WEIGHTS}".encode()).hexdigest()[:12]
    place = Path(settings.DATA_DIR) / "built" / f"print-fonts-{stamp}"
    with _making:
        if not all((place / f"{weight}.ttf").is_file() for weight in WEIGHTS):
            place.mkdir(parents=True, exist_ok=True)
            for weight in WEIGHTS:
                _make(place / f"{weight}.ttf", weight)
    return place


def _make(target: Path, weight: int) -> None:
    """Whole or not at all, also with several writers."""
    source = importlib.metadata.distribution(PACKAGE).locate_file(FILE)
    font = instancer.instantiateVariableFont(TTFont(str(source)), {"wght": weight}, inplace=True)
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = FAMILY
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as draft:
        font.save(draft)
    os.chmod(draft.name, 0o644)
    os.replace(draft.name, target)
