"""What each figure means: one entry, one page. The words are shown to everybody; the code keeps to them.

A new figure is a new entry here and, when it is counted from the register, a measure in figures.counting.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Cell = Mapping[str, int]


def _measure(name: str) -> Callable[[Cell], int]:
    return lambda cell: int(cell.get(name, 0))


@dataclass(frozen=True)
class Figure:
    """One figure.

    `key` stands in the address; `value` takes it out of a cell of sums (figures.counting), None when it is counted
    another way; `of` is the group it is a part of, for small cells; `dimension` a breakdown of its own.
    """

    key: str
    name: str
    unit: str
    definition: str
    counted_in: tuple[str, ...]
    left_out: tuple[str, ...]
    how: str
    source: str
    since: str
    limits: tuple[str, ...]
    is_public: bool = True
    value: Callable[[Cell], int] | None = None
    people: str = "units"  # measure that says how many businesses stand behind a cell
    of: str = ""  # measure of the whole; empty when no whole is shown beside it
    dimension: str = ""
    by_district: bool = True
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The name without its explanation: "IKM"."""
        return self.name.partition(" (")[0]


ON_THE_DAY = (
    "Usaha dihitung bila pada akhir hari itu pendaftarannya sudah disetujui petugas dan usahanya tidak tutup, tidak "
    "digabungkan ke usaha lain, tidak dinonaktifkan, dan tidak disembunyikan karena lama tidak menjawab."
)
FROZEN = (
    "Angka tahunan adalah potret pada akhir 31 Desember (00.00 WIB tanggal 1 Januari). Potret disimpan baris demi "
    "baris dan tidak dapat diubah siapa pun, termasuk admin; perbaikan data hanya berpengaruh ke potret berikutnya."
)
DECLARED = "Isian pendaftaran diperiksa petugas, tetapi sebagian adalah pernyataan pemilik."
PP7 = "PP 7/2021 pasal 35"
PERMENPERIN = "Permenperin 64/2016"
OUR_RULE = "Aturan pencatatan kantor ini"
START = "sejak portal ini dipakai"

