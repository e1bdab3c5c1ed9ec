"""What tells people and businesses of a table apart: NIK and phone of a row, and the rows above it."""

import re
from dataclasses import dataclass, field

from registry.identifiers import check_nik, check_phone
from registry.importing.cells import MASK
from registry.importing.reading import Line
from registry.importing.words import is_empty
from registry.secrets import keyed_hash
from review.checked import Invalid


@dataclass
class Seen:
    """What one pass through a table remembers of the rows above: hashes, not texts, as tables are long."""

    rows: dict[int, int] = field(default_factory=dict)  # what identifies a business -> its row
    names: dict[int, int] = field(default_factory=dict)  # NIK -> name of its owner


def nik_of(line: Line) -> tuple[str, str, str]:
    """NIK, its keyed hash, and what is wrong with it; all empty when the cell says nothing that can be read."""
    text = line.text("nik")
    if is_empty(text) or "nik" in line.numeric:
        return "", "", ""
    if text.startswith(MASK[:4]):
        return "", "", "NIK ini tersamar. Ketik 16 angkanya, atau jangan ubah kolom kode impor."
    try:
        nik = check_nik(text).value
    except Invalid as wrong:
        return "", "", wrong.message.replace(" Anda", "")
    return nik, keyed_hash(nik), ""


def phone_of(line: Line) -> tuple[str, str]:
    """The first number of the cell in E.164, and a sentence about the others or about what is wrong."""
    text = line.text("phone")
    first = re.split(r"\s*[/;,|]\s*", text)[0]
    if is_empty(first):
        return "", ""
    try:
        phone = check_phone(first).value
    except Invalid as wrong:
        return "", wrong.message
    return phone, "" if first == text else f"Ada dua nomor; dipakai {first}."
