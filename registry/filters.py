"""What a visitor may ask the directory of businesses."""

from typing import Any

import django_filters
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet
from django.http import QueryDict

from registry.form_fields import tidy
from registry.models import BusinessEdition
from registry.queries import districts, public

LONGEST = 100


class DirectoryFilter(django_filters.FilterSet):
    """Words (name, field of business, place), kecamatan and field of business; a nonsense value is no filter."""

    q = django_filters.CharFilter(
        method="by_words",
        label="Nama usaha atau barang",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST}),
    )
    kecamatan = django_filters.ChoiceFilter(
        field_name="village__parent__slug", label="Kecamatan", empty_label="Semua kecamatan"
    )
    bidang = django_filters.ChoiceFilter(
        field_name="activity__kbli_code", label="Bidang usaha", empty_label="Semua bidang"
    )

    class Meta:
        model = BusinessEdition
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[BusinessEdition]) -> None:
        choices = {"kecamatan": [(one.slug, one.name) for one in districts()], "bidang": activities_shown()}
        clean: dict[str, Any] = {name: tidy(data.get(name, "")[: LONGEST * 2])[:LONGEST] for name in self.base_filters}
        for name, listed in choices.items():
            if clean[name] not in {value for value, _ in listed}:
                clean[name] = ""
        super().__init__(clean, queryset=queryset)
        for name, listed in choices.items():
            self.filters[name].extra["choices"] = listed

    def by_words(self, found: QuerySet[BusinessEdition], name: str, words: str) -> QuerySet[BusinessEdition]:
        """Editions whose name, activity or place fits all words; a misspelt name is forgiven."""
        near = found.annotate(likeness=TrigramWordSimilarity(words, "name"))
        fits = Q()
        for word in words.split()[:8]:
            fits &= (
                Q(name__icontains=word)
                | Q(activity__title__icontains=word)
                | Q(activity__words__icontains=word)
                | Q(village__name__icontains=word)
                | Q(village__parent__name__icontains=word)
            )
        return near.filter(fits | Q(likeness__gte=0.4)).order_by("-likeness", "name", "pk")


def activities_shown() -> list[tuple[str, str]]:
    """The fields of business that the directory holds today, by title."""
    held = public().filter(activity__isnull=False)
    return list(held.order_by("activity__title").values_list("activity__kbli_code", "activity__title").distinct())
