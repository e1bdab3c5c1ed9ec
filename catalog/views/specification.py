"""The office's pages for what categories ask: all categories, one with its versions, a question, the preview."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gates import PersonRequest, has_permission
from catalog import actions
from catalog.forms import QuestionForm, SpecificationPreview
from catalog.models import Category, SpecificationField, SpecificationForm
from catalog.queries import ancestors_of, forms_of, with_forms
from catalog.specification import lineage
from review.actions import Refused

PERMISSION = "catalog.edit_specification"
State = SpecificationForm.State


@require_safe
@has_permission(PERMISSION)
def categories(request: HttpRequest) -> HttpResponse:
    """The tree with the form each category has."""
    return render(request, "catalog/specification/list.html", {"categories": with_forms()})


def _category(slug: str) -> Category:
    return get_object_or_404(Category, slug=slug[:80])


@require_http_methods(["GET", "POST"])
@has_permission(PERMISSION)
def category(request: PersonRequest, slug: str) -> HttpResponse:
    """One category: what is asked now, the draft with its questions, former versions."""
    one = _category(slug)
    if request.method == "POST":
        try:
            messages.success(request, _act(request, one))
        except Refused as no:
            messages.error(request, str(no))
        where = "#rancangan" if request.POST.get("do") in ("start", "up", "down", "remove") else ""
        return redirect(f"{request.path}{where}")
    forms = list(forms_of(one))
    context: dict[str, Any] = {
        "category": one,
        "above": ancestors_of(one)[:-1],
        "active": next((form for form in forms if form.state == State.ACTIVE), None),
        "draft": next((form for form in forms if form.state == State.DRAFT), None),
        "former": [form for form in forms if form.state == State.RETIRED],
        "inherited": _asked_above(one),
    }
    return render(request, "catalog/specification/category.html", context)


def _act(request: PersonRequest, one: Category) -> str:
    """Do what the button says; the sentence for the person. Raises Refused."""
    do, key, by = request.POST.get("do", ""), request.POST.get("key", "")[:40].replace("\0", ""), request.user
    if do == "start":
        actions.start_form(one, by=by)
        return "Rancangan siap diubah. Yang dipakai sekarang tetap berlaku sampai rancangan diaktifkan."
    if do in ("up", "down"):
        actions.move_question(one, key, up=do == "up", by=by)
        return "Urutan diubah."
    if do == "remove":
        actions.remove_question(one, key, by=by)
        return "Pertanyaan dihapus dari rancangan. Jawaban produk yang sudah ada tidak hilang."
    if do == "discard":
        actions.discard_form(one, by=by)
        return "Rancangan dibuang."
    if do == "activate":
        made = actions.activate_form(one, by=by)
        return f"Versi {made.version} dipakai mulai sekarang. Produk yang sudah tayang tetap tayang."
    if do == "again":
        version = request.POST.get("version", "")
        known = version.isascii() and version.isdigit() and len(version) < 5
        former = SpecificationForm.objects.filter(category=one, version=version).first() if known else None
        if former is None:
            raise Refused("Versi itu tidak ada.")
        made = actions.use_again(former, by=by)
        return f"Pertanyaan versi {former.version} dipakai lagi sebagai versi {made.version}."
    raise Refused("Tombol itu tidak dikenal. Muat ulang halaman ini.")


def _asked_above(one: Category) -> list[SpecificationField]:
    above = SpecificationField.objects.filter(form__state=State.ACTIVE, form__category__path__in=lineage(one)[:-1])
    return list(above.select_related("form__category").order_by("form__category__path", "position", "id"))


@require_http_methods(["GET", "POST"])
@has_permission(PERMISSION)
def question(request: PersonRequest, slug: str, key: str = "") -> HttpResponse:
    """Add a question to the draft of a category, or rewrite one."""
    one = _category(slug)
    draft = SpecificationForm.objects.filter(category=one, state=State.DRAFT).first()
    if draft is None:
        messages.info(request, "Mulai rancangan dulu, lalu tambahkan pertanyaannya.")
        return redirect("catalog:specification", slug)
    field = draft.fields.filter(key=key.replace("\0", "")).first() if key else None
    if key and field is None:
        raise Http404("Pertanyaan ini tidak ada di rancangan.")
    form = QuestionForm(request.POST if request.method == "POST" else None, question=field)
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_question(one, form.values(), by=request.user, instead_of=key)
        except Refused as no:
            form.add_error("label", str(no))
        else:
            messages.success(request, "Pertanyaan tersimpan di rancangan.")
            return redirect("catalog:specification", slug)
    return render(request, "catalog/specification/question.html", {"form": form, "category": one, "field": field})


@require_safe
@has_permission(PERMISSION)
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions exactly as the owner will see them: of those above, then of the draft (or of what is in use)."""
    one = _category(slug)
    forms = list(forms_of(one))
    shown = next((form for form in forms if form.state == State.DRAFT), None)
    shown = shown or next((form for form in forms if form.state == State.ACTIVE), None)
    asked = {field.key: field for field in _asked_above(one)}
    asked |= {field.key: field for field in (shown.fields.all() if shown else ())}
    context = {"form": SpecificationPreview(list(asked.values())), "category": one, "shown": shown}
    return render(request, "catalog/specification/preview.html", context)
