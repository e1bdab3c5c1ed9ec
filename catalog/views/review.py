"""The review page of a product."""

from typing import Any

from accounts.templatetags.portal import rupiah
from catalog import actions, checks
from catalog.access import submitted_edition
from catalog.comparison import FIELDS
from catalog.models import Product, ProductEdition
from catalog.photos import addresses
from catalog.queries import price_history, whole
from certification.standing import badge_state
from review.automatic import Check
from review.models import State, Submission
from review.views.page import ReviewPage


class ProductReview(ReviewPage):
    """A new product, or an edit of one on display."""

    permission = "catalog.decide_product"
    fields = FIELDS
    more_marks = (("photos", "Foto"), ("price_before_vat", "Harga"))
    template = "catalog/review.html"

    def fetch(self, code: str) -> ProductEdition:
        """The edition behind the submission."""
        return submitted_edition(code)

    def plate(self, edition: ProductEdition) -> Product:
        """The product itself."""
        return edition.product

    def live(self, edition: ProductEdition) -> ProductEdition | None:
        """What is on display now, unless it is this one."""
        return self._editions(edition).filter(is_live=True).exclude(pk=edition.pk).first()

    def before(self, edition: ProductEdition) -> ProductEdition | None:
        """The round before, when it was sent back or refused."""
        last = self._editions(edition).filter(number__lt=edition.number).order_by("-number").first()
        return last if last and last.state in (State.NEEDS_CHANGES, State.REJECTED) else None

    def _editions(self, edition: ProductEdition) -> Any:
        return whole(ProductEdition.objects.filter(product=edition.product_id)).select_related("submission__decided_by")

    def checks(self, edition: ProductEdition) -> list[Check]:
        """Look-ups of the catalogue."""
        return checks.automatic(edition)

    def approve(self, submission: Submission, **kwargs: Any) -> None:
        """The catalogue's verb."""
        actions.approve(submission, **kwargs)

    def send_back(self, submission: Submission, **kwargs: Any) -> None:
        """The catalogue's verb."""
        actions.send_back(submission, **kwargs)

    def besides(self, edition: ProductEdition) -> dict[str, Any]:
        """Photos with what came and went, the price with its history, claimed certificates with their badge."""
        form = self.form(edition, self.request.POST if self.request.method == "POST" else None)
        product = edition.product
        return {
            "photos": compared_photos(self.live(edition), edition),
            "photo_mark": form["tanda-photos"],
            "photo_note": form["catatan-photos"],
            "price_mark": form["tanda-price_before_vat"],
            "price_note": form["catatan-price_before_vat"],
            "price": f"{rupiah(product.price_before_vat)} per {edition.unit}" if product.price_before_vat else "",
            "prices": list(price_history(product, 5)),
            "papers": [
                {"paper": claim.certificate, "state": badge_state(claim.certificate)} for claim in edition.claims.all()
            ],
        }


def compared_photos(old: ProductEdition | None, new: ProductEdition) -> list[dict[str, Any]]:
    """The photos of `new` in order, marked when they came or became the first, then those that went away."""
    before = [row.photo for row in old.shown_photos.all()] if old else []
    words = {row.photo_id: row.alt for row in old.shown_photos.all()} if old else {}
    after = list(new.shown_photos.all())
    shown = []
    for place, row in enumerate(after):
        photo = row.photo
        change = "added" if old and photo not in before else "same"
        if old and place == 0 and photo in before and before[0] != photo:
            change = "moved"
        told = {"alt": row.alt, "reworded": photo.pk in words and words[photo.pk] != row.alt}
        shown.append({"photo": addresses(photo), "change": change, "main": place == 0, "raw": photo, **told})
    gone = [photo for photo in before if photo not in [row.photo for row in after]]
    return [*shown, *({"photo": addresses(photo), "change": "removed", "raw": photo} for photo in gone)]
