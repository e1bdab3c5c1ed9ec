"""Keeps the proof of a claim (a photo of an ID card or of the NIB) in the private storage, and forgets it in time."""

import secrets
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from review.documents import Document

KEPT = timedelta(days=30)  # after the decision; rules section 22, retention of KTP scans


def store(document: Document) -> str:
    """Write a cleaned document; returns its path in the private storage."""
    name = f"klaim/{secrets.token_hex(2)}/{secrets.token_hex(16)}.{document.extension}"
    return storages["private"].save(name, ContentFile(document.data))


def remove(path: str) -> None:
    """Remove a file; an empty path and a missing file are fine."""
    if path:
        storages["private"].delete(path)
