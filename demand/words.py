"""The figures in plain words, with what an owner can do about them."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.templatetags.portal import number
from demand.queries import Figures

FEW = 10  # below so many searches a share says nothing
FILTERS = {
    "kategori": "kategori",
    "kecamatan": "kecamatan",
    "harga": "harga",
    "siap": "siap dikirim",
    "basis": "harga per satuan",
    "satuan": "harga per satuan",
    "kapasitas": "kapasitas sebulan",
    "siap_dalam": "waktu pengerjaan",
    "skala": "skala usaha",
    "sentra": "sentra atau kelompok",
    "umkk": "usaha mikro, kecil, dan koperasi",
    "pdn": "produk dalam negeri",
    "v6": "tayang di Katalog V6",
}
ADVICE = {
    "kategori": ("Periksa apakah kategorinya sudah paling tepat", "catalog:edit"),
    "kecamatan": ("Pembeli mencari di kecamatan lain. Tulis wilayah pengiriman Anda", "catalog:edit"),
    "harga": ("Bandingkan harga Anda dengan produk sejenis", "catalog:price"),
    "siap": ("Ubah ketersediaan begitu barang siap dikirim", "catalog:price"),
    "basis": ("Isi berat, volume, atau jumlah isi supaya harganya bisa dibandingkan", "catalog:edit"),
    "kapasitas": ("Periksa apakah kapasitas sebulan masih benar", "catalog:edit"),
    "siap_dalam": ("Periksa apakah waktu pengerjaan masih benar", "catalog:edit"),
    "pdn": ("Jawab tiga pertanyaan asal produk", "catalog:edit"),
    "v6": ("Lihat yang masih kurang untuk Katalog V6", "catalog:inaproc"),
}


@dataclass(frozen=True)
class Reason:
    """One filter that kept the product out: its words, how often, and what to do."""

    words: str
    times: int
    sentence: str
    advice: str
    address: str


def filter_words(key: str, kinds: dict[str, str]) -> str:
    """The name of a filter as people know it; `kinds` are short names of certificates by code."""
    kind, _, code = key.partition(":")
    if kind == "sertifikat":
        return f"sertifikat {kinds.get(code, code)}"
    return FILTERS.get(key, key.replace("_", " "))


def advice(key: str, code: str) -> tuple[str, str]:
    """(what to do, where) about a filter; `code` is the product."""
    if key.startswith("sertifikat:"):
        return "Lengkapi sertifikat itu, lalu pilih di produk ini", reverse("certification:mine")
    words, name = ADVICE.get(key, ("Lengkapi keterangan itu di produk ini", "catalog:edit"))
    return words, reverse(name, args=[code])


def reasons(figures: Figures, code: str, kinds: dict[str, str]) -> list[Reason]:
    """Why the product was not among the results, the most frequent reason first."""
    told = []
    for key, times in sorted(figures.by_filter.items(), key=lambda one: (-one[1], one[0])):
        words, (what, where) = filter_words(key, kinds), advice(key, code)
        told.append(Reason(words, times, share(times, figures.fitting, words), what, where))
    return told


def share(times: int, fitting: int, words: str) -> str:
    """11 dari 14 pencarian yang cocok menyaring sertifikat Halal."""
    text = f"{number(times)} dari {number(fitting)} pencarian yang cocok menyaring {words}, dan produk ini tidak lolos"
    return f"{text}. Jumlahnya masih sedikit, jadi belum tentu polanya" if fitting < FEW else text


def summary(figures: Figures) -> str:
    """The month of a product in one sentence."""
    if not (figures.found or figures.opened or figures.dropped or figures.shortlisted):
        return "Belum ada yang menemukan atau membuka produk ini pada bulan ini."
    parts = [f"tampil {number(figures.found)} kali di hasil pencarian", f"dibuka {number(figures.opened)} kali"]
    if figures.shortlisted:
        parts.append(f"disimpan atau dibandingkan {number(figures.shortlisted)} kali")
    text = ", ".join(parts)
    if figures.dropped:
        text += f", dan sekitar {number(figures.dropped)} kali tidak ikut tampil karena satu saringan"
    return f"{text[0].upper()}{text[1:]}."
