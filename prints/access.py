"""Who may touch which booklet, and whose labels one may print."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from catalog.models import ProductEdition
from catalog.queries import public
from prints.models import Booklet
from prints.queries import of_user
from registry.queries import acts_for


def booklet_for(user: User, code: str) -> Booklet:
    """A booklet that she ordered herself; Http404 for anybody else's."""
    if not (code.isascii() and code.isalnum()):
        raise Http404
    return get_object_or_404(of_user(user).select_related("category"), code=code)


def products_of(user: User) -> QuerySet[ProductEdition]:
    """The products on display of the businesses she acts for, by name."""
    return public().filter(acts_for(user, "product__business")).order_by("name", "product__code")
