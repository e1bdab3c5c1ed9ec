"""One column that a kind of list knows: what it is called, what belongs into it, and an example for the template."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`name` is our field. `needed`: no row can be read without the column. `as_text`: digits that are no amount."""

    name: str
    label: str
    explanation: str
    example: str = ""
    needed: bool = False
    as_text: bool = False
    title: str = ""  # over the column of an empty list, where the label alone would mean something else in old lists


def labels(columns: Sequence[Column]) -> dict[str, str]:
    """Our field -> its words, in order."""
    return {column.name: column.label for column in columns}
