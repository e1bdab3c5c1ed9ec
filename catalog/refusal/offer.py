"""Rules about the maker, the category, the price, what can be made, how it travels, photos and barcodes."""

from accounts.templatetags.portal import number, rupiah
from catalog.details import barcode_twice
from catalog.gtin import check_gtin
from catalog.refusal.facts import Found, Listing, amber, red
from review.checked import Invalid

SMALLEST_V6, SHARP = 300, 600  # pixels: what Katalog V6 takes, and what looks sharp
PARCEL = 5_000_000  # grams; heavier is a typing error


def maker(listing: Listing) -> Found:
    """The business is approved, in order and has a NIB."""
    found = listing.maker
    if found.state == "none":
        yield red("business", "Pendaftaran usaha belum dikirim.", "Kirim dulu pendaftaran usaha, baru produknya.")
    elif found.state == "waiting":
        yield amber("business", "Usahanya belum disetujui. Produk baru terlihat pembeli setelah usahanya tayang.")
    elif found.state == "suspended":
        yield red("business", "Usahanya sedang dinonaktifkan, jadi produk ini tidak akan terlihat.", "Hubungi dinas.")
    elif found.state == "closed":
        yield red("business", "Usahanya sudah ditutup.", "Buka lagi usahanya dulu.")
    if found.state in ("waiting", "live") and not found.has_nib:
        yield red(
            "business",
            "Usahanya belum punya NIB. Produk boleh disetujui, tetapi baru terlihat setelah NIB ada.",
            "Buat NIB di oss.go.id (gratis), lalu isi di data usaha.",
            v6=True,
        )


def category(listing: Listing) -> Found:
    """There is one, and the maker's KBLI belongs to it."""
    goods, made = listing.goods, listing.maker
    if goods is None:
        yield red("category", "Kategori belum dipilih.", "Pilih yang paling dekat dengan produk.")
        return
    usual = goods.usual(made.kbli_edition)
    if usual and made.kbli_code and made.kbli_code not in usual:
        yield red(
            "category",
            f"Kategori {goods.name} biasanya KBLI {', '.join(usual)}; "
            f"bidang usahanya {made.kbli_code} {made.kbli_title}.",
            "Katalog V6 menolak KBLI yang tidak cocok. Perbaiki kategori, atau tambah KBLI itu di NIB dan data usaha.",
            v6=True,
        )


def price(listing: Listing) -> Found:
    """There is one, near to what such goods cost."""
    if not listing.unit:
        yield red("unit", "Satuan harga belum dipilih.", "Pilih satuannya, misalnya bungkus.")
    if not listing.price:
        yield red("price", "Harga belum diisi.", "Isi harga satu satuan, dalam rupiah.")
    elif listing.usual_prices:
        low, high, count = listing.usual_prices
        amount, measure = listing.compared
        if amount < low / 2 or amount > high * 2:
            yield amber(
                "price",
                f"Harga {rupiah(amount)} per {measure}; biasanya {rupiah(low)}–{rupiah(high)} ({count} produk lain).",
                "Periksa jumlah nol dan isi bersihnya.",
            )


def making(listing: Listing) -> Found:
    """How much, how fast, from how many on."""
    if not listing.minimum_order:
        yield red("minimum_order", "Pesanan minimal belum diisi.", "Isi 1 bila boleh membeli satu saja.")
    if not listing.capacity:
        yield red("capacity_per_month", "Kapasitas per bulan belum diisi.", "Isi paling banyak yang sanggup dibuat.")
    elif listing.minimum_order and listing.minimum_order > listing.capacity:
        yield red(
            "minimum_order",
            f"Pesanan minimal {number(listing.minimum_order)} lebih banyak dari kapasitas sebulan "
            f"{number(listing.capacity)}.",
            "Salah satu angkanya keliru.",
        )
    elif listing.largest_order and listing.largest_order > listing.capacity * 12:
        yield amber(
            "largest_order",
            "Pesanan terbesar lebih banyak dari yang bisa dibuat dalam setahun.",
            "Periksa kapasitas atau angka pesanan itu.",
        )
    if listing.lead_time is None:
        yield red("lead_time_days", "Waktu pengerjaan belum diisi.", "Isi 0 bila selalu siap.")
    for label in listing.open_questions:
        yield red(listing.first_question or "specification", f"Spesifikasi “{label}” belum dijawab.", "Jawab dulu.")
    if not listing.delivers:
        yield amber("delivers", "Wilayah pengiriman belum dipilih.", "Pembeli mencari yang mengirim ke tempatnya.")


