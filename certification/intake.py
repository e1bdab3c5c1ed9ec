"""From an uploaded file to a document that may be kept; every refusal in words."""

from typing import Any

from review.documents import BadUpload, Document, clean_document


def read_document(file: Any) -> tuple[Document | None, str]:
    """The cleaned document, or None and one sentence about why not. No file at all gives (None, "")."""
    if not file:
        return None, ""
    try:
        return clean_document(file.read()), ""
    except BadUpload as bad:
        return None, str(bad)
