"""Points on the map as people give them."""

import pytest

from registry.coordinates import read_point
from review.checked import Invalid


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("-6.354321, 106.251234", "-6.354321, 106.251234"),
        ("-6.354321 106.251234", "-6.354321, 106.251234"),
        ("(-6.35,106.25)", "-6.350000, 106.250000"),
        ("-6,354321; 106,251234", "-6.354321, 106.251234"),
        ("https://maps.google.com/?q=-6.35,106.25", "-6.350000, 106.250000"),
        ("https://www.google.com/maps/@-6.35,106.25,15z", "-6.350000, 106.250000"),
        ("https://www.google.com/maps/place/A/@-6.1,106.1,15z/data=!3d-6.35!4d106.25", "-6.350000, 106.250000"),
        ("https://www.openstreetmap.org/?mlat=-6.35&mlon=106.25#map=17/-6/106", "-6.350000, 106.250000"),
        ("-6.1234567891, 106.1", "-6.123457, 106.100000"),
    ],
)
def test_numbers_and_links_are_read(typed, point):
    assert str(read_point(typed)) == point


def test_nothing_is_no_point():
    assert read_point("  ") is None


@pytest.mark.parametrize(
    "typed",
    [
        "106.25, -6.35", "52.5, 13.4", "-6.35", "abc", "0.0, 0.0", "-6.35, 106.25, 5", "https://maps.app.goo.gl/abc",
        "9" * 900, "-6.३५, 106.25", "-99.9999, 999.9",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words(typed):
    with pytest.raises(Invalid) as refused:
        read_point(typed)
    assert "Contoh: -6.354321, 106.251234." in refused.value.message
