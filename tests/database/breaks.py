"""Each promise of the database by its name, with the attempts to break it."""

import datetime
from collections.abc import Callable

from django.utils import timezone

from catalog.models import PriceChange
from certification.models import Kind
from registry.models import BusinessActivity, Owner, Region
from tests.database.breaks_catalog import CATALOG
from tests.database.breaks_data import DATA
from tests.database.breaks_field import FIELD
from tests.database.breaks_figures import FIGURES
from tests.database.breaks_paper import PAPER
from tests.database.breaks_people import PEOPLE
from tests.database.breaks_photos import PHOTOS
from tests.database.breaks_words import WORDS
from tests.database.privacy_breaks import PRIVACY
from tests.database.row_breaks import ROW_BREAKS
from tests.database.things import (
    Things,
    approved_by_typist,
    batch,
    change,
    claim_in_frozen,
    claim_twice,
    copy,
    decide,
    finding,
    holiday,
    live_business_draft,
    many,
    merge,
    merge_twice,
    message,
    other_submission,
    pair,
    pair_twice,
    portal_check,
    reason,
    second_business,
    second_live,
    second_nib,
    second_number,
    sent,
    sql_delete,
    two_consents,
    two_rows,
    undone,
)

Break = Callable[[Things], object]
BREAKS: dict[str, Break | list[Break]] = {
    **CATALOG,
    **WORDS,
    **FIELD,
    **PAPER,
    **PEOPLE,
    **DATA,
    # review
    "review.Submission.submission_decision_signed": [
        lambda t: decide(t, state="approved"),
        lambda t: change(t.waiting, state="approved", decided_by=t.rina),
        lambda t: decide(t, state="withdrawn", decided_by=t.rina),
        lambda t: change(t.waiting, state="nonsense"),
        lambda t: change(t.waiting, decided_by=t.rina),
    ],
    "review.Submission.submission_refusal_has_reason": [
        lambda t: decide(t, state="needs_changes", decided_by=t.rina),
        lambda t: decide(t, state="rejected", decided_by=t.rina),
    ],
    "review.Submission.submission_four_eyes": (lambda t: decide(t, state="approved", decided_by=t.sari)),
    "review.Submission.submission_typist_never_decides": approved_by_typist,
    "review.Submission.submission_assignment_dated": lambda t: change(t.waiting, assigned_to=t.rina),
    "review.Submission.decision_is_final": [
        lambda t: change(t.decided, state="rejected", reason="Berubah pikiran"),
        lambda t: change(t.decided, decided_by=t.sari),
        lambda t: change(t.decided, hands=[]),
    ],
    "review.Submission.never_removed": lambda t: sql_delete(t.waiting),
    "review.Finding.finding_once_per_field": lambda t: (finding(t), finding(t)),
    "review.Finding.finding_is_final": [
        lambda t: change(finding(t), note="Lain"),
        lambda t: sql_delete(finding(t)),
    ],
    "review.Reason.never_removed": lambda t: sql_delete(reason()),
    "review.OfficeHoliday.office_holiday_has_source": [
        lambda t: holiday(t, source=""),
        lambda t: holiday(t, name=""),
    ],
    "review.Batch.batch_steps_are_dated": [
        lambda t: change(many(t).batch, state="running"),
        lambda t: change(many(t).batch, state="done", ended_at=timezone.now()),
        lambda t: change(many(t).batch, state="cancelled"),
        lambda t: change(many(t).batch, state="nonsense"),
    ],
    "review.Batch.drawn_once": [
        lambda t: change(many(t).batch, seed="1" * 32),
        lambda t: change(many(t).batch, made_by=t.sari),
    ],
    "review.Batch.never_removed": lambda t: sql_delete(many(t).batch),
    "review.BatchItem.batch_item_once": lambda t: copy(many(t, outcome="left")),
    "review.BatchItem.batch_item_in_one_open_batch": lambda t: (many(t), many(t)),
    "review.BatchItem.batch_item_opened_before_marked": [
        lambda t: change(many(t, is_sample=True), looked_at=timezone.now()),
        lambda t: change(many(t), opened_at=timezone.now(), looked_at=timezone.now()),
    ],
    "review.BatchItem.batch_item_says_why": lambda t: change(many(t), outcome="refused"),
    "review.BatchItem.drawn_stays_drawn": [
        lambda t: change(many(t, is_sample=True), is_sample=False),
        lambda t: change(many(t), submission=t.decided),
        lambda t: change(many(t, outcome="approved"), outcome=""),
    ],
    "review.BatchItem.never_removed": lambda t: sql_delete(many(t)),
    "review.Message.message_says_something": lambda t: message(t, text=""),
    "review.Message.append_only": [
        lambda t: change(message(t), text="Lain"),
        lambda t: sql_delete(message(t)),
    ],
    # registry
    "registry.Owner.owner_nik_unique": (
        lambda t: Owner.objects.create(nik_hash=t.owner.nik_hash, nik_cipher="x", nik_last4="1234")
    ),
    "registry.Owner.owner_nik_whole": [
        lambda t: change(t.owner, nik_cipher=""),
        lambda t: change(t.owner, nik_last4="3A02"),
        lambda t: change(t.owner, nik_hash=None),
    ],
    "registry.Consent.consent_once_in_force": two_consents,
    "registry.Region.region_code_digits": (lambda t: Region.objects.create(code="36.02", name="x", level="province")),
    "registry.Region.region_has_parent": [
        lambda t: Region.objects.create(code="3699", name="x", level="regency"),
        lambda t: Region.objects.create(code="97", name="x", level="province", parent_id="36"),
    ],
    "registry.Region.region_kind_of_village": (
        lambda t: Region.objects.create(code="98", name="x", level="province", kind="desa")
    ),
    "registry.BusinessActivity.activity_once_per_edition": lambda t: copy(t.business.activity),
    "registry.BusinessActivity.activity_code": (
        lambda t: BusinessActivity.objects.create(kbli_code="00123", kbli_edition="2025", title="x")
    ),
    "registry.Business.business_not_merged_into_itself": lambda t: change(
        t.business.business, merged_into=t.business.business
    ),
    "registry.Business.business_suspension_has_reason": (
        lambda t: change(t.business.business, suspended_at=timezone.now())
    ),
    "registry.Business.business_npwp_whole": [
        lambda t: change(t.business.business, npwp_cipher="x"),
        lambda t: change(t.business.business, npwp_last4="1234"),
        lambda t: change(t.business.business, npwp_cipher="x", npwp_last4="3A02"),
    ],
    "registry.DuplicatePair.duplicate_pair_once": pair_twice,
    "registry.DuplicatePair.duplicate_pair_ordered": [
        lambda t: pair(t, b=t.business.business),
        lambda t: change(pair(t), a=second_business(t)),
    ],
    "registry.DuplicatePair.duplicate_pair_has_reason": lambda t: pair(t, reasons=[]),
    "registry.DuplicatePair.duplicate_pair_score": [lambda t: pair(t, score=0), lambda t: pair(t, score=101)],
    "registry.DuplicatePair.duplicate_pair_decision_signed": [
        lambda t: change(pair(t), state="different"),
        lambda t: change(pair(t), state="merged", decided_by=t.rina),
        lambda t: change(pair(t), decided_at=timezone.now(), decided_by=t.rina),
        lambda t: change(pair(t), state="nonsense"),
    ],
    "registry.DuplicatePair.duplicate_pair_answer_signed": [
        lambda t: change(pair(t), said_at=timezone.now()),
        lambda t: change(pair(t), said_note="Beda"),
    ],
    "registry.Merge.merge_once_in_force": merge_twice,
    "registry.Merge.merge_of_two": lambda t: merge(t, loser=t.business.business),
    "registry.Merge.merge_has_reason": lambda t: merge(t, reason=""),
    "registry.Merge.merge_undo_signed": [
        lambda t: change(merge(t), undone_at=timezone.now()),
        lambda t: change(merge(t), undone_at=timezone.now(), undone_by=t.rina),
        lambda t: change(merge(t), undone_reason="Keliru"),
    ],
    "registry.Merge.merge_kept": lambda t: sql_delete(merge(t)),
    "registry.Merge.merge_undo_is_final": [
        lambda t: change(undone(t), undone_at=None, undone_by=None, undone_reason=""),
        lambda t: change(undone(t), moved={"catalog.product": [1]}),
    ],
    "registry.BusinessEdition.business_one_live_edition": (lambda t: second_live(t, t.business, nib="0000000000002")),
    "registry.BusinessEdition.business_one_open_edition": (lambda t: copy(t.draft_business(), number=98)),
    "registry.BusinessEdition.business_edition_number": (
        lambda t: copy(t.business, submission=other_submission(t), is_live=False)
    ),
    "registry.BusinessEdition.business_live_was_submitted": live_business_draft,
    "registry.BusinessEdition.business_live_is_not_open": lambda t: change(t.business, is_open=True),
    "registry.BusinessEdition.business_nib_unique": second_nib,
    "registry.BusinessEdition.business_nib_13_digits": lambda t: change(t.draft_business(), nib="000000000000A"),
    "registry.BusinessEdition.business_without_nib_has_no_number": (
        lambda t: change(t.draft_business(), nib_status="none")
    ),
    "registry.BusinessEdition.business_phone_e164": lambda t: change(t.draft_business(), phone="0860111100"),
    "registry.BusinessEdition.business_whatsapp_mobile": (
        lambda t: change(t.draft_business(), whatsapp="+622112345678")
    ),
    "registry.BusinessEdition.business_submitted_is_whole": [
        lambda t: sent(t, t.draft_business(), name=""),
        lambda t: sent(t, t.draft_business(), nib=""),
        lambda t: sent(t, t.draft_business(), village=None),
    ],
    "registry.BusinessEdition.business_responsible_phone_e164": (
        lambda t: change(t.draft_business(), responsible_phone="0860111100")
    ),
    "registry.BusinessEdition.business_capacity_has_unit": [
        lambda t: sent(t, t.draft_business(), production_capacity=100, capacity_unit=""),
        lambda t: sent(t, t.draft_business(), production_capacity=0, capacity_unit="kg"),
    ],
    "registry.BusinessEdition.business_in_the_country": [
        lambda t: change(t.draft_business(), latitude=-6),
        lambda t: change(t.draft_business(), longitude=106),
        lambda t: change(t.draft_business(), latitude=52, longitude=13),
    ],
    **ROW_BREAKS,
    "registry.BusinessEdition.frozen": [
        lambda t: change(t.business, name="Nama lain"),
        lambda t: change(t.business, submission=None, is_live=False),
        lambda t: change(t.business, hands=[]),
    ],
    "registry.BusinessEdition.kept": lambda t: sql_delete(t.business),
    "registry.ImportBatch.import_applied_is_dated": lambda t: batch(t, state="applied"),
    "registry.ImportBatch.import_failure_has_words": [
        lambda t: batch(t, state="failed"),
        lambda t: batch(t, state="preview", failure="Rusak"),
    ],
    "registry.ImportRow.import_row_once": two_rows,
    # certification
    "certification.Kind.kind_bit_fits_the_mask": lambda t: Kind.objects.create(code="x", name="x", bit=31),
    "certification.Certificate.certificate_number_unique": second_number,
    "certification.Certificate.certificate_live_was_submitted": (
        lambda t: change(t.draft_paper, is_live=True, is_open=False)
    ),
    "certification.Certificate.certificate_live_is_not_open": lambda t: change(t.paper, is_open=True),
    "certification.Certificate.certificate_ends_after_it_begins": (
        lambda t: change(t.draft_paper, expires_on=datetime.date(2020, 1, 1))
    ),
    "certification.Certificate.certificate_submitted_is_whole": [
        lambda t: sent(t, t.draft_paper, number=""),
        lambda t: sent(t, t.draft_paper, issued_on=None),
    ],
    "certification.Certificate.certificate_revoked_has_reason": [
        lambda t: change(t.paper, is_live=False, revoked_at=timezone.now()),
        lambda t: change(t.paper, revoked_at=timezone.now(), revoked_reason="Palsu"),
    ],
    "certification.Certificate.frozen": [
        lambda t: change(t.paper, number="2063602000000129"),
        lambda t: change(t.paper, expires_on=datetime.date(2099, 1, 1)),
    ],
    "certification.Certificate.kept": lambda t: sql_delete(t.paper),
    "certification.Scan.frozen_with_edition": [
        lambda t: change(t.paper.scan, path="lain.pdf"),
        lambda t: sql_delete(t.paper.scan),
        lambda t: change(t.draft_paper.scan, certificate=t.paper),
    ],
    "certification.PortalCheck.append_only": [
        lambda t: change(portal_check(t), result="not_found"),
        lambda t: sql_delete(portal_check(t)),
    ],
    # catalog
    "catalog.Product.product_price_sane": [
        lambda t: change(t.product.product, price_before_vat=0),
        lambda t: change(t.product.product, price_before_vat=-1),
        lambda t: change(t.product.product, price_before_vat=10**12 + 1),
    ],
    "catalog.ProductEdition.product_one_live_edition": lambda t: second_live(t, t.product),
    "catalog.ProductEdition.product_live_was_submitted": lambda t: change(t.draft, is_live=True, is_open=False),
    "catalog.ProductEdition.product_live_is_not_open": lambda t: change(t.product, is_open=True),
    "catalog.ProductEdition.product_submitted_is_whole": [
        lambda t: sent(t, t.draft, description=""),
        lambda t: sent(t, t.draft, minimum_order=0),
        lambda t: sent(t, t.draft, category=None),
    ],
    "catalog.ProductEdition.frozen": [
        lambda t: change(t.product, name="Nama lain"),
        lambda t: change(t.product, submission=None, is_live=False),
    ],
    "catalog.EditionCertificate.claim_once": claim_twice,
    "catalog.EditionCertificate.frozen_with_edition": claim_in_frozen,
    "catalog.PriceChange.append_only": [
        lambda t: change(PriceChange.objects.first(), price_before_vat=1),
        lambda t: sql_delete(PriceChange.objects.first()),
    ],
    **PHOTOS,
    **FIGURES,
    **PRIVACY,
}
