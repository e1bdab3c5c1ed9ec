"""Names, numbers and addresses of people and businesses that do not exist.

Marks of fiction: NIB start with 0000, phones with 0860 (given to no operator), NIK with district 99 (there is none).
"""

from dataclasses import dataclass
from functools import cache
from random import Random

from lebak_catalog.demo.filling.goods import rows

# business-name patterns that only fit some branches (first two digits of the category code)
ONLY_FOR = {
    "Dapur": ("01", "02", "03", "14"),
    "KWT": ("01", "02", "03", "04"),
    "Saung": ("01", "02", "03", "05", "14"),
    "Kelompok Tani": ("04",),
    "Kelompok Perajin": ("05", "06", "09"),
    "Kriya": ("05", "06", "09"),
    "Konveksi": ("0602",),
    "Mebel": ("07",),
    "Griya": ("05", "06", "10"),
}
# brand words that only fit some branches; all others fit any
THEMES = {
    (
        "01",
        "02",
        "03",
        "14",
    ): "Sari Rasa|Nira Manis|Aren Wangi|Kawung Sari|Tangkil Renyah|Citra Rasa|Rasa Kampung|Kayu Manis|Lembur Kuring",
    ("0103", "0410"): "Binuangeun Segar|Samudra Rasa|Nelayan Maju|Lautan Berkah",
    ("04", "0201", "0301"): "Tani Makmur|Ladang Subur|Padi Emas",
    ("05", "06"): "Kriya Bambu|Awi Lestari|Samak Pandan|Multatuli Craft|Kriya",
    ("07", "0502", "1303"): "Jati Makmur|Pinus Raya|Mahoni Jaya",
    ("09",): "Kalimaya Jaya|Pancaran Kalimaya|Permata Lebak|Batu Indah",
}
FORMS = {
    "perorangan": "sole",
    "CV": "cv",
    "PT": "pt",
    "PT Perorangan": "pt_solo",
    "kelompok": "group",
    "koperasi": "coop",
}
SPREAD = 10_000_000  # numbers of businesses are spread over this many places


@dataclass(frozen=True)
class Somebody:
    """A person: full name, the name people call them by, woman or not."""

    name: str
    called: str
    is_woman: bool


@cache
def _words() -> dict[str, list[str]]:
    people = rows("nama_orang")
    return {
        "L": [r["nama"] for r in people if r["posisi"] == "depan" and r["jenis_kelamin"] == "L"],
        "P": [r["nama"] for r in people if r["posisi"] == "depan" and r["jenis_kelamin"] == "P"],
        "last": [r["nama"] for r in people if r["posisi"] == "belakang"],
        "brands": [r["merek"] for r in rows("merek")],
        "kampung": [r["nama_kampung"] for r in rows("alamat_kampung")],
    }


def somebody(rng: Random) -> Somebody:
    """A person with one or two names."""
    is_woman = rng.random() < 0.58
    first = rng.choice(_words()["P" if is_woman else "L"])
    last = rng.choice(_words()["last"])
    return Somebody(f"{first} {last}" if last != first else first, first, is_woman)


def spread(number: int) -> int:
    """Another number below ten million for each number, so that they do not look counted."""
    return (number * 7_654_321 + 1_234_567) % SPREAD


def phone(number: int) -> str:
    """E.164 with the prefix that no operator has."""
    return f"+628609{spread(number):07d}"


def nib(number: int) -> str:
    """13 digits that OSS never gives out."""
    return f"0000{spread(number) + 10_000_000:09d}"


def nik(number: int, rng: Random, *, is_woman: bool) -> str:
    """16 digits of a district that does not exist; different for each number below 9,999."""
    day = rng.randint(1, 28) + (40 if is_woman else 0)
    return f"360299{day:02d}{rng.randint(1, 12):02d}{rng.randint(60, 99)}{number % 9999 + 1:04d}"


def brand(rng: Random, code: str) -> str:
    """A brand word that fits goods of the category `code` (01.03.02)."""
    bare = code.replace(".", "")
    wrong = {w for begins, words in THEMES.items() if not bare.startswith(begins) for w in words.split("|")}
    return rng.choice([word for word in _words()["brands"] if word not in wrong])


def street(rng: Random) -> dict[str, str]:
    """Kampung with RT and RW."""
    return {
        "street": f"Kp. {rng.choice(_words()['kampung'])}",
        "rt": f"{rng.randint(1, 9):03d}",
        "rw": f"{rng.randint(1, 12):03d}",
    }


@cache
def _patterns() -> list[dict[str, str]]:
    return rows("pola_nama_usaha")


@cache
def _short_words() -> dict[str, str]:
    return {row["slug_kategori"]: row["produk"] for row in rows("produk_pendek")}


def business_name(
    rng: Random, person: Somebody, brand_name: str, slug: str, code: str, village: str
) -> tuple[str, str]:
    """A name that fits the goods (category `slug`, `code` like 01.01.02) and its legal form."""
    word, bare = _short_words().get(slug), code.replace(".", "")
    fitting = []
    for row in _patterns():
        branches = next((b for begin, b in ONLY_FOR.items() if row["pola"].startswith(begin)), None)
        if branches and not bare.startswith(branches):
            continue
        if word or "{produk}" not in row["pola"]:
            fitting.append(row)
    row = rng.choices(fitting, [int(r["bobot"]) for r in fitting])[0]
    first = person.called
    if row["pola"].startswith(("Bu ", "Mang ")):
        row = {**row, "pola": ("Bu " if person.is_woman else "Mang ") + row["pola"].split(" ", 1)[1]}
    name = row["pola"].format(
        produk=word, nama_depan=first, nama_belakang=person.name.split()[-1], merek=brand_name, desa=village
    )
    form = "ud" if name.startswith("UD ") else FORMS[row["bentuk"]]
    return name.replace("Lebak Lebak", "Lebak"), form
