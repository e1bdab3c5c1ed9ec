"""How complete a listing is: what must be there, and what a buyer would notice."""

from dataclasses import dataclass

from catalog.models import ProductEdition


@dataclass(frozen=True)
class Check:
    """One thing that makes a listing better: its words, its points, whether it is done."""

    words: str
    points: int
    done: bool


def checks(edition: ProductEdition, *, photos: int) -> list[Check]:
    """The list an owner sees beside the editor; the points add up to 100."""
    return [
        Check("Nama jelas, paling sedikit 10 huruf", 10, len(edition.name) >= 10),
        Check("Keterangan paling sedikit 100 huruf", 15, len(edition.description) >= 100),
        Check("Satu foto produk", 15, photos >= 1),
        Check("Tiga foto atau lebih", 10, photos >= 3),
        Check("Harga, satuan, dan pesanan minimal", 15, bool(edition.unit and edition.minimum_order)),
        Check(
            "Kapasitas dan waktu pengerjaan",
            15,
            bool(edition.capacity_per_month and edition.lead_time_days is not None),
        ),
        Check("Bahan atau spesifikasi", 10, bool(edition.materials or edition.specification)),
        Check("Wilayah pengiriman", 5, bool(edition.delivery_area)),
        Check("Merek atau kemasan", 5, bool(edition.brand or edition.packaging)),
    ]


NEEDED = ("name", "category", "description", "unit", "minimum_order", "capacity_per_month", "lead_time_days")


def missing(edition: ProductEdition) -> list[str]:
    """The labels of what must be filled in before a product can be sent; the database asks for the same."""
    empty = [name for name in NEEDED if getattr(edition, f"{name}_id" if name == "category" else name) in (None, "")]
    labels = {field.name: str(field.verbose_name).lower() for field in ProductEdition._meta.concrete_fields}
    return [labels[name] for name in empty]
