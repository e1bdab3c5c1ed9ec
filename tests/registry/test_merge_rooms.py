"""What the rooms above the register do when two records become one, and when they part again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.contacts import Contact
from audit.models import Event, Verb
from claims import actions as claims
from claims.models import Claim
from clusters import actions as clusters
from clusters.models import Cluster, Membership
from fieldwork.actions import visits
from fieldwork.models import Visit
from privacy.erasure import erase_businesses
from registry import members
from registry.access import business_for
from registry.duplicates import deciding, merging
from registry.membership import Right
from registry.models import Business, Member
from registry.queries import businesses_of
from review.actions import AlreadyDecided, Refused
from tests import build
from tests.attack.test_races import at_once
from tests.privacy.things import may
from tests.registry.doubles import WHY, live, merged
from upkeep.models import Pulse

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(sari, rina):
    """Sari's business, on display."""
    return live(sari, rina)


@pytest.fixture
def gone(dede, rina):
    """The same once more, under Dede's account."""
    return live(dede, rina, name="Gula Aren Bu Sari")


def sentra(officer, name: str = "Sentra Gula") -> Cluster:
    return Cluster.objects.create(kind="sentra", name=name, region=build.village(), created_by=officer)


def inside(cluster: Cluster, business: Business, officer, **more) -> Membership:
    joined = {"joined_at": timezone.now(), "joined_by": officer} | more
    return Membership.objects.create(cluster=cluster, business=business, asked_by=officer, **joined)


def chairs(cluster: Cluster) -> list[int]:
    return list(
        Membership.objects.filter(cluster=cluster, role="chair", ended_at=None).values_list("business", flat=True)
    )


def test_a_place_in_a_sentra_moves_and_comes_back(kept, gone, rina):
    one = inside(sentra(rina), gone, rina)
    done = merged(kept, gone, by=rina)
    assert done.moved["clusters.membership"] == [one.pk]
    assert Membership.objects.get(pk=one.pk).business == kept
    merging.undo(done, by=rina, reason="Keliru")
    assert Membership.objects.get(pk=one.pk).business == gone


def test_both_in_one_sentra_are_one_member_and_the_chair_stays_one(kept, gone, rina):
    cluster = sentra(rina)
    inside(cluster, kept, rina)
    twice = inside(cluster, gone, rina, role="chair")
    done = merged(kept, gone, by=rina)
    twice.refresh_from_db()
    assert (twice.ended_by, twice.business) == (rina, gone)
    assert chairs(cluster) == [kept.pk]
    merging.undo(done, by=rina, reason="Keliru")
    twice.refresh_from_db()
    assert (twice.ended_at, twice.role) == (None, "chair")
    assert chairs(cluster) == [gone.pk]


def test_who_had_joined_counts_before_who_only_asked(kept, gone, rina):
    cluster = sentra(rina)
    asked = inside(cluster, kept, rina, joined_at=None, joined_by=None)
    joined = inside(cluster, gone, rina)
    done = merged(kept, gone, by=rina)
    there = Membership.objects.get(cluster=cluster, ended_at=None)
    assert (there, there.business) == (joined, kept)
    merging.undo(done, by=rina, reason="Keliru")
    assert Membership.objects.get(pk=joined.pk).business == gone
    asked.refresh_from_db()
    assert asked.is_waiting


def test_sent_visits_move_and_come_back(kept, gone, rina):
    visit = Visit.objects.create(
        business=gone,
        purpose="statistics",
        officer=rina,
        visited_at=timezone.now(),
        village=build.village(),
        state="sent",
        sent_at=timezone.now(),
    )
    done = merged(kept, gone, by=rina)
    assert Visit.objects.get(pk=visit.pk).business == kept
    merging.undo(done, by=rina, reason="Keliru")
    assert Visit.objects.get(pk=visit.pk).business == gone


def test_a_merged_business_joins_nothing_and_no_visit_is_put_to_it(kept, gone, dede, rina, tono):
    cluster = sentra(rina)
    merged(kept, gone, by=rina)
    visit = Visit.objects.create(purpose="statistics", officer=tono, visited_at=timezone.now())
    for act in (lambda: clusters.ask(cluster, gone, by=dede), lambda: visits.match(visit, gone, by=tono)):
        with pytest.raises(Refused, match="sudah digabungkan"):
            act()


