"""The cells of a stored row: plain text, or a NIK or NPWP that is locked away at once (UU 27/2022 art. 35)."""

import re
from typing import Any

from registry import secrets
from registry.identifiers import check_nik
from review.checked import Invalid

Cell = str | dict[str, str]
MASK = "•" * 12

_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?!\d)")
_NIK_TITLE = re.compile(r"\b(nik|npwp|ktp|kk|kartu keluarga|nomor induk kependudukan|nomor pokok wajib pajak)\b")


def holds_nik(text: str) -> bool:
    """Whether the text has a number in it that can be a NIK (or the number of a family card, built the same way)."""
    if len(text) < 16:
        return False
    for found in _SIXTEEN.finditer(text):
        try:
            check_nik(found.group())
        except Invalid:
            continue
        return True
    return False


def is_nik_title(title: str) -> bool:
    """Whether the title of a column announces a NIK or an NPWP; then whatever stands in it is locked."""
    return bool(_NIK_TITLE.search(" ".join(re.findall(r"[a-z]+", title.casefold()))))


def kept(text: str, *, secret: bool) -> Cell:
    """The cell as the database keeps it: locked when the column or the text says NIK, else the text."""
    if not text or not (secret or holds_nik(text)):
        return text
    digits = re.sub(r"\D", "", text)
    return {"secret": secrets.encrypt(text), "end": digits[-4:] if len(digits) == 16 else ""}


def opened(cell: Any) -> str:
    """The text of a kept cell, for checks only; never for a page or a file."""
    return secrets.decrypt(cell["secret"]) if isinstance(cell, dict) else str(cell)


def shown(cell: Any) -> str:
    """What people may see of a kept cell."""
    return f"{MASK}{cell['end']}" if isinstance(cell, dict) else str(cell)
