"""The list of businesses, as offices keep their census."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from jobs import work as jobs
from jobs.repeated import every
from registry import many
from registry.importing import applying, business_drafts, checking, deciding, kinds, reading_in, sweeping, work
from registry.importing.activities import OLD_KBLI, Activities
from registry.importing.business_columns import COLUMNS
from registry.importing.businesses import BusinessCheck
from registry.importing.gazetteer import Gazetteer
from registry.importing.identity import Seen
from registry.importing.kinds import Check, Draft, ImportKind, Made, Standing
from registry.importing.reading import Line, Reading, Sheet
from registry.models import Business, BusinessActivity, BusinessEdition, ImportBatch
from registry.queries import with_details
from registry.wizard import WHOLE, gaps, label
from review.models import State


class BusinessKind(ImportKind):
    """Rows become an owner without an account, a business and its draft."""

    key = ImportBatch.Kind.BUSINESS.value
    headers = "business_census"
    noun = "usaha"
    columns = COLUMNS
    title_fields = ("name", "owner_name")
    carried = ("district",)  # merged cells of a recapitulation keep it in the first row only
    sends = True

    def option_fields(self) -> dict[str, forms.Field]:
        """The edition of the KBLI codes, and what an empty NIB means."""
        return {
            **super().option_fields(),
            "kbli": forms.ChoiceField(
                label="Kode KBLI di berkas memakai",
                choices=BusinessActivity.Edition.choices,
                initial=OLD_KBLI.value,
            ),
            "no_nib": forms.BooleanField(
                label="NIB yang kosong berarti usahanya memang belum punya NIB", required=False, initial=False
            ),
        }

    def guess_options(self, sheet: Sheet, lines: Sequence[Line]) -> dict[str, Any]:
        """The edition whose codes and titles fit."""
        pairs = [(line.text("kbli_code"), line.text("kbli_title")) for line in lines]
        return super().guess_options(sheet, lines) | {"kbli": str(Activities().guess_edition(pairs))}

    def check(self, sheet: Sheet) -> Check:
        """Reads places and activities once."""
        places, activities, seen = Gazetteer(), Activities(), Seen()

        def for_lines(lines: Sequence[Line]) -> Callable[[Line], Reading]:
            return BusinessCheck(sheet, places, activities, lines, seen).read

        return for_lines

    def create(self, readings: Sequence[Reading], *, by: User, hands: Sequence[int]) -> list[Made]:
        """One draft for each row."""
        made = business_drafts.create_businesses([reading.values for reading in readings], by=by, hands=hands)
        return [Made(business.code) for business in made]

    def remove(self, made: Sequence[Made], *, by: User) -> dict[str, str]:
        """Those nobody touched."""
        return business_drafts.remove_businesses([one.code for one in made], by=by)

    def drafts(self, codes: Sequence[str]) -> dict[str, Draft]:
        """The newest edition of each."""
        ids = list(Business.objects.filter(code__in=codes).values_list("pk", flat=True))
        found = with_details(BusinessEdition.objects.filter(business__in=ids)).select_related("activity", "village")
        return {
            one.business.code: Draft(
                one.state,
                tuple(gaps(one)) if one.is_draft else (),
                reverse("registry:office", args=[one.business.code]),
            )
            for one in found.prefetch_related("business__owner", "submission").order_by("number")
        }

    def still_there(self, codes: Sequence[str]) -> set[str]:
        """Those with a draft, a waiting or a live edition."""
        there = BusinessEdition.objects.filter(Q(is_open=True) | Q(is_live=True), business__code__in=codes)
        return set(there.values_list("business__code", flat=True))

    def standing(self, codes: QuerySet[Any]) -> Standing:
        """The newest editions, counted."""
        is_draft = Q(is_open=True, submission=None)
        lacking = {f"lacks_{name}": Count("pk", filter=is_draft & _lacks(name)) for name in WHOLE}
        said = _newest(codes).aggregate(
            complete=Count("pk", filter=is_draft & _complete()),
            waiting=Count("pk", filter=Q(submission__state=State.SUBMITTED)),
            approved=Count("pk", filter=Q(submission__state=State.APPROVED)),
            returned=Count("pk", filter=Q(submission__state__in=[State.NEEDS_CHANGES, State.REJECTED])),
            **lacking,
        )
        gaps = sorted(((label(name), said.pop(f"lacks_{name}")) for name in WHOLE), key=lambda gap: -gap[1])
        return Standing(**said, lacking=tuple(gap for gap in gaps if gap[1]))

    def ready(self, codes: QuerySet[Any]) -> list[str]:
        """Complete drafts, in the order in which they were made."""
        drafts = _newest(codes).filter(_complete(), is_open=True, submission=None).order_by("business_id")
        return list(drafts.values_list("business__code", flat=True))

    def send(self, codes: Sequence[str], *, by: User) -> dict[str, str]:
        """Another officer decides: the one who sends it is among its hands."""
        return many.submit_many(codes, by=by)


def _newest(codes: QuerySet[Any]) -> QuerySet[BusinessEdition]:
    """The newest edition of each of these businesses."""
    later = BusinessEdition.objects.filter(business=OuterRef("business"), number__gt=OuterRef("number"))
    return BusinessEdition.objects.filter(~Exists(later), business__code__in=codes).order_by()


def _lacks(name: str) -> Q:
    """What `registry.wizard.gaps` calls missing, for the database."""
    if BusinessEdition._meta.get_field(name).is_relation:
        return Q(**{f"{name}__isnull": True})
    return Q(nib="") & ~Q(nib_status="none") if name == "nib" else Q(**{name: ""})


def _complete() -> Q:
    """Nothing missing, and nothing typed that is not valid yet."""
    whole = Q(draft_notes__raw__isnull=True) | Q(draft_notes__raw={})
    for name in WHOLE:
        whole &= ~_lacks(name)
    return whole


def register() -> None:
    """Make the kind and the jobs of every import known; called once when Django starts."""
    kinds.add(BusinessKind())
    for name, run in (
        (work.READ, reading_in.read),
        (work.CHECK, checking.check_again),
        (work.APPLY, applying.make_drafts),
        (work.UNDO, applying.take_back),
        (work.SEND, applying.send_drafts),
        (work.APPROVE, deciding.approve),
        (work.RETURN, deciding.send_back),
        (work.HIDE, deciding.hide),
    ):
        jobs.add(name, run)
    jobs.add(sweeping.SWEEP, sweeping.sweep)
    every("40 2 * * *", sweeping.SWEEP, "Menghapus berkas impor yang tertinggal")
