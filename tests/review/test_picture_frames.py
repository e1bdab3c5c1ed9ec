"""Frames of a picture, and the hints about it."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from review import picture_hints
from review.picture_frames import box, cuts, is_frame, size_in
from review.picture_hints import hints
from review.pictures import clean_picture, make_sizes

FILES = Path(__file__).parent.parent / "data" / "uploads-awkward"


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("", (0, 0, 1200, 800)),
        ("1:1@0", (0, 0, 800, 800)),
        ("1:1@50", (200, 0, 1000, 800)),
        ("1:1@100", (400, 0, 1200, 800)),
        ("4:3@100", (134, 0, 1200, 800)),
    ],
)
def test_a_frame_is_as_large_as_fits_at_its_place(frame, expected):
    assert box((1200, 800), frame) == expected


def test_a_tall_picture_is_cut_above_and_below():
    assert box((600, 1000), "4:3@100") == (0, 550, 600, 1000)
    assert cuts((600, 1000), "4:3") == "y" and cuts((1200, 800), "1:1") == "x" and cuts((800, 800), "1:1") == ""


def test_the_smallest_picture_still_has_a_frame():
    assert size_in((1, 1), "4:3@50") == (1, 1)


@pytest.mark.parametrize("text", ["1:1", "1:1@101", "1:1@007", "16:9@50", "1:1@٥", "1:1@50\n", "\x00"])
def test_other_texts_are_no_frames(text):
    assert not is_frame(text)
    with pytest.raises(ValueError, match=re.escape(text)):
        box((10, 10), text)


def test_a_frame_is_cut_from_a_kept_original_in_the_child():
    original = clean_picture((FILES / "exif_orientasi_6.jpg").read_bytes(), widths=(320,)).original
    made = make_sizes(original, frame="1:1@0", widths=(320, 640), jpegs=(640,))
    assert (made.width, made.height) == (400, 400)
    assert Image.open(io.BytesIO(made.sizes[640].jpeg or b"")).size == (400, 400)


def photo(**drawn) -> Image.Image:
    image = Image.open(FILES / "besar_12mp.jpg").convert("RGB").resize((1600, 1200))
    if drawn:
        ImageDraw.Draw(image).text((60, 600), "WA 0812-3456-7890 Toko Sari", font=ImageFont.load_default(80), **drawn)
    return image


def test_a_good_photo_gets_no_hint():
    assert hints(photo()) == []


@pytest.mark.parametrize("colour", ["white", "yellow"])
def test_light_words_over_a_photo_are_noticed(colour):
    assert hints(photo(fill=colour)) == ["text"]


def test_a_dim_and_small_photo_is_noticed():
    assert hints(photo().resize((500, 375)).point(lambda value: value // 4)) == ["dark", "small"]


def test_the_same_pixels_are_known_in_other_files():
    one, other = (clean_picture((FILES / name).read_bytes()) for name in ("ok_biasa.jpg", "jpg_komentar_php.jpg"))
    assert one.sha256 != other.sha256 and one.pixels == other.pixels


def test_the_phone_looks_with_the_same_numbers():
    script = (Path(__file__).parents[2] / "static/js/photos.js").read_text()
    for name in ("SHARP", "DIM", "LONG", "BRIGHT", "SHADE", "STROKES", "BAND"):
        assert f"{name} = {getattr(picture_hints, name)}" in script, name
