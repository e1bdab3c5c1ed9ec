"""Untrusted pictures become bare pixels, or a refusal in plain words."""

import csv
import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from review.pictures import BadUpload, clean_picture, distance

AWKWARD = Path(__file__).parent.parent / "data" / "uploads-awkward"
CASES = list(csv.DictReader((AWKWARD / "cases.csv").read_text(encoding="utf-8").splitlines()))
TRACES = [
    b"Exif",
    b"GPS",
    b"<?php",
    b"<script",
    b"PK\x03\x04",
    b"%PDF",
    b"ICC_PROFILE",
    b"ICCP",
    b"EXIF",
    b"XMP",
    b"http",
]


def read(name):
    return (AWKWARD / name).read_bytes()


def refusal(data, **options):
    with pytest.raises(BadUpload) as caught:
        clean_picture(data, **options)
    return caught.value


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def made(size, form="PNG", mode="RGB", color=0, **options):
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, form, **options)
    return out.getvalue()


def same_look(one, other):
    """The mean difference of two pictures, 0 to 255, at a size where compression does not matter."""
    small = [picture.resize((32, 32)) for picture in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*small)).mean) / 3


@pytest.mark.parametrize("case", CASES, ids=[case["file"] + "-" + str(at) for at, case in enumerate(CASES)])
def test_each_awkward_upload_has_its_outcome(case):
    if case["as_picture"] == "ok":
        assert clean_picture(read(case["file"])).original
        return
    refused = refusal(read(case["file"]))
    assert refused.code == case["as_picture"]
    assert refused.message.endswith((".", "”"))
    assert (refused.peak_bytes or 0) < 40_000_000


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["as_picture"] == "ok"], ids=lambda case: case["name"][:30]
)
def test_nothing_but_pixels_survives(case):
    picture = clean_picture(read(case["file"]), trusted=True)
    files = [picture.original, *(kept for size in picture.sizes.values() for kept in (size.webp, size.jpeg) if kept)]
    for kept in files:
        assert not [trace for trace in TRACES if trace in kept]
        image = Image.open(io.BytesIO(kept))
        assert not dict(image.getexif())
        assert not set(image.info) - {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
            "loop",
            "background",
            "timestamp",
            "duration",
        }
        assert getattr(image, "n_frames", 1) == 1


@pytest.mark.parametrize(
    "name", ["exif_orientasi_3", "exif_orientasi_5_cermin", "exif_orientasi_6", "exif_orientasi_8"]
)
def test_a_turned_photo_is_upright(name):
    upright = clean_picture(read("exif_orientasi_99_rusak.jpg"))
    picture = clean_picture(read(f"{name}.jpg"))
    assert (picture.width, picture.height) == (600, 400)
    assert same_look(opened(picture.original), opened(upright.original)) < 2


def test_all_widths_are_there_and_within_budget():
    picture = clean_picture(read("besar_12mp.jpg"))
    assert (picture.width, picture.height) == (1600, 1200)
    assert [(wanted, size.width, size.height) for wanted, size in picture.sizes.items()] == [
        (160, 160, 120), (320, 320, 240), (640, 640, 480), (960, 960, 720)
    ]  # fmt: skip
    assert len(picture.sizes[320].webp) <= 12_000
    assert len(picture.sizes[960].webp) <= 60_000
    assert len(picture.sizes[640].jpeg) <= 60_000
    assert [wanted for wanted, size in picture.sizes.items() if size.jpeg] == [640]


def test_a_small_picture_is_not_enlarged():
    picture = clean_picture(read("ok_biasa.jpg"))
    assert (picture.sizes[960].width, picture.sizes[960].height) == (600, 400)


def test_transparent_parts_become_white():
    for name in ("png_transparan.png", "png_palet_transparan.png"):
        picture = clean_picture(read(name), smallest=1)
        assert min(opened(picture.original).getpixel((0, 0))) > 245, name


