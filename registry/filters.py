"""What a visitor may ask the directory of businesses."""

from functools import cached_property
from hashlib import blake2b
from typing import Any

import django_filters
from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from registry.form_fields import Listed, tidy
from registry.models import BusinessActivity, DirectoryEntry
from registry.queries import districts

LONGEST = 100
ALIKE = 0.4
NEAREST = 480  # names shown for a misspelt one, the likeliest first


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
        self.is_near = False  # whether nothing fits the words, so that names like them are shown
        self.nearest: list[int] = []  # these, the likeliest first (ids of businesses, at most NEAREST)
        for name, listed in choices.items():
            self.filters[name].extra["choices"] = Listed(listed)

    @cached_property
    def choices_mark(self) -> str:
        """The same for the same kecamatan and fields of business to choose from."""
        return blake2b(repr(self.choices).encode(), digest_size=16).hexdigest()

    def by_words(self, found: QuerySet[DirectoryEntry], name: str, words: str) -> QuerySet[DirectoryEntry]:
        """Entries that hold all words; when there is none, those with a name like it: a misspelt name is forgiven."""
        fits = found
        for word in words.lower().split()[:8]:
            fits = fits.filter(text__contains=word)
        if fits.exists():
            return fits
        self.is_near = True
        return self._near(found, words)

    def _near(self, found: QuerySet[DirectoryEntry], words: str) -> QuerySet[DirectoryEntry]:
        """The nearest names of the chosen place and field. Likeness is dear: it is asked once, not again to count."""
        for name in ("kecamatan", "bidang"):
            found = self.filters[name].filter(found, self.form.cleaned_data.get(name))
        with connection.cursor() as cursor:  # the operator below, unlike a comparison, can use the index
            cursor.execute("select set_config('pg_trgm.word_similarity_threshold', %s, false)", [str(ALIKE)])
        likeness = TrigramWordSimilarity(words, "name")
        near = found.filter(name__trigram_word_similar=words).order_by(likeness.desc(), "name", "pk")
        self.nearest = list(near.values_list("pk", flat=True)[:NEAREST])
        return DirectoryEntry.objects.filter(pk__in=self.nearest).order_by(likeness.desc(), "name", "pk")


def activities_shown() -> list[tuple[str, str]]:
    """The fields of business that the directory holds today, by title."""
    held = BusinessActivity.objects.filter(Exists(DirectoryEntry.objects.filter(activity=OuterRef("pk"))))
    return list(held.order_by("title").values_list("kbli_code", "title"))
