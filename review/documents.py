"""Takes in untrusted certificate scans: a PDF, or a picture that is made anew from its pixels.

A PDF is kept byte for byte, because official certificates carry an electronic signature that any rewriting breaks.
So everything in it that could act (scripts, launches, attachments) is refused instead of removed. It must still be
served as a download, with `nosniff` and a sandboxing policy. Parsing happens in a child process with limits.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from review import pdf_checks
from review.file_kinds import kind_of
from review.picture_pixels import BadUpload
from review.pictures import clean_picture
from review.sandbox import Limits, SandboxFailed, run

MAX_BYTES = 5 * 1024 * 1024
LONGEST_SCAN = 2200  # an A4 page at some 190 dots an inch: small print stays readable
SMALLEST_SCAN = 300
LIMITS = Limits(memory_mb=512, cpu_seconds=8, wall_seconds=15, output_mb=1)

_FAILED = {
    "timeout": f"PDF ini terlalu lama dibaca. {pdf_checks.PRINT_AGAIN}",
    "memory": f"PDF ini terlalu berat untuk dibaca. {pdf_checks.PRINT_AGAIN}",
    "crash": f"PDF ini tidak dapat dibaca. {pdf_checks.PRINT_AGAIN}",
    "busy": "Banyak berkas sedang diperiksa. Tunggu sebentar, lalu unggah lagi.",
}
_PICTURES = {"jpeg", "png", "webp", "avif"}
_HINTED = {"heic", "gif", "tiff", "bmp", "ico", "svg"}  # pictures.py has a helpful word for each


@dataclass(frozen=True)
class Document:
    """A scan that may be kept. `kind` is "pdf" or "picture"; `sha256` is that of the bytes as uploaded.

    `extension` has no dot. For a picture `data` is a JPEG of bare pixels and `pages` is 1.
    """

    kind: str
    content_type: str
    extension: str
    pages: int
    data: bytes
    sha256: str


def clean_document(data: bytes) -> Document:
    """Checks one scan. Raises BadUpload with a code and a message in Indonesian for everything we do not take."""
    if len(data) > MAX_BYTES:
        this = -(-len(data) // 1048576)
        raise BadUpload("too_many_bytes", f"Berkas harus PDF, JPG, atau PNG, paling besar 5 MB. Berkas ini {this} MB.")
    kind = kind_of(data)
    if kind == "empty":
        raise BadUpload("empty", "Berkas ini kosong (0 byte). Pilih berkasnya lagi, lalu unggah ulang.")
    digest = hashlib.sha256(data).hexdigest()
    if kind == "pdf":
        return Document("pdf", "application/pdf", "pdf", _pages(data), data, digest)
    if kind in _PICTURES | _HINTED:
        picture = clean_picture(data, longest=LONGEST_SCAN, widths=(), smallest=SMALLEST_SCAN)
        return Document("picture", "image/jpeg", "jpg", 1, picture.original, digest)
    raise BadUpload("not_a_document", "Berkas harus PDF, JPG, atau PNG. Pindai atau foto sertifikatnya, lalu unggah.")


def _pages(data: bytes) -> int:
    try:
        return int(run(pdf_checks.check, data, limits=LIMITS, refusal=BadUpload).values["pages"])
    except SandboxFailed as failure:
        raise BadUpload(failure.kind, _FAILED[failure.kind], failure.peak_bytes) from None


def read_upload(file: Any) -> tuple[Document | None, str]:
    """The cleaned document, or None and one sentence about why not. No file at all gives (None, "")."""
    if not file:
        return None, ""
    try:
        return clean_document(file.read()), ""
    except BadUpload as bad:
        return None, str(bad)
