"""A business on paper: who it is and what it costs; public facts only, contacts with consent."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.templatetags.portal import date_id, number
from catalog.business_page import BusinessPage
from catalog.picked import Item, items_of
from catalog.queries import public
from certification.public_check import Standing
from prints.barcodes import qr
from prints.contents import base_words, content_words, head, price_words
from prints.fonts import folder
from prints.sheets import LIMITS, short_text
from prints.typesetting import Paper, typeset


def link_of(page: BusinessPage) -> str:
    """The whole address of its page."""
    edition = page.edition
    address = reverse("catalog:business", kwargs={"slug": edition.slug, "code": edition.business.code})
    return f"{settings.SITE_URL}{address}"


def goods_of(page: BusinessPage) -> list[Item]:
    """Its products on display, by name."""
    return items_of(public().filter(product__business=page.edition.business_id).order_by("name", "pk"))


def facts(page: BusinessPage) -> list[tuple[str, str]]:
    """Who it is."""
    edition = page.edition
    contact = page.shows_contact
    found = [
        ("Bidang usaha", edition.activity.title if edition.activity else ""),
        ("Bentuk usaha", str(edition.get_legal_form_display())),
        ("Skala", page.classes.scale_words),
        ("Kapasitas", page.capacity),
        ("Pemilik", edition.owner_name if page.shows_name else ""),
        ("WhatsApp", edition.whatsapp if contact else ""),
        ("Telepon", edition.phone if contact else ""),
        ("Alamat", edition.street if page.shows_address else ""),
    ]
    return [(name, words) for name, words in found if words]


def place_words(page: BusinessPage) -> str:
    """Where it is, and since when it exists."""
    village, year = page.edition.village, page.edition.founded_year
    where = f"{village.label}, {village.parent.label}" if village and village.parent else ""
    return " · ".join(filter(None, [where, f"sejak {year}" if year else ""]))


def paper_words(claim: Standing) -> str:
    """One of its certificates."""
    ends = claim.certificate.expires_on
    until = f", berlaku sampai {date_id(ends)}" if ends else ""
    return f"{claim.kind.name}, No. {claim.number}{until}{', cocok dengan penerbit' if claim.matched else ''}"


def rows_of(items: list[Item]) -> list[tuple[Item, str, str, str]]:
    """The lines of the price list: the product, what one unit holds, its price, the price for one measure."""
    return [(one, content_words(one.edition), price_words(one), base_words(one)) for one in items]


def tax_words(page: BusinessPage) -> str:
    """Whether PPN is in the prices."""
    return "termasuk PPN" if page.edition.is_vat_registered else "tanpa PPN"


def make(page: BusinessPage, day: date) -> Paper:
    """The PDF. Raises prints.typesetting.NotSet."""
    link = link_of(page)
    rows = [
        [one.name, one.code, content, price, base, number(one.edition.minimum_order)]
        for one, content, price, base in rows_of(goods_of(page))
    ]
    data: dict[str, Any] = head(page.edition.name, day) | {
        "place": place_words(page),
        "link": link.partition("://")[2],
        "story": short_text(page.edition.description),
        "facts": facts(page),
        "papers": [paper_words(one) for one in page.papers if one.in_force],
        "rows": rows,
        "tax": tax_words(page),
    }
    return typeset("profile", data, {"qr.svg": qr(link)}, folder(), limits=LIMITS)
