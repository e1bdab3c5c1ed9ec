"""One product on one page, as data for the page in the browser and for the PDF."""

from datetime import date
from typing import Any

from accounts.templatetags.portal import number
from catalog.models import Product, ProductEdition
from catalog.picked import Item, items_of
from catalog.queries import public
from prints.contents import (
    badges,
    base_words,
    content_words,
    files_of,
    head,
    lead_words,
    paper_lines,
    picture,
    price_words,
)
from prints.fonts import folder
from prints.typesetting import Limits, Paper, typeset
from registry.classes import SCALES
from registry.scale import scale_of_ranges

LIMITS = Limits(memory_mb=768, cpu_seconds=15, wall_seconds=30)
LONGEST, LONGEST_LINE = 700, 110  # letters of the description that fit beside the photo, and of one line below
MOST_LINES, MOST_PAPERS = 10, 6


def item_of(code: str) -> Item | None:
    """The product on display with this code."""
    return next(iter(items_of(public().filter(product__code=code))), None)


def facts(one: Item) -> list[tuple[str, str]]:
    """What a buyer asks first."""
    edition = one.edition
    found = [
        ("Pesanan minimal", f"{number(edition.minimum_order)} {edition.unit}" if edition.minimum_order else ""),
        ("Waktu pengerjaan", lead_words(edition)),
        (
            "Kapasitas per bulan",
            f"{number(edition.capacity_per_month)} {edition.unit}" if edition.capacity_per_month else "",
        ),
        ("Ketersediaan", str(Product.Availability(one.product.availability).label)),
        ("Asal", str(edition.get_origin_display())),
        ("Dikirim ke", str(edition.get_delivers_display()) if edition.delivers else edition.delivery_area),
    ]
    return [(name, words) for name, words in found if words]


def details(edition: ProductEdition) -> list[tuple[str, str]]:
    """The rest that was filled in."""
    days = edition.shelf_life_days
    found = [
        ("Isi bersih", content_words(edition)),
        ("Bahan", edition.materials),
        ("Kemasan", edition.packaging),
        ("Daya simpan", f"{number(days)} hari" if days else ""),
        ("Merek", edition.brand),
        ("Barcode", edition.gtin),
        *((str(name), str(value)) for name, value in edition.specification),
    ]
    return [(name, words) for name, words in found if words]


def maker(one: Item) -> list[tuple[str, str]]:
    """Who makes it; the NIB only by its existence."""
    business = one.business
    scale = scale_of_ranges(business.capital_range, business.sales_range, business.founded_year).scale
    village = business.village
    place = f"{village.label}, {village.parent.label}" if village and village.parent else ""
    found = [
        ("Usaha", business.name),
        ("Tempat", place),
        ("Bentuk usaha", str(business.get_legal_form_display())),
        ("Skala", f"Usaha {SCALES[scale].lower()}" if scale else ""),
        ("NIB", "Ada, diperiksa petugas" if business.nib else ""),
    ]
    return [(name, words) for name, words in found if words]


def tax_words(one: Item) -> str:
    """Whether PPN is in the price."""
    if one.price is None:
        return ""
    return "Sudah termasuk PPN. Belum ongkos kirim." if one.price.vat else "Tanpa PPN. Belum ongkos kirim."


def short_text(text: str, longest: int = LONGEST) -> str:
    """The text cut at a word when it is too long for the page."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"


def _short_pairs(pairs: list[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    return [(name, short_text(words, LONGEST_LINE)) for name, words in pairs[:most]]


def make(one: Item, day: date) -> Paper:
    """The PDF. Raises prints.typesetting.NotSet."""
    rows: dict[str, dict[str, Any]] = {one.code: {}}
    files = dict(files_of([one], rows))
    if blob := picture(one, large=True):
        files[f"{one.code}.jpg"] = blob
    data = head(one.name, day) | {
        "code": one.code,
        "name": one.name,
        "link": one.short_link.partition("://")[2],
        "qr": f"qr-{one.code}.svg",
        "photo": rows[one.code].get("photo", ""),
        "initial": one.name[:1].upper(),
        "price": price_words(one),
        "base": base_words(one),
        "tax": tax_words(one),
        "badges": badges(one),
        "description": short_text(one.edition.description),
        "facts": _short_pairs(facts(one), 6),
        "details": _short_pairs(details(one.edition), MOST_LINES),
        "papers": paper_lines(one)[:MOST_PAPERS],
        "maker": _short_pairs(maker(one), MOST_LINES),
    }
    return typeset("sheet", data, files, folder(), limits=LIMITS)
