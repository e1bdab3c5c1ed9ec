"""Hears what pages tell those who count, so that a page from memory tells it again."""

from typing import Any

from django.dispatch import Signal
from django.http import HttpRequest

from catalog.bells import product_opened, search_answered

BELLS = (search_answered, product_opened)


def overhear(sender: Any, signal: Signal, request: HttpRequest, **told: Any) -> None:
    """Note what a page that may be kept tells those who count."""
    rung = getattr(request, "rung", None)
    if rung is not None:
        rung.append((signal, told))


def listen() -> None:
    """Hang on to the bells of pages; called once, when Django has loaded all models."""
    for number, bell in enumerate(BELLS):
        bell.connect(overhear, dispatch_uid=f"publication.overhear.{number}")
