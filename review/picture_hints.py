"""Hints about a product photo: too dark, too small, words over it. Hints only; nothing is refused for them.

The same three looks are taken on the phone by static/js/photo-hints.js, with the same numbers. Runs in the child.
"""

from __future__ import annotations

import re

from PIL import Image

DARK, SMALL, TEXT = "dark", "small", "text"
SHARP = 800  # pixels of the short side
DIM = 100  # nine of ten pixels are darker than this
LONG = 320  # side of the small copy that is looked at
BRIGHT, SHADE = 215, 150  # of a stroke of light letters, and of what lies beside it
STROKES, BAND = 14, 5  # strokes in a row of pixels, as many as a line of words has; rows one above the other
# light letters laid over a photo: narrow runs of white between darker ones, many in a row of pixels
_STROKE = re.compile(rb"(?<=d)m{0,3}w{1,9}m{0,3}(?=d)")
_KINDS = bytes(ord("d") if one <= SHADE else ord("w") if one >= BRIGHT else ord("m") for one in range(256))


def hints(image: Image.Image) -> list[str]:
    """What a person may want to know about this picture, in the order of weight."""
    found = []
    grey = image.convert("L")
    grey.thumbnail((LONG, LONG), Image.Resampling.BOX)
    if _is_dark(grey):
        found.append(DARK)
    if min(image.size) < SHARP:
        found.append(SMALL)
    if has_words(grey):
        found.append(TEXT)
    return found


def _is_dark(grey: Image.Image) -> bool:
    counts, below = grey.histogram(), 0
    for value in range(DIM):
        below += counts[value]
    return below >= 0.9 * grey.width * grey.height


def has_words(grey: Image.Image) -> bool:
    """Whether rows of narrow light strokes lie one above the other, as letters do."""
    rows, bands, run = grey.tobytes().translate(_KINDS), 0, 0
    for start in range(0, len(rows), grey.width):
        many = len(_STROKE.findall(rows[start : start + grey.width])) >= STROKES
        run = run + 1 if many else 0
        bands += run == BAND
    return bands > 0