FIGURES: tuple[Figure, ...] = (
    Figure(
        key="usaha",
        name="Usaha terdaftar",
        unit="usaha",
        definition=f"Banyaknya usaha yang tercatat dan aktif pada suatu hari. {ON_THE_DAY}",
        counted_in=("Usaha segala skala dan bidang", "Usaha yang belum punya NIB", "Koperasi dan kelompok usaha"),
        left_out=(
            "Pendaftaran yang masih draf, menunggu, ditolak, atau perlu diperbaiki",
            "Usaha yang tutup atau digabungkan",
            "Usaha yang dinonaktifkan atau tidak menjawab (jumlahnya dicatat terpisah)",
        ),
        how="Satu kode usaha dihitung satu, walau pemiliknya punya beberapa usaha.",
        source=OUR_RULE,
        since=START,
        limits=("Usaha yang belum mendaftar tidak terhitung, jadi ini bukan sensus.",),
        value=_measure("units"),
    ),
    Figure(
        key="ikm",
        name="IKM (industri kecil dan menengah)",
        unit="usaha",
        definition="Usaha terdaftar yang kegiatannya industri pengolahan (KBLI golongan pokok 10 sampai 33) dan "
        "menurut tenaga kerja serta investasinya tergolong industri kecil atau menengah.",
        counted_in=(
            "Industri kecil: paling banyak 19 tenaga kerja dan investasi di bawah Rp1 miliar",
            "Industri menengah: di atas itu, sampai batas industri besar",
        ),
        left_out=(
            "Perdagangan dan jasa, walau kecil: itu UMKM, bukan IKM",
            "Industri besar: 20 tenaga kerja atau lebih dan investasi di atas Rp15 miliar",
            "Industri yang tenaga kerja atau investasinya belum diisi; jumlahnya disebut terpisah",
        ),
        how="Golongan dihitung dari isian yang berlaku pada hari itu. Investasi tanpa tanah dan bangunan; bila "
        "investasi belum diisi, dipakai modal usaha (juga tanpa tanah dan bangunan).",
        source=PERMENPERIN,
        since=START,
        limits=(DECLARED, "Investasi diisi dalam kisaran, jadi usaha tepat di batas bisa masuk golongan di bawahnya."),
        value=_measure("ikm"),
        of="units",
        more={"unclear": "Industri yang golongannya belum diketahui"},
    ),
    Figure(
        key="umkm",
        name="UMKM (usaha mikro, kecil, dan menengah)",
        unit="usaha",
        definition="Usaha terdaftar dari bidang apa pun yang skalanya mikro, kecil, atau menengah.",
        counted_in=("Industri, perdagangan, jasa, pertanian", "IKM yang skalanya mikro, kecil, atau menengah"),
        left_out=("Usaha besar", "Usaha yang modal dan omzetnya belum diisi; jumlahnya disebut terpisah"),
        how="Usaha yang berdiri sejak 2 Februari 2021 dinilai dari modal, yang lebih lama dari omzet setahun; bila "
        "hanya satu yang diisi, itu yang dipakai. Modal tanpa tanah dan bangunan.",
        source=PP7,
        since=START,
        limits=(DECLARED, "IKM dan UMKM dua ukuran yang berbeda. Keduanya tidak boleh dijumlahkan."),
        value=_measure("umkm"),
        of="units",
        more={"no_scale": "Usaha yang skalanya belum diketahui"},
    ),
    Figure(
        key="tenaga-kerja",
        name="Tenaga kerja",
        unit="orang",
        definition="Jumlah orang yang bekerja di usaha terdaftar, laki-laki dan perempuan, termasuk pemilik yang ikut "
        "bekerja bila ia menghitungnya.",
        counted_in=("Tenaga kerja laki-laki dan perempuan menurut isian usaha",),
        left_out=("Usaha yang tidak mengisi tenaga kerja (tidak ditaksir)", "Pekerja usaha yang tidak dihitung aktif"),
        how="Penjumlahan isian usaha yang aktif pada hari itu, tanpa taksiran untuk yang kosong.",
        source=OUR_RULE,
        since=START,
        limits=(DECLARED, "Pekerja musiman dapat terhitung atau tidak, tergantung pemilik."),
        value=_measure("workers"),
        people="reporting",
        more={"workers_female": "Di antaranya perempuan", "reporting": "Usaha yang mengisi tenaga kerja"},
    ),
    Figure(
        key="usaha-perempuan",
        name="Usaha milik perempuan",
        unit="usaha",
        definition="Usaha terdaftar yang pemilik atau penanggung jawabnya perempuan.",
        counted_in=("Usaha yang NIK pemiliknya menunjukkan perempuan",),
        left_out=("Usaha yang NIK pemiliknya belum diisi; dihitung sebagai belum diketahui",),
        how="Jenis kelamin dibaca dari NIK pemilik. NIK sendiri tidak disimpan dalam potret.",
        source=OUR_RULE,
        since=START,
        limits=("Untuk PT, CV, dan koperasi yang dibaca adalah penanggung jawabnya, bukan semua pemegang saham.",),
        value=_measure("women"),
        of="units",
        more={"sex_known": "Usaha yang jenis kelamin pemiliknya diketahui"},
    ),
    Figure(
        key="ber-nib",
        name="Usaha ber-NIB",
        unit="usaha",
        definition="Usaha terdaftar yang sudah mencantumkan Nomor Induk Berusaha dari OSS.",
        counted_in=("Usaha dengan NIB 13 angka",),
        left_out=("Usaha yang menyatakan belum punya NIB",),
        how="Dilihat dari isian yang disetujui petugas pada hari itu.",
        source="PP 28/2025 tentang perizinan berusaha berbasis risiko",
        since=START,
        limits=("Bentuk nomor diperiksa mesin; keberadaannya di OSS dilihat petugas.",),
        value=_measure("nib"),
        of="units",
    ),
    Figure(
        key="skala",
        name="Usaha menurut skala",
        unit="usaha",
        definition="Usaha terdaftar dibagi menurut skala: mikro, kecil, menengah, besar.",
        counted_in=("Semua usaha terdaftar yang aktif",),
        left_out=(),
        how="Mikro: modal sampai Rp1 miliar atau omzet sampai Rp2 miliar. Kecil: modal sampai Rp5 miliar atau omzet "
        "sampai Rp15 miliar. Menengah: modal sampai Rp10 miliar atau omzet sampai Rp50 miliar. Besar: di atasnya.",
        source=PP7,
        since=START,
        limits=(DECLARED,),
        value=_measure("units"),
        dimension="scale",
        by_district=False,
    ),
    Figure(
        key="omzet",
        name="Omzet setahun menurut kisaran",
        unit="usaha",
        definition="Usaha terdaftar dibagi menurut kisaran omzet setahun yang mereka isi.",
        counted_in=("Usaha yang mengisi kisaran omzet",),
        left_out=("Usaha yang tidak mengisi omzet; jumlahnya disebut terpisah",),
        how="Omzet ditanyakan dalam kisaran. Nilai tengah adalah kisaran tempat usaha yang ada di tengah urutan.",
        source=OUR_RULE,
        since=START,
        limits=("Sumbernya pernyataan pemilik, bukan laporan pajak.", "Omzet satu usaha tidak pernah ditampilkan."),
        value=_measure("answered_sales"),
        of="units",
        dimension="sales_range",
        by_district=False,
    ),
    Figure(
        key="bidang",
        name="Usaha menurut bidang (KBLI)",
        unit="usaha",
        definition="Usaha terdaftar dibagi menurut dua angka pertama kode KBLI utamanya.",
        counted_in=("Semua usaha terdaftar yang aktif, menurut bidang utamanya",),
        left_out=("Bidang tambahan sebuah usaha",),
        how="Kode 2020 dan 2025 dengan dua angka pertama yang sama dihitung bersama.",
        source="Peraturan BPS 2/2020 dan 7/2025 (KBLI)",
        since=START,
        limits=("Sebagian kode berpindah golongan antara KBLI 2020 dan 2025.",),
        is_public=False,
        value=_measure("units"),
        dimension="division",
        by_district=False,
    ),
    Figure(
        key="tidak-aktif",
        name="Usaha tercatat yang tidak aktif",
        unit="usaha",
        definition="Usaha yang pernah disetujui tetapi pada hari itu dinonaktifkan, tidak menjawab, tutup, atau "
        "digabungkan.",
        counted_in=("Dinonaktifkan petugas", "Tidak menjawab pertanyaan berkala", "Tutup", "Digabungkan ke usaha lain"),
        left_out=("Usaha yang aktif",),
        how="Dihitung dari keadaan usaha pada akhir hari itu.",
        source=OUR_RULE,
        since=START,
        limits=("Penyebab di luar keempatnya tidak dicatat.",),
        is_public=False,
        by_district=False,
    ),
)
BY_KEY = {figure.key: figure for figure in FIGURES}
PUBLIC = tuple(figure for figure in FIGURES if figure.is_public)

