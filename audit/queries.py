"""Questions to the diary."""

from django.db import models

from audit.models import Event


def history_of(subject: models.Model, limit: int = 50) -> models.QuerySet[Event]:
    """The newest `limit` diary lines about `subject`, newest first."""
    return Event.objects.filter(
        subject_kind=subject._meta.model_name,
        subject_code=subject.code,  # type: ignore[attr-defined]
    )[:limit]
