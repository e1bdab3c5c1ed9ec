"""Small readings that every kind of list needs: names in capitals, empty signs, counts, a NIB that lost its zeros."""

import re

from registry.identifiers import check_nib
from registry.importing.reading import Line, Reading
from review.checked import Invalid

LONGEST_AMOUNT = 100  # no amount is longer; reading a cell of 30,000 digits would take a while
EMPTY = {
    "",
    "-",
    "--",
    "–",
    "—",
    "0",
    "kosong",
    "n/a",
    "na",
    "tidak ada",
    "belum ada",
    "belum punya",
    "tdk ada",
    "nihil",
}
_KEEP = {
    "CV",
    "UD",
    "PT",
    "PD",
    "PO",
    "KUB",
    "KWT",
    "IKM",
    "UMKM",
    "PKK",
    "RT",
    "RW",
    "II",
    "III",
    "IV",
    "BPOM",
    "H.",
    "HJ.",
}
_AS = {"BUMDES": "BUMDes", "DAN": "dan", "DI": "di", "DARI": "dari", "HJ.": "Hj."}


def is_empty(text: str) -> bool:
    """Whether a cell says nothing, also in the words people put there."""
    return text.casefold().strip(" .") in EMPTY


def is_shouted(text: str) -> bool:
    """Whether a name is written in capitals only (short names and abbreviations are not)."""
    return text.isupper() and any(len(word) > 3 for word in re.findall(r"[A-Z]+", text))


def calm(text: str) -> str:
    """A name in capitals as people would write it: "UD BERKAH JAYA" is "UD Berkah Jaya"."""
    words = [
        _AS.get(word) or (word if word in _KEEP else re.sub(r"[^\W\d_]+", lambda one: one.group().capitalize(), word))
        for word in text.split()
    ]
    return " ".join(words)[:1].upper() + " ".join(words)[1:]


def read_name(reading: Reading, field: str, longest: int, *, label: str, tidy: bool) -> str:
    """A name in single spaces; in capitals it is calmed down when the officer wants that, and told either way."""
    text = reading.line.text(field)
    if len(text) > longest:
        reading.error(field, f"{label} paling panjang {longest} huruf; ini {len(text)}.")
        return ""
    if not is_shouted(text):
        return text
    better = calm(text)
    reading.note(field, f"Ditulis huruf besar semua; {'menjadi' if tidy else 'saran'} “{better}”.")
    return better if tidy else text


def nib_digits(line: Line) -> str:
    """The digits of the NIB cell; one kept as a number by the spreadsheet gets its leading zeros back."""
    digits = re.sub(r"[ .\-']", "", line.text("nib"))
    return digits.zfill(13) if "nib" in line.numeric and digits.isdigit() and 5 <= len(digits) < 13 else digits


def read_nib(reading: Reading) -> str:
    """The NIB, empty when the cell says none; a wrong one is an error."""
    line = reading.line
    if is_empty(line.text("nib")):
        return ""
    digits = nib_digits(line)
    try:
        nib = check_nib(digits).value
    except Invalid as wrong:
        reading.error("nib", wrong.message)
        return ""
    if "nib" in line.numeric and digits != line.text("nib"):
        reading.warn("nib", f"NIB terbaca sebagai angka, jadi nol di depannya hilang. Dibaca {nib}.")
    return nib


def read_count(reading: Reading, field: str, *, label: str, most: int, unit: str = "") -> int | None:
    """A whole number as tables have it ("250", "80,0", "1.250", "250 gr"); None with a warning when it is none."""
    text = reading.line.text(field)[:LONGEST_AMOUNT].lower()
    if not text or (is_empty(text) and text != "0"):
        return None
    bare = text.removesuffix(unit).strip() if unit else text
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+|\d{1,12})(?:[.,](\d{1,2}))?", bare)
    if not found or (found[2] or "").strip("0"):
        reading.warn(field, f"{label} bukan angka bulat; dikosongkan.")
        return None
    value = int(found[1].replace(".", ""))
    if value > most:
        reading.warn(field, f"{label} terlalu besar; dikosongkan. Periksa jumlah nolnya.")
        return None
    return value
