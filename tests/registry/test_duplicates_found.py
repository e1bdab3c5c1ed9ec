"""Suspected pairs: what speaks for two records being one, found one by one and all at once."""

import pytest
from django.utils import timezone

from jobs.models import Job
from jobs.work import Progress
from registry import actions
from registry.duplicates import deciding, finding, signs
from registry.duplicates.evidence import Facts, judge
from registry.models import Business, BusinessEdition, DuplicatePair, Owner
from tests import build
from tests.people import person
from tests.registry.doubles import find, live, merged, pairs

pytestmark = pytest.mark.django_db


def facts(**values) -> Facts:
    """Two records with nothing in common but what is given."""
    usual = dict.fromkeys(("same_nib", "same_owner", "same_phone", "same_village", "same_activity"), False)
    return Facts(**({"a": 1, "b": 2, "likeness": 0.0, "persons": 0.1, "districts": (), **usual} | values))


def reasons(**values) -> list[str] | None:
    suspicion = judge(facts(**values))
    return list(suspicion.reasons) if suspicion else None


def search() -> dict:
    """The nightly job."""
    job = Job.objects.create(kind=finding.JOB, title="Cari")
    outcome = finding.find_all(job, Progress(job))
    Job.objects.filter(pk=job.pk).update(state="done", ended_at=timezone.now())
    return outcome


def test_the_same_nib_alone_is_enough():
    assert reasons(same_nib=True) == ["nib"]


def test_one_owner_may_have_many_businesses():
    assert reasons(same_owner=True, persons=1.0) is None
    assert reasons(same_owner=True, same_village=True, likeness=0.2) is None
    assert reasons(same_owner=True, likeness=0.5) == ["nik"]
    assert reasons(same_owner=True, same_village=True, same_activity=True) == ["nik"]


def test_a_telephone_counts_unless_half_the_village_shares_it():
    assert reasons(same_phone=True, phone_crowd=2) == ["phone"]
    assert reasons(same_phone=True, phone_crowd=40) is None
    assert reasons(same_phone=True, phone_crowd=40, likeness=0.6) == ["phone"]
    assert reasons(same_phone=True, same_owner=True, phone_crowd=2) is None, "her own two businesses share her phone"


def test_a_similar_name_counts_in_one_village_and_for_one_person():
    assert reasons(likeness=0.75, persons=0.8) is None, "another village"
    assert reasons(same_village=True, likeness=0.75, persons=0.8) == ["name"]
    assert reasons(same_village=True, likeness=0.75, persons=None) == ["name"]
    assert reasons(same_village=True, likeness=0.75, persons=0.1) is None, "two neighbours"
    assert reasons(same_village=True, likeness=1.0, persons=0.1, crowd=2) == ["name"]
    assert reasons(same_village=True, likeness=1.0, persons=0.1, crowd=9) is None, "everybody is called that"


def test_more_signs_give_a_higher_score():
    scores = [
        judge(facts(**one)).score
        for one in (
            {"same_village": True, "likeness": 1.0, "persons": 0.1},
            {"same_nib": True},
            {"same_nib": True, "same_phone": True, "same_village": True, "likeness": 1.0},
        )
    ]
    assert scores == sorted(set(scores)) and scores[-1] <= 100


def test_a_name_is_compared_without_form_signs_and_village(sari, dede, rina):
    one = live(sari, rina, name="CV. Sinar Aren Citeras", owner_name="Sari Ningsih")
    other = live(dede, rina, name="sinar  aren", owner_name="Sari Ningsih")
    find(other)
    pair = DuplicatePair.objects.get()
    assert (pair.a, pair.b, pair.reasons, pair.likeness) == (one, other, ["name"], 100)
    assert pair.districts == [build.village().parent_id]


def test_the_same_telephone_is_found_whichever_number_it_is(sari, dede, rina):
    live(sari, rina, name="Gula Aren", phone="+6286011112222")
    other = live(
        dede, rina, name="Batik Baduy", whatsapp="+6286011112222", village=build.village("Aweh", "Kalanganyar")
    )
    find(other)
    assert pairs() == [(["phone"], "open")]
    assert len(DuplicatePair.objects.get().districts) == 2


def test_a_double_out_of_an_old_list_is_found_while_it_is_a_draft_of_the_office(sari, rina, asep):
    live(sari, rina, name="Keripik Pisang Bu Sari", owner_name="Sari")
    owner = Owner.objects.create(name="Sari")
    old = Business.objects.create(owner=owner, created_by=asep)
    BusinessEdition.objects.create(
        business=old,
        number=1,
        name="Kripik Pisang Bu Sari",
        owner_name="Sari",
        village=build.village(),
        created_by=asep,
    )
    find(old)
    assert pairs() == [(["name"], "open")]


