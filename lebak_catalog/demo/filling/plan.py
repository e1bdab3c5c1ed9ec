"""Decides what the demo contains, before anything is made: who, what, where, since when, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from catalog.models import Category
from lebak_catalog.demo.filling import names
from lebak_catalog.demo.filling.dice import dice
from lebak_catalog.demo.filling.goods import COLOURS, Facts, Sample, facts, near, rows, samples
from lebak_catalog.demo.filling.pictures import LABELS, Shot, shot_of_surface
from registry.models import Region

# name -> (businesses, products on display at least, palettes of the pictures)
SIZES = {"small": (44, 200, 1), "normal": (432, 2000, 2), "large": (2150, 10_000, 4)}
BUSINESS_FATES = {
    "waiting": 0.02, "back": 0.012, "rejected": 0.008, "draft": 0.014, "suspended": 0.005,
    "edit_waiting": 0.009, "edit_back": 0.006, "edited": 0.05, "fixed": 0.08,
}  # fmt: skip
PRODUCT_FATES = {
    "waiting": 0.008, "back": 0.008, "rejected": 0.005, "draft": 0.009, "withdrawn": 0.01, "paused": 0.02,
    "edit_waiting": 0.004, "edit_back": 0.004, "edited": 0.05, "fixed": 0.06,
}  # fmt: skip
CERTIFICATE_FATES = {
    "waiting": 0.014, "back": 0.015, "rejected": 0.01, "draft": 0.012, "revoked": 0.01, "replaced": 0.04,
}  # fmt: skip
# kind of certificate -> how often a business whose category has the permit letter holds it
HELD = {
    "P": (("pirt", 0.74),), "H": (("halal", 0.56),), "B": (("bpom_food", 0.7), ("halal", 0.6)),
    "K": (("bpom_cosmetic", 0.75),), "T": (("bpom_traditional", 0.7),), "S": (("slhs", 0.62), ("halal", 0.45)),
    "G": (("psat", 0.3), ("organic", 0.12)), "M": (("trademark", 0.28),),
}  # fmt: skip
# goods that do not look like the rest of their category, by a word of their name
DRAWN_AS = {
    "Tas ": "tas", "Dompet": "tas", "Lampu": "lampu-bambu", "Kursi Tamu": "kursi", "Lemari": "lemari",
    "Golok": "logam", "Cobek": "mangkuk-batok", "Gelas": "mangkuk-batok", "Keset": "tikar", "Talenan": "papan",
    "Kusen": "pintu", "Tampah": "besek", "Kemeja": "kemeja-batik", "Outer": "gamis", "Mobil": "mainan",
    "Tiang": "cangkul", "Katering": "nasi", "Kangkung": "sayur", "Dus ": "barang", "Pouch": "barang",
}  # fmt: skip
FLAT = ("Kain", "Selendang", "Tikar", "Bilik", "Batu Kalimaya", "Fosil", "Papan")  # shown best from near
TKDN = ("06", "07", "08", "13")  # branches where a TKDN certificate is usual


@dataclass(frozen=True)
class CertificatePlan:
    """A certificate: its kind, what became of it, and how it stands: valid, expiring, expired or old."""

    kind: str
    fate: str
    standing: str


@dataclass(frozen=True)
class ProductPlan:
    """A product: what it is, what became of it, and its pictures."""

    number: int  # within the business
    sample: Sample
    fate: str
    shots: tuple[Shot, ...]


@dataclass
class BusinessPlan:
    """A business with everything it will list; `key` names a person of the demo, empty for anybody else."""

    number: int
    key: str
    owner: names.Somebody
    name: str
    form: str
    brand: str
    slug: str
    village: Region
    fate: str
    days_ago: float
    story: str = ""
    products: list[ProductPlan] = field(default_factory=list)
    certificates: list[CertificatePlan] = field(default_factory=list)

    @property
    def facts(self) -> Facts:
        """Facts of its main category."""
        return facts()[self.slug]

    @property
    def contact(self) -> str:
        """Phone or e-mail of the account; the same in every run, so that it marks what is there already."""
        if self.number % 4 == 3:
            return f"{self.owner.called.lower().replace(' ', '')}{names.spread(self.number)}@usaha.example"
        return names.phone(self.number)


@dataclass(frozen=True)
class Places:
    """The villages by kecamatan, and how businesses and goods spread over them."""

    villages: Mapping[str, Sequence[Region]]

    def spread(self) -> list[tuple[str, int, list[str]]]:
        """Kecamatan, weight, categories it is known for; even where our list does not know the place."""
        known = {row["kode_kecamatan"].replace(".", ""): row for row in rows("sebaran_kecamatan")}
        return [
            (code, int(known[code]["bobot_usaha"]), known[code]["slug_kategori_menonjol"].split("|"))
            if code in known
            else (code, 3, [])
            for code in self.villages
        ]


def fates_of(count: int, shares: Mapping[str, float], rng: Random) -> list[str]:
    """`count` fates: each special one at least once, the rest "live", shuffled."""
    special = [name for name, share in shares.items() for _ in range(max(1, round(count * share)))]
    fates = (special + ["live"] * count)[:count] if len(special) < count else special[:count]
    rng.shuffle(fates)
    return fates


def make_businesses(count: int, start: int, places: Places, categories: Mapping[str, Category]) -> list[BusinessPlan]:
    """Businesses number `start` to `start + count - 1`, still without products."""
    rng = dice("businesses", count)
    spread, taken, made = places.spread(), set(), []
    slugs = sorted(categories)
    rng.shuffle(slugs)
    fates = fates_of(count, BUSINESS_FATES, rng)
    for at in range(count):
        code, _, known_for = spread[at] if at < len(spread) else rng.choices(spread, [w for _, w, _ in spread])[0]
        here = [slug for slug in known_for if slug in categories]
        slug = rng.choice(here) if here and at % 2 else slugs[at // 2 % len(slugs)]
        village, owner = rng.choice(places.villages[code]), names.somebody(rng)
        brand = names.brand(rng, categories[slug].code)
        name, form = names.business_name(rng, owner, brand, slug, categories[slug].code, village.name)
        if name in taken:
            name = f"{name} {village.name}"
        if name in taken:
            name = f"{name} {owner.called}"
        taken.add(name)
        days = _days_ago(fates[at], rng)
        made.append(BusinessPlan(start + at, "", owner, name[:150], form, brand, slug, village, fates[at], days))
    return made


def _days_ago(fate: str, rng: Random) -> float:
    recent = {"waiting": (0.2, 8), "back": (3, 40), "draft": (1, 60), "rejected": (20, 200)}
    if fate in recent:
        return rng.uniform(*recent[fate])
    return 16 + 400 * rng.random() ** 0.85


def add_products(plans: list[BusinessPlan], wanted: int, palettes: int, categories: Mapping[str, Category]) -> None:
    """Spread products over the businesses that are on display; some more than `wanted`, as not all are approved."""
    rng = dice("products", len(plans), wanted)
    shown = [plan for plan in plans if plan.fate not in ("waiting", "back", "rejected", "draft")]
    choices = {id(plan): _choices(plan, categories, rng) for plan in shown}
    usual = (2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10, 12)
    counts = {id(p): min(10 if p.story else rng.choice(usual), len(choices[id(p)])) for p in shown}
    room = [plan for plan in shown if not plan.key and counts[id(plan)] < len(choices[id(plan)])]
    goal = wanted * 107 // 100 + 6
    while sum(counts.values()) < goal and room:
        plan = rng.choice(room)
        counts[id(plan)] += 1
        room = [p for p in room if counts[id(p)] < len(choices[id(p)])]
    fates = iter(fates_of(sum(counts[id(plan)] for plan in shown if not plan.story), PRODUCT_FATES, rng))
    for plan in shown:
        some = choices[id(plan)][: counts[id(plan)]]
        plan.products = [
            ProductPlan(n, s, "live" if plan.story else next(fates), shots(s, rng, palettes))
            for n, s in enumerate(some)
        ]


def _choices(plan: BusinessPlan, categories: Mapping[str, Category], rng: Random) -> list[Sample]:
    """What this business could list: mostly its own category, then what goes with it."""
    own = list(samples()[plan.slug])
    beside = [sample for slug in near(plan.slug) if slug in categories for sample in samples()[slug]]
    rng.shuffle(own)
    rng.shuffle(beside)
    mixed: list[Sample] = []
    while own or beside:
        source = own if own and (not beside or rng.random() < 0.75) else beside
        mixed.append(source.pop())
    return mixed[:14]


def shots(sample: Sample, rng: Random, palettes: int) -> tuple[Shot, ...]:
    """One to three different pictures: the thing, its surface, from near. Goods that are often listed vary more."""
    about = facts()[sample.slug]
    if palettes > 1 and sample.slug in frequent():
        palettes += 2
    thing = next((drawing for word, drawing in DRAWN_AS.items() if word in sample.kind), rng.choice(about.things))
    label = sample.label if thing in LABELS else ""
    colour = next((rgb for word, rgb in COLOURS.items() if sample.name.endswith(word)), None)
    if colour:
        return (Shot("studio", thing, sum(colour) % 4, label, colour),)
    few = min(2, palettes)  # labels and close-ups differ enough among themselves
    found = [Shot("studio", thing, rng.randrange(few if label else palettes) + len(thing + label) % 4, label)]
    if about.surfaces:
        surface = rng.choice(about.surfaces)
        found.append(shot_of_surface(surface, rng.randrange(palettes), close=False))
        found.append(shot_of_surface(surface, rng.randrange(few), close=True))
        if (found[1].kind == "bowl" and rng.random() < 0.45) or (sample.kind.startswith(FLAT) and rng.random() < 0.7):
            found[:2] = found[1], found[0]
    elif palettes > 1:
        found.append(Shot("studio", thing, len(thing + label) % 4 + 2, label))
    return tuple(dict.fromkeys(found[: rng.choice((1, 1, 1, 2, 2, 3))]))


@cache
def frequent() -> set[str]:
    """Categories that some kecamatan is known for."""
    return {slug for row in rows("sebaran_kecamatan") for slug in row["slug_kategori_menonjol"].split("|")}


def add_certificates(plans: list[BusinessPlan], categories: Mapping[str, Category]) -> None:
    """Give businesses on display the papers that are usual for their goods."""
    rng = dice("certificates", len(plans))
    held: list[tuple[BusinessPlan, str]] = []
    for plan in plans:
        if plan.fate in ("waiting", "back", "rejected", "draft"):
            continue
        chances = dict(chance for letter in plan.facts.permits for chance in HELD[letter])
        if categories[plan.slug].code.startswith(TKDN):
            chances["tkdn"] = 0.22
        chances |= {"sni_bina_umk": 0.05, "haccp": 0.02} if "P" in plan.facts.permits else {"iso": 0.01}
        if plan.story:
            plan.certificates = [
                CertificatePlan(kind, "live", "valid") for kind, chance in chances.items() if chance > 0.2
            ]
        else:
            held += [(plan, kind) for kind, chance in chances.items() if rng.random() < chance]
    fates = fates_of(len(held), CERTIFICATE_FATES, rng)
    standings = rng.choices(("valid", "expiring", "expired", "old"), (72, 11, 8, 9), k=len(held))
    for (plan, kind), fate, standing in zip(held, fates, standings, strict=True):
        plan.certificates.append(CertificatePlan(kind, fate, standing))
