"""What an officer narrows her lists down to; every choice stands in the address."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from fieldwork.models import Assistance, Visit
from fieldwork.queries import CONFIRMATIONS, STATES, named
from registry.models import Owner


class _Chosen(django_filters.FilterSet):
    @property
    def chosen(self) -> dict[str, Any]:
        """The valid choices that narrow the list."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}


class AssistanceFilter(_Chosen):
    """Words, how far the registration is, whether the owner has confirmed."""

    q = django_filters.CharFilter(label="Nama usaha, pemilik, atau kode", method="by_words", max_length=100)
    keadaan = django_filters.ChoiceFilter(
        label="Pendaftaran",
        method="by_state",
        empty_label="Semua keadaan",
        choices=[
            ("draf", "Draf"),
            ("menunggu", "Menunggu pemeriksaan"),
            ("perbaikan", "Perlu diperbaiki"),
            ("tayang", "Tayang"),
        ],
    )
    konfirmasi = django_filters.ChoiceFilter(
        label="Konfirmasi pemilik",
        method="by_confirmation",
        empty_label="Semua",
        choices=[("belum", "Belum dikonfirmasi"), ("keliru", "Ada yang salah"), ("sudah", "Sudah dikonfirmasi")],
    )

    class Meta:
        model = Assistance
        fields: list[str] = []

    def by_words(self, found: QuerySet[Assistance], name: str, words: str) -> QuerySet[Assistance]:
        """Every word must stand in a name of the business, or in that of its owner, or be the code."""
        for word in words.split()[:8]:
            found = found.filter(
                Q(business__in=named(word))
                | Q(business__owner__in=Owner.objects.filter(name__icontains=word).values("pk"))
                | Q(business__code__iexact=word)
            )
        return found

    def by_state(self, found: QuerySet[Assistance], name: str, value: str) -> QuerySet[Assistance]:
        """How far it is."""
        return found.filter(STATES[value])

    def by_confirmation(self, found: QuerySet[Assistance], name: str, value: str) -> QuerySet[Assistance]:
        """What the owner said."""
        return found.filter(CONFIRMATIONS[value])


class VisitFilter(_Chosen):
    """Words, purpose, state, and the business (where the office's page leads)."""

    q = django_filters.CharFilter(label="Usaha, tempat, desa, atau petugas", method="by_words", max_length=100)
    tujuan = django_filters.ChoiceFilter(
        label="Tujuan", field_name="purpose", empty_label="Semua tujuan", choices=Visit.Purpose.choices
    )
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan", field_name="state", empty_label="Semua", choices=Visit.State.choices
    )
    hubungan = django_filters.ChoiceFilter(
        label="Usaha",
        method="by_match",
        empty_label="Semua usaha",
        choices=[("belum", "Belum dihubungkan"), ("sudah", "Sudah dihubungkan")],
    )
    usaha = django_filters.CharFilter(field_name="business__code", max_length=16)

    class Meta:
        model = Visit
        fields: list[str] = []

    def by_words(self, found: QuerySet[Visit], name: str, words: str) -> QuerySet[Visit]:
        """Every word must stand in the business, the place, the village or the name of the officer."""
        for word in words.split()[:8]:
            found = found.filter(
                Q(business__in=named(word))
                | Q(place__icontains=word)
                | Q(village__name__icontains=word)
                | Q(officer__name__icontains=word)
                | Q(code__iexact=word)
            )
        return found

    def by_match(self, found: QuerySet[Visit], name: str, value: str) -> QuerySet[Visit]:
        """Whether somebody said which business it was about."""
        return found.filter(business__isnull=value == "belum")
