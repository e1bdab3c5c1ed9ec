"""Which column is which: the spellings of headers seen in offices, for each kind of import.

A data table on purpose: a new spelling is one word here. Spellings are compared by `key`, so capitals, underscores,
dots and units in brackets do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_BRACKETS = re.compile(r"\([^()]*\)")
_NOT_WORDS = re.compile(r"[^0-9a-z]+")

PRODUCT_LIST: Mapping[str, Sequence[str]] = {
    "nib": ("nib", "nomor induk berusaha", "no nib", "nomor nib"),
    "business_name": (
        "nama usaha", "usaha", "nama ikm", "nama umkm", "nama perusahaan", "nama penyedia", "nama toko", "pelaku usaha",
        "nama pelaku usaha", "nama perusahaan / pemilik: nama usaha",
    ),
    "name": ("nama produk", "produk", "nama barang", "jenis produk", "komoditi", "nama dagang"),
    "category": ("kategori", "kategori produk", "kelompok produk", "etalase"),
    "price": ("harga", "harga satuan", "harga jual", "harga rp", "harga produk"),
    "unit": ("satuan", "unit", "satuan jual", "kemasan"),
    "weight_gram": ("berat gram", "berat", "berat gr", "berat g", "berat bersih", "netto", "berat netto"),
    "stock": ("stok", "stock", "persediaan", "jumlah stok", "stok tersedia"),
    "kbli_code": ("kbli", "kode kbli", "no kbli"),
    "description": ("deskripsi", "keterangan produk", "uraian", "deskripsi produk", "penjelasan"),
    "minimum_order": ("pesanan minimal", "minimal pesanan", "minimum order", "min order", "moq"),
    "capacity": ("kapasitas", "kapasitas produksi", "kapasitas per bulan"),
    "lead_time_days": ("waktu pengerjaan", "lama pengerjaan", "lama produksi hari"),
}  # fmt: skip

BUSINESS_CENSUS: Mapping[str, Sequence[str]] = {
    "year": ("tahun", "tahun data", "tahun pendataan"),
    "name": (
        "nama ikm", "nama usaha", "nama umkm", "nama perusahaan", "usaha", "nama perusahaan / pemilik: nama usaha",
    ),
    "owner_name": (
        "nama pemilik", "pemilik", "penanggung jawab", "nama penanggung jawab", "nama pengusaha", "pimpinan",
    ),
    "nik": ("nik", "no nik", "nomor nik", "no ktp", "nomor ktp", "nomor induk kependudukan"),
    "nib": ("nib", "nomor induk berusaha", "no nib", "nomor nib"),
    "address": ("alamat", "alamat usaha", "jalan", "kampung", "alamat: kampung"),
    "village": (
        "keldesa", "kel desa", "desa kel", "desa", "kelurahan", "desa kelurahan", "kelurahan desa", "alamat: desa kel",
    ),
    "district": ("kecamatan", "kec"),
    "phone": ("telp", "telepon", "no telp", "no hp", "hp", "nomor hp", "no telepon", "nomor telepon"),
    "commodity": ("komoditi", "komoditas", "jenis usaha", "jenis komoditi"),
    "product": ("produk", "nama produk", "jenis produk", "produk utama"),
    "legal_form": ("bentuk badan usaha", "bentuk usaha", "badan usaha", "badan hukum"),
    "license_year": ("tahun izin", "tahun ijin"),
    "kbli_code": ("kode kbli", "no kbli", "kbli 5 digit"),
    "kbli_title": ("kbli", "judul kbli", "nama kbli", "uraian kbli"),
    "sex": ("jenis kelamin", "jk", "l p", "kelamin", "jenis kelamin pemilik"),
    "postal_code": ("kode pos", "kodepos"),
    "whatsapp": ("whatsapp", "no whatsapp", "nomor whatsapp", "no wa", "nomor wa", "wa"),
    "email": ("surel", "email", "e mail", "alamat surel", "surel usaha", "alamat email"),
    "founded_year": ("tahun berdiri", "berdiri", "tahun mulai usaha", "tahun mulai", "mulai usaha"),
    "workers_male": ("tkl", "tenaga kerja l", "tenaga kerja laki laki", "tk laki laki", "tenaga kerja: l"),
    "workers_female": ("tkp", "tenaga kerja p", "tenaga kerja perempuan", "tk perempuan", "tenaga kerja: p"),
    "investment": ("nilai investasi", "investasi", "nilai investasi rp"),
    "production_amount": ("jumlah produksi", "kapasitas produksi", "volume produksi"),
    "production_unit": ("satuan", "satuan produksi"),
    "production_value": (
        "nilai produksi", "nilai produksi rp", "nilai produksi setahun", "omzet", "omset", "hasil penjualan",
    ),
    "materials_value": ("nilai bbbp", "nilai bahan baku", "nilai bb bp", "nilai bahan baku bahan penolong"),
}  # fmt: skip

CERTIFICATE_LIST: Mapping[str, Sequence[str]] = {
    "nib": ("nib", "nomor induk berusaha", "no nib", "nomor nib"),
    "business_name": (
        "nama usaha", "usaha", "nama ikm", "nama umkm", "nama perusahaan", "pelaku usaha", "nama pelaku usaha",
    ),
    "kind": ("jenis", "jenis sertifikat", "sertifikat", "nama sertifikat", "jenis izin", "perizinan"),
    "number": (
        "nomor", "nomor sertifikat", "no sertifikat", "nomor izin", "no izin", "nomor izin edar", "nomor pirt",
    ),
    "issued_on": ("terbit", "tanggal terbit", "tgl terbit", "tanggal sertifikat", "diterbitkan"),
    "expires_on": (
        "berlaku s d", "berlaku sd", "berlaku sampai", "masa berlaku", "tanggal berakhir", "tgl berakhir", "berakhir",
        "kedaluwarsa", "kadaluarsa", "berlaku hingga",
    ),
    "scope": ("produk", "nama produk", "produk yang tercantum", "ruang lingkup", "lingkup"),
    "issuer": ("penerbit", "diterbitkan oleh", "lembaga penerbit", "lembaga"),
}  # fmt: skip

# What a row cannot do without.
NEEDED: Mapping[str, Sequence[str]] = {
    "product_list": ("business_name", "name", "price"),
    "business_census": ("name", "district"),
    "certificate_list": ("kind", "number"),
}
KINDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "product_list": PRODUCT_LIST,
    "business_census": BUSINESS_CENSUS,
    "certificate_list": CERTIFICATE_LIST,
}


@dataclass(frozen=True)
class Match:
    """`columns`: our field name to the column (from 0). `unknown`: titles we do not use. `missing`: needed fields."""

    kind: str
    columns: dict[str, int]
    unknown: list[str]
    missing: list[str]


def key(title: str) -> str:
    """The title as compared: "NAMA_Usaha " and "Nama Usaha" are both "namausaha"; brackets and their content go."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return _NOT_WORDS.sub("", _BRACKETS.sub(" ", plain)) or _NOT_WORDS.sub("", plain)


_BY_KEY = {
    kind: {key(spelling): field for field, spellings in reversed(list(fields.items())) for spelling in spellings}
    for kind, fields in KINDS.items()
}


def match_headers(header: Sequence[str], kind: str) -> Match:
    """Finds our fields in a header. The first of two columns that mean the same field wins; the other is unknown.

    `kind` is a key of KINDS.
    """
    columns: dict[str, int] = {}
    unknown = []
    for column, title in enumerate(header):
        field = _BY_KEY[kind].get(key(title)) or _BY_KEY[kind].get(key(title.rpartition(": ")[2]))
        if field is not None and field not in columns:
            columns[field] = column
        elif title:
            unknown.append(title)
    if kind == "business_census" and "kbli_code" not in columns and "kbli_title" in columns:
        columns["kbli_code"] = columns.pop("kbli_title")  # a lone column "KBLI" holds the code
    return Match(kind, columns, unknown, [field for field in NEEDED[kind] if field not in columns])


def guess_kind(header: Sequence[str]) -> str | None:
    """The kind whose fields the header names best, None where neither has all that it needs."""
    fits = [match for match in (match_headers(header, kind) for kind in KINDS) if not match.missing]
    return max(fits, key=lambda match: len(match.columns)).kind if fits else None
