"""Every night uploads that nobody decided about go, and what is long done; files that no table needs too."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from catalog.bulk import sweeping
from catalog.models import Product, ProductBatch
from jobs.models import Job
from jobs.work import Progress
from tests import build
from tests.bulk import GOOD, csv, receive, taken_in

pytestmark = pytest.mark.django_db


def night(days: int) -> dict[str, int]:
    """The round of the night so many days after the uploads."""
    ProductBatch.objects.update(uploaded_at=timezone.now() - timedelta(days=days))
    ProductBatch.objects.filter(applied_at__isnull=False).update(applied_at=timezone.now() - timedelta(days=days))
    job = Job(kind=sweeping.SWEEP)
    return sweeping.sweep(job, Progress(job))


def test_an_upload_waits_two_weeks_for_a_decision(sari, asep):
    business = build.live_business(sari, asep).business
    receive(business, build.category(), csv(GOOD), by=sari)
    assert night(13)["gone"] == 0
    assert night(15)["gone"] == 1


def test_what_was_taken_in_can_be_taken_back_for_half_a_year(sari, asep):
    business = build.live_business(sari, asep).business
    taken_in(business, build.category(), csv(GOOD), by=sari)
    assert night(170)["gone"] == 0
    assert night(181)["gone"] == 1
    assert Product.objects.count() == 1


def test_files_that_no_table_needs_go(sari, asep, monkeypatch):
    business = build.live_business(sari, asep).business
    batch = receive(business, build.category(), csv(GOOD), by=sari)
    left = storages["private"].save("massal/lama", ContentFile(b"x"))
    ProductBatch.objects.filter(pk=batch.pk).update(
        photos_path=storages["private"].save("massal/perlu", ContentFile(b"x"))
    )
    monkeypatch.setattr("registry.importing.sweeping.YOUNG", timedelta(seconds=-5))
    night(1)
    assert not storages["private"].exists(left) and storages["private"].exists(ProductBatch.objects.get().photos_path)