SCALE_WORDS = {"micro": "Mikro", "small": "Kecil", "medium": "Menengah", "large": "Besar", "": "Belum diketahui"}
KIND_WORDS = {
    "ikm": "IKM",
    "unclear": "Industri, golongan belum diketahui",
    "large_industry": "Industri besar",
    "umkm": "UMKM di luar industri",
    "other": "Lainnya",
}
CLASS_WORDS = {
    "small": "Industri kecil",
    "medium": "Industri menengah",
    "large": "Industri besar",
    "": "Industri, golongan belum diketahui",
    "-": "Bukan industri",
}
SEX_WORDS = {"female": "Perempuan", "male": "Laki-laki", "": "Belum diketahui"}
DIVISION_WORDS = {
    "01": "Pertanian, peternakan", "02": "Kehutanan", "03": "Perikanan", "10": "Makanan", "11": "Minuman",
    "12": "Tembakau", "13": "Tekstil dan batik", "14": "Pakaian jadi", "15": "Kulit dan alas kaki",
    "16": "Kayu, bambu, rotan, anyaman", "17": "Kertas", "18": "Percetakan", "19": "Batu bara dan minyak bumi",
    "20": "Kimia, sabun, kosmetik", "21": "Farmasi dan obat tradisional", "22": "Karet dan plastik",
    "23": "Galian bukan logam, gerabah", "24": "Logam dasar", "25": "Barang logam", "26": "Komputer dan elektronik",
    "27": "Peralatan listrik", "28": "Mesin", "29": "Kendaraan bermotor", "30": "Alat angkut lain", "31": "Furnitur",
    "32": "Kerajinan dan pengolahan lain", "33": "Reparasi dan pemasangan mesin", "43": "Konstruksi khusus",
    "46": "Perdagangan besar", "47": "Perdagangan eceran", "55": "Penginapan", "56": "Makan minum", "": "Belum diisi",
}  # fmt: skip
STATE_WORDS = {
    "suspended": "Dinonaktifkan",
    "dormant": "Tidak menjawab",
    "closed": "Tutup",
    "merged": "Digabungkan",
}


def division_words(code: str) -> str:
    """The name of a KBLI division: "10 Makanan"; only the code when we have no name for it."""
    words = DIVISION_WORDS.get(code, "")
    return f"{code} {words}".strip() if code else "Belum diisi"
