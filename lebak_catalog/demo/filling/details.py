"""What the demo's owners tell beside the first things: content, answers, materials, variants, packages, origin."""

from functools import cache
from random import Random
from typing import Any

from django.utils.text import slugify

from catalog.models import Category, SpecificationField
from catalog.specification import questions_of
from lebak_catalog.demo.filling.dice import dice
from lebak_catalog.demo.filling.goods import Facts, Sample, facts
from lebak_catalog.demo.filling.plan import BusinessPlan
from registry.queries import districts

Kind = SpecificationField.Kind
# plausible numbers of questions, by key: lowest, highest, decimals
NUMBERS = {
    "panjang": (18, 60, 0), "lebar": (12, 40, 0), "tinggi": (4, 30, 0), "tebal": (3, 10, 0), "garansi": (0, 12, 0),
    "kadar-air": (2, 8, 1), "diameter": (4, 9, 0), "ketinggian": (400, 1100, 0), "panjang-kain": (2, 3, 1),
    "lebar-kain": (1, 1.2, 2), "tebal-daun": (15, 25, 0), "panjang-bilah": (18, 40, 0), "daya": (350, 2200, 0),
    "kapasitas": (2, 20, 0), "berat-kain": (140, 240, 0), "kadar-ikan": (60, 85, 0), "isi-kotak": (6, 24, 0),
    "berat-batu": (2, 30, 1), "tahan-suhu-ruang": (7, 90, 0), "lama-asin": (10, 14, 0), "porsi-minimal": (20, 50, 0),
    "kuat-tekan": (50, 120, 0), "butir-patah": (5, 15, 0), "usia": (3, 6, 0), "kemurnian": (95, 100, 0),
    "tebal-bahan": (1, 4, 1), "isi-per-m2": (12, 70, 0), "ph": (7, 9, 1),
}  # fmt: skip
TEXTS = {
    "warna": ("cokelat alami", "krem", "hitam", "biru nila", "hijau lumut", "merah marun"),
    "motif": ("kepang", "mata walik", "polos", "poleng", "Seren Taun"),
    "musim": ("sepanjang tahun", "Februari sampai April", "Juli sampai September"),
    "asal-batu": ("Sajira", "Maja", "Cimarga"),
    "wilayah-layanan": ("Rangkasbitung dan sekitarnya", "seluruh Lebak"),
    "lama-pengerjaan": ("2 hari untuk 50 orang", "5 hari kerja"),
    "ukuran": ("sedang", "21 x 29,7 cm", "30 x 40 cm"),
}
NEVER = {"kegunaan", "aroma", "cara-pakai", "menu", "penenun", "varietas"}
FROM_AFAR = {"kedelai": "US", "terigu": "AU", "susu": "NZ", "benang": "", "kain": "", "minyak": "", "tepung": ""}
FLAVOURS, SIZES = ("Original", "Pedas", "Balado", "Keju"), ("S", "M", "L", "XL")
WITH_FLAVOURS, WITH_SIZES = ("01.01",), ("06.02",)
CARTONS = ((12, "Karton kecil"), (24, "Karton"), (20, "Karung"))


@cache
def _questions(slug: str) -> tuple[SpecificationField, ...]:
    return tuple(questions_of(Category.objects.get(slug=slug)))


@cache
def _districts() -> tuple[str, ...]:
    return tuple(row.code for row in districts())


def more_values(plan: BusinessPlan, number: int, sample: Sample, category: Category) -> dict[str, Any]:
    """The columns of an edition that came with the whole listing; some owners leave some of it out."""
    rng, about = dice("details", plan.number, number), facts()[sample.slug]
    grams = sample.grams if sample.grams > 1 else rng.randint(2, 40) * 100
    service = category.code.startswith("14")
    parcel: dict[str, Any] = {}
    if not service and rng.random() < 0.7:
        side = max(8, round(grams ** (1 / 3) * 2))
        parcel = {
            "gross_weight_grams": round(grams * rng.uniform(1.06, 1.2)),
            "length_mm": 10 * (side + rng.randint(2, 8)),
            "width_mm": 10 * side,
            "height_mm": 10 * max(3, side - rng.randint(2, 5)),
        }
    pieces = {"kodi": 20, "lusin": 12, "pasang": 2, "rim": 500}.get(sample.unit)
    return {
        **parcel,
        "net_volume_ml": grams if sample.unit == "botol" else None,
        "pieces_per_unit": pieces,
        "largest_order": max(2, round(about.capacity * rng.uniform(0.3, 1.6), -1)) if rng.random() < 0.5 else None,
        **_delivery(about, rng),
        **_origin(rng),
        "answers": _answers(sample, about, rng),
    }


