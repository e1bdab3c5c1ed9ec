"""For the tests of bulk listing: tables and ZIPs made of words, and the way of one through the pages."""

import io
import re
import zipfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.bulk import applying, intake
from catalog.bulk.work import newest_job
from catalog.models import Category, ProductBatch
from jobs.work import perform
from registry.models import Business
from tests.imports import work
from tests.people import sign_in

START = "/pusat-usaha/produk/massal/"
PHOTOS = Path(__file__).parent / "data" / "uploads-awkward"
GOOD = {
    "Nama produk": "Gula Semut Aren 250 g",
    "Keterangan": "Gula aren kering berbentuk butiran dari nira Sobang. Manisnya lembut dan mudah larut di air hangat.",
    "Harga": "25000",
    "Satuan": "bungkus",
    "Pesanan minimal": "10",
    "Kapasitas per bulan": "500",
    "Waktu pengerjaan (hari)": "5",
}


def csv(*rows: dict[str, str], name: str = "produk.csv") -> SimpleUploadedFile:
    """A table with a column for each title that a row has."""
    titles = list(dict.fromkeys(title for row in rows for title in row))
    lines = [titles, *([row.get(title, "") for title in titles] for row in rows)]
    text = "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)
    return SimpleUploadedFile(name, text.encode())


def picture(name: str = "ok_biasa.jpg") -> bytes:
    """The bytes of one of the awkward uploads."""
    return (PHOTOS / name).read_bytes()


def packed(**files: bytes) -> bytes:
    """A ZIP; two underscores in a name stand for a dot, so that names are words."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


def photos(**files: bytes) -> SimpleUploadedFile:
    """The same as an upload."""
    return SimpleUploadedFile("foto.zip", packed(**files))


def receive(business: Business, category: Category, table, zipped=None, *, by) -> ProductBatch:
    """A table that was uploaded and looked at."""
    batch = intake.receive(business, category, table, zipped, by=by)
    work()
    batch.refresh_from_db()
    return batch


def taken_in(business: Business, category: Category, table, zipped=None, *, by, sends: bool = False) -> ProductBatch:
    """A table that was taken in."""
    batch = receive(business, category, table, zipped, by=by)
    applying.apply(batch, sends=sends, by=by)
    work()
    batch.refresh_from_db()
    return batch


def upload(client, person, table, zipped=None, *, category: Category, business: Business) -> ProductBatch:
    """The table after an upload on the page, looked at by the worker."""
    sign_in(client, person)
    answer = send(client, table, zipped, category=category, business=business)
    assert answer.status_code == 302, answer.content.decode()
    work()
    return ProductBatch.objects.get(code=answer["Location"].strip("/").split("/")[-1])


def send(client, table, zipped=None, *, category: Category, business: Business):
    """The answer to an upload."""
    page = client.get(f"{START}?usaha={business.code}&kategori={category.slug}").content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    data = {"usaha": business.code, "kategori": category.slug, "table": table, "form_key": key}
    return client.post(START, data | ({"photos": zipped} if zipped else {}))


def press(client, batch: ProductBatch, button: str, **data):
    """Press a button of the page, let the worker work, and see the page it leads to."""
    answer = client.post(f"{START}{batch.code}/{button}/", data)
    work()
    batch.refresh_from_db()
    return client.get(answer["Location"])


def states(batch: ProductBatch) -> list[tuple[str, str]]:
    """(state, plan) of each row."""
    return list(batch.rows.order_by("number").values_list("state", "plan"))


def said(batch: ProductBatch, number: int = 2) -> str:
    """All sentences about one row."""
    return " ".join(one["message"] for one in batch.rows.get(number=number).problems)


def at(batch: ProductBatch, number: int = 2) -> set[str]:
    """The fields that the errors of a row stand at."""
    return {one["field"] for one in batch.rows.get(number=number).problems if one["level"] == "error"}


def table_of(business: str, *, by, long: str = "") -> ProductBatch:
    """A table of the business with this code that waits for a decision: one row is good, one is not."""
    found, sugar = Business.objects.get(code=business), Category.objects.get(slug="gula-semut")
    wrong = GOOD | {"Nama produk": f"Gula Cetak {long}"[:120], "Harga": "murah", "Satuan": long or "x"}
    batch = intake.receive(found, sugar, csv(GOOD, wrong, name=f"produk{long}.csv"), None, by=by)
    perform.call(newest_job(batch).pk)
    batch.refresh_from_db()
    return batch
