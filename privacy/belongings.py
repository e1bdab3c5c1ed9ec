"""What hangs on a business or a person in the other rooms and is more than a column: files, links, open questions.

Called by `privacy.erasure` while the guards stand aside.
"""

from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from claims.actions import forget_proof, withdraw
from claims.models import Claim
from fieldwork.models import Assistance, Visit, VisitMachine, VisitMaterial, VisitPhoto
from fieldwork.photos import remove_photo
from registry.models import Member, Owner
from review.actions import AlreadyDecided, Refused


def end_invitations(businesses: Iterable[int]) -> int:
    """Take open invitations back, in the name of who sent them; their contacts and links are gone. How many."""
    return end_invitation_rows(Q(business__in=list(businesses)))


def end_invitation_rows(which: Q) -> int:
    """The same for any open invitations."""
    waiting = Member.objects.filter(which, accepted_at__isnull=True, ended_at__isnull=True)
    return waiting.update(
        ended_at=timezone.now(), ended_by=F("invited_by"), ending=Member.Ending.WITHDRAWN, contact="", token_hash=""
    )


def forget_field_work(businesses: Iterable[int], word: str) -> None:
    """Photos, positions, signed sheets and links of these businesses; that there was a visit stays."""
    ids = list(businesses)
    sheets = Assistance.objects.filter(business__in=ids).exclude(consent_photo__in=["", word])
    folders = list(sheets.values_list("consent_photo", flat=True))
    sheets.update(consent_photo=word)
    Assistance.objects.filter(business__in=ids).update(link_hash=None, link_sent_at=None, link_expires_at=None)
    forget_what_was_seen(Visit.objects.filter(business__in=ids))
    for folder in folders:
        transaction.on_commit(partial(remove_photo, folder))


def forget_what_was_seen(visits: models.QuerySet[Visit]) -> None:
    """Everything in these visits that leads to a person: photos, position, words, serial numbers, suppliers.

    When, in which village, how many workers, which machines and materials: that stays, for the statistics.
    """
    ids = list(visits.values_list("pk", flat=True))
    photos = VisitPhoto.objects.filter(visit__in=ids)
    folders = list(photos.values_list("folder", flat=True))
    photos.delete()
    VisitMachine.objects.filter(visit__in=ids).update(serial="")
    VisitMaterial.objects.filter(visit__in=ids).update(origin="")
    Visit.objects.filter(pk__in=ids).update(place="", notes="", latitude=None, longitude=None, accuracy=None)
    for folder in folders:
        transaction.on_commit(partial(remove_photo, folder))


def forget_proofs(businesses: Iterable[int], user: User | int | None) -> None:
    """The pictures of proof in claims on these businesses, and in those of this person."""
    which = Q(business__in=list(businesses))
    if user:
        which |= Q(claimant=user)
    for claim in Claim.objects.filter(which).exclude(scan_path=""):
        forget_proof(claim)


def pull_claims_back(user: User) -> None:
    """Withdraw what she claims and nobody has decided; what is decided at this moment stays as decided."""
    for claim in Claim.objects.filter(claimant=user, is_open=True).select_related("submission"):
        with suppress(AlreadyDecided, Refused), transaction.atomic():
            withdraw(claim, by=user)


def old_records_of(owner: Owner) -> list[Owner]:
    """Records of old lists that were the same person's: she claimed all there was under them."""
    given = Claim.objects.filter(to_owner=owner, is_live=True).values("from_owner")
    rows = Owner.objects.filter(pk__in=given, user__isnull=True, erased_at__isnull=True, businesses__isnull=True)
    return list(rows)


def forget_memberships(user: User, word: str) -> None:
    """Her name in memberships that ended, once her account is closed."""
    Member.objects.filter(user=user).update(name=word)
