"""The words that steer search, for people who look after them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from audit.queries import history_of
from catalog import word_preview, word_work, words
from catalog.forms.words import GroupForm, WordForm
from catalog.models import SearchWord, SynonymGroup
from catalog.search.words import split, tidy
from review.actions import Refused

GATE = has_permission("review.view_queue", words.PERMISSION)
TABS = (("", "Padanan kata"), ("utuh", "Kata utuh"), ("umum", "Kata umum"))
KINDS = {"utuh": SearchWord.Kind.WHOLE, "umum": SearchWord.Kind.STOP}
PER_PAGE = 50


@require_safe
@GATE
def library(request: PersonRequest) -> HttpResponse:
    """All groups or words, those of the office and those of our list; words in the address narrow them."""
    chosen = request.GET.get("jenis", "")
    chosen = chosen if chosen in KINDS else ""
    asked = tidy(request.GET.get("q", "")[:200])
    word = " ".join(split(asked))
    rows: Any
    if chosen:
        rows = SearchWord.objects.filter(kind=KINDS[chosen], word__contains=word)
    else:
        rows = SynonymGroup.objects.all()
        rows = rows.extra(where=["array_to_string(words, ' ') like %s"], params=[f"%{word}%"]) if word else rows
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman", "")[:9])
    job = word_work.newest()
    context = {
        "page": page, "tabs": TABS, "chosen": chosen, "asked": asked,
        "job": job if job and (not job.is_over or job.state == job.State.FAILED) else None,
        "waiting": SearchWord.objects.filter(is_settled=False).count(),
    }  # fmt: skip
    return render(request, "catalog/words/list.html", context)


def _group_page(request: PersonRequest, form: GroupForm, group: SynonymGroup | None, **more: Any) -> HttpResponse:
    context = {
        "form": form,
        "group": group,
        "version": words.version_of(group) if group else "",
        "diary": history_of(group, 20) if group else [],
    }
    return render(request, "catalog/words/group.html", context | more)


def _trials(form: GroupForm, group: SynonymGroup | None) -> list[word_preview.Trial]:
    given = form.cleaned_data
    return word_preview.of_group(given["words"], is_one_way=given["is_one_way"], replaced=group, tried=given["tried"])


@require_http_methods(["GET", "POST"])
@GATE
def group_new(request: PersonRequest) -> HttpResponse:
    """A new group: looked at first (`lihat`), then kept; `kata` in the address is its first word."""
    form = GroupForm(request.POST or None, initial={"words": " ".join(split(tidy(request.GET.get("kata", "")[:200])))})
    if request.method != "POST" or not form.is_valid():
        return _group_page(request, form, None)
    if request.POST.get("aksi") == "lihat":
        return _group_page(request, form, None, trials=_trials(form, None))
    given = form.cleaned_data

    def act() -> str:
        group = words.add_group(given["words"], given["note"], is_one_way=given["is_one_way"], by=request.user)
        messages.success(request, f"Padanan “{group}” ditambahkan dan langsung dipakai. Bisa dinonaktifkan di sini.")
        return reverse("catalog:word-group", args=[group.code])

    return HttpResponseRedirect(once(request, "catalog.words", act))


@require_http_methods(["GET", "POST"])
@GATE
def group(request: PersonRequest, code: str) -> HttpResponse:
    """A group: looked at first (`lihat`), then kept; `versi` in the address takes an older one up again."""
    found = get_object_or_404(SynonymGroup, code=code)
    form = GroupForm(request.POST or None, initial=_initial(request, found))
    if request.method != "POST" or not form.is_valid():
        return _group_page(request, form, found)
    if request.POST.get("aksi") == "lihat":
        return _group_page(request, form, found, trials=_trials(form, found))
    given, version = form.cleaned_data, request.POST.get("versi", "")
    try:
        words.change_group(
            found, given["words"], given["note"], is_one_way=given["is_one_way"], version=version, by=request.user
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _group_page(request, form, get_object_or_404(SynonymGroup, code=code))
    messages.success(request, "Padanan disimpan dan langsung dipakai. Yang lama ada di riwayat dan bisa dikembalikan.")
    return HttpResponseRedirect(reverse("catalog:word-group", args=[code]))


def _initial(request: PersonRequest, found: SynonymGroup) -> dict[str, Any]:
    """What the form shows first: the group as it is, or as a line of its diary tells that it was."""
    told = {"words": list(found.words), "note": found.note, "one_way": found.is_one_way}
    asked = request.GET.get("riwayat", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 19:
        event = next((one for one in history_of(found) if one.pk == int(asked)), None)
        told = event.detail.get("old", told) if event else told
    return {"words": "\n".join(told["words"]), "note": told["note"], "is_one_way": told["one_way"]}


@require_POST
@GATE
def group_switch(request: PersonRequest, code: str) -> HttpResponse:
    """Use a group again or no longer."""
    found = get_object_or_404(SynonymGroup, code=code)
    on = request.POST.get("aksi") == "aktif"
    words.switch_group(found, on=on, by=request.user)
    said = "dipakai lagi" if on else "tidak dipakai lagi. Tekan Aktifkan untuk mengembalikannya"
    messages.success(request, f"Padanan “{found}” {said}.")
    return HttpResponseRedirect(reverse("catalog:word-group", args=[code]))


@require_http_methods(["GET", "POST"])
@GATE
def word_new(request: PersonRequest) -> HttpResponse:
    """A word to leave out or to leave whole: looked at first (`lihat`), then kept."""
    form = WordForm(request.POST or None, initial={"kind": KINDS.get(request.GET.get("jenis", ""), "whole")})
    if request.method != "POST" or not form.is_valid():
        return render(request, "catalog/words/word.html", {"form": form})
    kind, word, tried = (form.cleaned_data[name] for name in ("kind", "word", "tried"))
    if request.POST.get("aksi") == "lihat":
        context = {
            "form": form, "looked": True, "word": word, "is_whole": kind == SearchWord.Kind.WHOLE,
            "is_used": word_preview.is_used(kind, word), "alike": word_preview.words_alike(word),
            "trials": word_preview.of_stop_word(word, tried, on=True) if kind == SearchWord.Kind.STOP else [],
        }  # fmt: skip
        return render(request, "catalog/words/word.html", context)

    def act() -> str:
        row = words.set_word(kind, word, on=True, by=request.user)
        messages.success(request, f"Kata “{word}” disimpan. Pencarian disesuaikan di latar belakang.")
        return reverse("catalog:word", args=[row.code])

    return HttpResponseRedirect(once(request, "catalog.words", act))


def _word(code: str) -> SearchWord:
    kind, _, word = code.partition("-")
    if kind not in SearchWord.Kind.values:
        raise Http404
    return get_object_or_404(SearchWord, kind=kind, word=word)


@require_http_methods(["GET", "POST"])
@GATE
def word(request: PersonRequest, code: str) -> HttpResponse:
    """One word with its diary; a post switches it on or off."""
    row = _word(code)
    if request.method == "POST":
        on = request.POST.get("aksi") == "aktif"
        words.set_word(row.kind, row.word, on=on, by=request.user)
        said = "dipakai lagi" if on else "tidak dipakai lagi. Tekan Aktifkan untuk mengembalikannya"
        messages.success(request, f"Kata “{row.word}” {said}. Pencarian disesuaikan di latar belakang.")
        return HttpResponseRedirect(reverse("catalog:word", args=[code]))
    job = word_work.newest()
    context = {
        "row": row, "diary": history_of(row, 20), "alike": word_preview.words_alike(row.word),
        "job": job if job and not job.is_over and not row.is_settled else None,
    }  # fmt: skip
    return render(request, "catalog/words/one_word.html", context)
