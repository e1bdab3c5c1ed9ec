"""Rules about proof: halal, permits, certificates, where it comes from."""

import re

from catalog.refusal.facts import Found, Listing, Paper, amber, red
from certification.numbers import CHECKS, check_number, is_imported
from review.checked import Invalid

FOOD_PERMITS = {"pirt", "bpom_food", "psat", "slhs"}
BODY_PERMITS = {"bpom_cosmetic", "bpom_traditional", "kemenkes"}
SHORT = {"yang", "dan", "dari", "gram", "isi", "kemasan", "rasa", "ukuran", "untuk", "dengan"}
PDN = ("is_made_here", "has_local_workers", "has_local_material")


def halal(listing: Listing) -> Found:
    """A halal claim has its certificate; food says how it stands."""
    papers = [paper for paper in listing.papers if paper.kind == "halal"]
    if listing.halal_status == "certified" and not papers:
        yield red(
            "halal_status",
            "Ditulis bersertifikat halal, tetapi tidak ada sertifikat halal yang dicantumkan.",
            "Cantumkan sertifikatnya, atau pilih “Sedang diurus”.",
        )
    if listing.halal_status == "non_halal" and papers:
        yield red(
            "halal_status",
            "Ditulis tidak halal, tetapi sertifikat halal dicantumkan.",
            "Perbaiki status halal atau lepaskan sertifikatnya.",
        )
    if listing.goods is None or not listing.goods.is_food:
        return
    if not listing.halal_status:
        yield red("halal_status", "Status halal belum dipilih.", "Makanan dan minuman wajib menyebutkannya.")
    elif listing.halal_status != "non_halal" and listing.halal_is_duty and not listing.has_paper("halal"):
        yield amber(
            "halal_status",
            "Wajib halal: belum ada sertifikat halal yang disetujui. Pembeli melihat keterangan itu.",
            "Ajukan di SIHALAL (gratis lewat self declare), lalu cantumkan sertifikatnya.",
        )


def certificates(listing: Listing) -> Found:
    """Each claimed paper is approved, in force and for such goods."""
    for paper in listing.papers:
        if paper.is_revoked:
            yield red("certificates", f"{paper.label}: sudah dicabut.", "Lepaskan centangnya.")
        elif not paper.is_approved:
            yield amber(
                "certificates", f"{paper.label}: belum disetujui petugas.", "Kirim sertifikatnya di menu Sertifikat."
            )
        elif paper.status == "expired":
            yield red("certificates", f"{paper.label}: {paper.status_words}.", "Perpanjang, lalu unggah yang baru.")
        elif paper.status != "valid":
            yield amber("certificates", f"{paper.label}: {paper.status_words}.", "Urus perpanjangannya dari sekarang.")
        yield from _fits_goods(listing, paper)


def _fits_goods(listing: Listing, paper: Paper) -> Found:
    goods = listing.goods
    if goods is None:
        return
    of_food = paper.kind in FOOD_PERMITS
    if of_food and not goods.is_food:
        yield red(
            "certificates",
            f"{paper.label} untuk pangan, sedangkan kategorinya {goods.name}.",
            "Lepaskan centangnya, atau perbaiki kategori.",
        )
    elif paper.kind in BODY_PERMITS and goods.is_food:
        yield red(
            "certificates",
            f"{paper.label} bukan untuk makanan atau minuman.",
            "Lepaskan centangnya, atau perbaiki kategori.",
        )
    elif paper.scope and listing.name and not same_goods(listing.name, paper.scope):
        yield amber(
            "certificates",
            f"{paper.label} tidak menyebut produk ini.",
            "Periksa daftar produk di sertifikat. Bila memang termasuk, perbaiki isian “Produk yang tercantum”.",
        )


def same_goods(name: str, scope: str) -> bool:
    """Whether a word of the name stands in what the paper names."""
    words = {word for word in re.findall(r"[a-z]{4,}", name.lower()) if word not in SHORT}
    return not words or any(word in scope.lower() for word in words)


def permit(listing: Listing) -> Found:
    """Packed food needs a permit."""
    goods = listing.goods
    if goods is None or not goods.is_food or not re.search(r"p-?irt|bpom|md", goods.usual_permit, re.IGNORECASE):
        return
    if not any(paper.kind in FOOD_PERMITS and not paper.is_revoked for paper in listing.papers):
        yield amber(
            "certificates",
            f"{goods.name} biasanya perlu {goods.usual_permit}; belum ada yang dicantumkan.",
            "Katalog V6 dan pembeli kantor meminta izin edar makanan.",
            v6=True,
        )


def origin(listing: Listing) -> Found:
    """Numbers of import permits, imported material and the three answers agree."""
    answers = (listing.made_here, listing.local_workers, listing.local_material)
    if listing.origin == "domestic":
        for paper in listing.papers:
            if _is_import(paper):
                yield red(
                    "origin",
                    f"Ditulis buatan Indonesia, tetapi nomor {paper.label} berarti produk impor.",
                    "Ubah asal produk menjadi impor, atau lepaskan sertifikat itu.",
                )
                break
    elif any(answers):
        yield red(
            "origin",
            "Ditulis impor, tetapi dijawab dibuat atau dikerjakan di Indonesia.",
            "Perbaiki asal produk atau ketiga jawaban itu.",
        )
    rows = listing.material_rows
    if listing.local_material and rows and all(place == "imported" for _, place in rows):
        yield red(
            "has_local_material",
            "Dijawab memakai bahan dari Indonesia, tetapi semua bahan ditulis impor.",
            "Perbaiki asal bahan atau jawabannya.",
        )
    if listing.origin == "domestic":
        for name, answer in zip(PDN, answers, strict=True):
            if answer is None:
                yield amber(
                    name,
                    "Pertanyaan Produk Dalam Negeri belum dijawab semua.",
                    "Jawab ketiganya; tanpa itu tanda Produk Dalam Negeri tidak tampil.",
                    v6=True,
                )
                break
        if False in answers:
            yield amber(
                PDN[answers.index(False)],
                "Ada jawaban “tidak”, jadi tanda Produk Dalam Negeri tidak tampil.",
                "Biarkan bila memang begitu.",
                v6=True,
            )


def _is_import(paper: Paper) -> bool:
    if paper.number_rule not in CHECKS or not paper.number:
        return False
    try:
        return is_imported(check_number(paper.number_rule, paper.number))
    except Invalid:
        return False
