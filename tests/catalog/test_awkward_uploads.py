"""Every awkward or hostile file, sent through the real pages: its expected outcome, plain words, never a 500."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalog import actions as catalog
from catalog.models import ProductPhoto
from certification import actions as certification
from certification.models import Scan
from tests import build

FOLDER = Path(__file__).parent.parent / "data" / "uploads-awkward"
CASES = list(csv.DictReader((FOLDER / "cases.csv").read_text(encoding="utf-8").splitlines()))


def upload(case) -> SimpleUploadedFile:
    return SimpleUploadedFile(case["name"], (FOLDER / case["file"]).read_bytes())


@pytest.fixture
def business(sari, rina, client):
    edition = build.live_business(sari, rina)
    client.force_login(sari)
    return edition.business


@pytest.mark.parametrize("case", [c for c in CASES if c["as_picture"]], ids=lambda c: c["name"][:30])
def test_as_a_product_photo(client, sari, business, case):
    edition = catalog.start_product(business, by=sari)
    page = client.post(
        reverse("catalog:edit", args=[edition.product.code]), {"name": "Abon", "do": "save", "photos": upload(case)}
    )
    edition.refresh_from_db()
    assert edition.name == "Abon", "what was typed is kept"
    photo = ProductPhoto.objects.filter(product=edition.product).first()
    assert (photo is not None) == (case["as_picture"] == "ok")
    if photo is None:
        assert page.status_code == 200 and "Ada foto yang belum masuk" in page.text
        return
    assert page.status_code == 302
    for size in photo.sizes:
        with default_storage.open(f"{photo.folder}/{size['width']}.webp") as file:
            data = file.read()
        picture = Image.open(io.BytesIO(data))
        assert not picture.getexif() and not picture.info.get("comment")
        assert b"<?php" not in data and b"PK\x03\x04" not in data


@pytest.mark.parametrize("case", [c for c in CASES if c["as_document"]], ids=lambda c: c["name"][:30])
def test_as_the_scan_of_a_certificate(client, sari, business, case):
    certificate = certification.enter(business, build.kind("iso"), {}, by=sari)
    post = {"number": "FSSC 123", "do": "save", "scan": upload(case)}
    page = client.post(reverse("certification:edit", args=[certificate.code]), post)
    certificate.refresh_from_db()
    assert certificate.number == "FSSC 123", "what was typed is kept"
    kept = Scan.objects.filter(certificate=certificate).exists()
    assert kept == (case["as_document"] == "ok")
    assert page.status_code == (302 if kept else 200)


def test_a_photo_over_the_limit_is_refused_in_words(client, sari, business):
    edition = catalog.start_product(business, by=sari)
    big = SimpleUploadedFile("besar.jpg", b"\xff\xd8\xff" + bytes(13 * 1024 * 1024))
    page = client.post(reverse("catalog:edit", args=[edition.product.code]), {"photos": big})
    assert "besar.jpg: foto lebih dari 12 MB" in page.text


def test_twenty_five_files_in_one_request_get_a_sentence(client, sari, business):
    edition = catalog.start_product(business, by=sari)
    files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(25)]
    page = client.post(reverse("catalog:edit", args=[edition.product.code]), {"name": "Abon", "photos": files})
    edition.refresh_from_db()
    assert page.status_code == 200 and "paling banyak 8 foto" in page.text and edition.name == "Abon"
