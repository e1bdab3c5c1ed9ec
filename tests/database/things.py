"""What the guards are tried on, and ways past every verb: plain UPDATE, INSERT and DELETE."""

import datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone

from accounts.contacts import Contact
from accounts.models import User
from audit.codes import new_code
from audit.models import Event, Verb
from audit.record import record
from catalog import actions as catalog
from catalog.models import EditionCertificate, EditionPhoto
from certification import actions as certification
from certification.models import PortalCheck
from clusters.models import Cluster, Membership
from jobs.models import Job
from registry import actions as registry
from registry import members
from registry.models import (
    BatchReview,
    Business,
    BusinessEdition,
    Consent,
    DuplicatePair,
    ImportBatch,
    ImportMapping,
    ImportRow,
    Merge,
    SampledDraft,
)
from review.models import (
    Batch,
    BatchItem,
    Edition,
    Finding,
    Message,
    OfficeHoliday,
    Reason,
    Submission,
)
from tests import build
from tests.people import person
from upkeep.models import LinkCheck, Pulse


class Things:
    """Sari's business, product and certificate: each once live and once as a draft, and a waiting submission."""

    def __init__(self, sari: User, rina: User) -> None:
        self.sari, self.rina = sari, rina
        self.business = build.live_business(sari, rina, nib="0000000000001")
        self.product = build.live_product(self.business.business, sari, rina)
        self.paper = build.live_certificate(self.business.business, sari, rina)
        self.draft = build.draft_product(self.business.business, sari, name="Gula Cair")
        self.draft_paper = build.draft_certificate(self.business.business, sari)
        self.waiting = catalog.submit(build.draft_product(self.business.business, sari, name="Gula Batok"), by=sari)
        self.decided = self.product.submission
        self.owner = self.business.business.owner
        self.rina = rina
        self.dede = person("Pak Dede", email="dede@contoh.example")
        self.member = build.member(self.business.business, self.dede, sari)
        contact = Contact("phone", "+6286033330001")
        self.invited = members.invite(self.business.business, contact=contact, name="Yani", role="helper", by=sari)
        self.claim = build.claim(build.listed_business(rina), self.dede)

    def draft_business(self) -> BusinessEdition:
        """A draft of the live business."""
        return registry.open_draft(self.business.business, by=self.sari)


def change(thing: models.Model, **values: Any) -> None:
    """An UPDATE of one row, past `save()`."""
    type(thing)._base_manager.filter(pk=thing.pk).update(**values)


def sql_delete(thing: models.Model) -> None:
    """A DELETE of one row, past Django's own protection."""
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{thing._meta.db_table}" WHERE "{thing._meta.pk.column}" = %s', [thing.pk])


def copy(thing: models.Model, **values: Any) -> None:
    """An INSERT of the same row with other values."""
    row = type(thing)._base_manager.get(pk=thing.pk)
    row.pk, row._state.adding = None, True
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def other_submission(t: Things) -> Submission:
    """A submission that no edition has."""
    copy(t.waiting, code="abcdefgh")
    return Submission.objects.get(code="abcdefgh")


def add_photo_to_frozen(t: Things) -> None:
    EditionPhoto.objects.create(edition=t.product, photo=t.draft.shown_photos.get().photo)


def claim_in_frozen(t: Things) -> None:
    EditionCertificate.objects.create(edition=t.product, certificate=t.paper)


def claim_twice(t: Things) -> None:
    for _ in range(2):
        EditionCertificate.objects.create(edition=t.draft, certificate=t.paper)


def decide(t: Things, **values: Any) -> None:
    change(t.waiting, decided_at=timezone.now(), **values)


def approved_by_typist(t: Things) -> None:
    change(t.waiting, hands=[t.sari.pk, t.rina.pk])
    decide(t, state="approved", decided_by=t.rina)


def append_only_event(t: Things) -> None:
    record(Verb.APPROVED, t.paper, by=t.rina)
    change(Event.objects.first(), actor_name="Orang lain")


def finding(t: Things) -> Finding:
    return Finding.objects.create(submission=t.waiting, field="name", note="Perbaiki")


def reason() -> Reason:
    return Reason.objects.create(code="uji", decision="both", label="Uji", sentence="Perbaiki.")


def holiday(t: Things, **values: Any) -> OfficeHoliday:
    given = {"date": datetime.date(2026, 12, 28), "name": "Cuti", "source": "SKB", "entered_by": t.rina, **values}
    return OfficeHoliday.objects.create(**given)


def many(t: Things, **values: Any) -> BatchItem:
    """The waiting submission in a batch of Rina's."""
    batch = Batch.objects.create(room="catalog", kind="product", is_first=True, seed="0" * 32, made_by=t.rina)
    return BatchItem.objects.create(batch=batch, submission=t.waiting, **values)


