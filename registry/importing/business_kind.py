"""The list of businesses, as offices keep their census."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.urls import reverse

from accounts.models import User
from registry import actions
from registry.importing import business_drafts, kinds
from registry.importing.activities import OLD_KBLI, Activities
from registry.importing.businesses import FIELDS, BusinessCheck
from registry.importing.gazetteer import Gazetteer
from registry.importing.kinds import Check, Draft, ImportKind, Made
from registry.importing.reading import Line, Reading, Sheet
from registry.models import Business, BusinessActivity, BusinessEdition, ImportBatch
from registry.wizard import gaps


class BusinessKind(ImportKind):
    """Rows become an owner without an account, a business and its draft."""

    key = ImportBatch.Kind.BUSINESS.value
    headers = "business_census"
    noun = "usaha"
    fields = FIELDS
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
        places, activities = Gazetteer(), Activities()

        def for_lines(lines: Sequence[Line]) -> Callable[[Line], Reading]:
            return BusinessCheck(sheet, places, activities, lines).read

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
        found = BusinessEdition.objects.filter(business__in=ids).prefetch_related("business__owner", "submission")
        return {
            one.business.code: Draft(
                one.state,
                tuple(gaps(one)) if one.is_draft else (),
                reverse("registry:office", args=[one.business.code]),
            )
            for one in found.order_by("number")
        }

    def send(self, code: str, *, by: User) -> None:
        """Another officer decides: the one who sends it is among its hands."""
        business = Business.objects.get(code=code)
        actions.submit(business.editions.get(is_open=True), by=by)


def register() -> None:
    """Make the kind known; called once when Django starts."""
    kinds.add(BusinessKind())
