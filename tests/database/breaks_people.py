"""The same for the rooms about people and groups: members, claims, clusters, upkeep, jobs."""

from collections.abc import Callable

from django.utils import timezone

from audit.models import Event
from jobs.models import Job
from tests.database.things import (
    Things,
    append_only_event,
    batch_review,
    change,
    cluster,
    copy,
    link_check,
    other_business,
    pulse,
    sampled,
    sql_delete,
    two_claims_stand,
    two_jobs,
    two_mappings,
    two_samples_of_one_batch,
)

Break = Callable[[Things], object]
PEOPLE: dict[str, Break | list[Break]] = {
    # accounts
    "accounts.User.user_reachable": lambda t: change(t.sari, phone=None, email=None),
    "accounts.User.user_phone_e164": lambda t: change(t.sari, phone="08601111"),
    "accounts.User.user_email_lower": lambda t: change(t.rina, email="Rina@contoh.example"),
    # audit
    "audit.Event.append_only": [
        append_only_event,
        lambda t: sql_delete(Event.objects.first()),
        lambda t: Event.objects.all()._raw_delete("default"),
    ],
    # clusters
    "clusters.Cluster.cluster_has_name": lambda t: change(cluster(t), name=""),
    "clusters.Cluster.cluster_end_has_reason": lambda t: change(cluster(t), ended_at=timezone.now()),
    "clusters.Cluster.cluster_once_in_a_place": lambda t: copy(cluster(t), code="lain"),
    "clusters.Membership.membership_once": lambda t: copy(cluster(t).memberships.get(), role="member"),
    "clusters.Membership.membership_one_chair": lambda t: copy(
        cluster(t).memberships.get(), business=other_business(t)
    ),
    "clusters.Membership.membership_joining_signed": lambda t: change(cluster(t).memberships.get(), joined_by=None),
    "clusters.Membership.membership_end_signed": lambda t: change(cluster(t).memberships.get(), ended_by=t.rina),
    # upkeep
    "upkeep.Pulse.pulse_one_open": lambda t: [pulse(t), pulse(t)],
    "upkeep.Pulse.pulse_answer_dated": [
        lambda t: change(pulse(t), answer="yes"),
        lambda t: change(pulse(t), answered_at=timezone.now()),
    ],
    "upkeep.Pulse.pulse_round_1_or_2": lambda t: change(pulse(t), round=3),
    "upkeep.LinkCheck.link_check_https": lambda t: link_check(url="http://toko.example/"),
    "upkeep.LinkCheck.link_check_failures_dated": [
        lambda t: link_check(failures=1),
        lambda t: link_check(failed_since=timezone.now()),
    ],
    "upkeep.LinkCheck.link_check_dead_failed_twice": lambda t: link_check(
        state="dead", failures=1, failed_since=timezone.now()
    ),
    "upkeep.LinkCheck.link_check_told_when_dead": lambda t: link_check(state="ok", told_at=timezone.now()),
    # jobs
    "jobs.Job.job_one_at_a_time": two_jobs,
    "jobs.Job.job_end_is_dated": [
        lambda t: Job.objects.create(kind="x", title="x", state="done"),
        lambda t: Job.objects.create(kind="x", title="x", ended_at=timezone.now()),
    ],
    # people of a business
    "registry.Member.member_active_once": lambda t: copy(t.member, code="abcdefgh"),
    "registry.Member.member_invited_once": lambda t: copy(t.invited, code="abcdefgh", token_hash="b" * 64),
    "registry.Member.member_link_unique": lambda t: copy(t.invited, code="abcdefgh", contact="+6286033330009"),
    "registry.Member.member_has_accepted": [
        lambda t: change(t.member, accepted_at=None, ended_at=timezone.now(), ended_by=t.sari, ending="left"),
        lambda t: change(t.invited, user=t.dede),
    ],
    "registry.Member.member_end_signed": [
        lambda t: change(t.member, ended_at=timezone.now()),
        lambda t: change(t.member, ended_at=timezone.now(), ending="left"),
        lambda t: change(t.member, ending="left"),
    ],
    "registry.Member.member_contact_only_while_invited": [
        lambda t: change(t.member, contact="+6286033330001"),
        lambda t: change(t.invited, contact="", token_hash=""),
        lambda t: change(t.invited, ended_at=timezone.now(), ended_by=t.sari, ending="withdrawn"),
    ],
    "registry.Member.member_is_not_the_owner": lambda t: change(t.member, role="owner"),
    # claims
    "claims.Claim.claim_open_once_each": lambda t: copy(t.claim, code="abcdefgh", number=2, submission=None),
    "claims.Claim.claim_one_stands": two_claims_stand,
    "claims.Claim.claim_number": lambda t: copy(t.claim, code="abcdefgh", submission=None, is_open=False),
    "claims.Claim.claim_rests_on_a_number": lambda t: copy(
        t.claim, code="abcdefgh", number=2, submission=None, is_open=False, nib_matches=None
    ),
    "claims.Claim.claim_live_is_not_open": lambda t: change(
        t.claim, is_live=True, from_owner=t.owner, to_owner=t.owner
    ),
    "claims.Claim.claim_live_knows_before_and_after": lambda t: change(t.claim, is_open=False, is_live=True),
    "claims.Claim.claim_undoing_signed": [
        lambda t: change(t.claim, undone_at=timezone.now()),
        lambda t: change(t.claim, undone_at=timezone.now(), undone_by=t.rina, from_owner=t.owner),
        lambda t: change(t.claim, undone_at=timezone.now(), undone_by=t.rina, undone_reason="Keliru"),
        lambda t: change(t.claim, undone_reason="Keliru"),
    ],
    "claims.Claim.claim_scan_whole": lambda t: change(t.claim, scan_path="klaim/x.pdf"),
    "claims.Claim.frozen": [
        lambda t: change(t.claim, nik_matches=True),
        lambda t: change(t.claim, claimant=t.sari),
    ],
    "claims.Claim.kept": lambda t: sql_delete(t.claim),
    "registry.ImportMapping.import_mapping_once": two_mappings,
    "registry.BatchReview.batch_review_one_sample_at_a_time": two_samples_of_one_batch,
    "registry.BatchReview.batch_review_drawn_by_second_officer": lambda t: batch_review(t, drawn_by=t.rina),
    "registry.BatchReview.batch_review_four_eyes": (
        lambda t: change(batch_review(t), state="approved", decided_by=t.rina, decided_at=timezone.now())
    ),
    "registry.BatchReview.batch_review_signed": [
        lambda t: change(batch_review(t), state="approved"),
        lambda t: change(batch_review(t), decided_by=t.sari, decided_at=timezone.now()),
    ],
    "registry.BatchReview.batch_review_return_has_note": (
        lambda t: change(batch_review(t), state="returned", decided_by=t.sari, decided_at=timezone.now())
    ),
    "registry.BatchReview.batch_review_undoing_signed": [
        lambda t: change(batch_review(t), undone_by=t.sari, undone_at=timezone.now()),
        lambda t: change(batch_review(t), state="undone", decided_by=t.sari, decided_at=timezone.now()),
    ],
    "registry.BatchReview.batch_review_sample_fits": [
        lambda t: batch_review(t, size=10),
        lambda t: batch_review(t, size=0),
    ],
    "registry.BatchReview.drawn_once": [
        lambda t: change(batch_review(t), seed=2),
        lambda t: change(batch_review(t), hands=[]),
        lambda t: change(batch_review(t), population=4),
    ],
    "registry.BatchReview.never_removed": lambda t: sql_delete(batch_review(t)),
    "registry.SampledDraft.sampled_once": lambda t: copy(sampled(t)),
    "registry.SampledDraft.sampled_wrong_has_note": lambda t: change(sampled(t), verdict="wrong"),
    "registry.SampledDraft.never_removed": lambda t: sql_delete(sampled(t)),
}
