"""The promises of the room `privacy`, with the attempts to break them; joined to breaks.BREAKS."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from privacy.models import Breach, DataRequest, Erasure, RetentionRule
from registry.models import Owner
from tests.database.things import Things, change

NOW = timezone.now()
H72 = timedelta(hours=72)
WEEK = timedelta(days=7)


def request(t: Things, **values: Any) -> DataRequest:
    """A sound request but for `values`."""
    given = {"kind": "access", "text": "Apa?", "asked_at": NOW, "due_at": NOW + H72, "entered_by": t.sari, **values}
    return DataRequest.objects.create(owner=t.owner, **given)


def erasure(t: Things, **values: Any) -> Erasure:
    """A sound erasure but for `values`."""
    given = {"asked_by": t.sari, "asked_at": NOW, "due_at": NOW + WEEK, **values}
    return Erasure.objects.create(owner=t.owner, **given)


def breach(t: Things, **values: Any) -> Breach:
    """A sound incident but for `values`."""
    words = {"title": "Laptop", "what": "Hilang", "remedy": "Ditutup"}
    given = words | {"discovered_at": NOW, "due_at": NOW + H72, "entered_by": t.rina, **values}
    return Breach.objects.create(**given)


def rule(**values: Any) -> RetentionRule:
    """A sound rule but for `values`."""
    given = {"key": "coba", "from_date": "2026-01-01", "days": 30, "warn_days": 7, "source": "Uji", **values}
    return RetentionRule.objects.create(**given)


def twice_an_erasure(t: Things) -> None:
    for _ in range(2):
        erasure(t)


PRIVACY = {
    "registry.Business.business_not_merged_into_itself": (
        lambda t: change(t.business.business, merged_into=t.business.business)
    ),
    "registry.Business.business_erased_is_closed": lambda t: change(t.business.business, erased_at=NOW),
    "registry.Owner.owner_erased_is_empty": [
        lambda t: change(t.owner, erased_at=NOW),
        lambda t: Owner.objects.create(name="Ani", erased_at=NOW),
        lambda t: Owner.objects.create(sex="female", erased_at=NOW),
    ],
    "privacy.DataRequest.data_request_one_open_of_a_kind": lambda t: (request(t), request(t)),
    "privacy.DataRequest.data_request_due_in_72_hours": lambda t: request(t, due_at=NOW + 2 * H72),
    "privacy.DataRequest.data_request_answer_signed": [
        lambda t: request(t, state="done", answer="Ya"),
        lambda t: request(t, state="refused", answer="Tidak", answered_at=NOW),
        lambda t: request(t, answered_at=NOW),
        lambda t: request(t, state="cancelled"),
    ],
    "privacy.DataRequest.data_request_answer_has_words": (
        lambda t: request(t, state="done", answered_at=NOW, answered_by=t.rina)
    ),
    "privacy.DataRequest.data_request_four_eyes": (
        lambda t: request(t, state="done", answer="Ya", answered_at=NOW, answered_by=t.sari)
    ),
    "privacy.DataRequest.data_request_nik_only_while_open": [
        lambda t: request(t, nik_cipher="x"),
        lambda t: change(
            request(t, kind="correction", nik_cipher="x"),
            state="done",
            answer="Ya",
            answered_at=NOW,
            answered_by=t.rina,
        ),
    ],
    "privacy.Erasure.erasure_one_waiting": twice_an_erasure,
    "privacy.Erasure.erasure_cools_off": lambda t: erasure(t, due_at=NOW + timedelta(days=6)),
    "privacy.Erasure.erasure_stop_has_reason": lambda t: erasure(t, state="stopped", ended_at=NOW),
    "privacy.Erasure.erasure_end_is_dated": [
        lambda t: erasure(t, state="done"),
        lambda t: erasure(t, ended_at=NOW),
    ],
    "privacy.Breach.breach_due_in_72_hours": lambda t: breach(t, due_at=NOW + 2 * H72),
    "privacy.Breach.breach_is_described": [lambda t: breach(t, title=""), lambda t: breach(t, remedy="")],
    "privacy.Breach.breach_told_after_discovery": [
        lambda t: breach(t, people_told_at=NOW - H72),
        lambda t: breach(t, authority_told_at=NOW - H72),
    ],
    "privacy.RetentionRule.retention_rule_once_a_day": lambda t: (rule(), rule()),
    "privacy.RetentionRule.retention_days_sane": [lambda t: rule(days=0, warn_days=0), lambda t: rule(warn_days=30)],
}
