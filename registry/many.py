"""Verbs of the register for many businesses at once; the same rules as `registry.actions`, in a few statements.

Each is one chunk of a job: call it inside a transaction. Name plates are locked first, in the order of their ids, as
`registry.actions` locks them.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from accounts.models import User
from audit.models import Verb
from audit.record import record_many
from registry.actions import told_in_queue
from registry.bells import businesses_changed
from registry.models import Business, BusinessEdition
from registry.queries import acts_for, with_details
from registry.wizard import gaps
from review import actions as review
from review import many
from review.models import State, Submission

NIB_USED = "NIB sudah dipakai usaha lain yang tayang"
OWN = "usaha pemeriksanya sendiri; petugas lain yang memutuskan"


def _locked(codes: Sequence[str]) -> dict[int, Business]:
    found = Business.objects.filter(code__in=codes).order_by("pk").select_for_update(of=("self",))
    return {one.pk: one for one in found.select_related("owner")}


def _taken_nibs(editions: Sequence[BusinessEdition]) -> set[int]:
    """The ids of editions whose NIB is live at another business, or stands twice among these."""
    nibs = Counter(edition.nib for edition in editions if edition.nib)
    live = BusinessEdition.objects.filter(nib__in=nibs, is_live=True)
    holders = {(nib, business) for nib, business in live.values_list("nib", "business_id")}
    used = {nib for nib, _ in holders}
    return {
        edition.pk
        for edition in editions
        if edition.nib
        and (nibs[edition.nib] > 1 or (edition.nib in used and (edition.nib, edition.business_id) not in holders))
    }


def _own(plates: dict[int, Business], by: User) -> set[int]:
    """The ids of those that `by` owns or helps: she never decides about them (registry.listening.refuse_insiders)."""
    return set(Business.objects.filter(acts_for(by), pk__in=plates).values_list("pk", flat=True))


def submit_many(codes: Sequence[str], *, by: User) -> dict[str, str]:
    """Send the open drafts of these businesses; business code -> why for those that stay drafts."""
    plates = _locked(codes)
    drafts = list(
        with_details(BusinessEdition.objects.filter(business__in=plates, is_open=True, submission=None))
        .select_for_update(of=("self",))
        .select_related("village__parent", "activity")
        .order_by("pk")
    )
    live = set(BusinessEdition.objects.filter(business__in=plates, is_live=True).values_list("business_id", flat=True))
    taken = _taken_nibs(drafts)
    why: dict[str, str] = {}
    good = []
    for draft in drafts:
        draft.business = plates[draft.business_id]
        if missing := gaps(draft):
            why[draft.business.code] = f"belum lengkap: {', '.join(missing)}"
        elif draft.pk in taken:
            why[draft.business.code] = NIB_USED
        else:
            good.append(draft)
    about = [told_in_queue(draft, is_first=draft.business_id not in live) for draft in good]
    many.submit_many(good, by=by, plates=[draft.business for draft in good], about=about)
    return why


def _waiting(codes: Sequence[str], plates: dict[int, Business]) -> list[BusinessEdition]:
    """The editions behind those of these submissions that still wait, both locked."""
    locked = {
        one.pk: one
        for one in Submission.objects.filter(code__in=codes, room="registry", state=State.SUBMITTED)
        .order_by("pk")
        .select_for_update()
    }
    editions = list(BusinessEdition.objects.filter(submission__in=locked).order_by("pk").select_for_update())
    for edition in editions:
        edition.business = plates[edition.business_id]
        edition.submission = locked[edition.submission_id]  # type: ignore[index]
    return editions


def approve_many(
    codes: Sequence[str],
    businesses: Sequence[str],
    *,
    by: User,
    at: datetime,
    resume: Sequence[datetime],
    **detail: Any,
) -> dict[str, str]:
    """Approve those of these submissions (of these businesses) that still wait; business code -> why for others.

    `resume`: a business hidden at one of these moments is shown again, as what it was hidden for is put right.
    Raises Refused (role, four eyes).
    """
    review.require("registry.decide_business", by)
    plates = _locked(businesses)
    editions = _waiting(codes, plates)
    taken, own = _taken_nibs(editions), _own(plates, by)
    why = {edition.business.code: NIB_USED for edition in editions if edition.pk in taken}
    why |= {edition.business.code: OWN for edition in editions if edition.business_id in own}
    good = [edition for edition in editions if edition.business.code not in why]
    subjects = [edition.business for edition in good]
    signed = [edition.submission for edition in good if edition.submission]
    many.decide_many(signed, State.APPROVED, by=by, at=at, plates=subjects, **detail)
    many.put_live_many(good, "business")
    again = [one for one in subjects if one.suspended_at in resume]
    Business.objects.filter(pk__in=[one.pk for one in again]).update(suspended_at=None, suspended_reason="")
    record_many(Verb.RESUMED, again, by=by, **detail)
    _ring(subjects)
    return why


def send_back_many(
    codes: Sequence[str], businesses: Sequence[str], *, by: User, at: datetime, words: str, **detail: Any
) -> int:
    """Ask for changes in those of these submissions that still wait; returns how many. Raises Refused."""
    review.require("registry.decide_business", by)
    plates = _locked(businesses)
    own = _own(plates, by)
    editions = [edition for edition in _waiting(codes, plates) if edition.business_id not in own]
    signed = [edition.submission for edition in editions if edition.submission]
    subjects = [edition.business for edition in editions]
    many.decide_many(signed, State.NEEDS_CHANGES, by=by, at=at, plates=subjects, words=words, **detail)
    many.close_many(editions)
    return len(editions)


def suspend_untouched(
    codes: Sequence[str], *, by: User, approved_at: datetime, at: datetime, reason: str, **detail: Any
) -> dict[str, str]:
    """Hide businesses whose live edition was approved at that moment; code -> why for those that somebody touched.

    Signed decisions are final (docs/decisions/0010): what was approved stays approved, it is only not shown.
    Raises Refused without the permission.
    """
    review.require("registry.suspend_business", by)
    plates = _locked(codes)
    newest: dict[int, BusinessEdition] = {}
    editions = BusinessEdition.objects.filter(business__in=plates).select_related("submission").order_by("number")
    for edition in editions:
        newest[edition.business_id] = edition
    why, good = {}, []
    for plate in plates.values():
        edition = newest[plate.pk]
        if not edition.is_live or edition.submission is None or edition.submission.decided_at != approved_at:
            why[plate.code] = "sudah ada isian yang lebih baru"
        elif plate.owner.user_id is not None:
            why[plate.code] = "sudah dipegang pemiliknya"
        elif not plate.is_shown:
            if plate.suspended_at != at:
                why[plate.code] = "sudah disembunyikan karena sebab lain"
        else:
            good.append(plate)
    Business.objects.filter(pk__in=[one.pk for one in good]).update(suspended_at=at, suspended_reason=reason[:400])
    record_many(Verb.SUSPENDED, good, by=by, **detail)
    _ring(good)
    return why


def _ring(businesses: Sequence[Business]) -> None:
    """Tell the rooms above once about all of them; doubles are looked for later, by a job of their own."""
    if businesses:
        businesses_changed.send(sender=Business, businesses=businesses)
