"""Turns the untrusted bytes of a picture into bare pixels and the files that pages show.

Nothing of what came in is kept but colours: no EXIF (GPS, serial numbers), no comment, no colour profile, no bytes
after the end. Decoding happens in a child process with limits (`review.sandbox`); our own pictures (`trusted=True`,
for the demo filler) take the same steps without the child.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from review import picture_pixels as pixels
from review.sandbox import Limits, SandboxFailed, run

BadUpload = pixels.BadUpload
MAX_BYTES = 12 * 1024 * 1024
SMALLEST = 300
LONGEST = 1600
LIMITS = Limits(memory_mb=1024, cpu_seconds=12, wall_seconds=20, output_mb=16)

_FAILED = {
    "timeout": "Foto ini terlalu lama diolah. Simpan ulang sebagai JPG, lalu unggah lagi.",
    "memory": "Foto ini terlalu berat untuk diolah. Kecilkan ukurannya atau kirim sebagai JPG.",
    "crash": "Foto ini tidak dapat dibuka. Simpan ulang sebagai JPG, lalu unggah lagi.",
    "busy": "Banyak foto sedang diolah. Tunggu sebentar, lalu unggah lagi.",
}


@dataclass(frozen=True)
class Encoded:
    """One rendition: WebP always, JPEG only where a page or a link preview needs it."""

    width: int
    height: int
    webp: bytes
    jpeg: bytes | None


@dataclass(frozen=True)
class Picture:
    """A cleaned picture.

    `original` is a JPEG of bare pixels, longest side at most `longest`, for private keeping. `sizes` has every width of
    `widths` as a key; a picture that is narrower is not enlarged, so read the true width from the value.
    `sha256` is that of the bytes as uploaded (the same file again), `perceptual_hash` 16 hex digits of a difference
    hash (nearly the same picture again: see `distance`), `pixels` the sha256 of the upright pixels (the same picture in
    another file), `hints` what `review.picture_hints` says about it.
    """

    width: int
    height: int
    original: bytes
    sizes: dict[int, Encoded]
    sha256: str
    perceptual_hash: str
    pixels: str
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Sizes:
    """Sizes made later from a kept original: of the whole picture or of a frame of it, whose size is given."""

    width: int
    height: int
    sizes: dict[int, Encoded]
    hints: tuple[str, ...]


def clean_picture(
    data: bytes,
    *,
    longest: int = LONGEST,
    widths: tuple[int, ...] = pixels.WIDTHS,
    jpegs: tuple[int, ...] = pixels.JPEG_WIDTHS,
    smallest: int = SMALLEST,
    max_bytes: int = MAX_BYTES,
    trusted: bool = False,
) -> Picture:
    """Cleans one picture. Raises BadUpload with a code and a message in Indonesian for everything we do not take."""
    pixels.refuse_by_first_look(data, max_bytes)
    options: dict[str, Any] = {"longest": longest, "widths": list(widths), "smallest": smallest, "jpegs": list(jpegs)}
    values, blobs = pixels.clean(data, **options) if trusted else _in_child(pixels.clean, data, options)
    sha256, more = hashlib.sha256(data).hexdigest(), tuple(map(str, values["hints"]))
    sizes, about = _encoded(values, blobs), (values["perceptual_hash"], values["pixels"], more)
    return Picture(values["width"], values["height"], blobs[0], sizes, sha256, *about)


def make_sizes(
    original: bytes, *, frame: str = "", widths: tuple[int, ...], jpegs: tuple[int, ...], trusted: bool = False
) -> Sizes:
    """The sizes of a frame of an original that `clean_picture` made. Raises BadUpload."""
    options: dict[str, Any] = {"frame": frame, "widths": list(widths), "jpegs": list(jpegs)}
    values, blobs = pixels.frame(original, **options) if trusted else _in_child(pixels.frame, original, options)
    return Sizes(values["width"], values["height"], _encoded(values, blobs), tuple(map(str, values["hints"])))


def _in_child(task: Callable, data: bytes, options: dict[str, Any]) -> tuple[dict, list[bytes]]:
    try:
        answer = run(task, data, limits=LIMITS, refusal=BadUpload, **options)
    except SandboxFailed as failure:
        raise BadUpload(failure.kind, _FAILED[failure.kind], failure.peak_bytes) from None
    return answer.values, answer.blobs


def distance(one: str, other: str) -> int:
    """How many of the 64 bits of two perceptual hashes differ; up to about 6 means "looks like the same picture"."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _encoded(values: dict, blobs: list[bytes]) -> dict[int, Encoded]:
    sizes = {}
    for wanted, width, height, webp, jpeg in values["sizes"]:
        sizes[int(wanted)] = Encoded(width, height, blobs[webp], None if jpeg is None else blobs[jpeg])
    return sizes
