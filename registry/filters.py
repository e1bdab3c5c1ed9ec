"""What a visitor may ask the directory of businesses."""

from functools import cached_property
from hashlib import blake2b
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from registry.directory_words import corrected
from registry.form_fields import Listed, tidy
from registry.models import BusinessActivity, DirectoryEntry
from registry.queries import districts

LONGEST = 100


class DirectoryFilter(django_filters.FilterSet):
    """Words (name, field of business, place), kecamatan and field of business; a nonsense value is no filter."""

    q = django_filters.CharFilter(
        method="by_words",
        label="Nama usaha atau barang",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST}),
    )
    kecamatan = django_filters.ChoiceFilter(
        field_name="district__slug", label="Kecamatan", empty_label="Semua kecamatan"
    )
    bidang = django_filters.ChoiceFilter(
        field_name="activity__kbli_code", label="Bidang usaha", empty_label="Semua bidang"
    )

    class Meta:
        model = DirectoryEntry
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[DirectoryEntry]) -> None:
        choices = {"kecamatan": [(one.slug, one.name) for one in districts()], "bidang": activities_shown()}
        clean: dict[str, Any] = {name: tidy(data.get(name, "")[: LONGEST * 2])[:LONGEST] for name in self.base_filters}
        for name, listed in choices.items():
            if clean[name] not in {value for value, _ in listed}:
                clean[name] = ""
        super().__init__(clean, queryset=queryset)
        self.choices = choices
        self.better = ""  # the words that were searched for instead of those typed, which nothing holds
        for name, listed in choices.items():
            self.filters[name].extra["choices"] = Listed(listed)

    @cached_property
    def choices_mark(self) -> str:
        """The same for the same kecamatan and fields of business to choose from."""
        return blake2b(repr(self.choices).encode(), digest_size=16).hexdigest()

    def by_words(self, found: QuerySet[DirectoryEntry], name: str, words: str) -> QuerySet[DirectoryEntry]:
        """Entries that hold all words; when there is none, those that hold the words that were meant."""
        typed = words.lower().split()[:8]
        fits = _that_hold(found, typed)
        if fits.exists():
            return fits
        right = corrected(typed)
        if not right or right == typed:
            return fits
        self.better = " ".join(right)
        return _that_hold(found, right)


def _that_hold(found: QuerySet[DirectoryEntry], words: list[str]) -> QuerySet[DirectoryEntry]:
    for word in words:
        found = found.filter(text__contains=word)
    return found


def activities_shown() -> list[tuple[str, str]]:
    """The fields of business that the directory holds today, by title."""
    held = BusinessActivity.objects.filter(Exists(DirectoryEntry.objects.filter(activity=OuterRef("pk"))))
    return list(held.order_by("title").values_list("kbli_code", "title"))
