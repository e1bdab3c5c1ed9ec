"""Loads official outlines of the kecamatan, so that the page of the head draws a true map."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from figures.actions.outlines import load_outlines
from figures.geometry import MOST_BYTES, BadOutlines


class Command(BaseCommand):
    """`manage.py load_boundaries kecamatan.geojson --source "BIG 2024"`; running it again replaces them."""

    help = "Muat batas kecamatan dari GeoJSON (WGS 84); properti kode berisi kode Kemendagri."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the name of the property with the code, and whose outlines they are."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--code-property", default="kode")
        parser.add_argument("--source", required=True, help="asal batas wilayah, tampil di bawah peta")

    def handle(self, *args: Any, file: Path, code_property: str, source: str, **options: Any) -> None:
        """Check, simplify and keep them; says how many points are left."""
        try:
            if file.stat().st_size > MOST_BYTES:
                raise BadOutlines(f"Berkas paling besar {MOST_BYTES // 1024 // 1024} MB.")
            districts, points = load_outlines(file.read_bytes(), source[:200], code_property)
        except OSError:
            raise CommandError(f"Berkas {file.name} tidak dapat dibaca.") from None
        except BadOutlines as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(f"{districts} kecamatan, {points} titik sesudah disederhanakan")
