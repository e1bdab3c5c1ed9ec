"""The public directory of businesses."""

from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.links import link
from registry.directory_list import LETTERS, PER_PAGE, stretch
from registry.filters import DirectoryFilter
from registry.models import DirectoryEntry

PLACES = ("halaman", "sesudah", "sebelum", "mulai")


class Listing:
    """What the page shows: a stretch of the list by name."""

    def __init__(self, query: QueryDict) -> None:
        self.query, self.letter = query, ""
        self.filter = DirectoryFilter(query, DirectoryEntry.objects.order_by("name", "pk"))
        self.asked = any(self.filter.data.values())
        found = self.filter.qs
        letter = query.get("mulai", "").upper()
        after, before = (query.get(name, "").replace("\0", "")[:20] for name in ("sesudah", "sebelum"))
        self.letter = letter if letter in LETTERS else ""
        by_words = bool(self.filter.data["q"])
        self.stretch = stretch(found, by_words=by_words, after=after, before=before, letter=self.letter)

    @cached_property
    def _asked(self) -> str:
        """The question of the address without the place in the list, "" for none."""
        query = self.query.copy()
        for name in PLACES:
            query.pop(name, None)
        return query.urlencode()

    def _at(self, **place: str) -> str:
        asked = "&".join(part for part in (self._asked, urlencode(place)) if part)
        return link("registry:directory") + (f"?{asked}" if asked else "")

    @property
    def start(self) -> str:
        """The address where the list begins."""
        return self._at()

    @property
    def later(self) -> str:
        """The address of the next stretch, or ""."""
        return self._at(sesudah=self.stretch.after) if self.stretch.after else ""

    @property
    def earlier(self) -> str:
        """The address of the stretch before, or ""."""
        return self._at(sebelum=self.stretch.before) if self.stretch.before else ""

    @cached_property
    def letters(self) -> list[tuple[str, str]]:
        """Letters with the address where the list goes on from there; none for a list that two looks show."""
        return [(one, self._at(mulai=one)) for one in LETTERS] if self.stretch.count > 2 * PER_PAGE else []


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Businesses everybody may see, by name or by how well they fit the words; the address holds the question."""
    listing = Listing(request.GET)
    return render(request, "registry/directory.html", {"listing": listing, "filter": listing.filter})
