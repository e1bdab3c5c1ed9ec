"""Keeps the proof of a claim (a photo of an ID card or of the NIB) in the private storage, and forgets it in time."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from review.documents import BadUpload, Document, clean_document

KEPT = timedelta(days=30)  # after the decision; rules section 22, retention of KTP scans


def read_proof(file: Any) -> tuple[Document | None, str]:
    """The cleaned document, or None and one sentence about why not. No file at all gives (None, "")."""
    if not file:
        return None, ""
    try:
        return clean_document(file.read()), ""
    except BadUpload as bad:
        return None, str(bad)


def store(document: Document) -> str:
    """Write a cleaned document; returns its path in the private storage."""
    name = f"klaim/{secrets.token_hex(2)}/{secrets.token_hex(16)}.{document.extension}"
    return storages["private"].save(name, ContentFile(document.data))


def remove(path: str) -> None:
    """Remove a file; an empty path and a missing file are fine."""
    if path:
        storages["private"].delete(path)
