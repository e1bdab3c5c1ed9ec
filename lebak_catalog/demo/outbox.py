"""Reads the messages that the demo keeps in a folder instead of sending them."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

END_OF_MESSAGE = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes after each message
TEXT_SUFFIX = "@pesan.invalid"


@dataclass(frozen=True)
class Letter:
    """One message: when (aware), to whom, whether it stands for a text, subject and words."""

    at: datetime
    to: str
    is_text: bool
    subject: str
    body: str


def letters(folder: Path, limit: int = 50) -> list[Letter]:
    """The newest `limit` messages in `folder`, newest first; an absent folder holds none."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:limit]
    found = [letter for path in files for letter in _letters_in(path)]
    return sorted(found, key=lambda letter: letter.at, reverse=True)[:limit]


def _letters_in(path: Path) -> Iterator[Letter]:
    for raw in path.read_bytes().split(END_OF_MESSAGE):
        if raw.strip():
            message = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
            to = str(message["To"])
            yield Letter(
                at=parsedate_to_datetime(message["Date"]),
                to=to.removesuffix(TEXT_SUFFIX),
                is_text=to.endswith(TEXT_SUFFIX),
                subject=str(message["Subject"]),
                body=message.get_content().strip(),
            )
