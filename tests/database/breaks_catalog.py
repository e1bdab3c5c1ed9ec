"""Attempts to break what the database promises about listings: rows of an edition, offers, forms of categories."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from catalog.models import (
    InaprocListing,
    Package,
    PriceTier,
    ProductEdition,
    ProductLink,
    ProductMaterial,
    ProductRow,
    SpecificationField,
    SpecificationForm,
    Variant,
    VariantOffer,
)
from tests import build
from tests.database.breaks_bulk import BULK_BREAKS
from tests.database.row_breaks import build_submission
from tests.database.things import Things, change, copy, sql_delete

Break = Callable[[Things], object]


def row(edition: ProductEdition, model: type[ProductRow], **values: Any) -> ProductRow:
    """A row of this edition that keeps every promise, but for `values`."""
    usual: dict[type[ProductRow], dict[str, Any]] = {
        ProductMaterial: {"name": "Nira", "origin": "home"},
        Variant: {"key": "pedas", "name": "Pedas"},
        Package: {"name": "Karton", "holds": 24},
        ProductLink: {"platform": "tokopedia", "url": "https://www.tokopedia.com/sari/gula"},
    }
    return model._default_manager.create(edition=edition, **{**usual[model], **values})


def on_draft(model: type[ProductRow], *given: dict[str, Any]) -> Break:
    """Rows of a draft, one after the other."""
    return lambda t: [row(t.draft, model, **values) for values in given]


def frozen(model: type[ProductRow]) -> list[Break]:
    """A row into a decided edition; and a row that was sent with its edition, changed or taken away."""

    def sent_row(t: Things) -> ProductRow:
        draft = build.draft_product(t.business.business, t.sari, name="Gula Lain")
        made = row(draft, model)
        change(draft, submission=build_submission(t))
        return made

    return [
        lambda t: row(t.product, model),
        lambda t: change(sent_row(t), position=9),
        lambda t: sql_delete(sent_row(t)),
        lambda t: change(row(t.draft, model), edition=t.product),
    ]


def form(t: Things, **values: Any) -> SpecificationForm:
    """A form of a category of its own."""
    category = build.category(f"isian-{next(build.number)}", "Isian")
    return SpecificationForm.objects.create(**{"category": category, "version": 1, "made_by": t.rina, **values})


def form_twice(t: Things, **values: Any) -> None:
    """Two versions of the form of one category."""
    first = form(t, **values)
    SpecificationForm.objects.create(**{"category": first.category, "version": 2, "made_by": t.rina, **values})


def active(t: Things) -> SpecificationForm:
    """A form in use, with one question."""
    made = form(t)
    question(t, form=made)
    change(made, state="active", activated_at=timezone.now(), activated_by=t.rina)
    return made


def question(t: Things, **values: Any) -> SpecificationField:
    """A question of a draft."""
    given = {"key": "ukuran", "label": "Ukuran", **values}
    return SpecificationField.objects.create(**{"form": given.pop("form", None) or form(t), **given})


def tier(t: Things, **values: Any) -> PriceTier:
    """A lower price for many."""
    return PriceTier.objects.create(**{"product": t.product.product, "minimum": 10, "price_before_vat": 9000, **values})


def offer(t: Things, **values: Any) -> VariantOffer:
    """The price of a variant."""
    return VariantOffer.objects.create(**{"product": t.product.product, "key": "pedas", **values})


def inaproc(t: Things, **values: Any) -> InaprocListing:
    """How far the product is in Katalog V6."""
    given = {"product": t.product.product, "changed_by": t.sari, "changed_at": timezone.now()}
    return InaprocListing.objects.create(**{**given, **values})


LIVE = {"state": "live", "url": "https://katalog.inaproc.id/gula"}
CATALOG: dict[str, Break | list[Break]] = {
    **BULK_BREAKS,
    "catalog.ProductEdition.product_one_open_edition": lambda t: copy(t.draft, number=99),
    "catalog.ProductEdition.product_edition_number": lambda t: copy(t.draft, is_open=False),
    "catalog.ProductEdition.product_gtin_digits": lambda t: change(t.draft, gtin="12345"),
    "catalog.ProductEdition.kept": lambda t: sql_delete(t.product),
    "catalog.ProductEdition.product_districts_when_chosen": lambda t: change(t.draft, delivery_districts=["360214"]),
    "catalog.ProductEdition.product_content_is_something": [
        lambda t: change(t.draft, pieces_per_unit=0),
        lambda t: change(t.draft, net_volume_ml=0),
        lambda t: change(t.draft, net_weight_grams=0),
    ],
    "catalog.ProductMaterial.product_material_import_has_country": [
        on_draft(ProductMaterial, {"origin": "imported"}),
        on_draft(ProductMaterial, {"country": "MY"}),
    ],
    "catalog.ProductMaterial.shares_are_parts": on_draft(
        ProductMaterial, {"share_percent": 60}, {"name": "Gula", "share_percent": 41}
    ),
    "catalog.ProductMaterial.product_material_share": on_draft(ProductMaterial, {"share_percent": 101}),
    "catalog.ProductMaterial.frozen_with_edition": frozen(ProductMaterial),
    "catalog.Variant.variant_key_once": on_draft(Variant, {}, {"name": "Manis"}),
    "catalog.Variant.variant_name_once": on_draft(Variant, {}, {"key": "manis"}),
    "catalog.Variant.variant_is_named": on_draft(Variant, {"name": ""}),
    "catalog.Variant.variant_gtin_digits": on_draft(Variant, {"gtin": "12"}),
    "catalog.Variant.frozen_with_edition": frozen(Variant),
    "catalog.Package.package_name_once": on_draft(Package, {}, {}),
    "catalog.Package.package_holds_something": on_draft(Package, {"holds": 0}),
    "catalog.Package.package_gtin_digits": on_draft(Package, {"gtin": "x"}),
    "catalog.Package.frozen_with_edition": frozen(Package),
    "catalog.ProductLink.product_link_once": on_draft(ProductLink, {}, {}),
    "catalog.ProductLink.product_link_https": on_draft(ProductLink, {"url": "http://tokopedia.com/x"}),
    "catalog.ProductLink.frozen_with_edition": frozen(ProductLink),
    "catalog.PriceTier.price_tier_once": lambda t: [tier(t), tier(t)],
    "catalog.PriceTier.price_tier_is_for_many": lambda t: tier(t, minimum=1),
    "catalog.PriceTier.price_tier_sane": lambda t: tier(t, price_before_vat=0),
    "catalog.VariantOffer.variant_offer_once": lambda t: [offer(t), offer(t)],
    "catalog.VariantOffer.variant_price_sane": lambda t: offer(t, price_before_vat=0),
    "catalog.InaprocListing.inaproc_refusal_has_reason": lambda t: inaproc(t, state="refused"),
    "catalog.InaprocListing.inaproc_live_has_address": lambda t: inaproc(t, state="live"),
    "catalog.InaprocListing.inaproc_address_is_theirs": lambda t: inaproc(t, url="https://inaproc.id.example/x"),
    "catalog.InaprocListing.inaproc_look_is_signed": [
        lambda t: inaproc(t, seen_at=timezone.now(), **LIVE),
        lambda t: inaproc(t, seen_at=timezone.now(), seen_by=t.rina, state="ready"),
    ],
    "catalog.SpecificationForm.specification_version_once": lambda t: change(
        form(t), category=(one := form(t)).category, version=one.version, state="retired", activated_at=timezone.now()
    ),
    "catalog.SpecificationForm.specification_one_active_version": lambda t: form_twice(
        t, state="active", activated_at=timezone.now()
    ),
    "catalog.SpecificationForm.specification_one_draft": lambda t: form_twice(t),
    "catalog.SpecificationForm.specification_activation_dated": lambda t: form(t, state="active"),
    "catalog.SpecificationForm.never_a_draft_again": lambda t: change(active(t), state="draft"),
    "catalog.SpecificationForm.kept_once_used": lambda t: sql_delete(active(t)),
    "catalog.SpecificationField.specification_key_once": lambda t: question(t, form=question(t).form),
    "catalog.SpecificationField.specification_field_is_named": lambda t: question(t, label=""),
    "catalog.SpecificationField.specification_choices_where_asked": [
        lambda t: question(t, kind="choice"),
        lambda t: question(t, choices=["a"]),
    ],
    "catalog.SpecificationField.specification_bounds_in_order": lambda t: question(
        t, kind="number", lowest=5, highest=4
    ),
    "catalog.SpecificationField.frozen_once_active": [
        lambda t: change(active(t).fields.get(), label="Lain"),
        lambda t: sql_delete(active(t).fields.get()),
        lambda t: question(t, form=active(t), key="lain"),
    ],
}
