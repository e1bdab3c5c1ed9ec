"""The owner's page about links that no longer lead anywhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, signed_in
from upkeep.queries import dead_links_of


@signed_in
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Her dead links, each with the button that leads to its field."""
    return render(request, "upkeep/dead_links.html", {"links": dead_links_of(request.user)})
