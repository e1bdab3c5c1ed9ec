"""Draws the pictures of the demo's products from our own drawings; each looks like a photo on a table or a close-up.

A picture is described by a `Shot`, so that products which look alike share one file and a second run draws the same.
"""

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps

from lebak_catalog.demo.filling.dice import dice

DRAWINGS = Path(__file__).resolve().parent.parent / "data" / "gambar"
SIDE = 640
# wall above, wall below, table: calm colours, so that the goods stand out
PALETTES = (
    ((246, 239, 226), (231, 219, 199), (193, 160, 120)),
    ((230, 239, 236), (207, 224, 219), (148, 173, 160)),
    ((236, 236, 244), (214, 216, 232), (160, 166, 192)),
    ((250, 233, 222), (240, 212, 194), (202, 146, 114)),
    ((240, 242, 225), (221, 226, 195), (168, 176, 122)),
    ((238, 238, 236), (218, 217, 213), (128, 120, 112)),
)
# where a package carries a word: centre x, centre y, width (of 400)
LABELS = {
    "keripik-pisang": (200, 170, 118),
    "keripik-talas": (200, 170, 118),
    "keripik-singkong": (200, 170, 118),
    "kopi": (200, 170, 118),
    "gula-semut": (200, 170, 112),
    "abon": (200, 247, 150),
    "madu": (200, 247, 150),
}
# a point of the colour that may differ from maker to maker (of 400 x 400)
PAINTED = {
    "keripik-talas": (150, 124),
    "keripik-singkong": (150, 124),
    "toples": (200, 116),
    "kaos": (160, 280),
    "baju": (170, 200),
    "bantal": (150, 280),
    "gamis": (170, 280),
    "tas": (150, 318),
    "kemeja-batik": (165, 330),
}
PAINTS = ((31, 122, 109), (50, 72, 159), (166, 44, 48), (94, 53, 128), (56, 118, 62), (190, 120, 30))
CLOTH = ("batik", "tenun", "tikar", "anyaman")
WHOLE = ("batu-kalimaya", "fosil-kayu", "madu-botol")  # these drawings already show the thing as it stands


@dataclass(frozen=True)
class Shot:
    """What to draw: `kind` is studio (a thing), bowl, folded or close (a surface); the rest says how."""

    kind: str
    drawing: str
    palette: int = 0
    label: str = ""
    colour: tuple[int, int, int] | None = None


def shot_of_surface(surface: str, palette: int, *, close: bool) -> Shot:
    """How a surface is shown best: cloth folded, food in a bowl, or from near."""
    if close or surface in WHOLE or surface == "papan-kayu-jati":
        return Shot("close", surface, palette)
    return Shot("folded" if surface.startswith(CLOTH) else "bowl", surface, palette)


def draw(shot: Shot) -> bytes:
    """The picture as the bytes of a JPEG of 640 x 640."""
    image = {"studio": _studio, "bowl": _bowl, "folded": _folded, "close": _close}[shot.kind](shot)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


@cache
def _drawing(folder: str, name: str) -> Image.Image:
    with Image.open(DRAWINGS / folder / f"{name}.webp") as image:
        return image.convert("RGBA" if folder == "benda" else "RGB")


@cache
def _room(palette: int, *, table: bool) -> Image.Image:
    """Wall and table with soft light from the left above."""
    top, below, wood = PALETTES[palette % len(PALETTES)]
    shade = Image.linear_gradient("L").resize((SIDE, SIDE))
    image = Image.composite(Image.new("RGB", (SIDE, SIDE), below), Image.new("RGB", (SIDE, SIDE), top), shade)
    if table:
        near = tuple(int(c * 0.86) for c in wood)
        board = Image.composite(
            Image.new("RGB", (SIDE, 190), near),
            Image.new("RGB", (SIDE, 190), wood),
            Image.linear_gradient("L").resize((SIDE, 190)),
        )
        image.paste(board, (0, SIDE - 190))
    light = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(light).ellipse((-80, -140, 470, 420), fill=70)
    light = light.filter(ImageFilter.GaussianBlur(90))
    return Image.composite(Image.new("RGB", (SIDE, SIDE), "white"), image, light)


