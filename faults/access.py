"""Who may touch which report: fetching and permission in one call."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.models import User
from faults.models import Report
from faults.queries import told_to, whole


def _plain(code: str) -> str:
    return code if code.isascii() and code.isalnum() else ""


def by_code(code: str) -> Report:
    """Any report, for whoever knows its code; the page shows neither contact nor names of officers. Http404."""
    return get_object_or_404(whole(), code=_plain(code.lower()))


def for_office(user: User, code: str) -> Report:
    """Any report, for people who answer them; raises PermissionDenied, Http404."""
    if not user.has_perm("faults.answer_report"):
        raise PermissionDenied
    return get_object_or_404(whole().select_related("owner_by"), code=_plain(code))


def told_report(user: User, code: str) -> Report:
    """A report about a business of hers that she was told of; Http404 for anybody else's."""
    return get_object_or_404(told_to(user), code=_plain(code))
