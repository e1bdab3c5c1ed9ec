"""The menus of the shells, computed where all rooms are visible. An entry shows only when its address exists."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, get_urlconf, resolve
from django.utils import timezone

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


@cache
def _exists(address: str, urlconf: str | None) -> bool:
    try:
        resolve(address, urlconf)
    except Resolver404:
        return False
    return True


def exists(address: str) -> bool:
    """Whether a page answers at this address of the portal."""
    return _exists(address, get_urlconf())


class Portal:
    """What every shell may ask about the portal and the person in front of it; computed only when asked."""

    site_name = settings.SITE_NAME
    site_url = settings.SITE_URL
    office_name = settings.OFFICE_NAME
    region_name = settings.REGION_NAME
    office_whatsapp = settings.OFFICE_WHATSAPP
    tagline = f"Produk IKM {settings.REGION_NAME}"
    demo = settings.DEMO

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @cached_property
    def same(self) -> tuple[int, ...]:
        """The key of pieces that are equal on every page (accounts.templatetags.keep): the footer names the year."""
        return (timezone.localdate().year,)

    @cached_property
    def here(self) -> tuple[Any, ...] | None:
        """The key of the menus of a visitor: which entries she is in, and at which exactly; None for a person."""
        if self.signed_in:
            return None
        path = self.request.path
        places = tuple(one.address for one in (*MAIN, *BOTTOM, SIGN_IN) if self._is_in(path, one.address))
        return places, path in places

    def _may(self, permission: str) -> bool:
        return not permission or (self.signed_in and self.request.user.has_perm(permission))

    @staticmethod
    def _is_in(path: str, address: str) -> bool:
        return path == address or (path.startswith(address) and address not in EXACT)

    def _open(self, entries: tuple[Entry, ...]) -> list[Entry]:
        """The entries this person may follow, the one she stands on marked."""
        shown = [one for one in entries if exists(one.address) and self._may(one.needs)]
        path = self.request.path
        inside = [one for one in shown if self._is_in(path, one.address)]
        here = max(inside, key=lambda one: len(one.address), default=None)
        mark = "page" if here and here.address == path else "true"
        return [Entry(one.address, one.words, one.icon, one.needs, mark if one is here else "") for one in shown]

    def _groups(self, groups: tuple[tuple[str, tuple[Entry, ...]], ...]) -> list[tuple[str, list[Entry]]]:
        return [(title, entries) for title, one in groups if (entries := self._open(one))]

    @cached_property
    def home(self) -> Entry | None:
        """Where a signed-in person works: the desk, the owner centre, or the account; None for a visitor."""
        return next(iter(self._open(HOMES)), None) if self.signed_in else None

    @cached_property
    def main(self) -> list[Entry]:
        """The public menu in the header."""
        return self._open(MAIN)

    @cached_property
    def bottom(self) -> list[Entry]:
        """The public bar at the bottom of a phone; its last place is the account."""
        return self._open((*BOTTOM, Entry("/akun/", "Akun", "user") if self.signed_in else SIGN_IN))

    @cached_property
    def owner(self) -> list[Entry]:
        """The menu of the owner centre."""
        return self._open(OWNER)

    @cached_property
    def owner_more(self) -> list[Entry]:
        """The rarer pages of the owner centre."""
        return self._open(OWNER_MORE)

    @cached_property
    def desk(self) -> list[tuple[str, list[Entry]]]:
        """The menu of the staff desk, in groups."""
        return self._groups(DESK)

    @cached_property
    def footer(self) -> list[tuple[str, list[Entry]]]:
        """The links at the end of public pages, in groups."""
        return self._groups(FOOTER)

    @cached_property
    def has(self) -> dict[str, bool]:
        """Which single addresses exist, for buttons in the shells."""
        wanted = {
            "search": "/produk/",
            "register": "/daftar-usaha/",
            "claim": "/klaim/",
            "sign_in": "/akun/masuk/",
            "sign_up": "/akun/daftar/",
            "sign_out": "/akun/keluar/",
            "account": "/akun/",
            "close_account": "/akun/hapus/",
            "demo": "/demo/",
            "help": "/bantuan/",
            "privacy": "/privasi/",
            "field": "/petugas/lapangan/",
            "visits": "/petugas/kunjungan/",
        }
        return {name: exists(address) for name, address in wanted.items()}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: gives every page `portal`."""
    return {"portal": Portal(request)}