def test_nobody_is_asked_about_a_merged_business(kept, gone, rina):
    now = timezone.now()
    pulse = Pulse.objects.create(business=gone, asked_at=now, due_at=now + timedelta(days=14), token_hash="a" * 64)
    done = merged(kept, gone, by=rina)
    pulse.refresh_from_db()
    assert not pulse.is_open
    merging.undo(done, by=rina, reason="Keliru")
    pulse.refresh_from_db()
    assert pulse.is_open


def test_members_of_the_merged_one_rest_and_come_back(kept, gone, dede, rina, wulan, client):
    build.member(gone, wulan, dede, "manager")
    waiting = members.invite(gone, contact=Contact("email", "ani@contoh.example"), name="Ani", role="helper", by=dede)
    done = merged(kept, gone, by=rina)
    assert not businesses_of(wulan).exists()
    with pytest.raises(Exception, match="matches"):
        business_for(wulan, gone.code, Right.VIEW)
    assert Event.objects.filter(verb=Verb.MEMBER_REMOVED, detail__merge=done.code).count() == 1
    with pytest.raises(Refused, match="tidak berlaku lagi"):
        members.accept(waiting, by=wulan)
    with pytest.raises(Refused, match="digabungkan"):
        members.invite(gone, contact=Contact("email", "b@contoh.example"), name="B", role="helper", by=dede)
    merging.undo(done, by=rina, reason="Keliru")
    assert [one.pk for one in businesses_of(wulan)] == [gone.pk]
    assert Event.objects.filter(verb=Verb.MEMBER_ADDED, detail__merge=done.code).count() == 1
    assert Member.objects.filter(business=gone, ended_at=None).count() == 2


def test_an_erased_record_is_never_merged_nor_parted(kept, gone, rina, asep):
    erase_businesses([gone])
    gone.refresh_from_db()
    with pytest.raises(Refused, match="sudah dihapus untuk selamanya"):
        merged(kept, gone, by=rina)


def test_an_erased_record_stays_merged(kept, gone, rina, asep):
    done = merged(kept, gone, by=rina)
    erase_businesses([gone])
    with pytest.raises(Refused, match="tidak bisa dibatalkan lagi"):
        merging.undo(done, by=asep, reason="Keliru")


def test_a_waiting_claim_is_decided_first(kept, dede, rina, asep):
    listed = build.listed_business(rina)
    claim = build.claim(listed, dede)
    with pytest.raises(Refused, match="klaim kepemilikan atas Emping Bu Minah yang menunggu"):
        merged(kept, listed, by=rina)
    claims.withdraw(claim, by=dede)
    merging.merge(kept, listed, by=rina, reason=WHY)
    with pytest.raises(Refused):
        build.claim(listed, dede)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(3))
def test_approving_a_claim_and_merging_at_once_leaves_one_truth(sari, dede, rina, asep, turn):
    kept, listed = live(sari, rina), build.listed_business(rina, nik="3602994107800011")
    build.listed_business(rina, nik="3602994107800011", name="Warung")
    claim = build.claim(listed, dede, nik="3602994107800011")
    deciding.point_out(kept, listed, by=rina)
    officer = may(asep, "claims.decide_claim")
    acts = [
        lambda: claims.approve(claim.submission, by=officer),
        lambda: merging.merge(kept, listed, by=rina, reason=WHY),
    ]
    found = at_once(*(acts if turn % 2 else reversed(acts)))
    wrong = [one for one in found if isinstance(one, Exception) and not isinstance(one, Refused | AlreadyDecided)]
    assert not wrong, found
    listed.refresh_from_db()
    made = Claim.objects.get()
    assert made.is_live, "a merge waits for the claim, never the other way round"
    assert listed.owner.user == dede
    if listed.merged_into_id:
        assert Event.objects.get(verb=Verb.MERGED, subject_code=listed.code).pk > (
            Event.objects.get(verb=Verb.APPROVED, subject_code=made.code).pk
        )
