"""Reads amounts of rupiah as people write them in tables: "Rp18.000,00", "25 ribu", "2,5jt", "12.500 - 15.000"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LARGEST = 100_000_000_000  # a price or an investment beyond 100 billion rupiah is a slip of the keyboard here
LONGEST_PLAIN = 18  # digits that are surely a number of the machine

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_RANGE = re.compile(r"(?P<low>[^-]*\d[^-]*?)\s*(?:-|s/d|sd|sampai)\s*(?P<high>(?:rp\.?\s*)?\d.*)")
_UNIT = re.compile(r"(?P<amount>.*\d[\d.,\-]*)\s*(?:/|\bper\b)\s*(?P<unit>[a-z][a-z ]{0,19})")
_AMOUNT = re.compile(r"(?P<number>\d[\d.,]*?)\s*(?P<word>ribu|rb|k|juta|jt|miliar|milyar|m)?")
_ENDS = re.compile(r"[.,]\s?-+$")
_WORDS = {"ribu": 1_000, "rb": 1_000, "k": 1_000, "juta": 1_000_000, "jt": 1_000_000}
_WORDS |= {"miliar": 1_000_000_000, "milyar": 1_000_000_000, "m": 1_000_000_000}
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+(,\d{1,2})?")
_THOUSANDS_EN = re.compile(r"\d{1,3}(,\d{3}){2,}(\.\d{1,2})?|\d{1,3}(,\d{3})+\.\d{1,2}")
_NOT_A_NUMBER = "Harga ini bukan angka. Isi angkanya saja, misalnya 25000."
_PLAIN = re.compile(r"\d+(?:[.,](\d+))?")


class BadAmount(ValueError):
    """An amount that cannot be read. `code` for programs, `message` in plain Indonesian for the person."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Amount:
    """Whole rupiah; `warnings` say what was assumed; `unit` where the cell named one ("25000/pak")."""

    rupiah: int
    warnings: tuple[str, ...] = ()
    unit: str | None = None


def read_rupiah(text: str) -> int:
    """Whole rupiah of `text`. Raises BadAmount. Use `read_amount` to get the warnings too."""
    return read_amount(text).rupiah


def read_amount(text: str) -> Amount:
    """Reads an amount. Raises BadAmount with the codes empty, formula, scientific, negative, not_a_number, ambiguous,
    zero or too_large."""
    if text.isascii() and text.isdigit() and len(text) <= LONGEST_PLAIN:  # as most spreadsheets have it
        return _bounded(int(text))
    if any(unicodedata.category(letter) == "No" for letter in text):  # ½ and ², which would be folded into digits
        raise BadAmount("not_a_number", _NOT_A_NUMBER)
    plain = unicodedata.normalize("NFKC", "".join(map(_western, text))).strip().lower()
    plain = _DASHES.sub("-", plain)
    _refuse_shapes(plain)
    plain, unit = _without_unit(_without_mark(plain))
    warnings: list[str] = []
    span = _RANGE.fullmatch(plain)
    if span:
        plain = span["low"].strip()
        warnings.append("Berisi kisaran harga; yang dipakai angka terendah.")
    value, more = _value(_ENDS.sub("", plain).strip())
    return _bounded(value, (*warnings, *more), unit)


def _bounded(value: int, warnings: tuple[str, ...] = (), unit: str | None = None) -> Amount:
    if value == 0:
        raise BadAmount("zero", "Harga nol. Isi harga dalam rupiah.")
    if value > LARGEST:
        raise BadAmount("too_large", "Angka ini melebihi batas wajar (Rp100 miliar). Periksa jumlah nolnya.")
    return Amount(value, warnings, unit)


def _western(letter: str) -> str:
    """Digits of other scripts have a decimal value too; signs such as ½ have none and stay."""
    return str(unicodedata.decimal(letter)) if unicodedata.category(letter) == "Nd" else letter


def _refuse_shapes(plain: str) -> None:
    if not plain or plain in {"-", "–", "kosong", "n/a"}:
        raise BadAmount("empty", "Harga kosong. Isi harga dalam rupiah, misalnya 25000.")
    if plain[0] in "=+@":
        raise BadAmount("formula", "Harga berisi rumus. Isi angkanya saja, misalnya 25000.")
    if re.fullmatch(r"[\d.,]+e[+-]?\d+", plain):
        raise BadAmount("scientific", "Harga tertulis dalam bentuk ilmiah. Isi angkanya lengkap, misalnya 100000.")
    if re.match(r"(rp\.?\s*)?-\s*(rp\.?\s*)?\d", plain) or re.fullmatch(r"\(.*\d.*\)", plain):
        raise BadAmount("negative", "Harga tidak boleh kurang dari nol.")


def _without_mark(plain: str) -> str:
    return re.sub(r"^(rp|idr)\b\.?\s*|^rp\.?\s*(?=\d)|\s*(rupiah|idr)$", "", plain).strip()


def _without_unit(plain: str) -> tuple[str, str | None]:
    found = _UNIT.fullmatch(plain)
    return (found["amount"].strip(), found["unit"].strip()) if found else (plain, None)


def _value(plain: str) -> tuple[int, list[str]]:
    found = _AMOUNT.fullmatch(plain)
    if not found:
        raise BadAmount("not_a_number", _NOT_A_NUMBER)
    number, word = found["number"].rstrip(".,"), found["word"]
    if word:
        return _worded(number, word)
    if _THOUSANDS.fullmatch(number):
        whole, _, cents = number.replace(".", "").partition(",")
    elif _THOUSANDS_EN.fullmatch(number):
        whole, _, cents = number.replace(",", "").partition(".")
    elif re.fullmatch(r"\d{1,3},\d{3}", number):
        low = number.partition(",")[0]
        text = f"“{number}” dapat berarti {number.replace(',', '')} atau {low}. Tulis tanpa koma, misalnya 25000."
        raise BadAmount("ambiguous", text)
    elif _PLAIN.fullmatch(number):
        whole, _, cents = number.replace(",", ".").partition(".")
    else:
        raise BadAmount("not_a_number", f"Titik dan koma pada “{number[:30]}” tidak jelas. Isi angkanya saja.")
    return int(whole), [f"Ada pecahan rupiah; dibulatkan menjadi {int(whole)}."] if cents.strip("0") else []


def _worded(number: str, word: str) -> tuple[int, list[str]]:
    """With "ribu" or "juta" behind it a point or comma is a decimal one: 2,5jt is 2,500,000."""
    if not _PLAIN.fullmatch(number):
        raise BadAmount("not_a_number", "Harga ini bukan angka yang jelas. Isi lengkap, misalnya 2500000.")
    whole, _, part = number.replace(",", ".").partition(".")
    unit = _WORDS[word]
    value = int(whole) * unit + (int(part) * unit // 10 ** len(part) if part else 0)
    return value, [f"“{word}” dibaca sebagai kelipatan; menjadi {value}."]
