"""Looks for what the database cannot forbid: pointers, search rows and files that do not fit together."""

from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage, storages
from django.core.management.base import BaseCommand, CommandError
from django.db import models

from catalog.models import PhotoFiles, ProductEdition, ProductPhoto, ProductSearch
from catalog.queries import public
from catalog.search import counts
from certification.models import Certificate, Scan
from figures.counting import fingerprint_of, sums_of_snapshot
from figures.models import Snapshot
from privacy import rotation
from registry.directory import drift
from registry.models import BusinessEdition
from review.pointers import live_is_newest, wrong_pointers


class Command(BaseCommand):
    """`manage.py check_all`: prints each finding, fails when there is one, changes nothing; for nightly runs."""

    help = "Periksa penunjuk versi, daftar pencarian, berkas, angka beku, dan kunci sandi."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings, or one sentence that all is well."""
        findings = [*pointers(), *search_rows(), *directory(), *files(), *frozen_figures(), *secrets()]
        for finding in findings:
            self.stdout.write(finding)
        if findings:
            raise CommandError(f"{len(findings)} hal tidak cocok.")
        self.stdout.write("Semua cocok.")


def frozen_figures() -> Iterator[str]:
    """Snapshots whose rows no longer give the fingerprint or the sums that were printed."""
    for snapshot in Snapshot.objects.order_by("as_of"):
        if fingerprint_of(snapshot.pk) != snapshot.fingerprint:
            yield f"{snapshot}: sidik barisnya berubah"
        elif sums_of_snapshot(snapshot.pk) != snapshot.totals:
            yield f"{snapshot}: jumlahnya tidak sama dengan barisnya"


def pointers() -> Iterator[str]:
    """Editions and certificates whose open or live mark contradicts the submissions."""
    kinds: tuple[tuple[type[models.Model], str], ...] = (
        (BusinessEdition, "business"),
        (ProductEdition, "product"),
        (Certificate, ""),
    )
    for model, plate in kinds:
        rows = model._default_manager.all()
        for row in wrong_pointers(rows):
            yield f"{model.__name__} {row.pk}: tanda buka atau tayang tidak sesuai pengajuan"
        for row in live_is_newest(rows, plate) if plate else ():
            yield f"{model.__name__} {row.pk}: disetujui, tetapi versi yang lebih lama yang tayang"


def search_rows() -> Iterator[str]:
    """Products on display without a search row, and rows of products that are not on display."""
    shown = public().values("product")
    for code in (
        public().exclude(product__in=ProductSearch.objects.values("product")).values_list("product__code", flat=True)
    ):
        yield f"Produk {code}: tayang, tetapi tidak ada di pencarian"
    for code in ProductSearch.objects.exclude(product__in=shown).values_list("code", flat=True):
        yield f"Produk {code}: ada di pencarian, tetapi tidak tayang"
    if wrong := counts.drift():
        yield f"Hitungan daftar produk: {wrong} angka tidak cocok. Jalankan rebuild_search."


def directory() -> Iterator[str]:
    """Businesses that are shown but not listed, or listed but not shown."""
    if count := drift():
        yield f"Direktori: {count} usaha tidak cocok. Jalankan rebuild_directory."


def files() -> Iterator[str]:
    """Photos and scans whose file is gone, and photos whose sizes could not be made."""
    for photo in ProductPhoto.objects.select_related("files").iterator():
        if not all(default_storage.exists(f"{photo.folder}/{size['width']}.webp") for size in photo.sizes):
            yield f"Foto {photo.code}: berkas tidak ada"
        if photo.files and (photo.files.folder, photo.files.sizes) != (photo.folder, photo.sizes):
            yield f"Foto {photo.code}: ukurannya berbeda dengan catatan berkasnya"
    for files in PhotoFiles.objects.filter(state=PhotoFiles.State.FAILED):
        yield f"Berkas foto {files.code}: ukurannya gagal dibuat. {files.failure}"
    for scan in Scan.objects.select_related("certificate").iterator():
        if not storages["private"].exists(scan.path):
            yield f"Sertifikat {scan.certificate.code}: berkas pindaian tidak ada"


def secrets() -> Iterator[str]:
    """Secrets that an old key closed, or that no key opens."""
    yield from rotation.findings()