def _shadow(image: Image.Image, box: tuple[int, int, int, int], strength: int = 90) -> None:
    """Darken an ellipse softly."""
    mask = Image.new("L", (SIDE // 4, SIDE // 4), 0)
    ImageDraw.Draw(mask).ellipse(tuple(v // 4 for v in box), fill=strength)
    mask = mask.filter(ImageFilter.GaussianBlur(5)).resize((SIDE, SIDE))
    image.paste((40, 26, 14), (0, 0), mask)


def _main_part(thing: Image.Image, point: tuple[int, int]) -> Image.Image:
    """A mask of what has nearly the colour that is at `point` (of 400 x 400)."""
    hue, saturation, _ = thing.convert("RGB").convert("HSV").split()
    base = hue.getpixel((point[0] * thing.width // 400, point[1] * thing.height // 400))
    near = hue.point(lambda h: 255 if min((h - base) % 256, (base - h) % 256) < 12 else 0)
    return ImageChops.multiply(near, saturation.point(lambda s: 255 if s > 60 else 0))


def _painted(thing: Image.Image, point: tuple[int, int], colour: tuple[int, int, int]) -> Image.Image:
    """The same thing with its main colour, the one at `point`, turned to `colour`; light and shade stay."""
    grey = thing.convert("L")
    base = grey.getpixel((point[0] * thing.width // 400, point[1] * thing.height // 400)) or 1
    bands = [grey.point(lambda v, c=c: min(255, int(c * v / base))) for c in colour]
    painted = Image.composite(Image.merge("RGB", bands), thing.convert("RGB"), _main_part(thing, point))
    painted.putalpha(thing.getchannel("A"))
    return painted


def _studio(shot: Shot) -> Image.Image:
    thing = _drawing("benda", shot.drawing).copy()
    rng = dice("studio", shot.drawing, shot.palette, shot.label)
    if shot.drawing in PAINTED:
        thing = _painted(thing, PAINTED[shot.drawing], shot.colour or rng.choice(PAINTS))
    if shot.drawing in LABELS and shot.label:
        _write(thing, shot.label, *LABELS[shot.drawing])
    if rng.random() < 0.35 and not shot.label:
        thing = ImageOps.mirror(thing)
    box = thing.getbbox() or (0, 0, *thing.size)
    thing = thing.crop(box)
    scale = min(rng.uniform(0.76, 0.88) * SIDE / thing.width, rng.uniform(0.66, 0.76) * SIDE / thing.height)
    thing = thing.resize((int(thing.width * scale), int(thing.height * scale)), Image.Resampling.LANCZOS)
    image = _room(shot.palette, table=True).copy()
    left, foot = (SIDE - thing.width) // 2 + rng.randint(-24, 24), SIDE - rng.randint(70, 104)
    _shadow(image, (left - 10, foot - 34, left + thing.width + 26, foot + 26))
    image.paste(thing, (left, foot - thing.height), thing)
    return image


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _write(thing: Image.Image, words: str, x: int, y: int, width: int) -> None:
    """Put a word or two on the label of a package."""
    scale = thing.width / 400
    lines = words.split(" ", 1)
    size = 24
    while size > 11 and max(_font(int(size * scale)).getlength(line) for line in lines) > width * scale:
        size -= 1
    draw_on = ImageDraw.Draw(thing)
    for number, line in enumerate(lines):
        below = (number - (len(lines) - 1) / 2) * size * 1.12
        draw_on.text((x * scale, (y + below) * scale), line, font=_font(int(size * scale)), fill="#fff6e0", anchor="mm")


def _surface(name: str, shot: Shot, side: int) -> Image.Image:
    """A part of a surface, turned and lit a little differently for each shot."""
    rng = dice("surface", name, shot.kind, shot.palette)
    image = _drawing("permukaan", name)
    if name not in WHOLE:
        part = rng.randint(300, 420)
        left, top = rng.randint(0, image.width - part), rng.randint(0, image.height - part)
        image = image.crop((left, top, left + part, top + part))
        image = ImageOps.mirror(image) if rng.random() < 0.5 else image
    image = image.resize((side, side), Image.Resampling.BICUBIC)
    bright = rng.uniform(0.9, 1.14)
    return image.point(lambda v: min(255, int(v * bright)))


def _close(shot: Shot) -> Image.Image:
    image = _surface(shot.drawing, shot, SIDE)
    dark = Image.radial_gradient("L").resize((SIDE, SIDE)).point(lambda v: max(0, v - 110) // 2)
    image.paste((30, 18, 8), (0, 0), dark)
    return image


def _bowl(shot: Shot) -> Image.Image:
    """Seen from above: a bowl full of it on the table."""
    image = _room(shot.palette, table=False).copy()
    _shadow(image, (84, 110, 596, 620), 120)
    rims = ((250, 248, 242), (122, 82, 48), (74, 96, 88), (196, 168, 120))
    rng = dice("bowl", shot.drawing, shot.palette)
    rim = rng.choice(rims)
    drawing = ImageDraw.Draw(image)
    drawing.ellipse((80, 80, 560, 560), fill=rim)
    drawing.ellipse((98, 98, 542, 542), fill=tuple(int(c * 0.82) for c in rim))
    mask = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(mask).ellipse((112, 112, 528, 528), fill=255)
    image.paste(_surface(shot.drawing, shot, SIDE), (0, 0), mask.filter(ImageFilter.GaussianBlur(1)))
    edge = Image.radial_gradient("L").resize((460, 460)).point(lambda v: max(0, v - 90))
    inner = Image.new("L", (SIDE, SIDE), 0)
    inner.paste(edge, (90, 90))
    image.paste((20, 12, 6), (0, 0), Image.composite(inner, Image.new("L", (SIDE, SIDE), 0), mask))
    return image


def _folded(shot: Shot) -> Image.Image:
    """Cloth or mat lying folded on the table."""
    image = _room(shot.palette, table=False).copy()
    rng = dice("folded", shot.drawing, shot.palette)
    cloth = _surface(shot.drawing, shot, 430)
    wide, high = rng.choice(((430, 300), (380, 400), (430, 360)))
    left, top = (SIDE - wide) // 2, (SIDE - high) // 2 + 10
    _shadow(image, (left - 30, top + 20, left + wide + 40, top + high + 60), 130)
    folds = 3
    for number in range(folds):
        shift = (folds - 1 - number) * 13
        layer = cloth.crop((0, 0, wide, high))
        if number < folds - 1:
            layer = layer.point(lambda v: int(v * 0.78))
        mask = Image.new("L", layer.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, wide - 1, high - 1), 16, fill=255)
        image.paste(layer, (left + shift // 2, top + shift), mask)
    light = ImageDraw.Draw(image, "RGBA")
    light.line((left + 14, top + high // 2, left + wide - 14, top + high // 2), fill=(0, 0, 0, 46), width=5)
    light.line(
        (left + 14, top + high // 2 + 5, left + wide - 14, top + high // 2 + 5), fill=(255, 255, 255, 40), width=3
    )
    return image
