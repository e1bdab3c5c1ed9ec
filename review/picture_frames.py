"""Frames: the part of a picture that is shown, said in few letters. Pure; also used in the child process.

"" is the whole picture; "1:1@50" a square and "4:3@50" a landscape frame, as large as fits, whose place along the side
that is cut is a percentage: 0 the left or upper end, 100 the right or lower one.
"""

import re

SHAPES = {"1:1": (1, 1), "4:3": (4, 3)}
FRAME = re.compile(r"(1:1|4:3)@(100|[1-9]?[0-9])", re.ASCII)


def is_frame(text: str) -> bool:
    """Whether `text` is the whole picture or a frame we know."""
    return text == "" or FRAME.fullmatch(text) is not None


def box(size: tuple[int, int], frame: str) -> tuple[int, int, int, int]:
    """Left, top, right, bottom in pixels of `frame` in a picture of `size`. Raises ValueError for an unknown frame."""
    width, height = size
    if frame == "":
        return 0, 0, width, height
    found = FRAME.fullmatch(frame)
    if found is None:
        raise ValueError(frame)
    (across, down), place = SHAPES[found[1]], int(found[2])
    wide = max(1, min(width, height * across // down))
    high = max(1, min(height, width * down // across))
    left, top = (width - wide) * place // 100, (height - high) * place // 100
    return left, top, left + wide, top + high


def size_in(size: tuple[int, int], frame: str) -> tuple[int, int]:
    """Width and height of what the frame shows."""
    left, top, right, bottom = box(size, frame)
    return right - left, bottom - top


def cuts(size: tuple[int, int], shape: str) -> str:
    """Along which side a shape cuts: "x", "y", or "" when the picture has that shape already."""
    wide, high = size_in(size, f"{shape}@50")
    return "x" if wide < size[0] else "y" if high < size[1] else ""
