"""Who may touch which claim: fetching and permission in one call."""

from django.db.models import Q
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


def proof_for(user: User, code: str) -> Claim:
    """A claim whose picture `user` may open: her own, and any for officers who decide; Http404 for everybody else."""
    allowed = Q(claimant=user)
    if user.has_perm("claims.decide_claim"):
        allowed |= Q(submission__isnull=False)
    return get_object_or_404(WHOLE.filter(allowed).exclude(scan_path=""), code=code)
