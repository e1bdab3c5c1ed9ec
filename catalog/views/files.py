"""Lists of the catalogue as files: the same filters as the page, all rows instead of one page."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, signed_in
from accounts.templatetags.portal import date_id
from catalog import exporting
from catalog.filters import ProductFilter
from catalog.search.choices import load
from review.exports import Export, answer, public_answer


@require_safe
def products(request: HttpRequest, form: str) -> HttpResponseBase:
    """Every product that the list with these filters counts."""

    def make() -> Export:
        wish = ProductFilter(request.GET, load()).wish()
        about = f"Keadaan {date_id(timezone.localdate())}" + (f", kata “{wish.text}”" if wish.text else "")
        return exporting.of_products(wish, said=about)

    return public_answer(request, make, form)


@require_safe
def categories(request: HttpRequest, form: str) -> HttpResponseBase:
    """The tree of categories."""
    return public_answer(request, exporting.of_categories, form)


@require_safe
def clusters(request: HttpRequest, form: str) -> HttpResponseBase:
    """Every sentra or group that the list with these filters counts."""
    return public_answer(request, lambda: exporting.of_clusters(request.GET), form)


@signed_in
@require_safe
def mine(request: PersonRequest, form: str) -> HttpResponseBase:
    """Her own products, drafts included."""
    return answer(request, exporting.of_owner(request.user, request.GET.get("usaha", "")[:16].replace("\0", "")), form)
