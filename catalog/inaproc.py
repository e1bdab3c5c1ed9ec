"""The way of a product into Katalog V6 (INAPROC): what it asks for, which steps follow each other, what to copy there.

What V6 asks: rules section 19. Pure but for the values of the edition it is given.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog import vat
from catalog.models import InaprocListing, ProductEdition
from catalog.refusal.facts import Listing
from catalog.specification import answered
from registry.models import BusinessEdition

State = InaprocListing.State
MOVES: Mapping[str, tuple[State, ...]] = {
    State.NONE: (State.READY,),
    State.READY: (State.SUBMITTED, State.NONE),
    State.SUBMITTED: (State.LIVE, State.REFUSED, State.READY),
    State.REFUSED: (State.READY, State.SUBMITTED, State.NONE),
    State.LIVE: (State.REFUSED, State.NONE),
}
"""From one state to the next; the first is the usual step."""
STEPS: Mapping[str, str] = {
    State.NONE: "Belum mulai",
    State.READY: "Siap diajukan",
    State.SUBMITTED: "Sudah diajukan",
    State.REFUSED: "Ditolak di Katalog V6",
    State.LIVE: "Sudah tayang di Katalog V6",
}
SMALLEST_PHOTO = 300


@dataclass(frozen=True)
class Demand:
    """One thing V6 asks for: whether it is there, and what to do when not. `must`: refused without it."""

    words: str
    done: bool
    what: str = ""
    field: str = ""
    must: bool = True

    @property
    def anchor(self) -> str:
        """Where the owner types it, within the editor; empty when it is not there."""
        return {"photos": "foto", "": ""}.get(self.field, f"div_id_{self.field}")


def readiness(listing: Listing, *, levels: int) -> list[Demand]:
    """Everything V6 asks of provider and product; `levels` counts the levels of the category."""
    return [*_of_provider(listing), *_of_category(listing, levels), *_of_product(listing)]


def _of_provider(listing: Listing) -> list[Demand]:
    goods, maker = listing.goods, listing.maker
    usual = goods.usual(maker.kbli_edition) if goods else ()
    fits = bool(maker.kbli_code) and (not usual or maker.kbli_code in usual)
    named = f"Biasanya {', '.join(usual)}." if usual else "Pilih kategori dulu."
    return [
        Demand("Usaha punya NIB", maker.has_nib and maker.state == "live", "Isi NIB di data usaha."),
        Demand("KBLI di NIB cocok dengan kategori", fits, named, "category"),
        Demand("Tarif PPN", maker.state == "live", "Isi di data usaha apakah usaha ini PKP."),
    ]


def _of_category(listing: Listing, levels: int) -> list[Demand]:
    goods = listing.goods
    shallow = "Kategori ini baru dua tingkat di katalog kita; pilih tingkat ketiga di Katalog V6."
    no_code = "Kategori ini belum punya kode KBKI; cari kodenya saat mengisi di Katalog V6."
    return [
        Demand(
            "Kategori tiga tingkat",
            levels >= 3,
            shallow if goods else "Pilih kategori dulu.",
            "category",
            must=goods is None,
        ),
        Demand("Kode KBKI", bool(goods and goods.kbki), no_code, must=False),
    ]


def _of_product(listing: Listing) -> list[Demand]:
    large = all(min(photo) >= SMALLEST_PHOTO for photo in listing.photos)
    answers = (listing.made_here, listing.local_workers, listing.local_material)
    domestic = listing.origin != "domestic" or None not in answers
    stock = "Isi stok di halaman harga. Bila dibuat sesuai pesanan, isi sebanyak yang sanggup dibuat."
    return [
        Demand(
            f"Foto paling sedikit {SMALLEST_PHOTO} piksel",
            bool(listing.photos) and large,
            "Ganti foto yang terlalu kecil." if listing.photos else "Tambahkan foto.",
            "photos",
        ),
        Demand("Harga", bool(listing.price), "Isi harga.", "price"),
        Demand("Status PDN atau impor", domestic, "Jawab tiga pertanyaan Produk Dalam Negeri.", "is_made_here"),
        Demand("Berat kirim", bool(listing.gross_weight), "Isi berat bersama kemasannya.", "gross_weight_grams"),
        Demand("Ukuran paket", None not in listing.size, "Isi panjang, lebar, dan tinggi.", "length_mm"),
        Demand("Spesifikasi", not listing.open_questions, "Jawab spesifikasi yang wajib.", "answers"),
        Demand("Stok", listing.stock is not None, stock, must=False),
        Demand("Wilayah pengiriman", listing.delivers, "Pilih wilayahnya.", "delivers", must=False),
    ]


def sheet(edition: ProductEdition, business: BusinessEdition | None, ancestors: list[str]) -> list[tuple[str, str]]:
    """(label, value) in the order of V6's form, to be copied there; what is empty is left out."""
    product = edition.product
    pairs = [
        ("Nama produk", edition.name),
        ("Kategori", " > ".join(ancestors)),
        ("Kode KBKI", edition.category.kbki if edition.category else ""),
        ("KBLI usaha", _activity(business)),
        ("Merek", edition.brand),
        ("Deskripsi", edition.description),
        ("Spesifikasi", "\n".join(f"{label}: {words}" for label, words in specification_of(edition))),
        ("Varian", ", ".join(row.name for row in edition.variants.all())),
        ("Satuan", edition.unit),
        ("Harga satuan sebelum PPN (rupiah)", str(product.price_before_vat or "")),
        ("PPN", _vat(product.price_before_vat, business)),
        ("Stok", str(product.stock) if product.stock is not None else ""),
        ("Pembelian minimal", str(edition.minimum_order or "")),
        ("Status produk", _domestic(edition)),
        ("Berat kirim (gram)", str(edition.gross_weight_grams or "")),
        ("Ukuran paket (cm)", _size(edition)),
        ("Barcode (GTIN)", edition.gtin),
    ]
    papers = [(claim.certificate.kind.name, claim.certificate.number) for claim in edition.claims.all()]
    return [(label, value) for label, value in (*pairs, *papers) if value]


def specification_of(edition: ProductEdition) -> list[tuple[str, str]]:
    """Answers to the questions of the category, then what the owner added herself."""
    return [*answered(edition), *((name, value) for name, value in edition.specification)]


def _activity(business: BusinessEdition | None) -> str:
    if business is None or business.activity is None:
        return ""
    return f"{business.activity.kbli_code} {business.activity.title}"


def _vat(price: int | None, business: BusinessEdition | None) -> str:
    if not price or business is None:
        return ""
    if not business.is_vat_registered:
        return "Tanpa PPN (bukan PKP)"
    split = vat.price_with_vat(price, True)
    return f"{split.vat} rupiah; harga termasuk PPN {split.total}"


def _domestic(edition: ProductEdition) -> str:
    if edition.origin == ProductEdition.Origin.IMPORTED:
        return "Impor"
    return "PDN (Produk Dalam Negeri)" if edition.is_domestic else "Belum dijawab"


def _size(edition: ProductEdition) -> str:
    sides = (edition.length_mm, edition.width_mm, edition.height_mm)
    if None in sides:
        return ""
    return " x ".join(f"{(side or 0) / 10:g}".replace(".", ",") for side in sides)
