"""What people read when a number on a certificate cannot be right, by kind of number and code."""

from review.checked import Words

IMPORTED = "Kode ini berarti produk impor, jadi tidak dapat ditandai Produk Dalam Negeri."
HALAL = Words(
    "Nomor sertifikat halal",
    {
        "length": "Nomor sertifikat halal harus ID diikuti 17 angka. Lihat di sertifikat dari BPJPH.",
        "month": "Nomor sertifikat halal tidak cocok. Periksa 4 angka terakhir.",
        "chars": "Nomor sertifikat halal: setelah ID hanya boleh angka.",
        "prefix": "Nomor sertifikat halal diawali ID, misalnya ID36…",
        "old_mui": "Ini nomor sertifikat MUI lama. Sertifikat halal sekarang diterbitkan BPJPH dan diawali ID.",
        "ketetapan": "Ini nomor ketetapan halal, bukan nomor sertifikat. Tunggu sertifikat terbit di SIHALAL.",
    },
)
HALAL_DECISION = Words(
    "Nomor ketetapan halal",
    {
        "length": "Nomor ketetapan halal paling banyak 80 huruf dan angka.",
        "chars": "Nomor ketetapan halal berisi tanda yang tidak dikenal. Ketik ulang dari surat ketetapan.",
        "certificate": "Ini nomor sertifikat halal. Nomor ketetapan biasanya diawali KH; lihat surat ketetapan.",
    },
)
BPOM_FOOD = Words(
    "Nomor izin edar BPOM",
    {
        "length": "Nomor BPOM harus 12 atau 15 angka setelah MD atau ML.",
        "prefix": "Nomor BPOM pangan diawali MD (dalam negeri) atau ML (impor).",
        "chars": "Nomor BPOM: setelah MD/ML hanya boleh angka.",
        "imported": "Kode ML berarti produk impor, jadi tidak dapat ditandai Produk Dalam Negeri.",
    },
)
PIRT = Words(
    "Nomor P-IRT",
    {
        "length": "Nomor P-IRT harus 15 angka, contoh 2063602990000-29.",
        "old_12_digit": "Ini nomor P-IRT lama (12 angka) yang sudah tidak berlaku. Ajukan SPP-IRT baru lewat OSS.",
        "packaging": "Nomor P-IRT tidak cocok: angka pertama (jenis kemasan) harus 1 sampai 8.",
        "food_type": "Nomor P-IRT tidak cocok: angka ke-2 dan ke-3 (jenis pangan) tidak boleh 00.",
        "region": "Nomor P-IRT tidak cocok: kode kabupaten/kota tidak dikenal. Kode {home} {code}.",
        "chars": "Nomor P-IRT hanya boleh berisi angka dan strip.",
        "expired": "Masa berlaku P-IRT ini sudah habis. Unggah SPP-IRT yang baru.",
        "outside_lebak": "P-IRT ini terbit di luar {home}. Petugas akan memeriksanya.",
    },
)
BPOM_COSMETIC = Words(
    "Nomor notifikasi kosmetika",
    {
        "length": "Nomor notifikasi kosmetika harus 11 angka setelah 2 huruf, contoh NA18…",
        "prefix": "Nomor notifikasi kosmetika diawali NA, NB, NC, ND, atau NE.",
        "chars": "Nomor notifikasi kosmetika: setelah 2 huruf hanya boleh angka.",
    },
)
BPOM_TRADITIONAL = Words(
    "Nomor izin edar",
    {
        "length": "Nomor izin edar harus 9 angka setelah 2 huruf, contoh TR…",
        "prefix": "Nomor izin edar obat tradisional diawali TR, TI, TL, HT, atau FF; suplemen SD, SI, atau SL.",
        "chars": "Nomor izin edar: setelah 2 huruf hanya boleh angka.",
        "imported": IMPORTED,
    },
)
KEMENKES = Words(
    "Nomor izin edar Kemenkes",
    {
        "length": "Nomor izin Kemenkes harus 11 angka, contoh PKD 20…",
        "prefix": "Nomor izin Kemenkes diawali AKD, AKL, PKD, atau PKL.",
        "chars": "Nomor izin Kemenkes: setelah 3 huruf hanya boleh angka.",
        "imported": IMPORTED,
    },
)
SNI = Words(
    "Nomor SNI",
    {
        "prefix": "Nomor SNI diawali SNI, contoh SNI 6729:2016.",
        "format": "Tulis nomor SNI lengkap dengan tahun, contoh SNI 6729:2016.",
        "year": "Tahun SNI tidak boleh di masa depan.",
    },
)
TRADEMARK = Words(
    "Nomor merek",
    {
        "length": "Nomor merek tidak lengkap. Contoh: IDM000123456 atau DID2026012345.",
        "prefix": "Nomor merek diawali IDM (terdaftar) atau DID/JID/D00/J00 (permohonan).",
        "application": "Ini nomor permohonan: merek belum terdaftar, jadi tanda ® belum boleh dipakai.",
    },
)
ORGANIC_ID = Words("Kode lembaga organik", {"format": "Kode lembaga organik ditulis LSO-000-IDN."})
ORGANIC_EU = Words("Kode organik Uni Eropa", {"format": "Kode organik Uni Eropa ditulis ID-BIO-000."})
TKDN = Words(
    "Nilai TKDN",
    {
        "range": "Nilai TKDN harus 0 sampai 100.",
        "scale": "Nilai TKDN paling banyak 2 angka di belakang koma.",
        "chars": "Nilai TKDN harus berupa angka.",
    },
)
BMP = Words(
    "Nilai BMP",
    {
        "range": "Nilai BMP harus 0 sampai 15.",
        "scale": "Nilai BMP paling banyak 2 angka di belakang koma.",
        "chars": "Nilai BMP harus berupa angka.",
    },
)
FREE = Words(
    "Nomor sertifikat",
    {
        "length": "Nomor sertifikat paling banyak 80 huruf dan angka.",
        "chars": "Nomor sertifikat berisi tanda yang tidak dikenal. Ketik ulang dari sertifikat.",
    },
)
