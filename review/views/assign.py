"""Taking, handing over and releasing: one row or several ticked ones."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.gates import PersonRequest, has_permission
from accounts.models import User
from review import actions
from review.access import officer_for, submissions_for
from review.actions import Refused
from review.addresses import review_address
from review.filters import QueueFilter
from review.handing_over import LONGEST_NOTE, Handed, hand_over
from review.models import Submission
from review.queries import decidable, waiting

BACK_TO = {"antrean": "review:queue", "tugas": "review:tasks"}


def _query(request: PersonRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _back(request: PersonRequest, touched: list[Submission]) -> HttpResponseRedirect:
    """To the list it was pressed on, or to the review page of the one submission; the filter stays."""
    if request.POST.get("dari") == "tinjau" and touched:
        return HttpResponseRedirect(review_address(touched[0]) + _query(request))
    return HttpResponseRedirect(reverse(BACK_TO.get(request.POST.get("dari", ""), "review:queue")) + _query(request))


def _each(chosen: list[Submission], act: Callable[[Submission], Submission]) -> Handed:
    """The verb on each of them; the sentences of those that refuse."""
    found = Handed()
    for submission in chosen:
        try:
            act(submission)
            found.done += 1
        except Refused as refusal:
            found.refusals.append(f"{submission.title}: {refusal}")
    return found


def _press(request: PersonRequest, chosen: list[Submission]) -> tuple[Handed, str]:
    """Do what was pressed; what became of it, and the words for it."""
    by: User = request.user
    if request.POST.get("lepas") or request.POST.get("aksi") == "lepas":
        given_back = _each(chosen, lambda one: actions.assign(one, by=by, to=None))
        return given_back, "dilepas. Petugas lain bisa mengambilnya"
    if request.POST.get("aksi") == "serahkan":
        to = officer_for(by, request.POST.get("kepada", ""))
        note = request.POST.get("catatan", "").replace("\0", "")[:LONGEST_NOTE]
        return hand_over(chosen, by=by, to=to, note=note), f"diserahkan kepada {to}"
    return _each(chosen, lambda one: actions.take(one, by=by)), "menjadi tugas Anda"


@require_POST
@has_permission("review.view_queue", "review.assign_submission")
def assign(request: PersonRequest) -> HttpResponse:
    """Take (`aksi=ambil`), release (`lepas`) or hand over (`serahkan`, `kepada`, `catatan`) the submissions `kode`."""
    one = request.POST.get("ambil") or request.POST.get("lepas")
    chosen = submissions_for(request.user, [one] if one else request.POST.getlist("kode"))
    if not chosen:
        messages.warning(request, "Centang dulu satu pengajuan atau lebih.")
        return _back(request, chosen)
    handed, words = _press(request, chosen)
    for refusal in handed.refusals:
        messages.error(request, refusal)
    if handed.done:
        what = f"“{chosen[0].title}”" if len(chosen) == 1 else f"{handed.done} pengajuan"
        messages.success(request, f"{what} {words}.")
    return _back(request, chosen)


@require_POST
@has_permission("review.view_queue", "review.assign_submission")
def take_oldest(request: PersonRequest) -> HttpResponse:
    """Take the oldest free submission of the list as it is filtered, and open it."""
    found = QueueFilter(request.GET, queryset=waiting(), request=request).qs
    taken = actions.take_oldest(decidable(found, request.user), by=request.user)
    if taken is None:
        messages.info(request, "Tidak ada pengajuan bebas yang boleh Anda periksa di daftar ini.")
        return _back(request, [])
    return HttpResponseRedirect(review_address(taken) + _query(request))
