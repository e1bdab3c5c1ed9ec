"""What the editor's form keeps: values of the edition, rows of its lists, what stands beside the plate."""

from typing import Any

from django.utils.datastructures import MultiValueDict

from catalog.details import Rows
from catalog.forms.answers import PREFIX, initial_answers
from catalog.forms.product import ProductForm
from catalog.models import ProductEdition
from certification.models import Certificate

NOT_OF_THE_EDITION = {"price", "certificates"}
BESIDE = "price_tiers"


def draft_values(form: ProductForm) -> dict[str, Any]:
    """Values of the edition that may be kept now: all that was typed right. Origin falls back to domestic."""
    kept: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    for name, value in form.cleaned_data.items():
        if name in NOT_OF_THE_EDITION or name in form.errors or name not in form.fields:
            continue
        if name.startswith(PREFIX):
            answers[name.removeprefix(PREFIX)] = value
        else:
            kept[name] = value
    if "origin" in kept:
        kept["origin"] = kept["origin"] or ProductEdition.Origin.DOMESTIC
    if "delivery_districts" not in kept or "delivers" not in kept:  # the two make sense together only
        kept.pop("delivers", None)
        kept.pop("delivery_districts", None)
    if "category" in kept:
        kept["answers"] = answers
    return kept


def row_values(form: ProductForm) -> Rows:
    """The lists of the edition that were sent and are right in every row."""
    return {one.name: one.values() for one in form.lists if one.taken and one.name != BESIDE and one.is_valid()}


def tiers(form: ProductForm) -> list[tuple[int, int]] | None:
    """The prices for many; None when they were not sent or are not right."""
    for one in form.lists:
        if one.name == BESIDE and one.taken and one.is_valid():
            return [(row["minimum"], row["price_before_vat"]) for row in one.values()]
    return None


def chosen_certificates(form: ProductForm) -> list[Certificate] | None:
    """The certificates ticked; None when there were none to tick."""
    if "certificates" not in form.fields or "certificates" in form.errors:
        return None
    return [form.certificates[code] for code in form.cleaned_data.get("certificates", [])]


def initial_of(edition: ProductEdition) -> dict[str, Any]:
    """What the form shows of an edition."""
    special = {"price", "certificates", "category", "specification"}
    names = [name for name in ProductForm.base_fields if name not in special]
    return {
        **{name: getattr(edition, name) for name in names},
        "category": edition.category.slug if edition.category else "",
        "price": edition.product.price_before_vat or "",
        "specification": "\n".join(f"{name}: {value}" for name, value in edition.specification),
        "certificates": [claim.certificate.code for claim in edition.claims.all()],
        **initial_answers(edition.answers),
    }


def photo_files(files: MultiValueDict) -> list[Any]:
    """The uploaded photos of a request: from the gallery of the phone and from its camera."""
    return [*files.getlist("photos"), *files.getlist("camera")]
