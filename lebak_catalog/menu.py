"""The menus of the shells, computed where all rooms are visible. An entry shows only when its address exists."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, get_urlconf, resolve

STAFF = frozenset({"reviewer", "supervisor", "field_officer", "administrator"})


@dataclass(frozen=True)
class Entry:
    """One line of a menu: where it leads, its words, its icon, and whether the person is there now."""

    address: str
    words: str
    icon: str
    roles: frozenset[str] = frozenset()  # empty: everybody
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
OWNER = (
    Entry("/pusat-usaha/", "Ringkasan", "home"),
    Entry("/pusat-usaha/produk/", "Produk", "box"),
    Entry("/pusat-usaha/sertifikat/", "Sertifikat", "badge"),
    Entry("/pusat-usaha/permintaan/", "Permintaan", "chat"),
    Entry("/pusat-usaha/statistik/", "Statistik", "chart"),
    Entry("/pusat-usaha/profil/", "Usaha", "store"),
)
DESK = (
    ("Verifikasi", (
        Entry("/petugas/antrean/", "Antrean", "clip", frozenset({"reviewer", "supervisor", "administrator"})),
        Entry("/petugas/tugas/", "Tugas saya", "user", frozenset({"reviewer", "supervisor", "administrator"})),
    )),
    ("Data", (
        Entry("/usaha/", "Usaha", "store"),
        Entry("/produk/", "Produk", "box"),
        Entry("/petugas/sertifikasi/", "Sertifikasi", "badge"),
        Entry("/petugas/impor/", "Impor", "sheet"),
    )),
    ("Pimpinan", (Entry("/pimpinan/", "Ringkasan daerah", "chart", frozenset({"supervisor", "administrator"})),)),
)
FOOTER = (
    ("Katalog", (
        Entry("/produk/", "Semua produk", "grid"),
        Entry("/usaha/", "Direktori usaha", "store"),
        Entry("/sertifikat/cek/", "Cek sertifikat", "badge"),
        Entry("/data/", "Data terbuka", "chart"),
    )),
    ("Pelaku usaha", (
        Entry("/daftar-usaha/", "Daftarkan usaha", "store"),
        Entry("/pusat-usaha/", "Pusat Usaha", "home"),
    )),
    ("Bantuan", (
        Entry("/bantuan/", "Bantuan", "help"),
        Entry("/aksesibilitas/", "Aksesibilitas", "eye"),
        Entry("/privasi/", "Kebijakan privasi", "lock"),
    )),
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
    """What every shell may ask about the portal and the person in front of it; nothing is computed before it is asked."""

    site_name = settings.SITE_NAME
    office_name = settings.OFFICE_NAME
    region_name = settings.REGION_NAME
    office_whatsapp = settings.OFFICE_WHATSAPP
    tagline = f"Produk IKM {settings.REGION_NAME}"
    demo = settings.DEMO

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of the roles the person holds; empty for a visitor."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return frozenset()
        held = frozenset(user.groups.values_list("name", flat=True))
        return held | {"administrator"} if user.is_superuser else held

    def _open(self, entries: tuple[Entry, ...]) -> list[Entry]:
        """The entries this person may follow, the one she stands on marked."""
        shown = [one for one in entries if exists(one.address) and (not one.roles or one.roles & self.roles)]
        path = self.request.path
        inside = [one for one in shown if path == one.address or (one.address != "/" and path.startswith(one.address))]
        here = max(inside, key=lambda one: len(one.address), default=None)
        mark = "page" if here and here.address == path else "true"
        return [Entry(one.address, one.words, one.icon, one.roles, mark if one is here else "") for one in shown]

    def _groups(self, groups: tuple[tuple[str, tuple[Entry, ...]], ...]) -> list[tuple[str, list[Entry]]]:
        return [(title, entries) for title, one in groups if (entries := self._open(one))]

    @cached_property
    def is_staff(self) -> bool:
        """Whether the person works at the desk."""
        return bool(self.roles & STAFF)

    @cached_property
    def home(self) -> Entry | None:
        """Where a signed-in person works: the desk, the owner centre, or nothing yet."""
        if not self.signed_in:
            return None
        desk = (Entry("/petugas/antrean/", "Meja petugas", "clip", STAFF), Entry("/pimpinan/", "Ringkasan daerah", "chart", STAFF))
        mine = () if self.is_staff or "procurement_officer" in self.roles else (Entry("/pusat-usaha/", "Pusat Usaha", "home"),)
        return next(iter(self._open((*desk, *mine))), None)

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @cached_property
    def main(self) -> list[Entry]:
        """The public menu in the header."""
        return self._open(MAIN)

    @cached_property
    def bottom(self) -> list[Entry]:
        """The public bar at the bottom of a phone; its last place is the account."""
        return self._open((*BOTTOM, Entry("/akun/" if self.signed_in else "/akun/masuk/", "Akun", "user")))

    @cached_property
    def owner(self) -> list[Entry]:
        """The menu of the owner centre."""
        return self._open(OWNER)

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
        wanted = {"search": "/produk/", "register": "/daftar-usaha/", "sign_in": "/akun/masuk/", "sign_up": "/akun/daftar/",
                  "sign_out": "/akun/keluar/", "demo": "/demo/", "help": "/bantuan/", "account": "/akun/", "privacy": "/privasi/"}
        return {name: exists(address) for name, address in wanted.items()}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: gives every page `portal`."""
    return {"portal": Portal(request)}
