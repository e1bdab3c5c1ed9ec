"""The verbs about a suspected pair that change no business: not the same, look again, point one out."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record_many
from registry.models import Business, BusinessEdition, DuplicatePair
from review import actions as review
from review.actions import Refused

PERMISSION = "registry.merge_businesses"
State, Reason = DuplicatePair.State, DuplicatePair.Reason
LONGEST = 400


class PairDecided(Refused):
    """Somebody was faster; the text says who and when."""

    def __init__(self, pair: DuplicatePair) -> None:
        local = timezone.localtime(pair.decided_at)
        what = "menggabungkannya" if pair.state == State.MERGED else "menyatakannya bukan ganda"
        super().__init__(
            f"{pair.decided_by} sudah {what} pada {local:%d-%m-%Y pukul %H.%M} WIB. Muat ulang untuk melihat hasilnya."
        )


def pair_of(one: Business, other: Business) -> tuple[int, int]:
    """The ids as a pair stores them."""
    return min(one.pk, other.pk), max(one.pk, other.pk)


def lock_open(one: Business, other: Business) -> DuplicatePair:
    """The locked pair of two businesses, still undecided; raises PairDecided, or Refused when nothing is suspected."""
    a, b = pair_of(one, other)
    locked = DuplicatePair.objects.select_for_update().filter(a=a, b=b).first()
    if locked is None:
        raise Refused("Pasangan ini sudah tidak dicurigai karena datanya berubah. Muat ulang daftar usaha ganda.")
    if not locked.is_open:
        raise PairDecided(locked)
    return locked


def sign(pair: DuplicatePair, state: str, *, by: User, note: str = "") -> None:
    """Write the decision on a locked pair."""
    pair.state, pair.decided_by, pair.decided_at, pair.note = state, by, timezone.now(), note[:LONGEST]
    pair.save(update_fields=["state", "decided_by", "decided_at", "note"])


def reopen(pair: DuplicatePair) -> None:
    """Put a locked pair back on the work list."""
    pair.state, pair.decided_by, pair.decided_at, pair.note = State.OPEN, None, None, ""
    pair.save(update_fields=["state", "decided_by", "decided_at", "note"])


@transaction.atomic
def not_a_duplicate(pair: DuplicatePair, *, by: User, note: str = "") -> None:
    """Two businesses after all; never suggested again. Raises Refused (role) and PairDecided."""
    review.require(PERMISSION, by)
    locked = lock_open(pair.a, pair.b)
    sign(locked, State.DIFFERENT, by=by, note=note.strip())
    record_many(Verb.NOT_A_DUPLICATE, [pair.a, pair.b], by=by, pair=pair.code)


@transaction.atomic
def look_again(pair: DuplicatePair, *, by: User) -> None:
    """Take back that a pair is no duplicate. Raises Refused when it does not say so (any more)."""
    review.require(PERMISSION, by)
    locked = DuplicatePair.objects.select_for_update().filter(pk=pair.pk).first()
    if locked is None or locked.state != State.DIFFERENT:
        raise Refused("Pasangan ini tidak sedang dinyatakan bukan ganda. Muat ulang halaman ini.")
    reopen(locked)
    record_many(Verb.CHANGED, [pair.a, pair.b], by=by, pair=pair.code, what="duplicate_reopened")


@transaction.atomic
def point_out(one: Business, other: Business, *, by: User) -> DuplicatePair:
    """The pair of two businesses an officer wants to compare, new when nobody suspected them.

    Raises Refused for a business and itself, or one that was merged already.
    """
    review.require(PERMISSION, by)
    if one.pk == other.pk:
        raise Refused("Itu kode usaha yang sama. Tulis kode usaha yang lain.")
    for business in Business.objects.filter(pk__in=[one.pk, other.pk]).order_by("pk"):
        if business.merged_into_id:
            raise Refused(
                f"Usaha {business.code} sudah digabungkan ke usaha lain. Pakai kode usaha yang dipertahankan."
            )
    a, b = pair_of(one, other)
    places = BusinessEdition.objects.filter(business__in=[a, b], village__isnull=False).order_by("number")
    pair, made = DuplicatePair.objects.get_or_create(
        a_id=a,
        b_id=b,
        defaults={
            "reasons": [Reason.OFFICER],
            "score": 50,
            "districts": sorted({str(code) for code in places.values_list("village__parent_id", flat=True) if code}),
        },
    )
    if not made and pair.state == State.ASKED:
        DuplicatePair.objects.filter(pk=pair.pk, state=State.ASKED).update(state=State.OPEN)
    return pair
