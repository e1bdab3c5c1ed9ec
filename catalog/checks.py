"""What the machine looks up about a product before an officer decides; the same rules the owner saw beforehand."""

from collections.abc import Iterable

from accounts.templatetags.portal import number, rupiah
from catalog.models import PriceChange, Product, ProductEdition
from catalog.refusal import offer, papers, words
from catalog.refusal.facts import Finding, Listing
from catalog.refusal.gathering import business_of, gather
from registry.models import BusinessEdition
from review.automatic import FAIL, OK, WARN, Check


def automatic(edition: ProductEdition) -> list[Check]:
    """All look-ups for this edition, the weightiest first."""
    business = business_of(edition.product)
    listing = gather(edition, business)
    return [
        *_business(business),
        *_halal(listing),
        *_certificates(listing),
        *said(words.claims(listing)),
        *said(words.description(listing)),
        *said(papers.origin(listing)),
        *_activity(listing),
        *_jump(edition.product),
        *_price(listing),
        *_barcode(listing),
        *said(offer.photos(listing)),
    ]


def said(found: Iterable[Finding]) -> list[Check]:
    """Findings as an officer reads them; what only Katalog V6 refuses is for her something to look at."""
    return [Check(WARN if one.v6 and one.state == FAIL else one.state, one.text) for one in found]


def _business(business: BusinessEdition | None) -> list[Check]:
    if business is None or not business.is_live:
        return [Check(WARN, "Usahanya belum disetujui. Produk baru terlihat pembeli setelah usahanya tayang.")]
    if business.business.suspended_at:
        return [Check(FAIL, "Usahanya sedang dinonaktifkan, jadi produk ini tidak akan terlihat.")]
    if business.nib_status == BusinessEdition.NibStatus.NONE:
        return [Check(WARN, "Usahanya belum punya NIB. Produk boleh disetujui, tetapi baru terlihat setelah NIB ada.")]
    return [Check(OK, "Usahanya sudah disetujui dan tayang.")]


def _halal(listing: Listing) -> list[Check]:
    found = said(papers.halal(listing))
    if not found and listing.goods and listing.goods.is_food and listing.has_paper("halal"):
        return [Check(OK, "Wajib halal: sertifikat halal ada dan sudah disetujui.")]
    return found


def _certificates(listing: Listing) -> list[Check]:
    found = said(papers.certificates(listing))
    wrong = " ".join(check.text for check in found)
    fine = [paper for paper in listing.papers if f"{paper.label}:" not in wrong and paper.counts]
    return [*found, *(Check(OK, f"{paper.label}: {paper.status_words}.") for paper in fine)]


def _activity(listing: Listing) -> list[Check]:
    goods, maker = listing.goods, listing.maker
    if goods is None or not maker.kbli_code or not goods.usual(maker.kbli_edition):
        return []
    if maker.kbli_code in goods.usual(maker.kbli_edition):
        return [Check(OK, f"Bidang usaha (KBLI {maker.kbli_code}) sesuai kategori {goods.name}.")]
    return said(offer.category(listing))


def _jump(product: Product) -> list[Check]:
    last = PriceChange.objects.filter(product=product).first()
    if not (last and last.is_jump and last.previous):
        return []
    percent = (last.price_before_vat - last.previous) * 100 / last.previous
    return [
        Check(
            WARN,
            f"Harga berubah {number(round(percent, 1))}%: "
            f"dari {rupiah(last.previous)} ke {rupiah(last.price_before_vat)}.",
        )
    ]


def _price(listing: Listing) -> list[Check]:
    if not listing.price or listing.usual_prices is None:
        return []
    if found := said(offer.price(listing)):
        return found
    low, high, count = listing.usual_prices
    amount, measure = listing.compared
    usual = f"{rupiah(low)}–{rupiah(high)} ({count} produk lain)"
    return [Check(OK, f"Harga {rupiah(amount)} per {measure}; biasanya {usual}.")]


def _barcode(listing: Listing) -> list[Check]:
    found = said(offer.barcodes(listing))
    right = listing.gtin and not any(check.state == FAIL for check in found)
    return [Check(OK, "Barcode: susunannya benar."), *found] if right else found
