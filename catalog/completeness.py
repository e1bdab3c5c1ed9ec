"""How complete a listing is: what must be there, and what a buyer would notice; each point with its reason."""

from dataclasses import dataclass

from catalog.models import ProductEdition


@dataclass(frozen=True)
class Check:
    """One thing that makes a listing better: its words, why, its points, where it is typed, whether it is done."""

    words: str
    why: str
    points: int
    field: str
    done: bool

    @property
    def anchor(self) -> str:
        """Where it is typed, within the editor."""
        return "foto" if self.field == "photos" else f"div_id_{self.field}"


WORTH: tuple[tuple[str, str, int, str], ...] = (
    ("Satu foto produk", "Tanpa foto produk tidak bisa dikirim.", 12, "photos"),
    ("Tiga foto atau lebih", "Depan, isi, dan label: pembeli tidak perlu bertanya.", 8, "photos"),
    ("Nama jelas", "Sebut barang, ciri, ukuran; itu yang dicari orang.", 8, "name"),
    (
        "Keterangan paling sedikit 100 huruf",
        "Bahan, rasa atau guna, cara simpan: pencarian membacanya.",
        10,
        "description",
    ),
    ("Harga, satuan, dan pesanan minimal", "Pembeli kantor menyaring menurut harga.", 12, "price"),
    ("Kapasitas dan waktu pengerjaan", "Pesanan besar jatuh kepada yang jelas sanggup.", 12, "capacity_per_month"),
    ("Isi satu satuan", "Harga bisa dibandingkan per kg atau per buah.", 6, "net_weight_grams"),
    ("Berat kirim dan ukuran paket", "Katalog V6 dan kurir memintanya.", 6, "gross_weight_grams"),
    ("Bahan", "Pembeli menanyakan dari apa dibuatnya.", 6, "materials"),
    ("Spesifikasi kategori", "Inilah yang dibandingkan pejabat pengadaan.", 6, "answers"),
    ("Wilayah pengiriman", "Pembeli mencari yang mengirim ke tempatnya.", 4, "delivers"),
    ("Jawaban Produk Dalam Negeri", "Tanpa itu tanda Produk Dalam Negeri tidak tampil.", 5, "is_made_here"),
)
LAST = {
    True: ("Daya simpan", "Pembeli makanan menanyakannya lebih dulu.", 5, "shelf_life_days"),
    False: ("Merek atau kemasan", "Pembeli mengenali barang dari kemasannya.", 5, "packaging"),
}
"""The last five points: of food how long it keeps, of anything else how it is packed."""


def checks(edition: ProductEdition, *, photos: int) -> list[Check]:
    """The list an owner sees beside the editor; the points add up to 100."""
    is_food = bool(edition.category and edition.category.is_food)
    answers = (edition.is_made_here, edition.has_local_workers, edition.has_local_material)
    done = (
        photos >= 1,
        photos >= 3,
        len(edition.name) >= 10,
        len(edition.description) >= 100,
        bool(edition.product.price_before_vat and edition.unit and edition.minimum_order),
        bool(edition.capacity_per_month and edition.lead_time_days is not None),
        bool(edition.net_weight_grams or edition.net_volume_ml or edition.pieces_per_unit),
        bool(edition.gross_weight_grams and edition.length_mm and edition.width_mm and edition.height_mm),
        bool(edition.materials) or bool(list(edition.material_rows.all())),
        bool(edition.answers or edition.specification),
        bool(edition.delivers or edition.delivery_area),
        None not in answers,
        bool(edition.shelf_life_days) if is_food else bool(edition.brand or edition.packaging),
    )
    return [Check(*row, done=one) for row, one in zip((*WORTH, LAST[is_food]), done, strict=True)]


def score(found: list[Check]) -> int:
    """0 to 100."""
    return sum(check.points for check in found if check.done)


NEEDED = ("name", "category", "description", "unit", "minimum_order", "capacity_per_month", "lead_time_days")


def missing(edition: ProductEdition) -> list[str]:
    """The labels of what must be filled in before a product can be sent; the database asks for the same."""
    empty = [name for name in NEEDED if getattr(edition, f"{name}_id" if name == "category" else name) in (None, "")]
    labels = {field.name: str(field.verbose_name).lower() for field in ProductEdition._meta.concrete_fields}
    return [labels[name] for name in empty]
