"""The question before a business is created: is it there already? (features.md B5)

Whoever registers is told public facts of public records only, and of those only what she brought herself: a NIB, or a
name in a village. That a telephone or a NIK leads to a record says something about its owner, so no name is told then.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from registry import secrets
from registry.duplicates.deciding import LONGEST, pair_of
from registry.duplicates.evidence import SIMILAR
from registry.models import Business, BusinessEdition, DuplicatePair, Owner
from registry.queries import businesses_of
from review.actions import Refused

State, Reason = DuplicatePair.State, DuplicatePair.Reason
MOST = 3  # questions at once; the others come when these are answered
TELLING = {Reason.NIB.value, Reason.NAME.value}


def _may_be_told(pair: DuplicatePair) -> bool:
    """Whether what she typed herself leads to the record: its NIB, or nearly its name in its village."""
    return Reason.NIB in pair.reasons or (Reason.NAME in pair.reasons and pair.likeness >= SIMILAR * 100)


@dataclass(frozen=True)
class Question:
    """A record that may be the one she registers: `name` and `place` only when they may be told, else empty."""

    pair: DuplicatePair
    name: str
    place: str
    is_hers: bool
    code: str  # of her own business, else empty
    has_account: bool

    @property
    def reasons(self) -> list[str]:
        """What is alike, in words; of a record that is named nothing that its owner did not make public."""
        told = {reason.value for reason in Reason} if self.is_hers or not self.name else TELLING
        return [reason.label for reason in Reason if reason.value in self.pair.reasons and reason.value in told]


def known_address(address: str) -> str:
    """The address of a page in a room above, empty while no page answers there."""
    try:
        resolve(address)
    except Resolver404:
        return ""
    return address


def questions(edition: BusinessEdition, by: User) -> list[Question]:
    """What to ask the person who types a business that never was public; empty when nothing is left to ask."""
    if edition.number > 1 and BusinessEdition.objects.filter(business=edition.business_id, is_live=True).exists():
        return []
    pairs = list(
        DuplicatePair.objects.filter(Q(a=edition.business_id) | Q(b=edition.business_id))
        .filter(state__in=[State.ASKED, State.OPEN], said_at=None)
        .select_related("a__owner", "b__owner")
        .order_by("-score", "pk")[:MOST]
    )
    if not pairs:
        return []
    others = {pair.pk: pair.b if pair.a_id == edition.business_id else pair.a for pair in pairs}
    live = {
        one.business_id: one
        for one in BusinessEdition.objects.filter(
            business__in=others.values(), is_live=True, business__is_shown=True
        ).select_related("village__parent")
    }
    hers = set(businesses_of(by).values_list("pk", flat=True))
    return [_question(pair, others[pair.pk], live.get(others[pair.pk].pk), hers) for pair in pairs]


def _question(pair: DuplicatePair, other: Business, live: BusinessEdition | None, hers: set[int]) -> Question:
    is_hers = other.pk in hers
    edition = BusinessEdition.objects.filter(business=other).order_by("-number").first() if is_hers else None
    shown = edition or (live if _may_be_told(pair) else None)
    district = shown.village.parent if shown and shown.village else None
    return Question(
        pair=pair,
        name=shown.name if shown else "",
        place=district.label if district else "",
        is_hers=is_hers,
        code=other.code if is_hers else "",
        has_account=other.owner.user_id is not None,
    )


@transaction.atomic
def say_different(business: Business, pair_code: str, *, by: User, note: str = "") -> None:
    """Whoever registers says that hers is another business; an officer reads it and decides.

    Raises Refused when the pair is not about this business, or was decided meanwhile.
    """
    about = Q(a=business) | Q(b=business)
    pair = DuplicatePair.objects.select_for_update(of=("self",)).filter(about, code=pair_code).first()
    if pair is None or not pair.is_open:
        raise Refused("Pertanyaan ini sudah tidak berlaku. Muat ulang halaman ini.")
    pair.state, pair.said_by, pair.said_at, pair.said_note = State.OPEN, by, timezone.now(), note.strip()[:LONGEST]
    pair.save(update_fields=["state", "said_by", "said_at", "said_note"])
    record(Verb.NOT_A_DUPLICATE, business, by=by, pair=pair.code, said="registrant")


@transaction.atomic
def notice_nik(edition: BusinessEdition, nik: str) -> None:
    """A NIK that belongs to another owner was typed: ask about the businesses of that owner.

    The number itself is not kept (it is refused by `set_identity`), only that the two records may be one.
    """
    owner = Owner.objects.filter(nik_hash=secrets.keyed_hash(nik)).exclude(pk=edition.business.owner_id).first()
    if owner is None:
        return
    others = Business.objects.filter(owner=owner, merged_into=None, closed_at=None).order_by("pk")[:MOST]
    for other in others:
        a, b = pair_of(edition.business, other)
        values = {"reasons": [Reason.NIK], "score": 30, "state": State.ASKED}
        DuplicatePair.objects.get_or_create(a_id=a, b_id=b, defaults=values)