def parcel(listing: Listing) -> Found:
    """Weight and size as it travels, which Katalog V6 asks for."""
    if not listing.gross_weight:
        yield amber(
            "gross_weight_grams",
            "Berat kirim belum diisi.",
            "Katalog V6 menghitung ongkos kirim dari berat. Timbang bersama kemasannya.",
            v6=True,
        )
    elif listing.net_weight and listing.gross_weight < listing.net_weight:
        yield red(
            "gross_weight_grams",
            "Berat kirim lebih ringan dari berat bersih.",
            "Berat kirim adalah berat isi ditambah kemasannya.",
        )
    elif listing.gross_weight > PARCEL:
        yield amber("gross_weight_grams", "Berat kirim lebih dari 5 ton.", "Periksa: satuannya gram.")
    if None in listing.size:
        yield amber(
            "length_mm",
            "Ukuran paket (panjang, lebar, tinggi) belum lengkap.",
            "Katalog V6 meminta ketiganya. Ukur kemasannya dengan penggaris.",
            v6=True,
        )


def photos(listing: Listing) -> Found:
    """At least one, of its own, large enough."""
    if not listing.photos:
        yield red("photos", "Belum ada foto.", "Tambahkan paling sedikit satu foto produk.")
        return
    tiny = sum(1 for width, height in listing.photos if min(width, height) < SMALLEST_V6)
    small = sum(1 for width, height in listing.photos if SMALLEST_V6 <= min(width, height) < SHARP)
    if tiny:
        yield red(
            "photos",
            f"{tiny} foto lebih kecil dari {SMALLEST_V6} piksel.",
            "Katalog V6 menolaknya. Foto ulang dengan kamera HP, jangan tangkapan layar.",
            v6=True,
        )
    if small:
        yield amber(
            "photos",
            f"{small} foto lebih kecil dari {SHARP} piksel, mungkin kurang tajam.",
            "Foto ulang dari dekat dengan kamera HP.",
        )
    if listing.photo_of_other:
        yield red(
            "photos",
            "Foto yang sama persis dipakai produk usaha lain.",
            "Unggah foto buatan sendiri; foto dari HP sudah cukup.",
        )


def barcodes(listing: Listing) -> Found:
    """Right digits, on one thing only, not another maker's."""
    for place, gtin in (("gtin", listing.gtin), *listing.row_gtins):
        if not gtin:
            continue
        try:
            checked = check_gtin(gtin)
        except Invalid as wrong:
            yield red(place, wrong.message, "Pindai atau ketik ulang, atau kosongkan.")
            continue
        for hint in checked.hints:
            yield amber(place, hint.message, "Biarkan bila barcode itu memang terdaftar atas nama usaha Anda.")
    all_of_them = [listing.gtin, *(gtin for _, gtin in listing.row_gtins)]
    if twice := barcode_twice(all_of_them):
        place = next((place for place, gtin in listing.row_gtins if gtin == twice), "gtin")
        yield red(place, f"Barcode {twice} tertulis dua kali.", "Tiap varian dan kemasan punya barcode sendiri.")
    if listing.gtin_of_other:
        yield red(
            "gtin",
            f"Barcode ini dipakai produk usaha lain: {listing.gtin_of_other}.",
            "Isi barcode milik Anda, atau kosongkan.",
        )
