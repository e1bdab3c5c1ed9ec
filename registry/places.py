"""The places of the country that never wait for a database: provinces, regencies, and whose portal this is."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Place:
    """A province or regency: Kemendagri code without dots, its name, the usual beginnings of its postal codes."""

    code: str
    name: str
    postal_prefixes: tuple[str, ...] = ()


@cache
def national() -> dict[str, Place]:
    """All provinces and regencies by code (38 and 514)."""
    with (DATA / "regions_national.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Place(row["code"], row["name"], tuple(row["postal_prefixes"].split()))
            for row in csv.DictReader(lines)
        }


@cache
def province_codes() -> frozenset[str]:
    """The two-digit Kemendagri codes; they are not the BPS codes."""
    return frozenset(code for code in national() if len(code) == 2)


def home() -> Place:
    """The regency of this portal, by settings.REGION_CODE; a regency younger than our list has no name yet."""
    code = settings.REGION_CODE
    return national().get(code) or Place(code, "kabupaten/kota ini")


def village_kind(code: str) -> str:
    """`kelurahan` for village codes whose last four digits begin with 1, else `desa` (Kemendagri numbering)."""
    return "kelurahan" if code[6:7] == "1" else "desa"
