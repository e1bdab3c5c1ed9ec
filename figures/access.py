"""Who may touch which row of this room."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from figures.models import ComparedList, ComparedRow, Snapshot, SourcedFigure

VIEW, COMPARE = "figures.view_figures", "figures.compare_lists"


def snapshot_for(user: User, code: str) -> Snapshot:
    """A snapshot, for people who see figures. Raises PermissionDenied, Http404."""
    if not user.has_perm(VIEW):
        raise PermissionDenied
    return get_object_or_404(Snapshot.objects.select_related("taken_by"), code=code)


def sourced_for(user: User, code: str) -> SourcedFigure:
    """A figure of another source, corrected ones too. Raises PermissionDenied, Http404."""
    if not user.has_perm(VIEW):
        raise PermissionDenied
    return get_object_or_404(SourcedFigure.objects.select_related("entered_by"), code=code)


def list_for(user: User, code: str) -> ComparedList:
    """A list of another office, for people who compare. Raises PermissionDenied, Http404."""
    if not user.has_perm(COMPARE):
        raise PermissionDenied
    return get_object_or_404(ComparedList.objects.select_related("uploaded_by"), code=code)


def row_for(user: User, code: str, number: int) -> ComparedRow:
    """One row of a list. Raises PermissionDenied, Http404."""
    found = ComparedRow.objects.filter(of_list=list_for(user, code), number=number).select_related("of_list").first()
    if found is None:
        raise Http404
    return found
