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


def checks(edition: ProductEdition, *, photos: int) -> list[Check]:
    """The list an owner sees beside the editor; the points add up to 100."""
    food = bool(edition.category and edition.category.is_food)
    content = edition.net_weight_grams or edition.net_volume_ml or edition.pieces_per_unit
    size = edition.gross_weight_grams and edition.length_mm and edition.width_mm and edition.height_mm
    answers = (edition.is_made_here, edition.has_local_workers, edition.has_local_material)
    told = bool(edition.materials) or bool(list(edition.material_rows.all()))
    shelf = Check("Daya simpan", "Pembeli makanan menanyakannya lebih dulu.", 5, "shelf_life_days", False)
    last = Check("Merek atau kemasan", "Pembeli mengenali barang dari kemasannya.", 5, "packaging", False)
    return [
        Check("Satu foto produk", "Tanpa foto produk tidak bisa dikirim.", 12, "photos", photos >= 1),
        Check("Tiga foto atau lebih", "Depan, isi, dan label: pembeli tidak perlu bertanya.", 8, "photos", photos >= 3),
        Check("Nama jelas", "Sebut barang, ciri, ukuran; itu yang dicari orang.", 8, "name", len(edition.name) >= 10),
        Check(
            "Keterangan paling sedikit 100 huruf",
            "Bahan, rasa atau guna, cara simpan: pencarian membacanya.",
            10,
            "description",
            len(edition.description) >= 100,
        ),
        Check(
            "Harga, satuan, dan pesanan minimal",
            "Pembeli kantor menyaring menurut harga.",
            12,
            "price",
            bool(edition.product.price_before_vat and edition.unit and edition.minimum_order),
        ),
        Check(
            "Kapasitas dan waktu pengerjaan",
            "Pesanan besar jatuh kepada yang jelas sanggup.",
            12,
            "capacity_per_month",
            bool(edition.capacity_per_month and edition.lead_time_days is not None),
        ),
        Check("Isi satu satuan", "Harga bisa dibandingkan per kg atau per buah.", 6, "net_weight_grams", bool(content)),
        Check("Berat kirim dan ukuran paket", "Katalog V6 dan kurir memintanya.", 6, "gross_weight_grams", bool(size)),
        Check("Bahan", "Pembeli menanyakan dari apa dibuatnya.", 6, "materials", told),
        Check(
            "Spesifikasi kategori",
            "Inilah yang dibandingkan pejabat pengadaan.",
            6,
            "answers",
            bool(edition.answers or edition.specification),
        ),
        Check(
            "Wilayah pengiriman",
            "Pembeli mencari yang mengirim ke tempatnya.",
            4,
            "delivers",
            bool(edition.delivers or edition.delivery_area),
        ),
        Check(
            "Jawaban Produk Dalam Negeri",
            "Tanpa itu tanda Produk Dalam Negeri tidak tampil.",
            5,
            "is_made_here",
            None not in answers,
        ),
        _done(shelf, bool(edition.shelf_life_days)) if food else _done(last, bool(edition.brand or edition.packaging)),
    ]


def _done(check: Check, done: bool) -> Check:
    return Check(check.words, check.why, check.points, check.field, done)


def score(found: list[Check]) -> int:
    """0 to 100."""
    return sum(check.points for check in found if check.done)


NEEDED = ("name", "category", "description", "unit", "minimum_order", "capacity_per_month", "lead_time_days")


def missing(edition: ProductEdition) -> list[str]:
    """The labels of what must be filled in before a product can be sent; the database asks for the same."""
    empty = [name for name in NEEDED if getattr(edition, f"{name}_id" if name == "category" else name) in (None, "")]
    labels = {field.name: str(field.verbose_name).lower() for field in ProductEdition._meta.concrete_fields}
    return [labels[name] for name in empty]
