"""The lines of all menus: address, words, icon, and the permission that shows them (lebak_catalog.menu)."""

from dataclasses import dataclass

QUEUE, IMPORT = "review.view_queue", "registry.import_businesses"
TAKE, SUPERVISE = "review.assign_submission", "review.supervise_queue"
CLUSTERS, UPKEEP = "clusters.manage_cluster", "upkeep.see_upkeep"
DEMAND = "demand.see_demand"
MERGE = "registry.merge_businesses"
ASSIST, VISIT = "fieldwork.assist_owner", "fieldwork.record_visit"
ANSWER, INCIDENTS = "privacy.answer_request", "privacy.handle_breach"
REPORTS = "faults.answer_report"
CURATE, TELL = "catalog.curate", "catalog.tell_story"
GRANT, SEE, COMPARE = "accounts.grant_role", "figures.view_figures", "figures.compare_lists"


@dataclass(frozen=True)
class Entry:
    """One line of a menu: where it leads, its words, its icon, and whether the person is there now."""

    address: str
    words: str
    icon: str
    needs: str = ""  # permission; empty: everybody
    current: str = ""  # value of aria-current


MAIN = (
    Entry("/produk/", "Produk", "grid"),
    Entry("/usaha/", "Usaha", "store"),
    Entry("/sertifikat/cek/", "Sertifikat", "badge"),
    Entry("/pengadaan/daftar/", "Pengadaan", "clip"),
)
BOTTOM = (
    Entry("/", "Beranda", "home"),
    Entry("/produk/", "Produk", "grid"),
    Entry("/pengadaan/daftar/", "Daftar", "clip"),
    Entry("/usaha/", "Usaha", "store"),
)
SIGN_IN = Entry("/akun/masuk/", "Akun", "user")
OWNER = (
    Entry("/pusat-usaha/", "Ringkasan", "home"),
    Entry("/pusat-usaha/produk/", "Produk", "box"),
    Entry("/pusat-usaha/sertifikat/", "Sertifikat", "badge"),
    Entry("/pusat-usaha/permintaan/", "Permintaan", "chat"),
    Entry("/pusat-usaha/angka/", "Angka", "chart"),
    Entry("/pusat-usaha/profil/", "Usaha", "store"),
)
OWNER_MORE = (  # beside the five of the bottom bar: on a phone they stand on the first page of the centre
    Entry("/pusat-usaha/sentra/", "Sentra dan kelompok", "users"),
    Entry("/pusat-usaha/laporan/", "Laporan pengunjung", "flag"),
    Entry("/pusat-usaha/cerita/", "Cerita usaha", "spark"),
    Entry("/cetak/label/", "Cetak label QR", "qr"),
)
DESK = (
    (
        "Verifikasi",
        (
            Entry("/petugas/", "Meja petugas", "home", QUEUE),
            Entry("/petugas/antrean/", "Antrean", "clip", QUEUE),
            Entry("/petugas/tugas/", "Tugas saya", "user", QUEUE),
            Entry("/petugas/selesai/", "Sudah diputus", "check-c", QUEUE),
            Entry("/petugas/sekaligus/", "Setujui sekaligus", "list", TAKE),
        ),
    ),
    (
        "Kepala bidang",
        (
            Entry("/petugas/beban/", "Beban", "scale", SUPERVISE),
            Entry("/petugas/alasan/", "Alasan siap pakai", "edit", "review.change_reason"),
            Entry("/petugas/hari-libur/", "Hari libur", "cal", SUPERVISE),
            Entry("/petugas/kata/", "Kata pencarian", "search", "catalog.edit_words"),
            Entry("/petugas/spesifikasi/", "Spesifikasi kategori", "list", "catalog.edit_specification"),
        ),
    ),
    (
        "Data",
        (
            Entry("/usaha/", "Usaha", "store"),
            Entry("/produk/", "Produk", "box"),
            Entry("/petugas/sertifikasi/", "Sertifikasi", "badge", QUEUE),
            Entry("/petugas/impor/", "Impor", "sheet", IMPORT),
            Entry("/petugas/sentra/", "Sentra", "users", CLUSTERS),
            Entry("/petugas/ganda/", "Usaha ganda", "copy", MERGE),
            Entry("/petugas/padanan/", "Padanan daftar", "cmp", COMPARE),
            Entry("/petugas/mutu-data/", "Mutu data", "shield-ok", UPKEEP),
            Entry("/petugas/laporan/", "Laporan kesalahan", "flag", REPORTS),
            Entry("/petugas/tak-dilihat/", "Tak dilihat", "eye", DEMAND),
            Entry("/petugas/koleksi/", "Koleksi", "grid", CURATE),
            Entry("/petugas/cerita/", "Cerita pembuat", "spark", TELL),
        ),
    ),
    (
        "Lapangan",
        (
            Entry("/petugas/lapangan/", "Pendaftaran", "users", ASSIST),
            Entry("/petugas/kunjungan/", "Kunjungan", "pin", VISIT),
        ),
    ),
    ("Orang", (Entry("/akun/peran/", "Peran", "users", GRANT),)),
    (
        "Data pribadi",
        (
            Entry("/petugas/permintaan-data/", "Permintaan data", "chat", ANSWER),
            Entry("/petugas/insiden/", "Insiden data", "alert", INCIDENTS),
            Entry("/petugas/data-pribadi/inventaris/", "Daftar pemrosesan", "list", INCIDENTS),
        ),
    ),
    (
        "Pimpinan",
        (
            Entry("/pimpinan/", "Ringkasan daerah", "chart", SEE),
            Entry("/pimpinan/potret/", "Potret angka", "cal", SEE),
            Entry("/petugas/angka/sumber/", "Sumber lain", "copy", SEE),
            Entry("/petugas/kebutuhan/", "Kebutuhan", "list", SEE),
        ),
    ),
)
HOMES = (  # the first that a person may open is where she works
    Entry("/petugas/antrean/", "Meja petugas", "clip", QUEUE),
    Entry("/akun/peran/", "Peran", "users", GRANT),
    Entry("/pusat-usaha/", "Pusat Usaha", "home"),
    Entry("/akun/", "Akun saya", "user"),
)
EXACT = ("/", "/petugas/")  # pages of their own, not folders
FOOTER = (
    (
        "Katalog",
        (
            Entry("/produk/", "Semua produk", "grid"),
            Entry("/koleksi/", "Koleksi", "grid"),
            Entry("/cerita/", "Cerita pembuat", "spark"),
            Entry("/usaha/", "Direktori usaha", "store"),
            Entry("/sentra/", "Sentra dan kelompok", "users"),
            Entry("/sertifikat/cek/", "Cek sertifikat", "badge"),
            Entry("/bandingkan/", "Bandingkan produk", "cmp"),
            Entry("/simpanan/", "Simpanan", "heart"),
            Entry("/cetak/katalog/", "Katalog PDF", "print"),
            Entry("/angka/", "Angka usaha", "chart"),
            Entry("/cara-urut/", "Cara hasil diurutkan", "list"),
            Entry("/data/", "Data terbuka", "chart"),
            Entry("/en/", "For export (English)", "ext"),
        ),
    ),
    (
        "Pelaku usaha",
        (
            Entry("/daftar-usaha/", "Daftarkan usaha", "store"),
            Entry("/klaim/", "Klaim usaha", "search"),
            Entry("/pusat-usaha/", "Pusat Usaha", "home"),
        ),
    ),
    (
        "Bantuan",
        (
            Entry("/bantuan/", "Bantuan", "help"),
            Entry("/lapor/", "Laporkan kesalahan", "flag"),
            Entry("/aksesibilitas/", "Aksesibilitas", "eye"),
            Entry("/privasi/", "Kebijakan privasi", "lock"),
        ),
    ),
)
