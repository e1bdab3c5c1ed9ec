"""What the machine looks up about a product before an officer decides."""

from statistics import quantiles

from django.utils import timezone

from accounts.templatetags.portal import number, rupiah
from catalog.gtin import check_gtin
from catalog.models import PriceChange, Product, ProductEdition
from certification import validity
from certification.models import Certificate
from certification.numbers import CHECKS, check_number, is_imported
from registry.models import BusinessEdition
from review.automatic import FAIL, OK, WARN, Check, format_check
from review.checked import Invalid

FEWEST_PRICES = 5  # below that a range says nothing
MOST_PRICES = 500


def automatic(edition: ProductEdition) -> list[Check]:
    """All look-ups for this edition, the weightiest first."""
    business = (
        BusinessEdition.objects.filter(business=edition.product.business_id, submission__isnull=False)
        .select_related("activity", "business")
        .order_by("-is_live", "-number")
        .first()
    )
    claimed = [claim.certificate for claim in edition.claims.all()]
    return [
        *_business(business),
        *_halal(edition, claimed),
        *_certificates(claimed),
        *_origin(edition, claimed),
        *_activity(edition, business),
        *_price(edition.product, edition),
        *_barcode(edition),
        *_photos(edition),
    ]


def _business(business: BusinessEdition | None) -> list[Check]:
    if business is None or not business.is_live:
        return [Check(WARN, "Usahanya belum disetujui. Produk baru terlihat pembeli setelah usahanya tayang.")]
    if business.business.suspended_at:
        return [Check(FAIL, "Usahanya sedang dinonaktifkan, jadi produk ini tidak akan terlihat.")]
    if business.nib_status == BusinessEdition.NibStatus.NONE:
        return [Check(WARN, "Usahanya belum punya NIB. Produk boleh disetujui, tetapi baru terlihat setelah NIB ada.")]
    return [Check(OK, "Usahanya sudah disetujui dan tayang.")]


def _halal(edition: ProductEdition, claimed: list[Certificate]) -> list[Check]:
    category = edition.category
    halal = [paper for paper in claimed if paper.kind_id == "halal"]
    if edition.halal_status == ProductEdition.HalalStatus.CERTIFIED and not halal:
        return [Check(FAIL, "Ditulis bersertifikat halal, tetapi tidak ada sertifikat halal yang dicantumkan.")]
    if category is None or not category.is_food or edition.halal_status == ProductEdition.HalalStatus.NON_HALAL:
        return []
    if any(paper.is_live for paper in halal):
        return [Check(OK, "Wajib halal: sertifikat halal ada dan sudah disetujui.")]
    if validity.halal_required("food_or_drink", None, timezone.localdate()):
        return [Check(WARN, "Wajib halal: belum ada sertifikat halal yang disetujui. Pembeli melihat keterangan itu.")]
    return []


def _certificates(claimed: list[Certificate]) -> list[Check]:
    found = []
    for paper in claimed:
        status = validity.status_of(paper)
        words = validity.LABELS[status].lower()
        if paper.revoked_at:
            found.append(Check(FAIL, f"{paper}: sudah dicabut."))
        elif not paper.is_live:
            found.append(Check(WARN, f"{paper}: belum disetujui petugas."))
        elif status == validity.VALID:
            found.append(Check(OK, f"{paper}: {words}."))
        else:
            found.append(Check(FAIL if status == validity.EXPIRED else WARN, f"{paper}: {words}."))
    return found


def _origin(edition: ProductEdition, claimed: list[Certificate]) -> list[Check]:
    if edition.origin != ProductEdition.Origin.DOMESTIC:
        return []
    for paper in claimed:
        if paper.kind.number_rule in CHECKS and paper.number:
            try:
                imported = is_imported(check_number(paper.kind.number_rule, paper.number))
            except Invalid:
                continue
            if imported:
                return [Check(FAIL, f"Ditulis buatan Indonesia, tetapi nomor {paper} berarti produk impor.")]
    return []


def _activity(edition: ProductEdition, business: BusinessEdition | None) -> list[Check]:
    category, activity = edition.category, business.activity if business else None
    if category is None or activity is None:
        return []
    usual = category.kbli_2020 if activity.kbli_edition == "2020" else category.kbli_2025
    if not usual:
        return []
    if activity.kbli_code in usual:
        return [Check(OK, f"Bidang usaha (KBLI {activity.kbli_code}) sesuai kategori {category}.")]
    return [
        Check(
            WARN,
            f"Kategori {category} biasanya KBLI {', '.join(usual)}; "
            f"bidang usahanya {activity.kbli_code} {activity.title}.",
        )
    ]


def _price(product: Product, edition: ProductEdition) -> list[Check]:
    found, price = [], product.price_before_vat
    last = PriceChange.objects.filter(product=product).first()
    if last and last.is_jump and last.previous:
        percent = (last.price_before_vat - last.previous) * 100 / last.previous
        found.append(
            Check(
                WARN,
                f"Harga berubah {number(round(percent, 1))}%: "
                f"dari {rupiah(last.previous)} ke {rupiah(last.price_before_vat)}.",
            )
        )
    others = list(
        Product.objects.filter(
            editions__is_live=True, editions__category=edition.category_id, editions__unit=edition.unit
        )
        .exclude(pk=product.pk)
        .exclude(price_before_vat=None)
        .values_list("price_before_vat", flat=True)[:MOST_PRICES]
    )
    if price and len(others) >= FEWEST_PRICES:
        low, _, high = quantiles([other for other in others if other], n=4)
        usual = f"{rupiah(round(low))}–{rupiah(round(high))} ({len(others)} produk lain)"
        far = price < low / 2 or price > high * 2
        found.append(Check(WARN if far else OK, f"Harga {rupiah(price)}; biasanya {usual} per {edition.unit}."))
    return found


def _barcode(edition: ProductEdition) -> list[Check]:
    found = format_check("Barcode", edition.gtin, check_gtin)
    if not edition.gtin:
        return found
    same = ProductEdition.objects.filter(gtin=edition.gtin, is_live=True).exclude(product=edition.product_id)
    used = same.exclude(product__business=edition.product.business_id).first()
    return [*found, Check(FAIL, f"Barcode ini dipakai produk usaha lain: {used.name}.")] if used else found


def _photos(edition: ProductEdition) -> list[Check]:
    shown = [row.photo for row in edition.shown_photos.all()]
    if not shown:
        return [Check(FAIL, "Belum ada foto.")]
    small = sum(1 for photo in shown if min(photo.width, photo.height) < 600)
    return [Check(WARN, f"{small} foto lebih kecil dari 600 piksel, mungkin kurang tajam.")] if small else []
