"""The owner's page about her links: those that no longer lead anywhere, and how each of her products' stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gates import PersonRequest, signed_in
from upkeep.product_links import lines_of
from upkeep.queries import dead_links_of


@signed_in
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Her dead links, each with the button that leads to its field, and what was seen of those of her products."""
    lines = lines_of(request.user)
    context = {
        "links": dead_links_of(request.user),
        "dead": [one for one in lines if one.state.kind == "dead"],
        "others": [one for one in lines if one.state.kind != "dead"],
    }
    return render(request, "upkeep/dead_links.html", context)
