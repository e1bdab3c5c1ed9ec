"""What a file is, told from its first bytes. The name and the type that a browser sends are never asked."""

from __future__ import annotations

_STARTS = [
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"BM", "bmp"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"\x00\x00\x02\x00", "ico"),
    (b"8BPS", "psd"),
    (b"\xff\x0a", "jxl"),
    (b"\x00\x00\x00\x0cJXL ", "jxl"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
]
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}
_SNIFF = 1024


def kind_of(data: bytes) -> str:
    """A short word for the kind of file: "jpeg", "png", "webp", "avif", "heic", "pdf", ... or "empty", "unknown"."""
    if not data:
        return "empty"
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return _box_kind(data)
    head = data[:_SNIFF]
    if b"%PDF-" in head:  # readers accept a PDF that starts within the first kilobyte
        return "pdf"
    words = head.lower().lstrip(b"\xef\xbb\xbf \t\r\n")
    if words.startswith(b"<"):
        return "svg" if b"<svg" in words or b"<!doctype svg" in words else "html"
    return "unknown"


def _box_kind(data: bytes) -> str:
    """AVIF, HEIC and MP4 share one wrapper; the brands in its first box tell them apart."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, length, 4))}
    if brands & {b"avif", b"avis"}:
        return "avif"
    return "heic" if brands & _HEIC_BRANDS else "video"