def _delivery(about: Facts, rng: Random) -> dict[str, Any]:
    if rng.random() < 0.12:
        return {}
    if 0 < about.shelf_life_days <= 10:
        near = rng.sample(_districts(), min(rng.randint(2, 5), len(_districts())))
        return {"delivers": "districts", "delivery_districts": sorted(near)} if near else {}
    return {"delivers": rng.choice(("regency", "province", "country", "country"))}


def _origin(rng: Random) -> dict[str, Any]:
    answered = rng.random()
    if answered < 0.15:
        return {}
    return {"is_made_here": True, "has_local_workers": True, "has_local_material": answered > 0.2}


def _answers(sample: Sample, about: Facts, rng: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in _questions(sample.slug):
        value = _answer(question, sample, about, rng)
        if value not in (None, "", []) and (question.is_needed or rng.random() < 0.85):
            found[question.key] = value
    return found


def _answer(question: SpecificationField, sample: Sample, about: Facts, rng: Random) -> Any:
    key = question.key
    if key in NEVER:
        return None
    if question.kind == Kind.NUMBER:
        if key not in NUMBERS:
            return None
        low, high, decimals = NUMBERS[key]
        value = round(rng.uniform(low, high), decimals)
        return int(value) if value == int(value) else value
    if question.kind == Kind.YES_NO:
        return rng.random() < (0.15 if key in ("pengawet", "campuran") else 0.6)
    named = [one for one in question.choices if one.lower() in f"{sample.name} {sample.description}".lower()]
    if question.kind == Kind.CHOICE:
        return named[0] if named else rng.choice(question.choices)
    if question.kind == Kind.CHOICES:
        if key == "alergen":
            return [one for one in question.choices if one in about.materials] or ["tidak ada"]
        return named[:2] or [question.choices[0]]
    if key == "bahan-utama":
        return about.materials.split(",")[0]
    return rng.choice(TEXTS[key]) if key in TEXTS else None


def more_rows(plan: BusinessPlan, number: int, sample: Sample, category: Category) -> dict[str, list[dict[str, Any]]]:
    """The lists of an edition."""
    rng, about = dice("rows", plan.number, number), facts()[sample.slug]
    rows: dict[str, list[dict[str, Any]]] = {}
    if rng.random() < 0.6:
        rows["material_rows"] = _materials(about, rng)
    if rng.random() < 0.45 and category.code.startswith(WITH_FLAVOURS):
        rows["variants"] = [{"name": name} for name in FLAVOURS[: rng.randint(2, 4)]]
    elif rng.random() < 0.6 and category.code.startswith(WITH_SIZES):
        rows["variants"] = [{"name": f"Ukuran {name}"} for name in SIZES[: rng.randint(3, 4)]]
    if rng.random() < 0.35 and sample.grams > 1:
        holds, name = rng.choice(CARTONS)
        weight = round(sample.grams * holds * 1.1)
        rows["packages"] = [{"name": name, "holds": holds, "gross_weight_grams": weight}]
    if rng.random() < 0.3:
        shop = slugify(plan.brand or sample.kind) or "toko"
        rows["links"] = [{"platform": "website", "url": f"https://{shop}.contoh.example/{slugify(sample.name)}"}]
    return rows


def _materials(about: Facts, rng: Random) -> list[dict[str, Any]]:
    found = []
    for name in dict.fromkeys(part.strip() for part in about.materials.split(",") if part.strip()):
        afar = next((country for word, country in FROM_AFAR.items() if word in name), None)
        origin = "home" if afar is None else "imported" if afar else rng.choice(("province", "domestic"))
        found.append({"name": name.capitalize()[:80], "origin": origin, "country": afar or ""})
    return found[:8]
