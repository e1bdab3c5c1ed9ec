"""Who may touch which claim: fetching and permission in one call."""

from django.shortcuts import get_object_or_404

from accounts.models import User
from claims.models import Claim

WHOLE = Claim.objects.select_related("business__owner", "claimant", "submission__decided_by", "submission__assigned_to")


def claim_for(user: User, code: str) -> Claim:
    """Her own claim; Http404 for anybody else's."""
    return get_object_or_404(WHOLE.all(), code=code, claimant=user)


def submitted_claim(submission_code: str) -> Claim:
    """The claim behind a submission, for its review page (the view checks the role)."""
    found = WHOLE.select_related("submission__submitted_by", "undone_by", "from_owner", "to_owner")
    return get_object_or_404(found, submission__code=submission_code)


def own_proof(user: User, code: str) -> Claim:
    """A claim of `user` herself with a picture; Http404 for everybody else."""
    return get_object_or_404(WHOLE.filter(claimant=user).exclude(scan_path=""), code=code)


def proof_for_office(code: str) -> Claim:
    """A claim that was sent, with a picture, for officers who decide (the view checks the role); Http404."""
    return get_object_or_404(WHOLE.filter(submission__isnull=False).exclude(scan_path=""), code=code)
