"""Takes a whole table back: new products go, drafts and prices are as they were; what somebody touched since stays."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import User
from audit.models import Verb
from audit.record import record
from catalog import actions
from catalog.bulk import pictures, work
from catalog.models import PriceChange, Product, ProductBatch, ProductBatchRow, ProductEdition
from certification.models import Certificate
from jobs.models import Job
from jobs.work import Progress
from registry.membership import Right
from review import actions as review
from review.actions import Refused
from review.models import State as Decision

State, Rows, Plan = ProductBatch.State, ProductBatchRow.State, ProductBatchRow.Plan
TOUCHED = "sudah diubah sejak dimasukkan"
DECIDED = "sudah diperiksa petugas"
USED = "sudah dipakai di tempat lain"
KEPT = "kept"  # level of the sentence that says why something stays


@transaction.atomic
def undo(batch: ProductBatch, *, by: User) -> Job:
    """Order that everything the table did is taken back. Raises Refused."""
    found = work.idle(batch)
    work.require(batch.business_id, by, Right.SEND_PRODUCTS if found.sends else Right.EDIT_PRODUCTS)
    if found.state not in (State.APPLYING, State.APPLIED, State.UNDOING):
        raise Refused("Belum ada yang dimasukkan, atau sudah dibatalkan. Muat ulang halamannya.")
    ProductBatch.objects.filter(pk=found.pk).update(state=State.UNDOING)
    return work.order(work.UNDO, found, by=by)


@work.told
def take_back(job: Job, progress: Progress) -> dict[str, Any]:
    """The job: the last row first."""
    batch, by = work.batch_of(job), work.officer(job)
    work.require(batch.business_id, by, Right.SEND_PRODUCTS if batch.sends else Right.EDIT_PRODUCTS)
    if batch.state != State.UNDOING:
        return {}
    rows = batch.rows.exclude(did={}).filter(state__in=[Rows.DONE, Rows.READY, Rows.WARNING])
    total, done, last, why = rows.count(), 0, None, Counter[str]()
    while row := (rows.filter(number__lt=last) if last is not None else rows).order_by("-number").first():
        stays = _one(batch, row, by)
        why.update([stays] if stays else [])
        last, done = row.number, done + 1
        progress.tell(done, total, f"{done} dari {total} produk")
    return {"undone": _close(batch, by), "kept": sum(why.values()), "why": dict(why.most_common(5))}


def _one(batch: ProductBatch, row: ProductBatchRow, by: User) -> str:
    """Take one row back in a transaction of its own; returns why it stays."""
    row.problems = [one for one in row.problems if one["level"] != KEPT]
    try:
        with transaction.atomic():
            work.locked(batch)
            _take_back(row, by)
    except Refused as refusal:
        why = str(refusal)
        row.problems = [*row.problems, {"field": "", "level": KEPT, "message": f"Tidak dibatalkan: {why}."}]
        row.state = Rows.DONE  # also one that was killed half way: it is there
        row.save(update_fields=["problems", "state"])
        return why
    except ProtectedError:
        row.problems = [*row.problems, {"field": "", "level": KEPT, "message": f"Tidak dibatalkan: {USED}."}]
        row.save(update_fields=["problems"])
        return USED
    row.state = Rows.UNDONE
    row.save(update_fields=["problems", "state"])
    return ""


def _take_back(row: ProductBatchRow, by: User) -> None:
    """Raises Refused with the reason, as a part of a sentence."""
    if row.product_id is None:  # it was removed with everything of it
        return
    product = Product.objects.select_for_update(no_key=True).get(pk=row.product_id)
    edition = _edition(product, row, by)
    if row.did.get("made"):
        if edition:
            _remove(product, by)
        return
    if edition and row.did.get("opened"):
        added = [code for code in pictures.stored(edition) if code not in row.did["pool"]]
        edition.delete()
        pictures.remove(pictures.left_over(added))
    elif edition:
        _restore(edition, row, by)
    _restore_offer(product, row, by)
    if row.did.get("own_code") is not None:
        Product.objects.filter(pk=product.pk).update(own_code=row.did["own_code"])
    record(Verb.IMPORT_UNDONE, product, by=by, table=row.batch.code)


def _edition(product: Product, row: ProductBatchRow, by: User) -> ProductEdition | None:
    """The draft that the row made or changed, pulled back from the queue; None when there is none to take back."""
    number = row.did.get("edition")
    if number is None:
        return None
    found = ProductEdition.objects.select_related("submission").get(product=product, number=number)
    stamp = row.did.get("stamp")
    if stamp and found.changed_at.isoformat() != stamp:
        raise Refused(TOUCHED)
    if found.submission is not None:
        if found.submission.state != Decision.SUBMITTED:
            raise Refused(DECIDED if found.submission.state != Decision.WITHDRAWN else TOUCHED)
        draft = actions.withdraw(found, by=by)
        if row.did.get("made"):
            words = "Ditarik dari antrean. Drafnya tetap ada karena pernah dikirim."
            row.problems = [*row.problems, {"field": "", "level": KEPT, "message": words}]
            return None
        return draft
    if ProductEdition.objects.filter(product=product, number__gt=number).exists():
        raise Refused(TOUCHED)
    return found


def _remove(product: Product, by: User) -> None:
    """A new product goes as a whole, with its photos."""
    if PriceChange.objects.filter(product=product).exists():
        raise Refused(TOUCHED)
    editions = ProductEdition.objects.filter(product=product)
    codes = pictures.stored(editions[0])
    record(Verb.IMPORT_UNDONE, product, by=by)
    editions.delete()
    photos = pictures.left_over(codes)
    if len(photos) < len(codes):  # a copy of the product shows them
        raise Refused(USED)
    pictures.remove(photos)
    product.delete()


def _restore(edition: ProductEdition, row: ProductBatchRow, by: User) -> None:
    """A draft says again what it said before."""
    added = [code for code in pictures.stored(edition) if code not in row.did["pool"]]
    review.type_into(edition, row.did["before"], by=by)
    papers = list(Certificate.objects.filter(code__in=row.did["claims"]))
    actions.save_draft(edition, {}, by=by, certificates=papers)
    actions.arrange_photos(edition, row.did["photos"], by=by)
    pictures.remove(pictures.left_over(added))


def _restore_offer(product: Product, row: ProductBatchRow, by: User) -> None:
    offer = row.did.get("offer")
    if not offer:
        return
    now = [product.price_before_vat, product.availability, product.stock]
    price, availability, stock = offer["before"]
    if now != offer["after"]:
        raise Refused("harganya sudah diubah lagi sejak itu")
    if price is None:  # it had none: what nobody can take away from the history stays
        actions.set_availability(product, availability, stock, by=by)
    else:
        actions.set_price_and_availability(product, price, availability, stock, by=by)


@transaction.atomic
def _close(batch: ProductBatch, by: User) -> int:
    found = work.locked(batch)
    undone = found.rows.filter(state=Rows.UNDONE).count()
    if found.state == State.UNDOING:
        found.state, found.applied_at = State.UNDONE, found.applied_at or timezone.now()
        found.save(update_fields=["state", "applied_at"])
        record(Verb.IMPORT_UNDONE, found, by=by, undone=undone, kept=found.rows.filter(state=Rows.DONE).count())
    return undone
