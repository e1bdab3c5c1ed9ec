"""Loads everything the portal must know before the first registration."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from catalog.loading import load_categories
from catalog.loading_specifications import load_specifications
from catalog.loading_words import load_words
from certification.loading import load_kinds
from figures.loading import load_sourced_figures
from privacy.loading import load_retention
from registry.loading import load_activities, load_home, load_national
from review.loading import load_reasons


class Command(BaseCommand):
    """`manage.py load_reference`; running it again brings the lists up to date and keeps what the office changed."""

    help = "Muat daftar acuan: wilayah (REGION_CODE), KBLI, kategori, jenis sertifikat, alasan pemeriksaan."

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        """Load all lists in one transaction and say how long each is."""
        self.stdout.write(f"{load_national()} provinsi dan kabupaten/kota")
        count = load_home(settings.REGION_CODE)
        if count is None:
            self.stderr.write(
                f"Daftar kecamatan dan desa {settings.REGION_CODE} tidak ada di sini. "
                "Muat dari berkas: manage.py load_regions --file wilayah.csv"
            )
        else:
            self.stdout.write(f"{count} kecamatan, desa, dan kelurahan")
        self.stdout.write(f"{load_activities()} kode KBLI")
        self.stdout.write(f"{load_categories()} kategori")
        self.stdout.write(f"{load_words()} kata dan padanan pencarian")
        self.stdout.write(f"{load_specifications()} pertanyaan spesifikasi")
        self.stdout.write(f"{load_kinds()} jenis sertifikat")
        self.stdout.write(f"{load_reasons()} alasan pemeriksaan")
        self.stdout.write(f"{load_retention()} masa simpan data")
        self.stdout.write(f"{load_sourced_figures()} angka dari sumber lain")
