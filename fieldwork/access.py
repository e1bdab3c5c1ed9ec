"""Who may touch which field work: fetching and permission in one call."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from fieldwork.models import Assistance, Visit, VisitPhoto
from fieldwork.queries import assistances_of, visits_of
from registry.access import business_of_office
from registry.models import Business

LONGEST_TOKEN = 100


def assistance_for(user: User, code: str) -> Assistance:
    """The help with the business `code`: her own, or anybody's for those who see all; Http404 for any other."""
    return get_object_or_404(assistances_of(user), business__code=code)


def visit_for(user: User, code: str) -> Visit:
    """A visit `user` may read; Http404 for any other."""
    return get_object_or_404(visits_of(user), code=code)


def draft_visit_for(user: User, code: str) -> Visit:
    """Her own visit, to change it; Http404 for anybody else's. The verbs refuse what was sent."""
    return get_object_or_404(Visit.objects.select_related("village__parent", "business"), code=code, officer=user)


def photo_for(user: User, visit_code: str, photo_code: str) -> VisitPhoto:
    """A photo of a visit `user` may read; Http404 for any other."""
    visit = visit_for(user, visit_code)
    return get_object_or_404(VisitPhoto, code=photo_code, visit=visit)


def business_to_visit(user: User, code: str) -> Business:
    """The business an officer says she visited; raises Http404 for an unknown code, PermissionDenied for others."""
    if not user.has_perm("fieldwork.record_visit"):
        raise PermissionDenied
    return business_of_office(user, code)


def token_hash(token: str) -> str:
    """What is kept of the token in a link: its SHA-256. Nobody who reads the database can make the link again."""
    return hashlib.sha256(token.encode()).hexdigest()


def assistance_behind(token: str) -> Assistance:
    """The help whose link this is, an expired one too (the page says so); Http404 for any other."""
    if len(token) > LONGEST_TOKEN:
        raise Http404
    found: QuerySet[Assistance] = Assistance.objects.select_related("business__owner", "business__assisted_by")
    return get_object_or_404(found, link_hash=token_hash(token))
