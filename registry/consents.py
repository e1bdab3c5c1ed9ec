"""The texts an owner reads about her personal data (UU 27/2022 art. 20-24), each with its version.

A changed sentence needs a new version: what she agreed to is remembered by it.
"""

from dataclasses import dataclass

from registry.models import Consent

Purpose = Consent.Purpose
NOTICE_VERSION = "2026-11-3"


@dataclass(frozen=True)
class ConsentText:
    """One optional consent: the question, what it means, and the version to remember."""

    purpose: str
    version: str
    question: str
    meaning: str


OPTIONAL: tuple[ConsentText, ...] = (
    ConsentText(
        Purpose.SHOW_CONTACT,
        "2026-11",
        "Tampilkan nomor telepon dan WhatsApp saya",
        "Pembeli bisa langsung menghubungi Anda. Tanpa ini, halaman usaha tidak memuat nomor.",
    ),
    ConsentText(
        Purpose.SHOW_NAME,
        "2026-11",
        "Tampilkan nama saya sebagai pemilik",
        "Tanpa ini, pembeli hanya melihat nama usaha.",
    ),
    ConsentText(
        Purpose.SHOW_ADDRESS,
        "2026-11",
        "Tampilkan alamat lengkap usaha",
        "Jalan, RT dan RW ikut tampil. Tanpa ini, pembeli hanya melihat desa dan kecamatan.",
    ),
    ConsentText(
        Purpose.SHOW_LOCATION,
        "2026-11",
        "Tampilkan titik lokasi usaha di peta",
        "Pembeli bisa membuka peta ke tempat usaha Anda. Tanpa ini, titik lokasi hanya dilihat petugas.",
    ),
)
PURPOSES = tuple(text.purpose for text in OPTIONAL)


@dataclass(frozen=True)
class Line:
    """A line of the notice: what it is about, and the words."""

    about: str
    words: str


def notice(office: str) -> tuple[Line, ...]:
    """What an owner must know before the first field (art. 21): who, why, what, how long, her rights, whom to ask."""
    return (
        Line("Siapa yang memakai data", f"{office}, untuk layanan publik daftar usaha dan katalog produk."),
        Line("Untuk apa", "Memeriksa usaha dan produk Anda, menampilkannya di katalog, dan menghubungi Anda."),
        Line(
            "Data apa",
            "Nama, NIK, NPWP bila Anda isi, kontak, penanggung jawab, data dan dokumen usaha, alamat, jumlah pekerja, "
            "rentang modal, investasi atau omzet, bahan, kapasitas, toko daring dan ekspor.",
        ),
        Line(
            "Siapa yang melihat",
            "Umum melihat nama usaha, bidang, desa, skala, kapasitas, bahan, toko daring, tujuan ekspor, produk dan "
            "sertifikat, hanya bila usaha punya NIB. NIK, NPWP, modal, investasi dan omzet hanya untuk petugas. Nama "
            "pemilik, nomor telepon, alamat lengkap dan titik lokasi tampil hanya bila Anda mengizinkan.",
        ),
        Line(
            "Bagaimana disimpan",
            "NIK dan NPWP disandikan. Petugas menyebut keperluan sebelum membuka nomor lengkap; Anda bisa membaca "
            "siapa, kapan, dan untuk apa.",
        ),
        Line(
            "Berapa lama",
            "Selama usaha terdaftar. Draf yang 90 hari tidak disentuh dihapus setelah Anda diberi tahu. Data pribadi "
            "usaha yang ditutup dihapus setelah lima tahun, atau tujuh hari setelah Anda memintanya.",
        ),
        Line(
            "Hak Anda",
            "Melihat, memperbaiki dan mengunduh data Anda, menarik izin kapan saja, menutup usaha, dan meminta data "
            "dihapus, semuanya di halaman Data pribadi saya. Permintaan dijawab paling lambat 3×24 jam.",
        ),
        Line("Bertanya", f"Hubungi {office}. Petugas tidak pernah meminta biaya atau kode masuk."),
    )
