"""The head of the section: who has too much, what the register counts, and a state of it frozen for a report."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from figures.models import Snapshot
from jobs.models import Job
from jobs.work import perform
from lebak_catalog.roles import sync_roles
from review import actions as review
from review.models import Submission
from tests.journeys import world
from tests.journeys.person import DESK, key_of
from tests.people import person


@pytest.fixture
def head(reference) -> User:
    """Bu Ratna with the role a head of the section has, and nothing else."""
    sync_roles()
    user = person("Bu Ratna", email="kepala@contoh.example")
    user.groups.add(Group.objects.get(name="supervisor"))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def late(reference, sari, rina, asep) -> Submission:
    """A product of Sari that Bu Rina took and did not decide in time."""
    of = world.business(sari, asep, "Gula Aren Ibu Sari").business
    waiting = world.catalog.submit(world.draft(of, sari, "Gula semut jahe"), by=sari)
    review.take(waiting, by=rina)
    Submission.objects.filter(pk=waiting.pk).update(due_at=timezone.now() - datetime.timedelta(days=2))
    return waiting


def test_she_sees_who_is_late_and_gives_the_work_to_another(window, late, head, rina, asep):
    ratna = window(key_of(head), viewport=DESK)
    ratna.go("/petugas/beban/")
    ratna.sees("Beban dan keterlambatan", "Bu Rina")
    ratna.look("kepala-01-beban")
    ratna.press("Bu Rina")
    ratna.sees("Gula semut jahe")
    assert f"petugas={rina.code}" in ratna.page.url
    ratna.go("/petugas/beban/")
    ratna.chooses("dari", rina.code)
    ratna.chooses("kepada", asep.code)
    ratna.press("Serahkan semua")
    ratna.sees("Pak Asep")
    late.refresh_from_db()
    assert late.assigned_to == asep


def test_she_reads_the_figures_and_freezes_a_state_for_the_report(window, late, head):
    ratna = window(key_of(head), viewport=DESK)
    ratna.go("/pimpinan/")
    ratna.sees("Tabel lengkap")
    ratna.look("kepala-02-angka")
    ratna.go("/pimpinan/potret/")
    ratna.press("Bekukan")
    for job in Job.objects.filter(state="waiting"):
        perform.call(job.pk)
    ratna.go("/pimpinan/potret/")
    ratna.look("kepala-03-potret")
    frozen = Snapshot.objects.get()
    assert frozen.kind == "interim"
    ratna.sees("sudah diambil")


def test_on_a_phone_the_figures_stay_within_the_page(window, late, head):
    ratna = window(key_of(head))
    ratna.go("/pimpinan/")
    ratna.sees("Tabel lengkap")
    ratna.look("kepala-04-hp")
