"""What others began and never finished: invitations nobody answered, notes of visits nobody sent."""

from functools import partial

from django.db import models, transaction
from django.db.models import Q

from audit.models import Verb
from audit.record import record
from fieldwork.models import Visit, VisitPhoto
from fieldwork.photos import remove_photo
from privacy.belongings import end_invitation_rows
from privacy.night import Night, batches
from registry.models import Member


def invitations(night: Night) -> int:
    """End invitations whose link ran out before the edge: the contact of somebody who never answered goes."""
    old = Q(expires_at__lt=night.edge)
    if night.dry:
        return Member.objects.filter(old, accepted_at__isnull=True, ended_at__isnull=True).count()
    return end_invitation_rows(old)


def _old_drafts(night: Night) -> models.QuerySet[Visit]:
    return Visit.objects.filter(state=Visit.State.DRAFT, created_at__lt=night.edge)


def visit_drafts(night: Night) -> int:
    """Throw away visits that were kept as a draft and never sent, with their photos."""
    if night.dry:
        return _old_drafts(night).count()
    gone = 0
    for ids in batches(_old_drafts(night)):
        gone += sum(_discard(one, night) for one in ids)
        night.beat()
    return gone


@transaction.atomic
def _discard(visit_id: int, night: Night) -> int:
    """1, or 0 when it was sent or thrown away meanwhile."""
    visit = _old_drafts(night).select_for_update().filter(pk=visit_id).first()
    if visit is None:
        return 0
    for folder in VisitPhoto.objects.filter(visit=visit).values_list("folder", flat=True):
        transaction.on_commit(partial(remove_photo, folder))
    record(Verb.DISCARDED, visit, by=None, why="retention")
    visit.delete()
    return 1
