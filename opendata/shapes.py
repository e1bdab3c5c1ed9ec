"""What the answers of the open data look like; the descriptions stand in the OpenAPI document."""

from datetime import date, datetime

from ninja import Field, Schema


class Named(Schema):
    """A code and the name it stands for."""

    kode: str
    nama: str


class Category(Schema):
    """A category that a product belongs to."""

    slug: str
    nama: str


class Product(Schema):
    """A product on display. Amounts are whole rupiah, PPN included when its maker charges it."""

    kode: str
    nama: str
    keterangan: str
    kategori: Category
    usaha: Named
    kecamatan: Named
    harga: int | None = Field(description="rupiah utuh yang dibayar pembeli; null bila belum diisi")
    satuan: str
    pesanan_minimal: int | None
    ketersediaan: str = Field(description="ready, made_to_order atau paused")
    kapasitas_per_bulan: int | None
    waktu_pengerjaan_hari: int | None
    daya_simpan_hari: int | None
    berat_bersih_gram: int | None
    isi_bersih_ml: int | None
    isi_per_satuan: int | None
    merek: str
    barcode: str
    bahan: str
    kemasan: str
    asal: str = Field(description="domestic atau imported")
    status_halal: str
    sertifikat_berlaku: list[str] = Field(description="kode jenis sertifikat yang berlaku hari ini")
    tayang_sejak: datetime
    berubah: datetime = Field(description="persetujuan terakhir atau perubahan harga terakhir")
    halaman: str


class Business(Schema):
    """A business on display. Never a person's name, telephone, e-mail or street."""

    kode: str
    nama: str
    bidang_usaha: Named | None = Field(description="kode dan judul KBLI")
    kbli: str = Field(description="edisi KBLI dari kode itu")
    desa: Named | None
    kecamatan: Named | None
    skala: str = Field(description="micro, small, medium, large, atau kosong bila belum diketahui")
    jumlah_produk: int
    halaman: str


class Node(Schema):
    """A category with those below it."""

    kode: str
    slug: str
    nama: str
    nama_inggris: str
    produk: int = Field(description="produk tayang di kategori ini dan di bawahnya")
    anak: list["Node"]


class Village(Schema):
    """A village of a kecamatan."""

    kode: str
    nama: str
    jenis: str = Field(description="desa atau kelurahan")


class District(Schema):
    """A kecamatan with its villages; codes are those of Kemendagri without dots."""

    kode: str
    nama: str
    slug: str
    desa: list[Village]


class LookUp(Schema):
    """The newest look-up at the issuer's portal that worked."""

    portal: str
    hasil: str = Field(description="matches, differs, not_found")
    waktu: datetime


class Paper(Schema):
    """A certificate that the office approved once, and how it stands today."""

    kode: str
    jenis: Named
    nomor: str
    penerbit: str
    terbit: date | None
    berlaku_sampai: date | None = Field(description="null: tanpa batas waktu")
    keadaan: str = Field(description="valid, expiring, expired, needs_confirmation, revoked, replaced")
    keadaan_kata: str
    dicek: LookUp | None
    usaha: Named
    halaman: str


class Products(Schema):
    """A piece of the list; `berikutnya` is the address of the next one, null at the end."""

    data: list[Product]
    berikutnya: str | None


class Businesses(Schema):
    """A piece of the list; `berikutnya` is the address of the next one, null at the end."""

    data: list[Business]
    berikutnya: str | None


class Categories(Schema):
    """The whole tree."""

    data: list[Node]


class Regions(Schema):
    """All kecamatan of the regency."""

    data: list[District]


class Kinds(Schema):
    """The kinds of certificate."""

    data: list[Named]


class Papers(Schema):
    """What is known about a number."""

    data: list[Paper]


class Trouble(Schema):
    """Why a call was not answered (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
