"""The office's pages: all sentra and groups, one of them with its members, the forms."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from accounts.once import once
from audit.queries import history_of
from clusters import actions
from clusters.access import cluster_of_office, membership_of_office
from clusters.forms import ClusterForm, ReasonForm
from clusters.models import Cluster
from clusters.queries import for_office, may_join, people_of
from registry.form_fields import tidy
from registry.models import Business
from review.actions import Refused

PERMISSION = "clusters.manage_cluster"
ON_A_PAGE = 40


@require_safe
@has_permission(PERMISSION)
def clusters(request: HttpRequest) -> HttpResponse:
    """Every sentra and group; those with owners who wait come first."""
    words, kind = tidy(request.GET.get("q", "")[:200])[:100], request.GET.get("jenis", "")
    found = for_office().order_by("ended_at", "-asking", "name", "pk")
    if words:
        found = found.filter(name__icontains=words)
    if kind in Cluster.Kind.values:
        found = found.filter(kind=kind)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("halaman", "")[:9])
    context = {"page": page, "words": words, "kind": kind, "kinds": Cluster.Kind.choices}
    return render(request, "clusters/office/list.html", context)


@has_permission(PERMISSION)
def new(request: PersonRequest) -> HttpResponse:
    """The form for a new one; a double tap makes one."""
    form = ClusterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            return reverse("clusters:office", args=[actions.found(form.cleaned_data, by=request.user).code])

        try:
            return redirect(once(request, "cluster.new", act))
        except Refused as refused:
            form.add_error("name", str(refused))
    return render(request, "clusters/office/form.html", {"form": form})


@has_permission(PERMISSION)
def change(request: PersonRequest, code: str) -> HttpResponse:
    """The same form for one that exists."""
    cluster = cluster_of_office(code)
    form = ClusterForm(request.POST if request.method == "POST" else None, cluster=cluster)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(cluster, form.cleaned_data, by=request.user)
            messages.success(request, "Perubahan disimpan dan langsung tampil.")
            return redirect("clusters:office", code)
        except Refused as refused:
            form.add_error("name", str(refused))
    return render(request, "clusters/office/form.html", {"form": form, "cluster": cluster})


@require_safe
@has_permission(PERMISSION)
def office(request: HttpRequest, code: str) -> HttpResponse:
    """One of them: members, who asks, who left, and a search for businesses to put in."""
    return _page(request, code, ReasonForm())


def _page(request: HttpRequest, code: str, form: ReasonForm) -> HttpResponse:
    cluster = cluster_of_office(code)
    words = tidy(request.GET.get("cari", "")[:200])[:100]
    people = people_of(cluster)
    inside = {one.business_id for one in people.inside}
    context = {
        "cluster": cluster,
        "people": people,
        "words": words,
        "found": [one for one in may_join(words) if one.business_id not in inside],
        "diary": history_of(cluster, 30),
        "form": form,
    }
    return render(request, "clusters/office/one.html", context)


def _do(request: HttpRequest, code: str, act: object, done: str) -> HttpResponse:
    try:
        act()  # type: ignore[operator]
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("clusters:office", code)


@require_POST
@has_permission(PERMISSION)
def take_in(request: PersonRequest, code: str) -> HttpResponse:
    """Put a business in, or accept one that asked."""
    cluster = cluster_of_office(code)
    business = get_object_or_404(Business, code=tidy(request.POST.get("usaha", "")[:40]))
    return _do(
        request, code, lambda: actions.take_in(cluster, business, by=request.user), "Usaha itu sekarang anggota."
    )


@require_POST
@has_permission(PERMISSION)
def chair(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Make a member the chair."""
    membership = membership_of_office(cluster_of_office(code), pk)
    return _do(request, code, lambda: actions.set_chair(membership, by=request.user), "Ketua diganti.")


@require_POST
@has_permission(PERMISSION)
def remove(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Take a business out, or refuse one that asked; with the reason its owner reads."""
    membership = membership_of_office(cluster_of_office(code), pk)
    reason = tidy(request.POST.get("reason", "")[:800])[:400]
    return _do(
        request,
        code,
        lambda: actions.remove(membership, reason=reason, by=request.user),
        "Usaha itu bukan anggota lagi. Bila keliru, masukkan kembali.",
    )


@require_POST
@has_permission(PERMISSION)
def dissolve(request: PersonRequest, code: str) -> HttpResponse:
    """End it; its public page goes."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, code, form)
    reason = form.cleaned_data["reason"]
    return _do(
        request,
        code,
        lambda: actions.dissolve(cluster_of_office(code), reason=reason, by=request.user),
        "Sudah dibubarkan. Anda bisa mengaktifkannya lagi kapan saja.",
    )


@require_POST
@has_permission(PERMISSION)
def revive(request: PersonRequest, code: str) -> HttpResponse:
    """Undo the dissolving."""
    return _do(
        request, code, lambda: actions.revive(cluster_of_office(code), by=request.user), "Aktif lagi dengan anggotanya."
    )
