"""Points on the map as people give them: two numbers, or the address of a map page that holds them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from review.checked import Invalid

SOUTH, NORTH, WEST, EAST = Decimal(-11), Decimal("6.5"), Decimal(94), Decimal(142)  # around Indonesia
LONGEST = 500
_NUMBER = r"-?\d{1,3}(?:[.,]\d{1,12})?"
_PAIR = re.compile(rf"\(?\s*(-?\d{{1,2}}[.,]\d{{1,12}})\s*[,; ]\s*({_NUMBER})\s*\)?")
# the pin of a place (!3d…!4d…) is nearer than the middle of the picture (@…)
_IN_LINK = (
    re.compile(r"!3d(-?\d{1,2}\.\d{1,12})!4d(-?\d{1,3}\.\d{1,12})"),
    re.compile(r"[?&](?:q|query|ll|destination|mlat)=(-?\d{1,2}\.\d{1,12})(?:,|%2C|&mlon=)(-?\d{1,3}\.\d{1,12})", re.I),
    re.compile(r"@(-?\d{1,2}\.\d{1,12}),(-?\d{1,3}\.\d{1,12})"),
)
EXAMPLE = "Contoh: -6.354321, 106.251234."


@dataclass(frozen=True)
class Point:
    """Degrees in six places, about ten centimetres."""

    latitude: Decimal
    longitude: Decimal

    def __str__(self) -> str:
        return f"{self.latitude}, {self.longitude}"

    @property
    def map_address(self) -> str:
        """Where the point can be seen on a map."""
        return (
            f"https://www.openstreetmap.org/?mlat={self.latitude}&mlon={self.longitude}"
            f"#map=17/{self.latitude}/{self.longitude}"
        )


def read_point(text: str) -> Point | None:
    """The point somebody typed or pasted, None for nothing; raises Invalid with what to do."""
    typed = " ".join(text.split())
    if not typed:
        return None
    if len(typed) > LONGEST or not typed.isascii():
        raise Invalid("format", f"Titik lokasi tidak terbaca. {EXAMPLE}")
    found = next((match for one in _IN_LINK if (match := one.search(typed))), None) or _PAIR.fullmatch(typed)
    if found is None:
        if typed.startswith("http"):
            raise Invalid("link", f"Tautan ini tidak memuat angka lokasi. Salin angkanya dari peta. {EXAMPLE}")
        raise Invalid("format", f"Titik lokasi tidak terbaca. {EXAMPLE}")
    point = Point(*(Decimal(part.replace(",", ".")).quantize(Decimal("0.000001")) for part in found.groups()))
    if not (SOUTH <= point.latitude <= NORTH and WEST <= point.longitude <= EAST):
        raise Invalid("range", f"Titik ini di luar Indonesia. Lintang ditulis dulu, baru bujur. {EXAMPLE}")
    return point


def point_of(place: object) -> Point | None:
    """The point of an edition or a location, None when it has none."""
    latitude, longitude = getattr(place, "latitude", None), getattr(place, "longitude", None)
    return None if latitude is None or longitude is None else Point(latitude, longitude)
