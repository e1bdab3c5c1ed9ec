"""The first page of the staff desk."""

import datetime

from django.test import Client
from django.utils import timezone

from catalog import actions as catalog
from review import actions
from review.models import Submission
from tests import build
from tests.people import sign_in


def test_figures_tasks_and_the_oldest_free_ones(sari, asep, rina):
    business = build.live_business(sari, asep).business
    mine = catalog.submit(build.draft_product(business, sari, name="Gula Cetak"), by=sari)
    actions.assign(mine, by=rina, to=rina)
    late = catalog.submit(build.draft_product(business, sari, name="Gula Semut"), by=sari)
    sent = timezone.now() - datetime.timedelta(days=9)
    Submission.objects.filter(pk=late.pk).update(submitted_at=sent, due_at=sent + datetime.timedelta(days=3))
    answer = sign_in(Client(), rina).get("/petugas/")
    assert [row.submission.title for row in answer.context["mine"]] == ["Gula Cetak"]
    assert [row.submission.title for row in answer.context["free"]] == ["Gula Semut"]
    summary = answer.context["summary"]
    assert (summary.all, summary.mine, summary.unassigned, summary.overdue) == (2, 1, 1, 1)
    assert answer.context["week"]["all"] == 1


def test_an_empty_desk_says_what_to_do(rina):
    page = sign_in(Client(), rina).get("/petugas/").content.decode()
    assert "Belum ada tugas. Ambil dari antrean." in page
    assert 'href="/petugas/antrean/"' in page
