"""Pages for everybody: check a number, and one certificate with the products that claim it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalog.search.claims import claimants
from certification.public_check import LONGEST, look_up, of_code, own_code
from review.checked import clean_line


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Type or paste a number; the answer says how the certificate stands, or that nobody registered it."""
    typed = clean_line(request.GET.get("nomor", "")[:LONGEST]) or ""
    if code := own_code(typed):
        return redirect("catalog:paper", code=code)
    answer = look_up(typed) if typed else None
    found = [(checked, claimants(checked.standing.certificate)) for checked in answer.found] if answer else []
    return render(
        request, "catalog/papers/check.html", {"answer": answer, "found": found, "asked": "nomor" in request.GET}
    )


@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """One certificate that was approved once."""
    checked = of_code(code)
    if checked is None:
        raise Http404("Sertifikat ini tidak ada di katalog.")
    products = claimants(checked.standing.certificate)
    return render(request, "catalog/papers/one.html", {"checked": checked, "products": products})
