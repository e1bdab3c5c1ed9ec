"""Questions about people: who acts for which business, what an owner agreed to, who may be claimed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.models import User
from registry.membership import Right, roles_with
from registry.models import (
    Business,
    BusinessEdition,
    Consent,
    Member,
    MemberRole,
    Owner,
)
from registry.queries.shown import registered


def registered_without_nib(user: User) -> models.QuerySet[BusinessEdition]:
    """The registered businesses of `user` that nobody sees yet because their NIB is missing."""
    return registered().filter(business__in=businesses_of(user).values("pk"), nib_status=BusinessEdition.NibStatus.NONE)


KNOWN = "_acting_roles"


@contextmanager
def knowing_businesses(user: User) -> Iterator[None]:
    """Within it `acts_for` and `with_role` take what was asked once: for a page that asks a dozen things about her
    businesses and changes nothing."""
    roles = with_role(Business.objects.filter(acts_for(user)), user).values_list("pk", "acting_role", "merged_into")
    setattr(user, KNOWN, list(roles))
    try:
        yield
    finally:
        delattr(user, KNOWN)


def _known(user: User, needs: Right) -> list[int] | None:
    known, roles = getattr(user, KNOWN, None), roles_with(needs)
    if known is None:
        return None
    return [pk for pk, role, merged in known if role in roles and (not merged or role == MemberRole.OWNER)]


def acts_for(user: User, path: str = "", needs: Right = Right.VIEW) -> Q:
    """Rows of the businesses for which `user` holds the right `needs`, as owner or as a member.

    `path` leads from the row to its business ("product__business"), empty for a business itself. The only place
    that says who acts for whom.
    """
    if (ids := _known(user, needs)) is not None:
        return Q(**{f"{path or 'pk'}__in": ids})
    owned = Business.objects.filter(owner__in=Owner.objects.filter(user=user)).order_by().values("pk")
    roles = roles_with(needs)
    joined = Member.objects.filter(user=user, accepted_at__isnull=False, ended_at__isnull=True, role__in=roles)
    joined = joined.filter(business__merged_into__isnull=True)  # members rest while their business is merged
    return Q(**{f"{path or 'pk'}__in": owned.union(joined.order_by().values("business"))})


def with_role(rows: models.QuerySet[Any], user: User, path: str = "") -> models.QuerySet[Any]:
    """The rows with `acting_role`: what `user` is to the business of each (MemberRole); empty for a stranger."""
    if (known := getattr(user, KNOWN, None)) is not None:
        whose = {role: [pk for pk, held, _ in known if held == role] for _, role, _ in known}
        cases = [models.When(**{f"{path or 'pk'}__in": ids}, then=models.Value(role)) for role, ids in whose.items()]
        case = models.Case(*cases, default=models.Value(""), output_field=models.CharField())
        return rows.annotate(acting_role=case)
    active = Member.objects.filter(user=user, accepted_at__isnull=False, ended_at__isnull=True)
    mine = active.filter(business=models.OuterRef(path or "pk")).order_by().values("role")[:1]
    owns = models.When(**{f"{path}__owner__user" if path else "owner__user": user}, then=models.Value(MemberRole.OWNER))
    other = Coalesce(models.Subquery(mine), models.Value(""))
    return rows.annotate(acting_role=models.Case(owns, default=other, output_field=models.CharField()))


def with_name(rows: models.QuerySet[Any], path: str) -> models.QuerySet[Any]:
    """The rows with `acting_name`, the name of the newest edition of the business of each."""
    newest = BusinessEdition.objects.filter(business=models.OuterRef(path)).order_by("-number").values("name")[:1]
    return rows.annotate(acting_name=models.Subquery(newest))


def role_in(business: Business | int, user: User) -> str:
    """What `user` is to a business (MemberRole), empty for a stranger; one statement."""
    key = business if isinstance(business, int) else business.pk
    return with_role(Business.objects.filter(pk=key), user).values_list("acting_role", flat=True).first() or ""


def spokespeople(business: Business | int, right: Right) -> list[int]:
    """Ids of all who hold `right` in a business: the owner, when she has an account, and members."""
    active = Member.objects.filter(business=business, accepted_at__isnull=False, ended_at__isnull=True)
    members = active.filter(role__in=roles_with(right)).order_by().values("user")
    owner = Owner.objects.filter(businesses=business, user__isnull=False).order_by().values("user")
    return list(User.objects.filter(pk__in=owner.union(members), is_active=True).values_list("pk", flat=True))


def newest_editions_for(user: User, needs: Right = Right.VIEW) -> models.QuerySet[BusinessEdition]:
    """The newest edition of each business for which `user` holds `needs`, with its submission and `acting_role`.

    Asks for the ids of the businesses at once: with so many joins PostgreSQL would not begin at a subquery but walk
    through the whole register (measured: 550 ms instead of 15 among 75,000).
    """
    mine = _known(user, needs)
    if mine is None:
        mine = list(Business.objects.filter(acts_for(user, "", needs)).values_list("pk", flat=True))
    newest = BusinessEdition.objects.filter(business=models.OuterRef("business")).order_by("-number")
    found = BusinessEdition.objects.filter(business__in=mine, pk=models.Subquery(newest.values("pk")[:1]))
    return (
        with_role(found, user, "business")
        .select_related("business__owner", "village__parent", "activity")
        .select_related("submission__decided_by", "submission__assigned_to")
        .order_by("business__created_at")
    )


def owner_of(user: User) -> Owner | None:
    """The owner record of an account, None before her first registration."""
    return Owner.objects.filter(user=user).first()


def businesses_of(user: User, needs: Right = Right.VIEW) -> models.QuerySet[Business]:
    """The businesses for which `user` holds `needs`, without merged ones, the oldest first, with `acting_role`."""
    return with_role(Business.objects.filter(acts_for(user, "", needs), merged_into=None), user).order_by("created_at")


def memberships_of(user: User) -> models.QuerySet[Member]:
    """Everything `user` ever joined, ended ones too, the oldest first."""
    return Member.objects.filter(user=user).select_related("business").order_by("accepted_at", "pk")


def invitation_by(token_hash: str) -> Member | None:
    """The open invitation whose link has this hash, with its business; None for one that was answered or withdrawn."""
    return Member.objects.select_related("business").filter(token_hash=token_hash).first() if token_hash else None


def claimable() -> models.QuerySet[Business]:
    """Businesses that an owner may claim: from an old list, so without an account, and neither closed nor merged."""
    return Business.objects.filter(owner__user__isnull=True, closed_at__isnull=True, merged_into__isnull=True)


def is_claimable(nib: str) -> bool:
    """Whether a business without an account carries this NIB, in what counts or waits today."""
    same = BusinessEdition.objects.filter(Q(is_live=True) | Q(is_open=True), nib=nib, business__in=claimable())
    return bool(nib) and same.exists()


def consents_in_force(owner: Owner | int) -> set[str]:
    """The purposes `owner` (or the owner with this id) agrees to today."""
    return set(Consent.objects.filter(owner=owner, withdrawn_at__isnull=True).values_list("purpose", flat=True))


def newest_names(businesses: models.QuerySet[Business]) -> models.QuerySet[Business]:
    """The businesses with `newest_name`, the name of their newest edition (empty for a fresh draft)."""
    newest = BusinessEdition.objects.filter(business=models.OuterRef("pk")).order_by("-number")
    return businesses.annotate(newest_name=models.Subquery(newest.values("name")[:1]))


def consents_given(owner: Owner) -> models.QuerySet[Consent]:
    """Every consent she ever gave, withdrawn ones too, the newest first."""
    return Consent.objects.filter(owner=owner).order_by("-given_at", "-pk")


def live_editions(businesses: Iterable[int]) -> dict[int, BusinessEdition]:
    """What everybody sees of the businesses with these ids, by the id of the business."""
    live = BusinessEdition.objects.filter(business__in=list(businesses), is_live=True)
    return {edition.business_id: edition for edition in live}


def newest_editions(owner: Owner) -> models.QuerySet[BusinessEdition]:
    """The newest edition of each business that belongs to `owner`, with or without an account; for her own data."""
    newest = BusinessEdition.objects.filter(business=models.OuterRef("business")).order_by("-number").values("pk")[:1]
    return (
        BusinessEdition.objects.filter(business__owner=owner, pk=models.Subquery(newest))
        .select_related("business", "village__parent", "activity", "submission")
        .order_by("business__created_at")
    )
