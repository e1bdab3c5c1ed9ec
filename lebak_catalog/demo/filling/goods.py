"""What the demo's businesses make: facts by category, and sample products with their variants."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
# last words of a name that say its colour; the first six are chosen freely, the others are uniforms
COLOURS = {
    "Hitam": (44, 44, 48), "Merah Marun": (128, 32, 42), "Biru Nila": (36, 58, 128), "Hijau Lumut": (92, 110, 58),
    "Cokelat": (120, 76, 42), "Krem": (226, 208, 172),
    "Putih Merah": (196, 46, 50), "Pramuka": (146, 100, 58), "Batik Sekolah": (50, 72, 159),
}  # fmt: skip
VARIANTS: dict[str, tuple[tuple[str, float], ...]] = {  # words added to the name, and what they do to the price
    "-": (("", 1.0),),
    "ukuran": (("Ukuran Kecil", 0.75), ("Ukuran Sedang", 1.0), ("Ukuran Besar", 1.4)),
    "warna": tuple((colour, 1.0) for colour in list(COLOURS)[:6]),
    "warna-seragam": (("Putih Merah", 1.0), ("Pramuka", 1.1), ("Batik Sekolah", 1.2)),
    "tenun": (
        ("Motif Adu Mancung", 1.0), ("Motif Aros", 1.0), ("Motif Poleng Hideung", 0.95), ("Motif Janggawari", 1.15),
        ("Motif Suat Songket", 1.25),
    ),
    "motif": (
        ("Motif Rangkasbitung", 1.0), ("Motif Seren Taun", 1.1), ("Motif Sawarna", 1.05),
        ("Motif Leuit Sijimat", 1.15), ("Motif Angklung Buhun", 1.0),
    ),
}  # fmt: skip
# weights that one kind of food is sold in, by its usual weight
WEIGHTS = {
    50: (50, 100), 100: (50, 100, 250), 150: (100, 150, 250), 200: (100, 200, 500), 250: (100, 250, 500),
    500: (250, 500, 1000), 1000: (1000, 5000),
}  # fmt: skip
# what one maker usually makes together; goods that stand nowhere are made alone
TOGETHER = tuple(
    frozenset(line.split())
    for line in (
        "keripik-pisang keripik-talas keripik-singkong keripik-tempe-kacang keripik-buah-sayur-lainnya camilan-lainnya",
        "emping-kerupuk-emping kerupuk-opak-rengginang kacang-olahan",
        "pisang-sale manisan-permen dodol-wajit-jenang",
        "kue-kering kue-basah-jajanan-pasar roti-bolu cokelat-olahan",
        "abon-ikan ikan-asin-ikan-asap olahan-ikan-beku terasi-petis-kecap",
        "abon-daging-dendeng makanan-siap-saji-kemasan",
        "gula-aren-cetak gula-semut gula-aren-cair gula-kelapa-gula-merah-lain",
        "bumbu-rempah-olahan sambal-saus",
        "tepung-pati mi-bihun-pasta",
        "kopi-bubuk-sangrai biji-kopi-kakao",
        "teh-infus-herbal minuman-serbuk-wedang jamu-obat-bahan-alam",
        "sirup-sari-buah minuman-siap-minum",
        "beras-serealia umbi-palawija-segar sayuran-segar buah-segar",
        "rempah-segar-tanaman-obat kelapa-aren-turunannya",
        "ikan-segar-budi-daya telur-unggas telur-asin-olahan-telur pakan-ternak",
        "anyaman-bambu anyaman-rotan kerajinan-bambu-nonanyam",
        "anyaman-pandan-tikar anyaman-eceng-gondok-mendong-lainnya tas-dompet",
        "ukiran-kerajinan-kayu suvenir-plakat mainan-anak",
        "batik-lebak busana-batik-tenun-jadi kain-ecoprint-sulam",
        "tenun-baduy batik-baduy",
        "seragam-sekolah seragam-dinas-pakaian-kerja kaos-jaket-komunitas jasa-jahit-konveksi-pesanan",
        "busana-muslim-mukena perlengkapan-tekstil-rumah-tangga",
        "meja-kursi-sekolah furnitur-kantor furnitur-rumah-tangga-kayu kusen-pintu-jendela-kayu",
        "furnitur-logam pagar-teralis-kanopi barang-logam-lainnya jasa-las-bengkel-logam",
        "alat-pertanian golok-pisau-perkakas-tangan",
        "mesin-alat-tepat-guna jasa-perbaikan-reparasi-alat",
        "batu-kalimaya-opal cincin-perhiasan-batu batu-mulia-lainnya",
        "fosil-kayu-batu-fosil batu-hias-ornamen",
        "kosmetik-perawatan-tubuh sabun-pembersih minyak-atsiri-aromaterapi",
        "alat-tulis-perlengkapan-kantor buku-tulis-produk-kertas cetak-penggandaan penerbitan-buku",
        "spanduk-sablon-bordir kemasan-produk",
        "sapu-sikat-keset tali-barang-sabut kerajinan-tempurung-sabut-kelapa",
        "batu-bata-genteng batako-paving-beton-cetak",
        "jasa-boga-acara-rapat jasa-boga-berkala",
    )
)


def near(slug: str) -> list[str]:
    """Other categories that somebody who makes this one also lists."""
    return sorted(next((group for group in TOGETHER if slug in group), frozenset()) - {slug})


@dataclass(frozen=True)
class Facts:
    """How goods of one category are usually made, packed and permitted."""

    slug: str
    things: tuple[str, ...]  # drawings of the thing
    surfaces: tuple[str, ...]  # drawings of what it looks like from near
    permits: str  # letters: P P-IRT, H halal, B BPOM, K cosmetics, T herbal, S hygiene, G fresh food, M trade mark
    materials: str
    packaging: str
    shelf_life_days: int
    capacity: int
    lead_days: int
    minimum: int
    variants: str


@dataclass(frozen=True)
class Sample:
    """A product of one category in one variant; prices in rupiah for one unit."""

    name: str
    slug: str
    unit: str
    low: int
    high: int
    grams: int
    description: str
    kind: str  # its name without the variant

    @property
    def label(self) -> str:
        """Two words that fit on a package."""
        return " ".join(self.kind.split()[:2])


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the demo's lists."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def facts() -> dict[str, Facts]:
    """Facts by the slug of the category."""
    return {
        row["slug_kategori"]: Facts(
            slug=row["slug_kategori"],
            things=tuple(row["gambar"].split(",")),
            surfaces=tuple(filter(None, row["tekstur"].split(","))),
            permits=row["izin"].strip("-"),
            materials=row["bahan"],
            packaging=row["kemasan"],
            shelf_life_days=int(row["daya_simpan_hari"]),
            capacity=int(row["kapasitas"]),
            lead_days=int(row["waktu_hari"]),
            minimum=int(row["pesanan_minimal"]),
            variants=row["ragam"],
        )
        for row in rows("barang")
    }


@cache
def samples() -> dict[str, list[Sample]]:
    """Every sample in every variant, by the slug of its category."""
    found: dict[str, list[Sample]] = {}
    for row in rows("produk_contoh"):
        found.setdefault(row["slug_kategori"], []).extend(_variants(row, facts()[row["slug_kategori"]].variants))
    return found


def _variants(row: dict[str, str], kind: str) -> list[Sample]:
    grams = int(row["berat_gram"])
    if kind == "berat":
        steps = [(g, g / grams) for g in WEIGHTS.get(grams, (grams,))]
        choices = [(f"{row['nama']} {weight_words(g)}", times**0.93, g) for g, times in steps]
    else:
        plain = any(word in row["nama"] for word in ("Motif", "Hitam", "Khaki"))
        steps_of = VARIANTS["-"] if plain else VARIANTS[kind]
        choices = [(f"{row['nama']} {words}".strip(), times, grams) for words, times in steps_of]
    return [
        Sample(
            name=name,
            slug=row["slug_kategori"],
            unit=row["satuan"],
            low=int(int(row["harga_min"]) * times),
            high=int(int(row["harga_maks"]) * times),
            grams=weight,
            description=row["deskripsi"],
            kind=row["nama"],
        )
        for name, times, weight in choices
    ]


def weight_words(grams: int) -> str:
    """250 g, 1 kg, 1,5 kg."""
    if grams < 1000:
        return f"{grams} g"
    return f"{grams / 1000:g} kg".replace(".", ",")


def rounded(price: float) -> int:
    """A price as people write it: whole hundreds, five hundreds or thousands."""
    for below, step in ((5_000, 100), (50_000, 500), (500_000, 1_000), (2_000_000, 5_000)):
        if price < below:
            return max(step, round(price / step) * step)
    return round(price / 25_000) * 25_000
