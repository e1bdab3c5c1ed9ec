"""Questions to the work in the background."""

from django.db import models

from accounts.models import User
from jobs.models import Job


def of_subject(subject_code: str, *kinds: str) -> Job | None:
    """The newest job about a thing, of one of `kinds`."""
    return Job.objects.filter(subject_code=subject_code, kind__in=kinds).order_by("-asked_at", "-pk").first()


def visible_to(user: User) -> models.QuerySet[Job]:
    """What she ordered; somebody who watches over all jobs sees every one."""
    return Job.objects.all() if user.has_perm("jobs.view_job") else Job.objects.filter(asked_by=user)
