"""Addresses of pages, remembered: working one out asks the patterns anew, and a page has dozens of the same."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8192)
def link(name: str, *args: str) -> str:
    """The address of the page with this name; raises NoReverseMatch like `reverse`."""
    return reverse(name, args=args)
