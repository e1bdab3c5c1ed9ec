"""Rules about what is written: names that say nothing, texts too short, contacts, claims without proof."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalog.refusal.facts import Found, Listing, amber, red

WORDS = Path(__file__).resolve().parent.parent / "data" / "claim_words.csv"
SHORTEST_NAME, SHORTEST_TEXT = 10, 60
NOT_MEANT = {"tidak", "belum", "tanpa", "non", "bukan", "bebas"}  # right before a claim word: it says the opposite
BETWEEN = {"ber", "bersertifikat", "berlabel", "memiliki", "punya", "ada", "sertifikat"}  # "belum ber-SNI"
CONTACT = re.compile(
    r"(?:\+62|\b62|\b0)8[\d .-]{7,14}\d|\bhttps?://|\bwww\.|\b(?:wa|whatsapp|telp|hp)\s*[:.]?\s*\d|@\w+\.\w+|\bwa\.me\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ClaimWord:
    """A word that promises something, and the kinds of certificate that prove it (none: nothing proves it)."""

    word: str
    pattern: re.Pattern[str]
    proof: tuple[str, ...]
    is_red: bool
    fix: str


@cache
def claim_words() -> tuple[ClaimWord, ...]:
    """The list, from data/claim_words.csv."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return tuple(
            ClaimWord(
                row["kata"],
                re.compile(row["pola"], re.IGNORECASE),
                tuple(filter(None, row["bukti"].split("|"))),
                row["tingkat"] == "merah",
                row["saran"],
            )
            for row in csv.DictReader(file)
        )


def said(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the text claims it; "tidak halal" and "belum ber-SNI" do not."""
    for match in pattern.finditer(text):
        before = re.findall(r"\w+", text[max(0, match.start() - 30) : match.start()].lower())
        while before and before[-1] in BETWEEN:
            before.pop()
        if not (before and before[-1] in NOT_MEANT):
            return True
    return False


def claims(listing: Listing) -> Found:
    """Words that promise what no certificate of this product proves."""
    for claim in claim_words():
        places = [("name", listing.name), ("description", listing.description), ("brand", listing.brand)]
        place = next((name for name, text in places if said(claim.pattern, text)), "")
        if not place or (claim.proof and listing.has_paper(*claim.proof)):
            continue
        where = {"name": "nama", "description": "keterangan", "brand": "merek"}[place]
        waits = any(paper.kind in claim.proof and not paper.is_revoked for paper in listing.papers)
        text = f"Kata “{claim.word}” di {where} belum ada buktinya."
        if waits:
            text = f"Kata “{claim.word}” di {where}: sertifikatnya belum disetujui petugas atau sudah tidak berlaku."
        yield (red if claim.is_red and not waits else amber)(place, text, f"{claim.fix}.")


def name(listing: Listing) -> Found:
    """The name says what it is; capitals and prices do not."""
    text = listing.name.strip()
    if not text:
        yield red("name", "Nama produk belum diisi.", "Tulis barang, ciri, dan ukurannya.")
        return
    letters = [char for char in text if char.isalpha()]
    if len(text) < SHORTEST_NAME or len(text.split()) < 2:
        yield amber(
            "name",
            "Nama terlalu pendek, pembeli tidak tahu apa barangnya.",
            "Sebut bahan atau rasa dan ukurannya, misalnya “Gula Semut Aren 250 g”.",
        )
    if len(letters) > 4 and all(char.isupper() for char in letters):
        yield amber("name", "Nama ditulis dengan huruf besar semua.", "Pakai huruf besar di awal kata saja.")
    if re.search(r"\b(?:promo|diskon|murah|obral|gratis|best ?seller|viral)\b|!{2,}|\brp\.? ?\d", text, re.IGNORECASE):
        yield amber("name", "Nama memuat kata promosi atau harga.", "Hapus; harga dan promosi bukan bagian nama.")


def description(listing: Listing) -> Found:
    """Long enough, and without telephone numbers."""
    text = listing.description.strip()
    if not text:
        yield red("description", "Keterangan belum diisi.", "Ceritakan bahan, ukuran atau rasa, dan cara menyimpan.")
    elif len(text) < SHORTEST_TEXT:
        yield amber(
            "description",
            f"Keterangan terlalu singkat ({len(text)} huruf).",
            "Tulis tiga sampai lima kalimat: bahan, rasa atau kegunaan, cara menyimpan.",
        )
    for place, words in (("name", listing.name), ("description", listing.description)):
        if CONTACT.search(words):
            yield red(
                place,
                "Ada nomor telepon, alamat surel, atau tautan di dalamnya.",
                "Hapus. Kontak dan toko Anda tampil sendiri di halaman usaha.",
            )


def materials(listing: Listing) -> Found:
    """What it is made of."""
    if not listing.materials.strip() and not listing.material_rows:
        yield amber(
            "materials", "Bahan belum ditulis.", "Tulis bahan utamanya. Untuk makanan: semua bahan seperti di label."
        )
    if listing.goods and listing.goods.is_food and not listing.shelf_life:
        yield amber("shelf_life_days", "Daya simpan makanan belum diisi.", "Tulis berapa hari tahan disimpan.")
