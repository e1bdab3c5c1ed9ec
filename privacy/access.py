"""Who may touch what of this room: the owner herself (never a member of her business), and officers with the right."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from claims.queries import claims_of
from privacy.models import Breach, DataRequest
from registry.models import Business, Owner
from registry.queries import memberships_of


def own_record(user: User) -> Owner:
    """The owner record of this account; Http404 for somebody who owns nothing."""
    owner = own_record_or_none(user)
    if owner is None:
        raise Http404
    return owner


def own_record_or_none(user: User) -> Owner | None:
    """The owner record of this account; None for somebody who owns nothing."""
    return Owner.objects.filter(user=user, erased_at__isnull=True).first()


def has_something(user: User) -> bool:
    """Whether there is anything about this account to take home: a business, a membership, a claim."""
    return own_record_or_none(user) is not None or memberships_of(user).exists() or claims_of(user).exists()


def own_business(user: User, code: str) -> Business:
    """A business she owns herself; Http404 for anybody else's, also for one she only works for."""
    return get_object_or_404(Business.objects.select_related("owner"), code=code, owner=own_record(user))


def own_request(user: User, code: str) -> DataRequest:
    """A request of hers; Http404 for anybody else's."""
    return get_object_or_404(DataRequest.objects.select_related("owner"), code=code, owner=own_record(user))


def request_of_office(user: User, code: str) -> DataRequest:
    """Any request, for people who answer them; raises PermissionDenied for others."""
    if not user.has_perm("privacy.answer_request"):
        raise PermissionDenied
    return get_object_or_404(DataRequest.objects.select_related("owner", "entered_by", "answered_by"), code=code)


def breach_of_office(user: User, code: str) -> Breach:
    """Any incident, for people who handle them; raises PermissionDenied for others."""
    if not user.has_perm("privacy.handle_breach"):
        raise PermissionDenied
    return get_object_or_404(Breach, code=code)


def owner_behind(code: str) -> Owner | None:
    """The owner with this code, or of the business with this code, for the counter; None for an unknown one."""
    business = Business.objects.filter(code=code, owner__erased_at__isnull=True).select_related("owner").first()
    return business.owner if business else Owner.objects.filter(code=code, erased_at__isnull=True).first()
