"""The promises about the rows of an edition of a business, with the attempts to break them."""

from collections.abc import Callable
from typing import Any

from registry.models import (
    BusinessEdition,
    EditionActivity,
    EditionRow,
    ExportCountry,
    Location,
    MarketplaceLink,
    RawMaterial,
)
from tests import build
from tests.database.things import Things, change, sql_delete

SHOP = "https://www.tokopedia.com/gula-sari"


def row(edition: BusinessEdition, model: type[EditionRow], **values: Any) -> EditionRow:
    """A row of this edition that keeps every promise, but for `values`."""
    usual: dict[type[EditionRow], dict[str, Any]] = {
        EditionActivity: {"activity": edition.activity},
        Location: {"kind": "shop", "region": edition.village},
        RawMaterial: {"name": "Nira", "origin": "home"},
        MarketplaceLink: {"platform": "tokopedia", "url": SHOP},
        ExportCountry: {"country": "MY", "year": 2025},
    }
    return model._default_manager.create(edition=edition, **{**usual[model], **values})


def on_draft(model: type[EditionRow], *given: dict[str, Any]) -> Callable[[Things], object]:
    """Rows of a draft, one after the other."""
    return lambda t: [row(t.draft_business(), model, **values) for values in given]


def frozen(model: type[EditionRow]) -> list[Callable[[Things], object]]:
    """A row into a decided edition; and a row that was sent with its edition, changed or taken away."""

    def sent_row(t: Things) -> EditionRow:
        draft = t.draft_business()
        made = row(draft, model)
        change(draft, submission=build_submission(t))
        return made

    return [
        lambda t: row(t.business, model),
        lambda t: change(sent_row(t), position=9),
        lambda t: sql_delete(sent_row(t)),
        lambda t: change(row(t.draft_business(), model), edition=t.business),
    ]


def build_submission(t: Things) -> Any:
    """A submission that no edition has."""
    waiting = t.waiting
    copied = type(waiting)._base_manager.get(pk=waiting.pk)
    copied.pk, copied._state.adding, copied.code = None, True, f"baris{next(build.number):03d}"
    copied.save(force_insert=True)
    return copied


ROW_BREAKS: dict[str, Callable[[Things], object] | list[Callable[[Things], object]]] = {
    "registry.EditionActivity.edition_activity_once": on_draft(EditionActivity, {}, {}),
    "registry.Location.location_postal_code": on_draft(Location, {"postal_code": "4231"}),
    "registry.Location.location_in_the_country": [
        on_draft(Location, {"latitude": -6}),
        on_draft(Location, {"latitude": 52, "longitude": 13}),
    ],
    "registry.RawMaterial.material_import_has_country": [
        on_draft(RawMaterial, {"origin": "imported"}),
        on_draft(RawMaterial, {"origin": "home", "country": "MY"}),
        on_draft(RawMaterial, {"origin": "imported", "country": "my"}),
    ],
    "registry.RawMaterial.material_share": [
        on_draft(RawMaterial, {"share_percent": 0}),
        on_draft(RawMaterial, {"share_percent": 101}),
    ],
    "registry.MarketplaceLink.marketplace_once": on_draft(MarketplaceLink, {}, {}),
    "registry.MarketplaceLink.marketplace_https": [
        on_draft(MarketplaceLink, {"url": "http://tokopedia.com/a"}),
        on_draft(MarketplaceLink, {"url": "javascript:alert(1)"}),
        on_draft(MarketplaceLink, {"url": "https://orang@jahat.example/"}),
    ],
    "registry.ExportCountry.export_country_once": on_draft(ExportCountry, {}, {}),
    "registry.ExportCountry.export_country_is_abroad": [
        on_draft(ExportCountry, {"country": "ID"}),
        on_draft(ExportCountry, {"country": "m1"}),
    ],
    "registry.ExportCountry.export_year": on_draft(ExportCountry, {"year": 1900}),
    **{
        f"registry.{model.__name__}.frozen_with_edition": frozen(model)
        for model in (EditionActivity, Location, RawMaterial, MarketplaceLink, ExportCountry)
    },
}
