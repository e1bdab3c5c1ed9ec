"""What search engines and shared links read: schema.org as data. Only what the page says too."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from catalog.business_page import BusinessPage
from catalog.cluster_page import ClusterPage
from catalog.models import Product
from catalog.product_page import ProductPage
from catalog.search.cards import business_address
from registry.models import BusinessEdition, Region

SCHEMA = "https://schema.org"
COUNTRY = "ID"
AVAILABILITY = {
    Product.Availability.READY: "InStock",
    Product.Availability.MADE_TO_ORDER: "MadeToOrder",
    Product.Availability.PAUSED: "OutOfStock",
}


def whole(path: str) -> str:
    """An address as others need it, with our host."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"


def _graph(*things: dict[str, Any]) -> dict[str, Any]:
    return {"@context": SCHEMA, "@graph": [_filled(thing) for thing in things]}


def _filled(thing: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in thing.items() if value not in ("", None, [])}


def crumbs_data(crumbs: list[tuple[str, str]], here: str, path: str) -> dict[str, Any]:
    """The way to a page."""
    steps = [*crumbs, (here, path)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": whole(where)}
            for n, (name, where) in enumerate(steps, 1)
        ],
    }


def _place(village: Region | None) -> dict[str, Any]:
    """Down to the village: a street is shown with consent only, so it never stands here."""
    if village is None:
        return {}
    parts = [village.name, village.parent.name if village.parent else ""]
    return {
        "@type": "PostalAddress",
        "addressLocality": ", ".join(part for part in parts if part),
        "addressRegion": settings.REGION_NAME,
        "addressCountry": COUNTRY,
    }


def _organization(business: BusinessEdition, path: str) -> dict[str, Any]:
    made = {
        "@type": "Organization", "@id": path, "name": business.name, "url": path, "address": _place(business.village),
    }  # fmt: skip
    if business.founded_year:
        made["foundingDate"] = str(business.founded_year)
    return made


def product_data(page: ProductPage) -> dict[str, Any]:
    """Product with its offer and maker, and the way to it."""
    edition = page.edition
    path, maker = whole(page.path), whole(page.maker_path)
    offer = {
        "@type": "Offer", "url": path, "price": str(page.price.total), "priceCurrency": "IDR",
        "availability": f"{SCHEMA}/{AVAILABILITY[Product.Availability(page.product.availability)]}",
        "itemCondition": f"{SCHEMA}/NewCondition",
        "seller": {"@id": maker},
    } if page.price else None  # fmt: skip
    grams = edition.net_weight_grams
    thing = {
        "@type": "Product",
        "@id": path,
        "name": edition.name,
        "url": path,
        "sku": page.product.code,
        "gtin": edition.gtin,
        "description": " ".join(edition.description.split())[:500],
        "category": edition.category.name if edition.category else "",
        "image": [whole(photo["jpeg"]) for photo in page.photos],
        "brand": {"@type": "Brand", "name": edition.brand} if edition.brand else None,
        "material": edition.materials,
        "weight": {"@type": "QuantitativeValue", "value": grams, "unitCode": "GRM"} if grams else None,
        "countryOfOrigin": COUNTRY if edition.origin == edition.Origin.DOMESTIC else "",
        "manufacturer": {"@id": maker},
        "offers": offer,
    }
    return _graph(thing, _organization(page.business, maker), crumbs_data(page.crumbs, edition.name, path))


def business_data(page: BusinessPage) -> dict[str, Any]:
    """The business; its number only with consent."""
    made = _organization(page.edition, whole(business_address(page.edition)))
    if page.shows_contact:
        made["telephone"] = page.edition.phone or page.edition.whatsapp
    if page.edition.description:
        made["description"] = " ".join(page.edition.description.split())[:500]
    return _graph(made)


def cluster_data(page: ClusterPage) -> dict[str, Any]:
    """A sentra or group with its members."""
    cluster = page.cluster
    path = whole(reverse("catalog:cluster", kwargs={"slug": cluster.slug, "code": cluster.code}))
    members = [
        {"@type": "Organization", "name": one.name, "url": whole(business_address(one))} for one in page.members[:50]
    ]
    return _graph(
        {
            "@type": "Organization", "@id": path, "name": cluster.name, "url": path,
            "description": " ".join(cluster.description.split())[:500], "member": members,
            "foundingDate": str(cluster.founded_year) if cluster.founded_year else "",
        }
    )  # fmt: skip


def list_data(title: str, path: str, crumbs: list[tuple[str, str]], addresses: list[str]) -> dict[str, Any]:
    """A collection: its products by their addresses, in its order."""
    items = [{"@type": "ListItem", "position": n, "url": whole(one)} for n, one in enumerate(addresses, 1)]
    return _graph(
        {"@type": "CollectionPage", "@id": whole(path), "name": title, "url": whole(path)},
        {"@type": "ItemList", "itemListElement": items},
        crumbs_data(crumbs, title, path),
    )
