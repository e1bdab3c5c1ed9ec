"""Which product a row means: the one with its article number, else the one with its name within the business."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from catalog.models import Product, ProductEdition
from catalog.queries import whole
from registry.models import Business


def plain(text: str) -> str:
    """A name or number as compared."""
    return " ".join(text.split()).lower()


@dataclass(frozen=True)
class Known:
    """A product that is there, its newest edition, and the names it goes by (the newest and the one on display)."""

    product: Product
    edition: ProductEdition
    names: frozenset[str]


class Ambiguous(Exception):
    """Two products fit; the text is the sentence for the owner."""


class Shelf:
    """The products of a business that some rows may mean."""

    def __init__(self, business: Business, numbers: Iterable[str], names: Iterable[str]) -> None:
        numbers, names = {plain(one) for one in numbers} - {""}, {plain(one) for one in names} - {""}
        newer = ProductEdition.objects.filter(product=OuterRef("product"), number__gt=OuterRef("number"))
        of_it = ProductEdition.objects.filter(product__business=business)
        current = of_it.filter(Q(is_live=True) | ~Exists(newer))
        meant = current.annotate(low=Lower("name"), mark=Lower("product__own_code"))
        keys = set(meant.filter(Q(low__in=names) | Q(mark__in=numbers)).values_list("product", flat=True))
        called: dict[int, set[str]] = {}
        for pk, name in current.filter(product__in=keys).values_list("product", "name"):
            called.setdefault(pk, set()).add(plain(name))
        newest = whole(of_it.filter(~Exists(newer), product__in=keys)).order_by("pk")
        self.known = [Known(one.product, one, frozenset(called[one.product_id])) for one in newest]

    def find(self, number: str, name: str) -> Known | None:
        """The product a row means, None for a new one. Raises Ambiguous."""
        if number:
            same = [one for one in self.known if plain(one.product.own_code) == plain(number)]
            if len(same) > 1:
                raise Ambiguous(f"Ada {len(same)} produk dengan nomor artikel ini. Beri nomor yang berbeda.")
            if same:
                return same[0]
        if not name:
            return None
        called = [one for one in self.known if plain(name) in one.names]
        fit = [one for one in called if not number or not one.product.own_code]
        if len(fit) > 1:
            raise Ambiguous(f"Ada {len(fit)} produk bernama ini. Isi nomor artikel supaya jelas yang mana.")
        return fit[0] if fit else None

    def other_number(self, number: str, name: str) -> str:
        """The number of another product that goes by this name; empty when there is none."""
        same = (one for one in self.known if name and plain(name) in one.names)
        return next((one.product.own_code for one in same if one.product.own_code not in ("", number)), "")
