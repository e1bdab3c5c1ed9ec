"""What people type, taken apart: clean words, what each stands for, what is only a size, and codes."""

import re
import unicodedata
from dataclasses import dataclass

from catalog.search.vocabulary import Phrase, Vocabulary, plain, vocabulary

LONGEST, MOST_WORDS, LONGEST_WORD = 100, 10, 40
LONGEST_PHRASE = 4  # words of a synonym
WORD = re.compile(r"[^\W_]+")
CODE = re.compile(r"[2-9a-hjkmnp-z]{8}")  # audit.codes.ALPHABET

# Sizes and amounts: 250 g, 250gr, 120x60, 1kg, isi 10, ukuran xl, 50 kotak. They order hits and are not demanded.
UNITS: dict[str, tuple[str, ...]] = {
    "g": ("g", "gr", "gram"),
    "kg": ("kg", "kilo", "kilogram"),
    "ml": ("ml", "mililiter", "cc"),
    "liter": ("l", "lt", "ltr", "liter"),
    "cm": ("cm", "senti"),
    "mm": ("mm",),
    "meter": ("m", "mtr", "meter"),
    "bungkus": ("bks", "bungkus", "pcs", "pc", "pack", "pak", "sachet", "saset"),
    "kotak": ("kotak", "box", "boks", "dus", "kardus", "karton"),
    "buah": ("buah", "bh", "biji", "butir", "unit", "set", "lembar", "lbr", "potong", "stel", "pasang"),
    "lusin": ("lusin", "lsn", "kodi", "rim", "ikat", "sak", "karung"),
    "botol": ("botol", "btl", "toples", "galon", "gelas", "cup", "kaleng"),
    "porsi": ("porsi", "orang", "org", "paket", "pax", "peserta"),
    "ribu": ("rb", "ribu", "ribuan", "k", "jt", "juta"),
}
SAME_UNIT = {name: names for names in UNITS.values() for name in names}
LETTER_SIZES = frozenset(("xs", "xl", "xxl", "xxxl", "s", "m", "l"))
BEFORE_SIZE = frozenset(("isi", "ukuran", "size", "uk", "netto", "berat", "no", "nomor"))
AMOUNT = re.compile(r"([0-9]+(?:x[0-9]+)*)([a-z]{0,9})")


@dataclass(frozen=True)
class Slot:
    """One thing the question is about: the words as typed and all phrases that count as them, themselves first."""

    phrases: tuple[Phrase, ...]
    is_size: bool = False

    @property
    def typed(self) -> Phrase:
        """The words as they were typed."""
        return self.phrases[0]


def tidy(text: str) -> str:
    """One line of at most 100 characters without control characters and lone surrogates."""
    text = unicodedata.normalize("NFKC", text[: 4 * LONGEST])
    kept = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join(kept.split())[:LONGEST].strip()


def split(text: str) -> list[str]:
    """The words of a text in lower case without accents, at most ten, none longer than forty letters."""
    return [word[:LONGEST_WORD] for word in WORD.findall(plain(text))[:MOST_WORDS]]


def stop_words() -> frozenset[str]:
    """Words that tell nothing about a product, as the database has them now; PostgreSQL has no Indonesian list."""
    return vocabulary(sure=True).stop


def whole_words() -> frozenset[str]:
    """Words the Indonesian stemmer would cut into another word (kemeja is no meja, terasi no asi), as of now."""
    return vocabulary(sure=True).whole


def _size(words: list[str], here: int) -> tuple[int, Slot] | None:
    """How many words from `here` on are one size, and it; None when a size does not begin here."""
    begin = here + 1 if words[here] in BEFORE_SIZE and here + 1 < len(words) else here
    word = words[begin]
    if word in LETTER_SIZES and (begin > here or len(word) > 1):
        return begin + 1 - here, Slot(((word,),), is_size=True)
    match = AMOUNT.fullmatch(word)
    if match is None or (match[2] and match[2] not in SAME_UNIT):
        return None
    unit = match[2]
    if not unit and begin + 1 < len(words) and words[begin + 1] in SAME_UNIT:
        unit, begin = words[begin + 1], begin + 1
    return begin + 1 - here, Slot(((match[1], unit) if unit else (match[1],),), is_size=True)


def slots_of(words: list[str], steer: Vocabulary) -> list[Slot]:
    """What a question asks for, in its order: known phrases first, words that tell nothing left out.

    A question of sizes only, or of such words only, asks for them.
    """
    slots, here = [], 0
    while here < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - here), 0, -1):
            phrase = tuple(words[here : here + length])
            if phrase in steer.synonyms and (length > 1 or phrase[0] not in steer.silent):
                slots.append(Slot(steer.synonyms[phrase]))
                here += length
                break
        else:
            if size := _size(words, here):
                slots.append(size[1])
                here += size[0]
                continue
            if words[here] not in steer.silent:
                slots.append(Slot(((words[here],),)))
            here += 1
    if all(slot.is_size for slot in slots):
        return [Slot(((word,),)) for word in words if slots or word]
    return slots


def exact_keys(text: str) -> list[str]:
    """Lexemes of codes a text may be as a whole: a product or business code (`c_`), a barcode (`g_`)."""
    squeezed = re.sub(r"[\s.-]", "", text.lower())
    keys = [f"c_{squeezed}"] if CODE.fullmatch(squeezed) else []
    if squeezed.isascii() and squeezed.isdigit() and len(squeezed) in (8, 12, 13, 14):
        keys.append(f"g_{squeezed.rjust(14, '0')}")
    return keys