def message(t: Things, **values: Any) -> Message:
    return Message.objects.create(submission=t.waiting, author=t.sari, **{"by_staff": False, "text": "Halo", **values})


def portal_check(t: Things) -> PortalCheck:
    return certification.note_check(t.paper, portal="BPJPH", result="matches", by=t.rina)


def two_consents(t: Things) -> None:
    for _ in range(2):
        Consent.objects.create(owner=t.owner, purpose="show_name", text_version="1", given_by=t.sari)


def batch(t: Things, **values: Any) -> ImportBatch:
    return ImportBatch.objects.create(kind="business", file_name="a.csv", sha256="0" * 64, uploaded_by=t.rina, **values)


def two_claims_stand(t: Things) -> None:
    change(t.claim, is_open=False, is_live=True, from_owner=t.owner, to_owner=t.owner)
    copy(t.claim, code="abcdefgh", number=2, submission=other_submission(t))


def batch_review(t: Things, **values: Any) -> BatchReview:
    """A sample of three, drawn by Sari from what Rina sent."""
    usual = {
        "seed": 1,
        "population": 9,
        "size": 3,
        "hands": [t.rina.pk],
        "drawn_by": t.sari,
        "drawn_at": timezone.now(),
    }
    return BatchReview.objects.create(**{"batch": batch(t), **usual, **values})


def sampled(t: Things) -> SampledDraft:
    return SampledDraft.objects.create(review=batch_review(t), submission_code="abc", subject_code="abc", place=1)


def two_mappings(t: Things) -> None:
    for _ in range(2):
        ImportMapping.objects.create(kind="business", name="x", signature="0" * 64, saved_by=t.rina)


def two_samples_of_one_batch(t: Things) -> None:
    batch_review(t, batch=batch_review(t).batch)


def two_rows(t: Things) -> None:
    made = batch(t)
    for _ in range(2):
        ImportRow.objects.create(batch=made, number=2, cells={}, state="ready")


def second_nib(t: Things) -> None:
    other = Business.objects.create(owner=t.owner, created_by=t.sari)
    copy(t.business, business=other, submission=other_submission(t), is_open=False, is_live=True)


def second_number(t: Things) -> None:
    copy(t.paper, code="abcdefgh", submission=other_submission(t))


def second_live(t: Things, edition: Edition, **values: Any) -> None:
    copy(edition, number=99, submission=other_submission(t), is_live=True, is_open=False, **values)


def live_business_draft(t: Things) -> None:
    change(t.business, is_live=False)
    change(t.draft_business(), is_live=True, is_open=False)


def sent(t: Things, thing: models.Model, **values: Any) -> None:
    change(thing, submission=other_submission(t), **values)


def two_jobs(t: Things) -> None:
    """The same work ordered twice while the first still waits."""
    for _ in range(2):
        Job.objects.create(kind="x", subject_code="y", title="x")


def cluster(t: Things) -> Cluster:
    """A sentra with Sari's business in it."""
    officer = t.rina
    made = Cluster.objects.create(kind="sentra", name="Sentra Gula", region=t.business.village, created_by=officer)
    now = timezone.now()
    Membership.objects.create(
        cluster=made, business=t.business.business, asked_by=officer, joined_at=now, joined_by=officer, role="chair"
    )
    return made


def other_business(t: Things) -> Business:
    """A second plate of the same owner."""
    return Business.objects.create(owner=t.owner, created_by=t.sari)


def pulse(t: Things) -> Pulse:
    """An open question to Sari's business."""
    now = timezone.now()
    return Pulse.objects.create(business=t.business.business, asked_at=now, due_at=now, token_hash=new_code())


def link_check(**values: Any) -> LinkCheck:
    """An address that was never looked at."""
    return LinkCheck.objects.create(**{"url": "https://toko.example/"} | values)


def second_business(t: Things) -> Business:
    return Business.objects.create(owner=t.owner, created_by=t.sari)


def pair(t: Things, **values: Any) -> DuplicatePair:
    """The live business and an empty plate, suspected of being one."""
    other = second_business(t)
    return DuplicatePair.objects.create(
        **{"a": t.business.business, "b": other, "reasons": ["name"], "score": 50} | values
    )


def pair_twice(t: Things) -> None:
    copy(pair(t), code="abcdefgh")


def merge(t: Things, **values: Any) -> Merge:
    """A merge of an empty plate into the live business."""
    given = {"survivor": t.business.business, "merged_at": timezone.now(), "merged_by": t.rina, "reason": "Sama"}
    return Merge.objects.create(**given | ({} if "loser" in values else {"loser": second_business(t)}) | values)


def merge_twice(t: Things) -> None:
    copy(merge(t), code="abcdefgh")


def undone(t: Things) -> Merge:
    return merge(t, undone_at=timezone.now(), undone_by=t.rina, undone_reason="Keliru")
