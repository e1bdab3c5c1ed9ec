"""Questions to the queue."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import Avg, Count, Exists, ExpressionWrapper, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from review.models import BatchItem, Conversation, Kind, OfficeHoliday, Reason, State, Submission

SOON = 0.6  # ux.md, queue row: from 60 percent of the promise on a submission is nearly late


def waiting() -> models.QuerySet[Submission]:
    """All that waits for a decision, the oldest promise first."""
    return (
        Submission.objects.filter(state=State.SUBMITTED)
        .select_related("submitted_by", "assigned_to")
        .order_by("due_at", "id")
    )


def may_decide(submission: Submission, user: User) -> bool:
    """Whether four eyes let `user` decide this one (permission is another question)."""
    return submission.is_waiting and user.pk != submission.submitted_by_id and user.pk not in submission.hands


def decidable(submissions: models.QuerySet[Submission], user: User) -> models.QuerySet[Submission]:
    """Those four eyes let `user` decide."""
    return submissions.exclude(submitted_by=user).exclude(hands__contains=[user.pk])


def nearly_late(submissions: models.QuerySet[Submission], now: datetime) -> models.QuerySet[Submission]:
    """Those past 60 percent of their promise at `now`, the late ones included."""
    promised = ExpressionWrapper((F("due_at") - F("submitted_at")) * SOON, output_field=models.DurationField())
    soon = ExpressionWrapper(F("submitted_at") + promised, output_field=models.DateTimeField())
    return submissions.annotate(soon_at=soon).filter(soon_at__lte=now)


def with_rounds(submissions: models.QuerySet[Submission]) -> models.QuerySet[Submission]:
    """Each with `rounds`: how many submissions of the same thing were sent up to it; `unread`: whether the owner wrote
    what no officer has read; and `in_batch`: whether an officer is about to approve it together with others.
    """
    earlier = (
        Submission.objects.filter(
            room=OuterRef("room"), subject_code=OuterRef("subject_code"), submitted_at__lte=OuterRef("submitted_at")
        )
        .order_by()
        .annotate(n=Func(F("id"), function="COUNT"))
        .values("n")
    )
    unread = Conversation.objects.filter(submission=OuterRef("pk"), unread_by=Conversation.Side.STAFF)
    in_batch = BatchItem.objects.filter(submission=OuterRef("pk"), outcome="")
    return submissions.annotate(rounds=Coalesce(Subquery(earlier), 1), unread=Exists(unread), in_batch=Exists(in_batch))


@dataclass
class QueueSummary:
    """Figures above the queue, all from one statement. `kinds` by Kind value; `districts` as (code, name, figure)."""

    all: int = 0
    mine: int = 0
    unassigned: int = 0
    overdue: int = 0
    edits: int = 0
    kinds: dict[str, int] = field(default_factory=lambda: {kind.value: 0 for kind in Kind})
    districts: list[tuple[str, str, int]] = field(default_factory=list)


def queue_summary(now: datetime, user: User) -> QueueSummary:
    """What waits at `now`, by person, age, kind and kecamatan."""
    rows = (
        Submission.objects.filter(state=State.SUBMITTED)
        .order_by()
        .values("kind", "region_code", "region_name")
        .annotate(
            all=Count("*"),
            mine=Count(Value(1), filter=Q(assigned_to=user)),
            unassigned=Count(Value(1), filter=Q(assigned_to=None)),
            overdue=Count(Value(1), filter=Q(due_at__lt=now)),
            edits=Count(Value(1), filter=Q(is_first=False)),
        )
    )
    found, districts = QueueSummary(), dict[str, tuple[str, int]]()
    for row in rows:
        for name in ("all", "mine", "unassigned", "overdue", "edits"):
            setattr(found, name, getattr(found, name) + row[name])
        found.kinds[row["kind"]] += row["all"]
        if row["region_code"]:
            name, before = districts.get(row["region_code"], (row["region_name"] or row["region_code"], 0))
            districts[row["region_code"]] = (name, before + row["all"])
    found.districts = sorted(((code, *rest) for code, rest in districts.items()), key=lambda one: one[1])
    return found


def people_who_may(codename: str) -> models.QuerySet[User]:
    """Active people who hold a permission of this room, by name."""
    right = Permission.objects.filter(codename=codename, content_type__app_label="review")
    of_a_role, of_her_own = User.groups.through, User.user_permissions.through
    roles = Group.permissions.through.objects.filter(permission__in=right).values("group")
    may = Q(pk__in=of_her_own.objects.filter(permission__in=right).values("user")) | Q(
        pk__in=of_a_role.objects.filter(group__in=roles).values("user")
    )
    return User.objects.filter(may, is_active=True).order_by("name", "id")


def officers() -> models.QuerySet[User]:
    """Active people who may examine submissions, by name."""
    return people_who_may("assign_submission")


def own_days() -> dict[date, bool]:
    """The days the office entered itself: True for free, False for a working day; see review.workdays."""
    return dict(OfficeHoliday.objects.values_list("date", "is_off"))


def unread_by_staff() -> models.QuerySet[Submission]:
    """What waits and carries a word of its owner that no officer has read."""
    talks = Conversation.objects.filter(unread_by=Conversation.Side.STAFF)
    return waiting().filter(pk__in=talks.values("submission"))


def sample_of(submission: Submission, batch_code: str, officer: User) -> BatchItem | None:
    """The submission as a sample of her batch with this code, with its `place` and `of` how many; None else."""
    if not (batch_code.isalnum() and len(batch_code) <= 16):
        return None
    mine = BatchItem.objects.filter(batch__code=batch_code, batch__made_by=officer, is_sample=True, outcome="")
    items = list(mine.select_related("batch").order_by("pk"))
    for place, item in enumerate(items, start=1):
        if item.submission_id == submission.pk:
            item.place, item.of = place, len(items)  # type: ignore[attr-defined]
            return item
    return None


def next_of(
    submissions: models.QuerySet[Submission], here: Submission, *, backwards: bool = False
) -> Submission | None:
    """The next of `submissions` after `here`, or the one before it."""
    after = Q(due_at__gt=here.due_at) | Q(due_at=here.due_at, id__gt=here.pk)
    before = Q(due_at__lt=here.due_at) | Q(due_at=here.due_at, id__lt=here.pk)
    order = ("-due_at", "-id") if backwards else ("due_at", "id")
    return submissions.filter(before if backwards else after).order_by(*order).first()


def next_to_decide(submissions: models.QuerySet[Submission], here: Submission, user: User) -> Submission | None:
    """What `user` does after `here`: the next of the same list she may decide and nobody else has taken."""
    free = decidable(submissions, user).filter(Q(assigned_to=None) | Q(assigned_to=user)).exclude(pk=here.pk)
    return next_of(free, here) or free.order_by("due_at", "id").first()


def decided() -> models.QuerySet[Submission]:
    """What was decided, the newest decision first."""
    return (
        Submission.objects.filter(decided_by__isnull=False)  # a constraint keeps this and the states together
        .select_related("submitted_by", "decided_by")
        .order_by("-decided_at", "-id")
    )


def decided_since(since: datetime) -> dict[str, object]:
    """Figures of decisions since then: how many, how many by outcome, and the mean time from sending to deciding."""
    took = ExpressionWrapper(F("decided_at") - F("submitted_at"), output_field=models.DurationField())
    return (
        decided()
        .filter(decided_at__gte=since)
        .order_by()
        .aggregate(
            all=Count("*"),
            approved=Count(Value(1), filter=Q(state=State.APPROVED)),
            late=Count(Value(1), filter=Q(decided_at__gt=F("due_at"))),
            mean=Avg(took),
        )
    )


def rounds_of(room: str, *subject_codes: str) -> models.QuerySet[Submission]:
    """Every submission about one thing (a certificate has one code a round), newest first, with its findings."""
    return (
        Submission.objects.filter(room=room, subject_code__in=subject_codes)
        .select_related("submitted_by", "decided_by")
        .prefetch_related("findings")
        .order_by("-submitted_at", "-id")
    )


def hands_of(submission: Submission) -> list[User]:
    """The people who typed it, by name."""
    return list(User.objects.filter(pk__in=submission.hands).order_by("name", "id"))


def reasons_for(kind: str, decision: str = "") -> models.QuerySet[Reason]:
    """The ready reasons that fit a kind of submission, and a decision (needs_changes or rejected) when one is named."""
    found = Reason.objects.filter(Q(kind=kind) | Q(kind=""), is_active=True)
    return found.filter(Q(decision=decision) | Q(decision=Reason.Decision.BOTH)) if decision else found


def promise_used(submission: Submission, now: datetime | None = None) -> int:
    """Percent of the promised time that is gone; 100 and more: late."""
    promised = submission.due_at - submission.submitted_at
    gone = (now or timezone.now()) - submission.submitted_at
    return max(0, int(gone * 100 / promised)) if promised > timedelta(0) else 100


def field_label(submission: Submission, name: str) -> str:
    """The label of a marked field, asked from the edition the submission belongs to; the name itself if it has none."""
    extra = {"photos": "Foto", "scan": "Berkas sertifikat", "certificates": "Sertifikat", "nik": "NIK"}
    for relation in submission._meta.related_objects:
        model = relation.related_model
        if relation.one_to_one and model._meta.app_label == submission.room:
            labels = {one.name: str(one.verbose_name) for one in model._meta.concrete_fields}
            return labels.get(name) or extra.get(name, name)
    return extra.get(name, name)
