"""Price, prices for many, variants, availability and stock: published at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList

from catalog.actions import Offer
from catalog.actions.offering import CHEAPER, tiers_fall
from catalog.forms.fields import clean_price, price_field, whole_number
from catalog.forms.product import NEEDED
from catalog.forms.rows import VariantOfferRow, taken, tier_list
from catalog.models import Product, Variant


class PriceForm(forms.Form):
    """The whole offer of a product. `variants` are those of its newest edition."""

    price = price_field()
    availability = forms.ChoiceField(label="Ketersediaan", choices=Product.Availability, widget=forms.RadioSelect)
    stock = whole_number("Stok", 100_000_000, least=0, help_text="Boleh dikosongkan bila tidak dihitung")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        product: Product,
        variants: Sequence[Variant] = (),
        more: str = "",
        without: str = "",
    ) -> None:
        """A product on display always has a price."""
        now = {"price": product.price_before_vat, "availability": product.availability, "stock": product.stock}
        super().__init__(data, initial=now)
        self.product = product
        self.fields["price"].required = True
        self.fields["price"].error_messages["required"] = NEEDED["price"]
        tiers = tier_list()
        if data is not None and f"{tiers.prefix}-count" in data:
            taken(tiers, data, more=more, without=without)
        else:
            tiers.show(product.price_tiers.all(), more=more == tiers.prefix)
        self.tiers = tiers
        offers = {row.key: row for row in product.variant_offers.all()}
        self.variant_rows = [
            (
                one,
                VariantOfferRow(
                    data,
                    prefix=f"v-{one.key}",
                    initial={
                        "price_before_vat": getattr(offers.get(one.key), "price_before_vat", None),
                        "stock": getattr(offers.get(one.key), "stock", None),
                    },
                ),
            )
            for one in variants
        ]
        self.others = {key: row for key, row in offers.items() if key not in {one.key for one in variants}}

    @property
    def lists(self) -> list[Any]:
        """For the page: the prices for many."""
        return [self.tiers]

    @property
    def with_rows(self) -> list[Any]:
        """The form and its rows, for the summary of what is wrong."""
        return [self, *self.tiers.forms, *(form for _, form in self.variant_rows)]

    def clean_price(self) -> int | None:
        """Whole rupiah."""
        return clean_price(self.cleaned_data["price"])

    def full_clean(self) -> None:
        """A wrong row makes the page wrong; a tier must be cheaper than what comes before it."""
        super().full_clean()
        if not self.is_bound or not hasattr(self, "others"):
            return
        checked = [row.is_valid() for _, row in self.variant_rows]  # every row says what is wrong
        tiers_fine = self.tiers.is_valid()
        price = self.cleaned_data.get("price")
        if price and tiers_fine and not tiers_fall(price, self._tiers()):
            self._say_which_is_not_cheaper(price)
            tiers_fine = False
        if not (all(checked) and tiers_fine):
            words = self.tiers.errors
            self.errors["__all__" if words else "rows"] = ErrorList(words or ["rows"])

    def _tiers(self) -> list[tuple[int, int]]:
        return [(row["minimum"], row["price_before_vat"]) for row in self.tiers.values()]

    def _say_which_is_not_cheaper(self, price: int) -> None:
        before = price
        rows = [row for row in self.tiers.forms if row.is_bound and row.is_valid()]
        for row in sorted(rows, key=lambda one: int(one.cleaned_data["minimum"])):
            if row.cleaned_data["price_before_vat"] >= before:
                row.add_error("price_before_vat", ValidationError(CHEAPER, code="order"))
                return
            before = row.cleaned_data["price_before_vat"]

    def offer(self) -> Offer:
        """Call on a valid form. Variants of other editions keep what they had; a page without tiers leaves them."""
        kept = {key: (row.price_before_vat, row.stock) for key, row in self.others.items()}
        stored = [(tier.minimum, tier.price_before_vat) for tier in self.product.price_tiers.all()]
        return Offer(
            price=self.cleaned_data["price"],
            availability=self.cleaned_data["availability"],
            stock=self.cleaned_data["stock"],
            tiers=self._tiers() if self.tiers.taken else stored,
            variants=kept | {one.key: form.pair for one, form in self.variant_rows},
        )
