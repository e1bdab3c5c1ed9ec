"""Stories of makers for everybody."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.photos import addresses
from catalog.showroom import StoryTile, story_address
from catalog.stories import heir_of, read, shown, was_shown

PER_PAGE = 12
BEGINNING = 200


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """All stories on display, the newest first."""
    page = Paginator(shown(), PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    tiles = [
        StoryTile(
            one.title,
            story_address(one.title, one.code),
            one.text[:BEGINNING],
            one.business_name,
            one.place,
            addresses(one.photo) if one.photo else None,
        )
        for one in page
    ]
    return render(request, "catalog/showroom/stories.html", {"page": page, "tiles": tiles})


@require_safe
def story(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One story; an old name leads to the new one, a replaced telling to the one that replaced it."""
    page = read(code)
    if page is None:
        heir = heir_of(code)
        if heir is not None:
            return HttpResponseRedirect(story_address(heir.title, heir.code))
        if was_shown(code):
            return render(request, "catalog/showroom/story_gone.html", status=410)
        raise Http404("Cerita ini tidak ada.")
    if slug != page.story.slug:
        return HttpResponseRedirect(story_address(page.story.title, code))
    return render(request, "catalog/showroom/story.html", {"page": page, "story": page.story})
