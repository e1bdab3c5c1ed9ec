"""What owners of the demo tell about their business."""

from random import Random

from lebak_catalog.demo.filling.plan import BusinessPlan

BEGINNINGS = (
    "Usaha keluarga di Desa {desa} yang berjalan sejak {tahun}.",
    "Kami mulai pada {tahun} dari dapur rumah di Desa {desa}.",
    "Berdiri {tahun}, usaha ini tumbuh dari pesanan tetangga di Kecamatan {kecamatan}.",
    "Sejak {tahun} kami menekuni {barang} bersama warga Desa {desa}.",
    "Awalnya hanya pekerjaan sampingan; sejak {tahun} menjadi usaha utama keluarga kami.",
    "Kelanjutan usaha orang tua, kami rawat lagi mulai {tahun}.",
)
SHOPS = (
    "Kami mulai pada {tahun} dari tempat kerja kecil di samping rumah, Desa {desa}.",
    "Usaha kami di Desa {desa} berdiri {tahun} dan mengerjakan pesanan satuan maupun partai.",
)
PEOPLE = (
    "Sekarang {orang} orang bekerja di sini, sebagian besar tetangga sendiri.",
    "{orang} orang ikut bekerja, dan upah dibayar setiap pekan.",
    "Dikerjakan {orang} orang dengan pembagian tugas yang jelas dari bahan sampai kemas.",
    "Ada {orang} orang yang bekerja tetap; saat pesanan ramai kami mengajak warga sekitar.",
)
ALONE = (
    "Semua dikerjakan sendiri, jadi mohon memesan beberapa hari sebelumnya.",
    "Saya mengerjakan sendiri dengan bantuan keluarga pada hari ramai.",
)
WAYS: dict[str, tuple[str, ...]] = {
    "food": (
        "Bahan baku kami beli langsung dari petani Lebak.",
        "Tempat produksi kami pisahkan dari rumah dan dibersihkan setiap selesai bekerja.",
        "Kami membuat sedikit-sedikit tetapi sering, supaya barang selalu baru.",
        "Tanggal produksi tertulis di setiap kemasan.",
    ),
    "craft": (
        "Bahan diambil dari kebun warga dan ditanam kembali.",
        "Setiap barang dikerjakan tangan, jadi corak satu dan lainnya sedikit berbeda.",
        "Kami menerima pesanan ukuran dan warna untuk bingkisan atau suvenir kantor.",
    ),
    "work": (
        "Gambar dan contoh kami kirim sebelum pesanan dikerjakan.",
        "Pengukuran di tempat untuk wilayah Lebak tidak dipungut biaya.",
        "Kami memberi jaminan perbaikan selama tiga bulan.",
    ),
    "farm": (
        "Panen disesuaikan pesanan supaya barang tiba segar.",
        "Hasil kebun anggota dikumpulkan dan disortir di satu tempat.",
        "Pengantaran rutin dapat diatur setiap pekan.",
    ),
}
ENDINGS = (
    "Kami siap melayani pesanan instansi dengan nota dan kuitansi.",
    "Pesanan dalam jumlah besar sebaiknya dibicarakan sepekan sebelumnya.",
    "Silakan datang melihat cara kami membuatnya.",
    "",
    "",
)


def story(plan: BusinessPlan, goods: str, founded: int, workers: int, rng: Random) -> str:
    """Three or four short sentences that fit the branch."""
    branch = plan.facts.permits
    root = goods_branch(branch, plan)
    beginning = rng.choice(SHOPS if root == "work" else BEGINNINGS)
    people = rng.choice(PEOPLE if workers > 1 else ALONE)
    parts = [beginning, people, rng.choice(WAYS[root]), rng.choice(ENDINGS)]
    parent = plan.village.parent
    words = {
        "desa": plan.village.name,
        "kecamatan": parent.name if parent else plan.village.name,
        "tahun": founded,
        "orang": workers,
        "barang": goods.lower(),
    }
    return " ".join(part.format(**words) for part in parts if part)


def goods_branch(permits: str, plan: BusinessPlan) -> str:
    """food, farm, craft or work: how such a business speaks of itself."""
    if set(permits) & set("PHBSKT"):
        return "food"
    if "G" in permits or plan.slug in (
        "pakan-ternak",
        "ikan-segar-budi-daya",
        "telur-unggas",
        "bibit-pupuk-media-tanam",
    ):
        return "farm"
    made = ("anyaman", "kerajinan", "batik", "tenun", "kain", "ukiran", "suvenir", "gerabah", "batu", "fosil", "cincin")
    return "craft" if plan.slug.startswith(made) or "M" in permits else "work"