def test_the_draft_of_an_owner_is_hers_alone_until_she_sends_it(sari, dede, rina):
    draft = build.draft_business(dede, name="Gula Aren Ibu Sari", phone="", whatsapp="")
    mine = live(sari, rina)
    find(mine)
    assert pairs() == []
    find(draft.business)
    assert pairs() == [(["name"], "asked")]
    assert search() == {"new": 0, "open": 0}, "the night does not look into drafts"
    actions.submit(draft, by=dede)
    find(draft.business)
    assert pairs() == [(["name"], "open")]


def test_sending_and_approving_ring_for_the_search(sari, dede, rina, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        live(sari, rina)
        live(dede, rina)
    assert pairs() == [(["name"], "open")]


def test_the_night_finds_what_one_by_one_finds(sari, dede, rina):
    village = build.village("Aweh", "Kalanganyar")
    live(sari, rina, name="Anyaman Bambu Eni", owner_name="Eni")
    live(dede, rina, name="UD Anyaman Bambu Eny", owner_name="Eni")
    live(person("Tini", phone="+6286011119999"), rina, name="Tempe Tini", phone="+6286011113333", village=village)
    live(person("Toni", phone="+6286011119998"), rina, name="Bengkel Toni", phone="+6286011113333", village=village)
    assert search() == {"new": 2, "open": 2}
    whole = set(DuplicatePair.objects.values_list("a", "b", "score", "likeness"))
    DuplicatePair.objects.all().delete()
    find(*Business.objects.all())
    assert set(DuplicatePair.objects.values_list("a", "b", "score", "likeness")) == whole
    assert search() == {"new": 0, "open": 2}, "again finds nothing new"


def test_rare_trigrams_lose_no_pair(sari, rina, db):
    """The shortcut of the night gives exactly what comparing everything with everything gives."""
    owner = Owner.objects.create(name="")
    names = [f"{what} {who}" for what in ("gula aren", "gula semut", "opak", "opak ketan") for who in
             ("sari", "sarinah", "bu sari", "mak icih", "mak iceh", "cemerlang", "cemerlang jaya")]  # fmt: skip
    for name in names:
        business = Business.objects.create(owner=owner, created_by=rina)
        BusinessEdition.objects.create(
            business=business, number=1, name=name, village=build.village(), created_by=rina, owner_name=""
        )
    quick = {(one.a, one.b) for one in signs.by_name(build.village().parent_id)}
    slow = {
        (one.a, one.b)
        for pk in Business.objects.values_list("pk", flat=True)
        for one in signs.of_one(pk)
        if one.same_village and one.likeness >= 0.7
    }
    assert quick == slow and len(slow) > 5


def test_a_pair_that_was_decided_is_never_suggested_again(sari, dede, rina):
    one, other = live(sari, rina), live(dede, rina)
    find(other)
    deciding.not_a_duplicate(DuplicatePair.objects.get(), by=rina, note="Kakak beradik")
    find(one, other)
    assert search() == {"new": 0, "open": 0}
    assert pairs() == [(["name"], "different")]


def test_a_suspicion_without_ground_goes_away_but_not_what_people_said(sari, dede, rina, asep):
    one, other = live(sari, rina), live(dede, rina)
    find(other)
    draft = actions.open_draft(other, by=dede)
    actions.save_draft(draft, {"name": "Batik Tulis Pak Dede"}, by=dede)
    actions.approve(actions.submit(draft, by=dede), by=rina)
    deciding.point_out(one, live(person("Tini", phone="+6286011119999"), rina, name="Tahu Tini"), by=asep)
    assert search() == {"new": 0, "open": 1}
    assert pairs() == [(["officer"], "open")]


def test_closed_and_merged_businesses_are_no_doubles(sari, dede, rina):
    one, other = live(sari, rina), live(dede, rina)
    Business.objects.filter(pk=other.pk).update(closed_at=timezone.now())
    assert search()["open"] == 0
    Business.objects.filter(pk=other.pk).update(closed_at=None)
    merged(one, other, by=rina)
    assert search() == {"new": 0, "open": 0}


def test_acts_on_thousands_leave_the_search_to_the_night(sari, dede, rina, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), finding.left_to_the_night():
        live(sari, rina)
        live(dede, rina)
    assert pairs() == []
    assert search() == {"new": 1, "open": 1}


def test_a_business_with_neither_name_nor_village_is_harmless(sari):
    find(actions.start_business(by=sari).business)
    assert pairs() == []
