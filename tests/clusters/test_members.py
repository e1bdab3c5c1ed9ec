"""Sentra and groups: founded by the office, joined by asking or by the office, left at any time."""

import threading

import pytest
from django.db import connection

from audit.models import Event
from clusters import actions
from clusters.models import Cluster, Membership
from clusters.queries import in_force, people_of, shown_members
from registry import actions as registry
from review.actions import Refused
from tests import build
from tests.people import REVIEWER, person


@pytest.fixture
def yuli(db):
    """Bu Yuli, who looks after sentra."""
    return person("Bu Yuli", email="yuli@contoh.example", permissions="clusters.manage_cluster review.view_queue")


@pytest.fixture
def sentra(yuli) -> Cluster:
    """The palm sugar makers of Rangkasbitung."""
    return actions.found({"kind": "sentra", "name": "Sentra Gula Aren", "region": build.village().parent}, by=yuli)


@pytest.fixture
def business(sari, rina):
    """Sari's live business."""
    return build.live_business(sari, rina).business


def test_a_business_put_in_by_the_office_counts_at_once(sentra, business, yuli):
    actions.take_in(sentra, business, by=yuli)
    assert [one.business for one in shown_members(sentra)] == [business]
    found = in_force().get()
    assert (found.members, found.workers) == (1, 4)


def test_what_an_owner_asks_waits_for_the_office(sentra, business, sari, yuli):
    asked = actions.ask(sentra, business, by=sari)
    assert asked.is_waiting and not shown_members(sentra).exists()
    actions.take_in(sentra, business, by=yuli)
    assert shown_members(sentra).exists() and Membership.objects.count() == 1


def test_asking_twice_asks_once(sentra, business, sari):
    assert actions.ask(sentra, business, by=sari) == actions.ask(sentra, business, by=sari)


def test_a_business_that_is_not_approved_cannot_be_put_in(sentra, dede, yuli):
    draft = build.draft_business(dede)
    with pytest.raises(Refused, match="belum disetujui"):
        actions.take_in(sentra, draft.business, by=yuli)


def test_there_is_one_chair(sentra, business, dede, rina, yuli):
    other = build.live_business(dede, rina, name="Gula Pak Dede", nib="0000000000777").business
    first, second = (actions.take_in(sentra, one, by=yuli) for one in (business, other))
    actions.set_chair(first, by=yuli)
    actions.set_chair(second, by=yuli)
    assert {one.business: one.role for one in sentra.memberships.all()} == {business: "member", other: "chair"}
    assert [one.cluster_role for one in shown_members(sentra)] == ["chair", "member"]


def test_who_has_not_joined_cannot_be_chair(sentra, business, sari, yuli):
    with pytest.raises(Refused, match="Hanya anggota"):
        actions.set_chair(actions.ask(sentra, business, by=sari), by=yuli)


def test_leaving_keeps_the_history_and_the_way_back(sentra, business, sari, yuli):
    actions.leave(actions.take_in(sentra, business, by=yuli), by=sari)
    assert not shown_members(sentra).exists() and len(people_of(sentra).gone) == 1
    actions.take_in(sentra, business, by=yuli)
    assert sentra.memberships.count() == 2


def test_taking_out_needs_a_reason(sentra, business, yuli):
    membership = actions.take_in(sentra, business, by=yuli)
    with pytest.raises(Refused, match="alasan"):
        actions.remove(membership, reason=" ", by=yuli)
    actions.remove(membership, reason="Pindah ke Cianjur.", by=yuli)
    assert people_of(sentra).gone[0].ended_reason == "Pindah ke Cianjur."


def test_a_suspended_member_does_not_show_but_stays(sentra, business, ratna, yuli):
    actions.take_in(sentra, business, by=yuli)
    registry.suspend(business, by=ratna, reason="Alamat tidak ditemukan.")
    assert not shown_members(sentra).exists() and in_force().get().members == 0
    assert len(people_of(sentra).inside) == 1


def test_a_dissolved_one_is_gone_for_everybody_and_can_come_back(sentra, business, yuli):
    actions.take_in(sentra, business, by=yuli)
    actions.dissolve(sentra, reason="Anggotanya bergabung ke koperasi.", by=yuli)
    assert not in_force().exists()
    with pytest.raises(Refused, match="sudah dibubarkan"):
        actions.take_in(sentra, business, by=yuli)
    actions.revive(sentra, by=yuli)
    assert in_force().get().members == 1


def test_the_same_name_in_the_same_place_is_refused(sentra, yuli):
    with pytest.raises(Refused, match="Sudah ada sentra"):
        actions.found({"kind": "sentra", "name": sentra.name, "region": sentra.region}, by=yuli)


def test_a_change_is_written_down_by_its_fields(sentra, yuli):
    actions.change(sentra, {"name": "Sentra Gula Semut", "kind": "sentra"}, by=yuli)
    assert Event.objects.get(verb="changed").detail == {"fields": ["name"]}


@pytest.mark.parametrize("act", ["found", "change", "dissolve", "revive", "take_in", "set_chair", "remove"])
def test_only_the_office_manages(act, sentra, business, sari, yuli):
    membership = actions.take_in(sentra, business, by=yuli)
    given = {
        "found": lambda: actions.found({"kind": "sentra", "name": "X", "region": sentra.region}, by=sari),
        "change": lambda: actions.change(sentra, {}, by=sari),
        "dissolve": lambda: actions.dissolve(sentra, reason="x", by=sari),
        "revive": lambda: actions.revive(sentra, by=sari),
        "take_in": lambda: actions.take_in(sentra, business, by=sari),
        "set_chair": lambda: actions.set_chair(membership, by=sari),
        "remove": lambda: actions.remove(membership, reason="x", by=sari),
    }
    with pytest.raises(Refused, match="Peran Anda"):
        given[act]()


@pytest.mark.django_db(transaction=True)
def test_owner_and_office_at_the_same_moment_make_one_membership():
    yuli = person("Bu Yuli", email="yuli@contoh.example", permissions="clusters.manage_cluster")
    sari, rina = person("Ibu Sari", phone="+6286011110001"), person("Rina", email="r@x.example", permissions=REVIEWER)
    sentra = actions.found({"kind": "sentra", "name": "Sentra Gula", "region": build.village().parent}, by=yuli)
    business = build.live_business(sari, rina).business
    start = threading.Barrier(6)

    def go(n: int) -> None:
        start.wait()
        try:
            if n % 2:
                actions.ask(sentra, business, by=sari)
            else:
                actions.take_in(sentra, business, by=yuli)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[n]) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Membership.objects.get().joined_at
