"""The owner's figures: all her products in a month, and one product over a year with the reasons it was left out."""

import re
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, signed_in
from accounts.templatetags.portal import MONTHS
from certification.queries import kinds as kinds_of_certificates
from demand import drawing, exporting, queries, words
from demand.night import MONTHS_KEPT, months_before
from demand.queries import Figures
from registry.queries import businesses_of, newest_names
from review.exports import answer

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
ON_CHART = 6
MOST_LISTED = 100  # products on the page; the file holds all


def month_words(month: date) -> str:
    """November 2026."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def month_of(request: PersonRequest) -> date:
    """The month in the address; this one for none, for nonsense, and for one whose sums are gone."""
    now = months_before(timezone.localdate(), 0)
    match = MONTH.fullmatch(request.GET.get("bulan", ""))
    asked = date(int(match[1]), int(match[2]), 1) if match else now
    return asked if months_before(now, MONTHS_KEPT - 1) <= asked <= now else now


def _kinds() -> dict[str, str]:
    return dict(kinds_of_certificates().values_list("code", "short_name"))


def _business(request: PersonRequest) -> str:
    return request.GET.get("usaha", "")[:16].replace("\0", "")


@signed_in
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """What happened to each of her products in a month."""
    month, businesses = month_of(request), list(newest_names(businesses_of(request.user)))
    chosen = next((one.code for one in businesses if one.code == _business(request)), "")
    editions = list(queries.hers(request.user, chosen))
    found = queries.by_month((one.product_id for one in editions), month)
    kinds, rows, whole = _kinds(), [], Figures()
    for one in editions:
        figures = found.get(one.product_id, {}).get(month, Figures())
        for name in ("found", "opened", "shortlisted"):
            whole.add(name, "", getattr(figures, name))
        for key, n in figures.by_filter.items():
            whole.add("dropped", key, n)
        worst = words.reasons(figures, one.product.code, kinds)
        rows.append({"edition": one, "figures": figures, "worst": worst[0] if worst else None})
    now = months_before(timezone.localdate(), 0)
    context = {
        "rows": sorted(rows, key=lambda row: -row["figures"].fitting)[:MOST_LISTED],
        "left_out": max(0, len(rows) - MOST_LISTED),
        "whole": whole,
        "businesses": businesses,
        "chosen": chosen,
        "month": f"{month:%Y-%m}",
        "month_words": month_words(month),
        "months": [(f"{one:%Y-%m}", month_words(one)) for one in (months_before(now, n) for n in range(MONTHS_KEPT))],
        "since": queries.counted_since(),
        "is_now": month == now,
    }
    return render(request, "demand/mine.html", context)


@signed_in
@require_safe
def product(request: PersonRequest, code: str) -> HttpResponse:
    """One product: half a year in bars and in a table, and why it was left out in the chosen month."""
    edition = queries.hers(request.user).filter(product__code=code).first()
    if edition is None:
        raise Http404("Produk ini tidak ada, atau sedang tidak tayang.")
    month, now = month_of(request), months_before(timezone.localdate(), 0)
    shown = [months_before(now, n) for n in reversed(range(ON_CHART))]
    first = min(shown[0], month)
    by_month = queries.by_month([edition.product_id], first).get(edition.product_id, {})
    months = [(one, by_month.get(one, Figures())) for one in shown]
    figures = by_month.get(month, Figures())
    context: dict[str, Any] = {
        "edition": edition,
        "figures": figures,
        "sentence": words.summary(figures),
        "reasons": words.reasons(figures, code, _kinds()),
        "month": f"{month:%Y-%m}",
        "month_words": month_words(month),
        "months": [(f"{one:%Y-%m}", month_words(one), each) for one, each in months],
        "chart": drawing.bars([
            drawing.Month(f"{MONTHS[one.month - 1][:3]} {one.year}", each.found, each.opened) for one, each in months
        ]),
        "since": queries.counted_since(),
        "is_empty": not any(each.fitting or each.opened or each.shortlisted for _, each in months),
    }  # fmt: skip
    return render(request, "demand/product.html", context)


@signed_in
@require_safe
def file(request: PersonRequest, form: str) -> HttpResponseBase:
    """The figures of a month as a file."""
    return answer(request, exporting.of_owner(request.user, _business(request), month_of(request), _kinds()), form)
