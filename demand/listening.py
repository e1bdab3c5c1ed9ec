"""Listens to the bells of the catalogue and counts. Nothing here may fail a page or ask the database."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from catalog.bells import product_opened, product_shortlisted, search_answered
from catalog.search.query import Wish
from demand.counting import memory
from demand.models import DailyCount, What
from demand.visitors import is_person, person_behind


def on_search(sender: Any, request: HttpRequest, wish: Wish, shown: Iterable[int], **kwargs: Any) -> None:
    """A page of results went out. Only a first page is a search; the next ones show more products of it."""
    if is_person(request):
        memory.note(What.FOUND, shown, person_behind(request), wish if wish.page == 1 else None)


def on_open(sender: Any, request: HttpRequest, product_id: int, **kwargs: Any) -> None:
    """The page of a product went out."""
    if is_person(request):
        memory.note(What.OPENED, (product_id,), person_behind(request))


def on_shortlist(sender: Any, request: HttpRequest, product_ids: Iterable[int], **kwargs: Any) -> None:
    """Somebody put products on a list or beside others; such a request may be a press of a button."""
    memory.note(What.SHORTLISTED, product_ids, person_behind(request))


LISTENERS = ((search_answered, on_search), (product_opened, on_open), (product_shortlisted, on_shortlist))


def listen() -> None:
    """Hang on to every bell; called once, when Django has loaded all models."""
    for bell, listener in LISTENERS:
        bell.connect(listener, dispatch_uid=f"{DailyCount._meta.label}.{listener.__name__}")
