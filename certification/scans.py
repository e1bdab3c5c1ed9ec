"""Keeps the files of certificates in the private storage, under names of our own."""

import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from review.documents import Document


def store_document(document: Document) -> str:
    """Write a cleaned document; returns its path in the private storage."""
    name = f"scans/{secrets.token_hex(2)}/{secrets.token_hex(16)}.{document.extension}"
    return storages["private"].save(name, ContentFile(document.data))


def remove_file(path: str) -> None:
    """Remove a file that no scan needs any more; missing is fine."""
    storages["private"].delete(path)
