"""What may stand in an address of the register; anything else is not found, NUL and endless numbers included."""

from audit.codes import ALPHABET
from registry.wizard import PARTS


class CodeConverter:
    """A public code of eight characters."""

    regex = f"[{ALPHABET}]{{8}}"

    def to_python(self, value: str) -> str:
        """The code itself."""
        return value

    def to_url(self, value: str) -> str:
        """The code itself."""
        return value


class PartConverter(CodeConverter):
    """The slug of a part of the registration."""

    regex = "|".join(part.slug for part in PARTS)


class TableFormConverter(CodeConverter):
    """The form of a table that is downloaded."""

    regex = "csv|xlsx"
