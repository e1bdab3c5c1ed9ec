"""What stands on a printed page about a product: plain values for typst, and the pictures that lie beside it."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image

from accounts.templatetags.portal import MONTHS, date_id, number, rupiah
from catalog.models import ProductEdition
from catalog.picked import Item
from certification.validity import EXPIRING
from prints.barcodes import qr

WIDE, LISTED = 900, 640  # pixels: enough for 80 mm in print, and for 30 mm in a list
BASES = {"m2": "m²"}


def price_words(one: Item) -> str:
    """Rp25.000 per bungkus."""
    return f"{rupiah(one.price.total)} per {one.edition.unit}" if one.price else "Harga ditanyakan"


def base_words(one: Item) -> str:
    """Rp100.000 per kg; empty when unknown or when the price says so already."""
    if one.per_base is None or one.price is None or one.per_base[0] == one.price.total:
        return ""
    return f"{rupiah(one.per_base[0])} per {BASES.get(one.per_base[1], one.per_base[1])}"


def content_words(edition: ProductEdition) -> str:
    """How much one unit holds: 250 gram; empty when not filled in."""
    parts = [(edition.net_weight_grams, "gram"), (edition.net_volume_ml, "ml"), (edition.pieces_per_unit, "buah")]
    return ", ".join(f"{number(amount)} {unit}" for amount, unit in parts if amount)


def lead_words(edition: ProductEdition) -> str:
    """How long one waits."""
    return f"{number(edition.lead_time_days)} hari" if edition.lead_time_days else "langsung"


def badges(one: Item) -> list[dict[str, str]]:
    """The certificates in force: name, and ok, soon or claimed."""
    return [
        {
            "label": claim.kind.short_name,
            "look": "soon" if claim.status == EXPIRING else "ok" if claim.matched else "claimed",
        }
        for claim in one.in_force
    ]


def paper_lines(one: Item) -> list[str]:
    """Each certificate in force in words, with the day it was looked up."""
    lines = []
    for claim in one.in_force:
        ends = claim.certificate.expires_on
        until = f"berlaku sampai {date_id(ends)}" if ends else "tanpa batas waktu"
        looked = "belum dicek di penerbit"
        if claim.check:
            result = "cocok" if claim.matched else str(claim.check.get_result_display()).lower()
            looked = f"dicek {date_id(claim.check.checked_at)}: {result}"
        lines.append(f"{claim.kind.name}, No. {claim.number}, {until}, {looked}")
    return lines


def listed(one: Item) -> dict[str, Any]:
    """A product in a catalogue."""
    edition = one.edition
    least = f"min. {number(edition.minimum_order)} {edition.unit}" if edition.minimum_order else ""
    capacity = f"{number(edition.capacity_per_month)} {edition.unit}/bulan" if edition.capacity_per_month else ""
    facts = [content_words(edition), least, f"siap {lead_words(edition)}", capacity]
    return {
        "name": one.name,
        "price": price_words(one),
        "base": base_words(one),
        "badges": badges(one),
        "facts": " · ".join(fact for fact in facts if fact),
        "maker": ", ".join(filter(None, [one.business.name, one.place])),
        "link": one.short_link.partition("://")[2],
        "qr": f"qr-{one.code}.svg",
        "photo": "",
        "initial": one.name[:1].upper(),
    }


def picture(one: Item, *, large: bool = False) -> bytes:
    """A JPEG of its first photo; empty when there is none.

    In a list (30 mm) 640 pixels are enough; `large` (80 mm) takes the widest JPEG, or 900 from a wider rendition.
    """
    shot = one.shot
    if not shot:
        return b""
    widths = {size["width"]: size["jpeg"] for size in shot["sizes"]}
    jpegs = [width for width, has_jpeg in widths.items() if has_jpeg]
    try:
        if large and max(widths) >= WIDE and max(widths) not in jpegs:
            return _as_jpeg(f"{shot['folder']}/{max(widths)}.webp")
        if not jpegs:
            return _as_jpeg(f"{shot['folder']}/{max(widths)}.webp")
        return _read(f"{shot['folder']}/{max(jpegs) if large else _enough(jpegs)}.jpg")
    except (OSError, ValueError):
        return b""


def _enough(widths: list[int]) -> int:
    """The narrowest that is wide enough for a list, else the widest."""
    return min((width for width in widths if width >= LISTED), default=max(widths))


def _read(name: str) -> bytes:
    with default_storage.open(name) as file:
        blob = bytes(file.read())
    return blob if blob.startswith(b"\xff\xd8\xff") else b""


def _as_jpeg(name: str) -> bytes:
    """One of our own renditions, made anew at 900 pixels."""
    with default_storage.open(name) as file, Image.open(file, formats=["WEBP"]) as image:
        small = image.convert("RGB")
        small.thumbnail((WIDE, WIDE))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=82)
    return out.getvalue()


def files_of(items: Iterable[Item], rows: dict[str, dict[str, Any]]) -> Iterable[tuple[str, bytes]]:
    """The QR code and the photo of each; a row learns the name of its photo."""
    for one in items:
        yield f"qr-{one.code}.svg", qr(one.short_link)
        blob = picture(one)
        if blob:
            rows[one.code]["photo"] = f"{one.code}.jpg"
            yield f"{one.code}.jpg", blob


def head(title: str, day: date) -> dict[str, Any]:
    """What every paper says about itself."""
    return {
        "title": title,
        "site": settings.SITE_NAME,
        "office": settings.OFFICE_NAME,
        "region": settings.REGION_NAME,
        "day": date_id(day),
        "month": f"{MONTHS[day.month - 1]} {day.year}",
        "address": settings.SITE_URL.partition("://")[2],
    }
