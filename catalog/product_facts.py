"""What a product page tells beside description and price: content, specification, variants, packages, delivery, origin.

Everything is read with the edition itself (arrays of JSON), so that a page stays at its few statements.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject, Left

from accounts.templatetags.portal import number
from catalog import vat
from catalog.models import (
    Category,
    InaprocListing,
    Package,
    PriceTier,
    ProductEdition,
    ProductLink,
    ProductMaterial,
    SpecificationField,
    SpecificationForm,
    Variant,
    VariantOffer,
)
from catalog.specification import choose, words_of
from registry.models import BusinessEdition, MarketplaceLink, RawMaterial
from registry.origins import origin_words

ORIGINS, PLATFORMS = dict(ProductEdition.Origin.choices), dict(MarketplaceLink.Platform.choices)
DISTRICTS = (
    "array(select r.name from registry_region r where r.code = any(catalog_productedition.delivery_districts)"
    " order by r.name)"
)


def on_the_way(path: OuterRef) -> list[Left]:
    """The paths of a category and of those above it; the tree has three levels of four letters."""
    return [Left(path, letters, output_field=CharField()) for letters in (4, 8, 12)]


def with_facts(editions: QuerySet[ProductEdition]) -> QuerySet[ProductEdition]:
    """Editions with all that `facts_of` reads."""
    mine, product = OuterRef("pk"), OuterRef("product")
    asked = SpecificationField.objects.exclude(form__state="draft").filter(
        form__category__path__in=on_the_way(OuterRef("category__path"))
    )
    question = JSONObject(
        key="key", label="label", kind="kind", unit="unit", position="position", form="form_id", state="form__state",
        version="form__version", path="form__category__path",
    )  # fmt: skip
    material = JSONObject(name="name", origin="origin", country="country", share="share_percent")
    variant = JSONObject(key="key", name="name", gtin="gtin", grams="net_weight_grams")
    package = JSONObject(name="name", holds="holds", gtin="gtin", grams="gross_weight_grams")
    offer = JSONObject(key="key", price="price_before_vat", stock="stock")
    tier = JSONObject(minimum="minimum", price="price_before_vat")
    seen = JSONObject(state="state", url="url", seen_at="seen_at")
    return editions.annotate(
        question_list=ArraySubquery(asked.order_by("pk").values(one=question)),
        material_list=ArraySubquery(_of(ProductMaterial, mine).values(one=material)),
        variant_list=ArraySubquery(_of(Variant, mine).values(one=variant)),
        package_list=ArraySubquery(_of(Package, mine).values(one=package)),
        link_list=ArraySubquery(_of(ProductLink, mine).values(one=JSONObject(platform="platform", url="url"))),
        tier_list=ArraySubquery(PriceTier.objects.filter(product=product).order_by("minimum").values(one=tier)),
        offer_list=ArraySubquery(VariantOffer.objects.filter(product=product).order_by("pk").values(one=offer)),
        inaproc_list=ArraySubquery(InaprocListing.objects.filter(product=product).values(one=seen)),
        district_list=RawSQL(DISTRICTS, [], output_field=ArrayField(CharField())),  # noqa: S611  # fixed text
    )


def _of(model: Any, edition: OuterRef) -> QuerySet[Any]:
    return model.objects.filter(edition=edition).order_by("position", "id")


@dataclass(frozen=True)
class Facts:
    """Words and numbers for templates/catalog/parts/facts.html. Prices are what the buyer pays."""

    buying: list[tuple[str, str]]
    about: list[tuple[str, str]]
    content: list[tuple[str, str]]
    materials: list[str]
    variants: list[dict[str, Any]]
    packages: list[tuple[str, str]]
    tiers: list[dict[str, Any]]
    links: list[tuple[str, str]]
    sending: list[tuple[str, str]]
    is_domestic: bool
    inaproc: dict[str, Any] | None

    @property
    def varies(self) -> bool:
        """Whether variants have prices or stock of their own."""
        return any(one["price"] or one["stock"] is not None for one in self.variants)


def facts_of(edition: Any, business: BusinessEdition) -> Facts:
    """The facts of an edition that was read by `with_facts`."""
    taxed = business.is_vat_registered
    base = edition.product.price_before_vat
    offers = {one["key"]: one for one in edition.offer_list}
    live = [one for one in edition.inaproc_list if one["state"] == InaprocListing.State.LIVE]
    return Facts(
        buying=_buying(edition),
        about=_about(edition),
        content=[*_answers(edition), *((name, value) for name, value in edition.specification), *_content(edition)],
        materials=[_material(one) for one in edition.material_list],
        variants=[
            {
                **one,
                "price": _paid((offers.get(one["key"]) or {}).get("price") or base, taxed),
                "stock": (offers.get(one["key"]) or {}).get("stock"),
            }
            for one in edition.variant_list
        ],
        packages=[_package(one, edition.unit) for one in edition.package_list],
        tiers=[{"minimum": one["minimum"], "price": _paid(one["price"], taxed)} for one in edition.tier_list],
        links=[(str(PLATFORMS.get(one["platform"], "Toko")), one["url"]) for one in edition.link_list],
        sending=_sending(edition),
        is_domestic=edition.is_domestic,
        inaproc=live[0] if live else None,
    )


def _paid(price: int | None, taxed: bool) -> int | None:
    return vat.price_with_vat(price, taxed).total if price else None


def _told(rows: Iterable[tuple[str, Any, str]]) -> list[tuple[str, str]]:
    """Rows of (label, words or number, what is counted) that say something."""
    return [
        (label, f"{number(value)} {unit}" if isinstance(value, int) else str(value))
        for label, value, unit in rows
        if value
    ]


def _buying(edition: ProductEdition) -> list[tuple[str, str]]:
    """What a buyer asks first."""
    days, stock = edition.lead_time_days, edition.product.stock
    takes = "Belum diisi" if days is None else f"{number(days)} hari" if days else "Langsung"
    return [
        *_told([("Pesanan minimal", edition.minimum_order, edition.unit)]),
        ("Waktu pengerjaan", takes),
        *_told([("Kapasitas per bulan", edition.capacity_per_month, edition.unit)]),
        *([("Stok", f"{number(stock)} {edition.unit}")] if stock is not None else []),
        ("Asal", ORIGINS.get(edition.origin, edition.origin)),
    ]


def _about(edition: ProductEdition) -> list[tuple[str, str]]:
    return _told(
        [
            ("Bahan", edition.materials, ""),
            ("Kemasan", edition.packaging, ""),
            ("Daya simpan", edition.shelf_life_days, "hari"),
            ("Barcode", edition.gtin, ""),
        ]
    )


def _package(one: dict[str, Any], unit: str) -> tuple[str, str]:
    grams = f", {number(one['grams'])} gram" if one["grams"] else ""
    barcode = f", barcode {one['gtin']}" if one["gtin"] else ""
    return one["name"], f"isi {number(one['holds'])} {unit}{grams}{barcode}"


def _content(edition: ProductEdition) -> list[tuple[str, str]]:
    sides = (edition.length_mm, edition.width_mm, edition.height_mm)
    size = " × ".join(f"{(side or 0) / 10:g}".replace(".", ",") for side in sides)
    found = _told(
        [
            ("Berat bersih", edition.net_weight_grams, "gram"),
            ("Isi bersih", edition.net_volume_ml, "ml"),
            (f"Isi satu {edition.unit}", edition.pieces_per_unit, "buah"),
            ("Berat kirim", edition.gross_weight_grams, "gram"),
        ]
    )
    return [*found, *([("Ukuran paket", f"{size} cm")] if None not in sides else [])]


def _material(one: dict[str, Any]) -> str:
    row = RawMaterial(name=one["name"], origin=one["origin"], country=one["country"])
    share = f" ({one['share']}%)" if one["share"] else ""
    return f"{one['name']}{share}: {origin_words(row)}"


def _delivers(edition: Any) -> str:
    if edition.delivers == ProductEdition.Delivers.DISTRICTS:
        return f"Kecamatan {', '.join(edition.district_list)}"
    return str(edition.get_delivers_display()) if edition.delivers else ""


def _sending(edition: Any) -> list[tuple[str, str]]:
    return _told(
        [
            ("Dikirim ke", _delivers(edition), ""),
            ("Catatan kirim", edition.delivery_area, ""),
            ("Pesanan terbesar", edition.largest_order, f"{edition.unit}, menurut pemilik"),
        ]
    )


def _answers(edition: Any) -> list[tuple[str, str]]:
    """Answers in words, read from the questions that came along."""
    if not edition.answers:
        return []
    fields = []
    for at, one in enumerate(edition.question_list):
        if one["key"] in edition.answers:
            form = SpecificationForm(pk=one["form"], state=one["state"], version=one["version"])
            form.category = Category(path=one["path"])
            names = ("key", "label", "kind", "unit", "position")
            fields.append(SpecificationField(pk=at, form=form, **{name: one[name] for name in names}))
    found = ((field.label, words_of(field, edition.answers[field.key])) for field in choose(fields, [edition.form_id]))
    return [(label, words) for label, words in found if words]
