"""How a business changes hands when a claim is approved, and how it goes back.

The owner record of the old list is never given away: the businesses move to the claimant's own record, so that undoing
means moving them back, and what she does for other businesses of hers is left alone (docs/decisions/0016).
"""

from accounts.models import User
from audit.models import Verb
from audit.record import record_many
from claims.models import Claim
from registry.actions import set_consent
from registry.bells import business_changed
from registry.consents import NOTICE_VERSION
from registry.members import end_all
from registry.models import Business, Owner
from registry.queries import consents_in_force
from review.actions import Refused

TAKEN = "Usaha ini sudah punya pemilik dengan akun. Minta undangan kepadanya, atau hubungi petugas bila ini keliru."
OVER = "Usaha ini sudah ditutup atau digabungkan. Hubungi petugas bila usaha Anda masih berjalan."
NIK = ("nik_cipher", "nik_hash", "nik_last4", "sex")


def locked_owner(business: Business) -> Owner:
    """The owner record a business has now, locked: all claims of one owner are handled one after the other.

    Locks are taken in one order everywhere: the record of the old list, the claimant's record, the businesses.
    """
    owner = Business.objects.values_list("owner_id", flat=True).get(pk=business.pk)
    return Owner.objects.select_for_update().get(pk=owner)


def lock_all_of(owner: Owner) -> None:
    """Lock every business of a locked owner in the order a merge locks them, so that neither waits for the other."""
    rows = Business.objects.filter(owner=owner).order_by("pk").select_for_update(of=("self",))
    list(rows.values_list("pk", flat=True))


def still_free(business: Business, owner: Owner) -> Business:
    """The business, locked, when it still belongs to `owner` and may be claimed; raises Refused."""
    now = Business.objects.select_for_update(of=("self",)).select_related("owner").get(pk=business.pk)
    if now.owner_id != owner.pk or now.owner.user_id is not None:
        raise Refused(TAKEN)
    if now.closed_at or now.merged_into_id:
        raise Refused(OVER)
    return now


def _move_nik(giver: Owner, taker: Owner) -> None:
    """The encrypted NIK from one record to the other; a hash stands in one row only, so it leaves first."""
    values = {name: getattr(giver, name) for name in NIK}
    Owner.objects.filter(pk=giver.pk).update(nik_cipher="", nik_hash=None, nik_last4="", sex="")
    Owner.objects.filter(pk=taker.pk).update(**values)


def hand_over(claim: Claim, business: Business, *, by: User) -> None:
    """Move the claimed business to the claimant; with a matching NIK every business of that person, and the NIK.

    Fills in what `give_back` needs. Rings for each business, as what may be shown depends on its owner.
    """
    giver = business.owner
    taker, _ = Owner.objects.get_or_create(user=claim.claimant, defaults={"name": claim.claimant.name})
    taker = Owner.objects.select_for_update().get(pk=taker.pk)
    same_person = bool(claim.nik_matches) and taker.nik_hash is None
    moving = Business.objects.filter(owner=giver) if same_person else Business.objects.filter(pk=business.pk)
    claim.moved = sorted(moving.select_for_update().values_list("pk", flat=True))
    claim.from_owner, claim.to_owner = giver, taker
    if same_person and giver.nik_hash:
        _move_nik(giver, taker)
        claim.nik_moved = True
    Business.objects.filter(pk__in=claim.moved).update(owner=taker)
    claim.is_open, claim.is_live = False, True
    claim.save(update_fields=["moved", "from_owner", "to_owner", "nik_moved", "is_open", "is_live", "changed_at"])
    if "notice" not in consents_in_force(taker):  # the page of the claim shows it above the button
        set_consent(taker, "notice", True, version=NOTICE_VERSION, by=claim.claimant)
    _tell_the_house(claim, Verb.CHANGED, by)


def give_back(claim: Claim, *, by: User) -> None:
    """Move the businesses back to the record of the old list, and end every membership that she gave away.

    A business that has gone to somebody else since stays there.
    """
    giver, taker = claim.from_owner, claim.to_owner
    if giver is None or taker is None:
        raise Refused(TAKEN)
    rows = {pk: Owner.objects.select_for_update().get(pk=pk) for pk in (giver.pk, taker.pk)}
    still = Business.objects.select_for_update().filter(pk__in=claim.moved, owner=taker)
    back = list(still.order_by("pk"))
    Business.objects.filter(pk__in=[one.pk for one in back]).update(owner=giver)
    if claim.nik_moved and rows[taker.pk].nik_hash and not rows[giver.pk].nik_hash:
        _move_nik(rows[taker.pk], rows[giver.pk])
    for business in back:
        end_all(business, by=by)
    _tell_the_house(claim, Verb.CLAIM_UNDONE, by)


def _tell_the_house(claim: Claim, verb: Verb, by: User) -> None:
    businesses = list(Business.objects.filter(pk__in=claim.moved))
    record_many(verb, businesses, by=by, what="owner", claim=claim.code)
    for business in businesses:
        business_changed.send(sender=Business, business=business)
