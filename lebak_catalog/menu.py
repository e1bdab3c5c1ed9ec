"""The menus of the shells, computed where all rooms are visible. An entry shows only when its address exists."""

from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, get_urlconf, resolve
from django.utils import timezone

from lebak_catalog.menu_entries import BOTTOM, DESK, EXACT, FOOTER, HOMES, MAIN, OWNER, OWNER_MORE, SIGN_IN, Entry


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
    def unasked(self) -> tuple[int, ...] | None:
        """The key of the empty field of search; None where the address has words that stand in it."""
        return None if self.request.GET.get("q") else self.same

    @cached_property
    def here(self) -> tuple[Any, ...] | None:
        """The key of the menus of a visitor: which entries she is in, and at which exactly; None for a person."""
        if self.signed_in:
            return None
        return self._place((*MAIN, *BOTTOM, SIGN_IN))

    @cached_property
    def desk_here(self) -> tuple[Any, ...]:
        """The key of the menu of the staff desk: what the person may do, which entries she is in, which exactly."""
        return frozenset(self._rights), *self._place(tuple(one for _, entries in DESK for one in entries))

    def _place(self, entries: tuple[Entry, ...]) -> tuple[tuple[str, ...], bool]:
        path = self.request.path
        places = tuple(one.address for one in entries if self._is_in(path, one.address))
        return places, path in places

    @cached_property
    def _rights(self) -> set[str]:
        """What the person may do; asked once a page, since asking entry by entry took a third of a page's time."""
        return self.request.user.get_all_permissions() if self.signed_in else set()

    def _may(self, permission: str) -> bool:
        return not permission or permission in self._rights

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
