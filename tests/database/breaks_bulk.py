"""Attempts to break what the database promises about tables of many products."""

from collections.abc import Callable
from typing import Any

from catalog.models import ProductBatch, ProductBatchRow
from tests.database.things import Things

Break = Callable[[Things], object]


def batch(things: Things, **values: Any) -> ProductBatch:
    """A table that keeps every promise, but for `values`."""
    usual = {
        "business": things.business.business,
        "category": things.product.category,
        "file_name": "produk.csv",
        "uploaded_by": things.sari,
    }
    return ProductBatch.objects.create(**{**usual, **values})


def rows(things: Things, *given: dict[str, Any]) -> None:
    """Rows of one table, one after the other."""
    whole = batch(things)
    for values in given:
        ProductBatchRow.objects.create(**{"batch": whole, "number": 2, "cells": [], "state": "error", **values})


BULK_BREAKS: dict[str, Break | list[Break]] = {
    "catalog.ProductBatch.product_batch_applied_is_dated": [
        lambda t: batch(t, state="applied"),
        lambda t: batch(t, state="undone"),
    ],
    "catalog.ProductBatch.product_batch_failure_has_words": [
        lambda t: batch(t, state="failed"),
        lambda t: batch(t, failure="Rusak."),
    ],
    "catalog.ProductBatchRow.product_batch_row_once": lambda t: rows(t, {}, {}),
    "catalog.ProductBatchRow.product_batch_row_has_plan": [
        lambda t: rows(t, {"state": "ready"}),
        lambda t: rows(t, {"state": "done"}),
    ],
}
