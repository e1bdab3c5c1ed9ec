"""Stories at the desk: all of them, one that waits or shows, and writing one for a business."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from audit.queries import history_of
from catalog.actions import stories as verbs
from catalog.forms.showroom import NoteForm, StoryForm, told
from catalog.models import Story
from catalog.photos import addresses
from catalog.search.words import tidy
from catalog.showroom import story_address
from catalog.stories import for_office, newest_of, page_of, photos_of
from registry.models import Business
from registry.queries import public as public_businesses
from review.actions import Refused

GATE = has_permission("review.view_queue", verbs.TELL)
PER_PAGE, MOST_FOUND = 40, 12
State = Story.State
TABS = (("", "Menunggu pemeriksaan", State.WAITING), ("tayang", "Tayang", State.LIVE), ("semua", "Semua", ""))


@require_safe
@GATE
def library(request: PersonRequest) -> HttpResponse:
    """Stories by state; a search for a business to write about."""
    chosen = next((tab for tab in TABS if tab[0] == request.GET.get("tampil", "")), TABS[0])
    rows = for_office().filter(state=chosen[2]) if chosen[2] else for_office()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    words = tidy(request.GET.get("cari", "")[:200])
    found = public_businesses().filter(name__icontains=words).order_by("name")[:MOST_FOUND] if len(words) > 2 else []
    context = {"page": page, "tabs": TABS, "chosen": chosen[0], "words": words, "found": found}
    return render(request, "catalog/showroom/office/stories.html", context)


def _one(code: str) -> Story:
    return get_object_or_404(Story.objects.select_related("business", "photo", "written_by", "reviewed_by"), code=code)


@require_safe
@GATE
def office(request: PersonRequest, code: str) -> HttpResponse:
    """One story as it will look, with what an officer may do now."""
    story = _one(code)
    page = page_of(story)
    decides = request.user.has_perm(verbs.DECIDE)
    context = {
        "story": story, "page": page, "diary": history_of(story, 20), "decides": decides,
        "mine": story.written_by_id == request.user.pk,
        "address": story_address(story.title, story.code) if story.state == State.LIVE and page else "",
    }  # fmt: skip
    return render(request, "catalog/showroom/office/story.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@GATE
def write(request: PersonRequest, code: str) -> HttpResponse:
    """Write the story of a business for it; kept as a draft, or its owner is asked at once (`minta`)."""
    business = get_object_or_404(Business.objects.select_related("owner"), code=code)
    edition = get_object_or_404(public_businesses(), business=business)
    story = newest_of(business)
    form = StoryForm(
        request.POST if request.method == "POST" else None, initial=told(story), photos=photos_of(business)
    )
    if request.method == "POST" and form.is_valid():
        try:
            kept = verbs.write_story(business, form.cleaned_data, by=request.user, is_by_office=True)
            messages.success(request, "Draf tersimpan.")
            if request.POST.get("aksi") == "minta":
                verbs.ask_owner(kept, by=request.user)
                messages.success(request, "Pemilik usaha diminta izinnya.")
            return HttpResponseRedirect(reverse("catalog:story-office", args=[kept.code]))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shots = [(one.code, addresses(one), one.name) for one in form.photos.values()]  # type: ignore[attr-defined]
    context = {
        "form": form, "edition": edition, "story": story, "shots": shots, "asks": bool(business.owner.user_id),
        "chosen": form["photo"].value(),
    }  # fmt: skip
    return render(request, "catalog/showroom/office/story_write.html", context)


DONE = {
    "tayang": "Cerita tayang. Pemilik usaha diberi tahu.",
    "perbaiki": "Catatan dikirim ke pemilik usaha.",
    "minta": "Pemilik usaha diminta izinnya.",
    "batal": "Kembali menjadi draf.",
    "turunkan": "Cerita diturunkan. Tekan “Tayangkan lagi” untuk mengembalikannya.",
    "lagi": "Cerita tayang lagi.",
}


@require_POST
@GATE
def act(request: PersonRequest, code: str) -> HttpResponse:
    """Ask the owner, publish, send back, take down, show again."""
    story, what = _one(code), request.POST.get("aksi", "")
    form = NoteForm(request.POST)
    said = form.cleaned_data["words"] if form.is_valid() else ""
    ways: dict[str, Callable[[], None]] = {
        "minta": lambda: verbs.ask_owner(story, by=request.user),
        "batal": lambda: verbs.pull_back(story, by=request.user),
        "tayang": lambda: verbs.publish_story(story, by=request.user),
        "perbaiki": lambda: verbs.return_story(story, said, by=request.user),
        "turunkan": lambda: verbs.take_down(story, said, by=request.user),
        "lagi": lambda: verbs.show_again(story, by=request.user),
    }
    if what in ways:
        try:
            ways[what]()
            messages.success(request, DONE[what])
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("catalog:story-office", args=[code]))