def test_sixteen_bits_are_scaled_not_cut():
    picture = clean_picture(read("png16_abu.png"), smallest=1)
    levels = opened(picture.original).convert("L").histogram()
    assert sum(count > 0 for count in levels) > 60


@pytest.mark.parametrize("name", ["cmyk.jpg", "progresif_icc.jpg", "foto.webp", "foto.avif"])
def test_colours_are_those_of_the_plain_photo(name):
    plain = clean_picture(read("ok_biasa.jpg"))
    assert same_look(opened(clean_picture(read(name)).original), opened(plain.original)) < 8


def test_a_foreign_colour_profile_is_converted_then_dropped():
    lab_like = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    broken = lab_like[:200]
    for profile in (lab_like, broken):
        picture = clean_picture(made((400, 400), color=(200, 30, 30), icc_profile=profile))
        red, green, blue = opened(picture.original).getpixel((200, 200))
        assert abs(red - 200) < 6
        assert max(abs(green - 30), abs(blue - 30)) < 6


def test_the_profile_is_truly_used():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_is_blue = srgb.replace(b"rXYZ", b"....", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"....", b"bXYZ", 1)
    picture = clean_picture(made((400, 400), color=(200, 30, 30), icc_profile=red_is_blue))
    red, _, blue = opened(picture.original).getpixel((200, 200))
    assert blue > 180
    assert red < 60


@pytest.mark.parametrize("name", ["animasi.webp", "animasi.png"])
def test_an_animation_gives_its_first_frame(name):
    picture = clean_picture(read(name), smallest=1)
    first = Image.open(io.BytesIO(read(name))).convert("RGB")
    assert same_look(opened(picture.original), first) < 6


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode):
    assert clean_picture(made((400, 300), mode=mode), trusted=True).width == 400


def test_a_jpeg_cut_near_its_end_is_refused():
    whole = read("besar_12mp.jpg")
    for share in (0.3, 0.97):
        assert refusal(whole[: int(len(whole) * share)]).code == "broken"


def test_a_file_over_twelve_megabytes_is_refused_without_opening_it():
    refused = refusal(read("ok_biasa.jpg") + b"\0" * 12 * 1024 * 1024)
    assert refused.code == "too_many_bytes"
    assert "12 MB" in refused.message
    assert "13 MB" in refused.message


def test_refusals_say_the_size_and_what_to_do():
    assert "120 × 80" in refusal(read("png16_abu.png")).message
    assert "6000 × 12" in refusal(read("tipis_6000x12.jpg")).message
    assert "Paling Kompatibel" in refusal(read("iphone.heic")).message


def test_the_edges_of_least_size_aspect_and_pixels():
    assert clean_picture(made((300, 300)), trusted=True).width == 300
    assert refusal(made((300, 299)), trusted=True).code == "too_small"
    assert clean_picture(made((1200, 300)), trusted=True).width == 1200
    assert refusal(made((1201, 300)), trusted=True).code == "aspect"
    assert refusal(made((8001, 5000), mode="1"), trusted=True).code == "too_many_pixels"


def test_forty_megapixels_fit_into_the_limits():
    picture = clean_picture(made((7300, 5470), mode="RGBA", compress_level=1))
    assert picture.width == 1600


def test_the_trusted_way_gives_the_same_files():
    data = read("besar_12mp.jpg")
    assert clean_picture(data, trusted=True) == clean_picture(data)


def test_the_same_picture_resized_is_recognised():
    one, other = (clean_picture(read(name), trusted=True) for name in ("duplikat_a.jpg", "duplikat_b.jpg"))
    stranger = clean_picture(read("besar_12mp.jpg"), trusted=True)
    assert one.sha256 != other.sha256
    assert distance(one.perceptual_hash, other.perceptual_hash) <= 6
    assert distance(one.perceptual_hash, stranger.perceptual_hash) > 10
