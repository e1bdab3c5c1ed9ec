"""The owner's page: where her businesses belong, and where they may ask to belong."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.gates import PersonRequest, signed_in
from clusters import actions
from clusters.access import cluster_in_force, own_membership
from clusters.queries import in_force, memberships_of
from registry.access import business_for
from registry.form_fields import tidy
from registry.queries import businesses_of, newest_names
from review.actions import Refused

MOST = 60


@signed_in
def mine(request: PersonRequest) -> HttpResponse:
    """Memberships of her businesses, and the sentra and groups she may ask to join."""
    businesses = list(newest_names(businesses_of(request.user)))
    if not businesses:
        return render(request, "clusters/owner/mine.html", {"businesses": []})
    words = tidy(request.GET.get("q", "")[:200])[:100]
    found = in_force().order_by("name", "pk")
    if words:
        found = found.filter(name__icontains=words) | found.filter(region__name__icontains=words)
    context = {
        "businesses": businesses,
        "memberships": list(memberships_of(request.user)),
        "clusters": list(found[:MOST]),
        "words": words,
        "most": MOST,
    }
    return render(request, "clusters/owner/mine.html", context)


@signed_in
@require_POST
def ask(request: PersonRequest, code: str) -> HttpResponse:
    """Ask to join with one of her businesses."""
    cluster = cluster_in_force(code)
    business = business_for(request.user, tidy(request.POST.get("usaha", "")[:40]))
    try:
        membership = actions.ask(cluster, business, by=request.user)
        words = "Usaha Anda sudah menjadi anggota." if membership.joined_at else "Permintaan dikirim ke petugas."
        messages.success(request, words)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("clusters:mine")


@signed_in
@require_POST
def leave(request: PersonRequest, pk: int) -> HttpResponse:
    """Leave, or take back what was asked."""
    membership = own_membership(request.user, pk)
    actions.leave(membership, by=request.user)
    messages.success(request, f"Usaha Anda keluar dari {membership.cluster.name}. Anda bisa meminta lagi kapan saja.")
    return redirect("clusters:mine")
