"""What others began and never finished: invitations nobody answered, notes of visits nobody sent or matched."""

from functools import partial

import pgtrigger
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from audit.models import Verb
from audit.record import record
from fieldwork.models import Visit, VisitMachine, VisitMaterial, VisitPhoto
from fieldwork.photos import remove_photo
from privacy.belongings import end_invitation_rows, forget_what_was_seen
from privacy.inventory import field_guards
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


def _unmatched(night: Night) -> models.QuerySet[Visit]:
    """Visits sent before the edge that belong to no business and still lead to a person.

    No erasure finds them: whoever was visited has no record here, or nobody said which one is hers.
    """
    of_it = {"visit": OuterRef("pk")}
    tells = (
        ~Q(place="", notes="")
        | Q(latitude__isnull=False)
        | Exists(VisitPhoto.objects.filter(**of_it))
        | Exists(VisitMachine.objects.filter(**of_it).exclude(serial=""))
        | Exists(VisitMaterial.objects.filter(**of_it).exclude(origin=""))
    )
    return Visit.objects.filter(tells, state=Visit.State.SENT, business=None, sent_at__lt=night.edge)


def visits_unmatched(night: Night) -> int:
    """Take out of visits that were never matched with a business what leads to a person."""
    if night.dry:
        return _unmatched(night).count()
    gone = 0
    for ids in batches(_unmatched(night)):
        gone += sum(_empty(one, night) for one in ids)
        night.beat()
    return gone


@transaction.atomic
def _empty(visit_id: int, night: Night) -> int:
    """1, or 0 when it was matched meanwhile."""
    visit = _unmatched(night).select_for_update().filter(pk=visit_id).first()
    if visit is None:
        return 0
    with pgtrigger.ignore(*field_guards()):
        forget_what_was_seen(Visit.objects.filter(pk=visit_id))
    record(Verb.ANONYMISED, visit, by=None, why="retention")
    return 1
