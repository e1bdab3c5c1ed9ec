"""How far a product is in Katalog V6: moved step by step by its owner or an officer, and seen there."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog.bells import product_changed
from catalog.inaproc import MOVES, State, readiness
from catalog.models import InaprocListing, Product, ProductEdition
from catalog.queries import whole
from catalog.refusal.gathering import gather
from review.actions import Refused

HOST = "inaproc.id"
WRONG_ADDRESS = "Salin alamat halaman produk di Katalog V6, misalnya https://katalog.inaproc.id/nama-toko/nama-produk."


def checked_address(text: str) -> str:
    """The address of a page of Katalog V6. Raises Refused in words."""
    address = text.strip()
    try:
        URLValidator(schemes=["https"])(address)
    except ValidationError:
        raise Refused(WRONG_ADDRESS) from None
    host = address.removeprefix("https://").partition("/")[0].lower()
    if len(address) > 300 or not (host == HOST or host.endswith(f".{HOST}")):
        raise Refused(WRONG_ADDRESS)
    return f"https://{host}{address[len('https://') + len(host) :]}"


@transaction.atomic
def move_inaproc(product: Product, state: str, *, by: User, reason: str = "", url: str = "") -> InaprocListing:
    """One step on the way; the same step twice is one.

    Raises Refused for a step that does not follow, a refusal without reason, a page that is not theirs.
    """
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    listing = InaprocListing.objects.filter(product=product).first()
    now = listing.state if listing else State.NONE
    reason = reason.strip()[:400] if state == State.REFUSED else ""
    address = checked_address(url) if state == State.LIVE else (listing.url if listing and url == "" else "")
    if listing and (now, listing.reason, listing.url) == (state, reason, address):
        return listing
    if state != now and state not in MOVES[now]:
        raise Refused(f"Dari “{State(now).label}” tidak bisa langsung ke “{State(state).label}”.")
    if state == State.REFUSED and not reason:
        raise Refused("Tulis alasan penolakan dari Katalog V6, supaya bisa diperbaiki.")
    if state == State.READY and (gaps := inaproc_gaps(product)):
        raise Refused(f"Belum siap diajukan. Lengkapi dulu: {', '.join(gaps)}.")
    at = timezone.now()
    seen = {"seen_by": by, "seen_at": at} if state == State.LIVE else {"seen_by": None, "seen_at": None}
    listing, _ = InaprocListing.objects.update_or_create(
        product=product,
        defaults={
            "state": state,
            "reason": reason,
            "url": address if state != State.NONE else "",
            "changed_by": by,
            "changed_at": at,
            **seen,
        },
    )
    record(Verb.CHANGED, product, by=by, what="katalog-v6", state=state, previous=now)
    product_changed.send(sender=Product, product=product)
    return listing


def inaproc_gaps(product: Product) -> list[str]:
    """What Katalog V6 asks for and the newest edition lacks."""
    edition = whole(ProductEdition.objects.filter(product=product)).order_by("-is_live", "-number").first()
    if edition is None:
        return ["isian produk"]
    levels = edition.category.depth if edition.category else 0
    return [one.words for one in readiness(gather(edition), levels=levels) if one.must and not one.done]


@transaction.atomic
def saw_inaproc(product: Product, *, by: User) -> InaprocListing:
    """Somebody looked: the product is still on display there. Raises Refused when it was not."""
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    listing = InaprocListing.objects.filter(product=product, state=State.LIVE).first()
    if listing is None:
        raise Refused("Produk ini belum tercatat tayang di Katalog V6.")
    listing.seen_by, listing.seen_at = by, timezone.now()
    listing.save(update_fields=["seen_by", "seen_at"])
    record(Verb.CHANGED, product, by=by, what="katalog-v6", seen=True)
    product_changed.send(sender=Product, product=product)
    return listing
