"""The list of products, one row for each, that the register's import pages show."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from catalog.importing import product_drafts
from catalog.importing.products import COLUMNS, Above, ProductCheck, Shelves
from catalog.models import EditionPhoto, Product, ProductEdition
from registry.importing import kinds
from registry.importing.activities import OLD_KBLI
from registry.importing.kinds import Check, Draft, ImportKind, Made, Standing
from registry.importing.reading import Line, Reading, Sheet
from registry.models import BusinessActivity, ImportBatch
from review.models import State

NEEDED = {  # what a product must have before its owner can send it
    "category": "kategori",
    "name": "nama",
    "description": "keterangan",
    "unit": "satuan",
    "minimum_order": "pesanan minimal",
    "capacity_per_month": "kapasitas per bulan",
    "lead_time_days": "waktu pengerjaan",
}


def missing(edition: Any) -> tuple[str, ...]:
    """The words for what an imported draft still lacks; `edition.has_photo` comes with the query."""
    gaps = [words for name, words in NEEDED.items() if getattr(edition, name) in (None, "")]
    return ("foto", *gaps) if not edition.has_photo else tuple(gaps)


class ProductKind(ImportKind):
    """Rows become products of businesses; a business that is not there yet becomes a draft along with them."""

    key = ImportBatch.Kind.PRODUCT.value
    headers = "product_list"
    noun = "produk"
    columns = COLUMNS
    title_fields = ("name", "business_name")
    waits_for = "Pemilik melengkapi dan mengirimnya di Pusat Usaha; foto produk wajib ada."

    def option_fields(self) -> dict[str, forms.Field]:
        """The edition of the KBLI codes."""
        return {
            **super().option_fields(),
            "kbli": forms.ChoiceField(
                label="Kode KBLI di berkas memakai",
                choices=BusinessActivity.Edition.choices,
                initial=OLD_KBLI.value,
            ),
        }

    def check(self, sheet: Sheet) -> Check:
        """Reads categories and activities once."""
        shelves, above = Shelves(), Above()

        def for_lines(lines: Sequence[Line]) -> Callable[[Line], Reading]:
            return ProductCheck(sheet, shelves, lines, above).read

        return for_lines

    def guess_options(self, sheet: Sheet, lines: Sequence[Line]) -> dict[str, Any]:
        """The edition whose codes fit."""
        pairs = [(line.text("kbli_code"), "") for line in lines]
        return super().guess_options(sheet, lines) | {"kbli": str(Shelves().activities.guess_edition(pairs))}

    def create(self, readings: Sequence[Reading], *, by: User, hands: Sequence[int]) -> list[Made]:
        """One draft for each row."""
        return product_drafts.create_products([reading.values for reading in readings], by=by, hands=hands)

    def remove(self, made: Sequence[Made], *, by: User) -> dict[str, str]:
        """Those nobody touched."""
        return product_drafts.remove_products(made, by=by)

    def drafts(self, codes: Sequence[str]) -> dict[str, Draft]:
        """The newest edition of each."""
        ids = list(Product.objects.filter(code__in=codes).values_list("pk", flat=True))
        found = ProductEdition.objects.filter(product__in=ids).prefetch_related("product", "submission")
        shown = found.annotate(has_photo=Exists(EditionPhoto.objects.filter(edition=OuterRef("pk"))))
        return {
            one.product.code: Draft(one.state, missing(one) if one.is_draft else ()) for one in shown.order_by("number")
        }

    def still_there(self, codes: Sequence[str]) -> set[str]:
        """Those with a draft, a waiting or a live edition."""
        there = ProductEdition.objects.filter(Q(is_open=True) | Q(is_live=True), product__code__in=codes)
        return set(there.values_list("product__code", flat=True))

    def standing(self, codes: QuerySet[Any]) -> Standing:
        """The newest editions, counted."""
        later = ProductEdition.objects.filter(product=OuterRef("product"), number__gt=OuterRef("number"))
        photo = Exists(EditionPhoto.objects.filter(edition=OuterRef("pk")))
        newest = ProductEdition.objects.filter(~Exists(later), product__code__in=codes).order_by()
        is_draft, whole = Q(is_open=True, submission=None), Q(has_photo=True)
        for name in NEEDED:
            whole &= ~_lacks(name)
        said = newest.annotate(has_photo=photo).aggregate(
            complete=Count("pk", filter=is_draft & whole),
            waiting=Count("pk", filter=Q(submission__state=State.SUBMITTED)),
            approved=Count("pk", filter=Q(submission__state=State.APPROVED)),
            returned=Count("pk", filter=Q(submission__state__in=[State.NEEDS_CHANGES, State.REJECTED])),
            lacks_photo=Count("pk", filter=is_draft & Q(has_photo=False)),
            **{f"lacks_{name}": Count("pk", filter=is_draft & _lacks(name)) for name in NEEDED},
        )
        gaps = [("foto", said.pop("lacks_photo")), *((NEEDED[name], said.pop(f"lacks_{name}")) for name in NEEDED)]
        return Standing(**said, lacking=tuple(gap for gap in sorted(gaps, key=lambda gap: -gap[1]) if gap[1]))


def _lacks(name: str) -> Q:
    """What `missing` calls a gap, for the database."""
    field = ProductEdition._meta.get_field(name)
    empty = Q(**{f"{name}__isnull": True})
    return empty | Q(**{name: ""}) if field.get_internal_type() in ("CharField", "TextField") else empty


def register() -> None:
    """Make the kind known; called once when Django starts."""
    kinds.add(ProductKind())
