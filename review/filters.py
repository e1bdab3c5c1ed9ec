"""What an officer narrows the queue down to; every choice stands in the address, so a list can be shared."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from review.facets import KINDS, LATE, MINE, NEARLY, NOBODY, OTHERS
from review.models import Conversation, Submission
from review.queries import nearly_late


class QueueFilter(django_filters.FilterSet):
    """Kind, kecamatan, age, officer, first or edit, and words. `request` is needed for "mine"."""

    q = django_filters.CharFilter(label="Cari pengajuan", method="by_words", max_length=100)
    jenis = django_filters.ChoiceFilter(
        label="Jenis", method="by_kind", choices=[(key, kind.label) for key, kind in KINDS.items()]
    )
    kecamatan = django_filters.CharFilter(label="Kecamatan", field_name="region_code", max_length=13)
    umur = django_filters.ChoiceFilter(
        label="Umur", method="by_age", choices=[(NEARLY, "Hampir lewat batas"), (LATE, "Lewat batas")]
    )
    petugas = django_filters.CharFilter(label="Petugas", method="by_officer", max_length=16)
    tahap = django_filters.ChoiceFilter(
        label="Tahap", method="by_stage", choices=[("baru", "Pertama kali"), ("ubah", "Perubahan")]
    )
    pesan = django_filters.ChoiceFilter(label="Pesan", method="by_unread", choices=[("baru", "Pesan baru")])

    sejak = django_filters.DateFilter(label="Dikirim sejak", field_name="submitted_at", lookup_expr="date__gte")
    sampai = django_filters.DateFilter(label="Dikirim sampai", field_name="submitted_at", lookup_expr="date__lte")

    class Meta:
        model = Submission
        fields: list[str] = []

    def by_words(self, found: QuerySet[Submission], name: str, words: str) -> QuerySet[Submission]:
        """Every word must stand in the title, the business or the code."""
        for word in words.split()[:8]:
            code = word.lower()
            found = found.filter(
                Q(title__icontains=word) | Q(business_name__icontains=word) | Q(code=code) | Q(subject_code=code)
            )
        return found

    def by_unread(self, found: QuerySet[Submission], name: str, value: str) -> QuerySet[Submission]:
        """Where the owner wrote something that no officer has read."""
        talks = Conversation.objects.filter(unread_by=Conversation.Side.STAFF)
        return found.filter(pk__in=talks.values("submission"))

    def by_kind(self, found: QuerySet[Submission], name: str, value: str) -> QuerySet[Submission]:
        """Businesses, products or certificates."""
        return found.filter(kind=KINDS[value])

    def by_age(self, found: QuerySet[Submission], name: str, value: str) -> QuerySet[Submission]:
        """Late, or past 60 percent of the promise."""
        now = timezone.now()
        return found.filter(due_at__lt=now) if value == LATE else nearly_late(found, now)

    def by_officer(self, found: QuerySet[Submission], name: str, value: str) -> QuerySet[Submission]:
        """Mine, nobody's, another officer's, or those of the officer with this code."""
        mine = Q(assigned_to=self.request.user)
        if value == OTHERS:
            return found.exclude(assigned_to=None).exclude(mine)
        named = mine if value == MINE else Q(assigned_to__code=value)
        return found.filter(Q(assigned_to=None) if value == NOBODY else named)

    def by_stage(self, found: QuerySet[Submission], name: str, value: str) -> QuerySet[Submission]:
        """New things, or edits of what is public."""
        return found.filter(is_first=value == "baru")

    @property
    def chosen(self) -> dict[str, str]:
        """The valid choices that narrow the list, as they stand in the address."""
        self.form.is_valid()
        return {name: str(value) for name, value in self.form.cleaned_data.items() if value}
