"""The owner: the story of her business, told by her or by the office, with her consent and without it no longer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import PersonRequest, signed_in
from catalog.actions import stories as verbs
from catalog.forms.showroom import NoteForm, StoryForm, told
from catalog.models import Story
from catalog.photos import addresses
from catalog.showroom import story_address
from catalog.stories import newest_of, of_owner, photos_of
from registry.access import business_for
from registry.membership import Right, may
from review.actions import Refused

State = Story.State


@signed_in
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Her businesses on display, each with its story and what she may do now."""
    found = of_owner(request.user)
    shown = Story.objects.filter(business__in=[business for business, _, _ in found], state=State.LIVE)
    live = set(shown.values_list("business", flat=True))
    rows = [
        {
            "business": business,
            "name": name,
            "story": story,
            "photo": addresses(story.photo) if story and story.photo else None,
            "owns": may(business.acting_role, Right.OWN),  # type: ignore[attr-defined]
            "writes": may(business.acting_role, Right.EDIT_BUSINESS),  # type: ignore[attr-defined]
            "has_live": business.pk in live or (story is not None and story.state == State.WAITING),
            "address": story_address(story.title, story.code) if story and story.state == State.LIVE else "",
        }
        for business, name, story in found
    ]
    return render(request, "catalog/showroom/owner/mine.html", {"rows": rows})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PersonRequest, code: str) -> HttpResponse:
    """Write the story of a business, or put it right; kept as a draft, or sent on at once (`kirim`)."""
    business = business_for(request.user, code, Right.EDIT_BUSINESS)
    story = newest_of(business)
    form = StoryForm(
        request.POST if request.method == "POST" else None, initial=told(story), photos=photos_of(business)
    )
    owns = may(business.acting_role, Right.OWN)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            kept = verbs.write_story(business, form.cleaned_data, by=request.user, is_by_office=False)
            return _sent(request, kept, owns=owns)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shots = [(one.code, addresses(one), one.name) for one in form.photos.values()]  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "form": form, "business": business, "owns": owns, "story": story, "shots": shots,
        "chosen": form["photo"].value(),
    }  # fmt: skip
    return render(request, "catalog/showroom/owner/write.html", context)


def _sent(request: PersonRequest, story: Story, *, owns: bool) -> HttpResponse:
    if request.POST.get("aksi") == "kirim":
        if owns and request.POST.get("setuju"):
            verbs.agree(story, by=request.user)
            messages.success(request, "Cerita terkirim. Petugas memeriksanya sebelum tayang.")
        elif owns:
            messages.warning(request, "Draf tersimpan. Centang persetujuan Anda supaya cerita bisa dikirim.")
            return HttpResponseRedirect(reverse("catalog:story-write", args=[story.business.code]))
        else:
            verbs.ask_owner(story, by=request.user)
            messages.success(request, "Draf tersimpan. Pemilik usaha diminta izinnya.")
    else:
        messages.success(request, "Draf tersimpan.")
    return HttpResponseRedirect(reverse("catalog:stories-mine"))


DONE = {
    "setuju": "Terima kasih. Petugas memeriksa cerita ini sebelum tayang.",
    "tolak": "Jawaban Anda sampai ke penulisnya. Cerita ini tidak tayang.",
    "batal": "Pengiriman dibatalkan. Ceritanya kembali menjadi draf.",
    "tarik": "Izin ditarik. Sejak sekarang ceritanya tidak tayang. Anda bisa mengizinkannya lagi.",
    "lagi": "Izin diberikan lagi.",
}


@signed_in
@require_POST
def act(request: PersonRequest, code: str) -> HttpResponse:
    """What the owner does with the story of a business: agree, say no, pull back, take consent back, give it again."""
    business = business_for(request.user, code, Right.EDIT_BUSINESS)
    story, what = newest_of(business), request.POST.get("aksi", "")
    words = NoteForm(request.POST)
    said = words.cleaned_data["words"] if words.is_valid() else ""
    ways: dict[str, Callable[[Story], None]] = {
        "setuju": lambda one: verbs.agree(one, by=request.user),
        "tolak": lambda one: verbs.disagree(one, said, by=request.user),
        "batal": lambda one: verbs.pull_back(one, by=request.user),
        "tarik": lambda one: verbs.withdraw_consent(one, by=request.user),
        "lagi": lambda one: verbs.give_consent_again(one, by=request.user),
    }
    live = Story.objects.filter(business=business, state=State.LIVE).first()
    target = live if what == "tarik" and live else story  # what everybody reads goes first
    if target is not None and what in ways:
        try:
            ways[what](target)
            messages.success(request, DONE[what])
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("catalog:stories-mine"))
