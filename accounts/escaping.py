"""Plain values as HTML, where many equal things are drawn by hand."""

from html import escape
from typing import Any


def escaped(value: Any) -> str:
    """What conditional_escape of Django gives; that one asks first whether the words are lazy, which costs more than
    the work."""
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))
