"""Two officers and one business: one claim wins, the other officer gets a sentence; undoing and approving never mix."""

import pytest
from django.contrib.auth.models import Permission

from claims import actions
from claims.models import Claim
from registry import members
from registry.models import Member, Owner
from registry.queries import role_in
from review.actions import AlreadyDecided, Refused
from review.models import State, Submission
from tests import build
from tests.attack.test_races import at_once, kinds
from tests.claims.conftest import NIK

pytestmark = pytest.mark.django_db(transaction=True)


def officer(user):
    user.user_permissions.add(*Permission.objects.filter(codename__in=["decide_claim", "undo_claim"]))
    return type(user).objects.get(pk=user.pk)


@pytest.mark.parametrize("turn", range(3))
def test_one_of_two_claims_wins(listed, minah, dede, rina, asep, turn):
    rina, asep = officer(rina), officer(asep)
    mine, his = build.claim(listed, minah, nik=NIK), build.claim(listed, dede)
    acts = [lambda: actions.approve(mine.submission, by=rina), lambda: actions.approve(his.submission, by=asep)]
    found = at_once(*(acts if turn % 2 else reversed(acts)))
    assert kinds(found) == {"NoneType": 1, "AlreadyDecided": 1}, found
    states = sorted(Submission.objects.filter(room="claims").values_list("state", flat=True))
    assert states == [State.APPROVED, State.REJECTED]
    assert sorted([role_in(listed, minah), role_in(listed, dede)]) == ["", "owner"]
    assert Claim.objects.filter(is_live=True).count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_two_businesses_of_one_owner_at_once(minah, dede, rina, asep, turn):
    rina, asep = officer(rina), officer(asep)
    one, two = build.listed_business(rina, nik=NIK), build.listed_business(rina, nik=NIK, name="Warung")
    whole, part = build.claim(one, minah, nik=NIK), build.claim(two, dede)
    acts = [lambda: actions.approve(whole.submission, by=rina), lambda: actions.approve(part.submission, by=asep)]
    found = at_once(*(acts if turn % 2 else reversed(acts)))
    assert not [one for one in found if one is not None and not isinstance(one, Refused)], found
    assert role_in(one, minah) == "owner"
    assert sorted([role_in(two, minah), role_in(two, dede)]) == ["", "owner"]


@pytest.mark.parametrize("turn", range(3))
def test_approving_and_undoing_at_once_leaves_one_truth(listed, minah, rina, asep, turn):
    rina, asep = officer(rina), officer(asep)
    claim = build.claim(listed, minah, nik=NIK)
    acts = [
        lambda: actions.approve(claim.submission, by=rina),
        lambda: actions.undo(claim, by=asep, reason="Keliru"),
    ]
    at_once(*(acts if turn % 2 else reversed(acts)))
    claim.refresh_from_db()
    assert Submission.objects.get(pk=claim.submission_id).state == State.APPROVED
    assert (role_in(listed, minah) == "owner") is claim.is_live is (claim.undone_at is None)


def test_undone_once_however_many_press(listed, minah, rina, asep):
    rina, asep = officer(rina), officer(asep)
    claim = build.claim(listed, minah, nik=NIK)
    actions.approve(claim.submission, by=rina)
    found = at_once(*(lambda by=by: actions.undo(claim, by=by, reason="Keliru") for by in (rina, asep, rina)))
    assert kinds(found) == {"Claim": 1, "Refused": 2}, found
    assert Owner.objects.get(user=None, businesses=listed).nik_last4 == NIK[-4:]


def test_a_claim_is_made_once_by_eight_taps(listed, minah):
    found = at_once(*(lambda: build.claim(listed, minah) for _ in range(8)))
    assert kinds(found) == {"Claim": 1, "Refused": 7}, found


def test_withdrawing_and_approving_at_once(listed, minah, rina):
    rina, claim = officer(rina), build.claim(listed, minah)
    found = at_once(
        lambda: actions.approve(claim.submission, by=rina),
        lambda: actions.withdraw(Claim.objects.select_related("submission").get(pk=claim.pk), by=minah),
    )
    assert [type(one) for one in found].count(AlreadyDecided) == 1, found
    claim.refresh_from_db()
    assert claim.is_open is False
    assert (role_in(listed, minah) == "owner") is claim.is_live


def test_an_invitation_is_accepted_once(sari, rina, minah):
    business = build.live_business(sari, rina).business
    contact = members.Contact("phone", minah.phone)
    invited = members.invite(business, contact=contact, name="Minah", role="helper", by=sari)
    found = at_once(*(lambda: members.accept(Member.objects.get(pk=invited.pk), by=minah) for _ in range(4)))
    assert kinds(found) == {"Member": 1, "Refused": 3}, found


def test_a_withdrawn_invitation_is_not_accepted(sari, rina, minah):
    business = build.live_business(sari, rina).business
    contact = members.Contact("phone", minah.phone)
    invited = members.invite(business, contact=contact, name="Minah", role="helper", by=sari)
    found = at_once(
        lambda: members.accept(Member.objects.get(pk=invited.pk), by=minah),
        lambda: members.withdraw_invitation(Member.objects.get(pk=invited.pk), by=sari),
    )
    assert [isinstance(one, Refused) for one in found].count(True) == 1, found
    assert (role_in(business, minah) == "helper") is Member.objects.get(pk=invited.pk).is_active
