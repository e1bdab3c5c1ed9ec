"""The mappings that are kept for the next table with the same titles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import PersonRequest, has_permission
from registry.importing import mappings
from registry.importing.kinds import KINDS
from registry.models import ImportMapping
from registry.views.imports import PERMISSION
from review.actions import Refused


@require_safe
@has_permission(PERMISSION)
def kept(request: PersonRequest) -> HttpResponse:
    """All of them, with what each title means."""
    found = ImportMapping.objects.filter(kind__in=KINDS).select_related("saved_by")[:200]
    lines = [(one, [KINDS[one.kind].fields.get(name, name) for name in one.fields]) for one in found]
    return render(request, "registry/import/mappings.html", {"lines": lines})


@require_POST
@has_permission(PERMISSION)
def remove(request: PersonRequest, code: str) -> HttpResponse:
    """Forget one."""
    found = get_object_or_404(ImportMapping, code=code)
    try:
        mappings.remove(found, by=request.user)
        messages.success(request, f"Pemetaan “{found.name}” dihapus. Berkas yang sudah diunggah tidak berubah.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registry:import-mappings")
