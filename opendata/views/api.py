"""The calls of the open data. Each at most three statements, the counting of calls included."""

import re
from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from ninja import Path, Query, Schema
from ninja.errors import ValidationError
from pydantic import Field

from catalog.exporting import counted_categories
from catalog.search.choices import Choice, load
from catalog.search.export import chunk, up_to_date
from catalog.search.query import Wish
from catalog.search.words import tidy
from certification.public_check import LONGEST, spellings
from opendata import queries, shapes, telling
from opendata.document import Api
from opendata.door import Problem, problem
from review.checked import clean_line

CODE = re.compile(r"[2-9a-hjkmnp-z]{8}")
MOST, USUAL = 100, 50
api = Api(
    title="Data terbuka katalog produk daerah",
    version="1",
    description="Hanya baca, tanpa kunci. Penjelasan, lisensi dan contoh: /data/.",
    docs_url=None,
    urls_namespace="opendata",
)
FAILS = {400: shapes.Trouble, 429: shapes.Trouble, 503: shapes.Trouble}
MISSED = FAILS | {404: shapes.Trouble}


Code = Annotated[str, Path(description="delapan huruf dan angka")]


class Piece(Schema):
    """Which piece of a list."""

    jumlah: int = Field(USUAL, ge=1, le=MOST, description=f"baris per panggilan, paling banyak {MOST}")
    setelah: str = Field("", max_length=8, description="kode baris terakhir; dipakai oleh alamat “berikutnya”")


class ProductQuestion(Piece):
    """Which products."""

    q: str = Field("", max_length=400, description="kata, sama seperti pencarian di situs")
    kategori: str = Field("", max_length=80, description="slug kategori; yang di bawahnya ikut")
    kecamatan: str = Field("", max_length=90, description="slug atau kode kecamatan")
    sertifikat: str = Field("", max_length=200, description="kode jenis, dipisah koma: semua harus berlaku hari ini")
    updated_since: datetime | None = Field(None, description="disetujui atau berganti harga sejak saat ini (ISO 8601)")


class BusinessQuestion(Piece):
    """Which businesses."""

    q: str = Field("", max_length=400, description="nama, bidang usaha atau tempat")
    kecamatan: str = Field("", max_length=90, description="slug atau kode kecamatan")
    kbli: str = Field("", pattern="^([0-9]{5})?$", description="kode KBLI lima angka")


class NumberQuestion(Schema):
    """Which certificates."""

    nomor: str = Field(min_length=1, max_length=LONGEST, description="nomor di kertas; spasi dan titik tidak berarti")


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter that cannot be meant."""
    names = sorted({str(one["loc"][-1]) for one in error.errors})
    words = f"Isi parameter {', '.join(names)} tidak dapat dipakai. Lihat /data/ untuk isinya."
    return problem(400, words, parameter=names)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing with this code."""
    return problem(404, str(error) or "Alamat ini tidak ada. Lihat /data/.")


@api.exception_handler(Problem)
def refused(request: HttpRequest, error: Problem) -> HttpResponse:
    """A call that a view refused."""
    return problem(error.status, error.words, **error.more)


def known(request: HttpRequest, *names: str) -> None:
    """A misspelt parameter would silently give the wrong data: it is refused."""
    strange = sorted(set(request.GET) - set(names))
    if strange:
        shown = ", ".join(one[:40] for one in strange[:5])
        raise Problem(400, f"Parameter {shown} tidak dikenal. Yang dikenal: {', '.join(names)}.", parameter=strange[:5])


def _next(request: HttpRequest, response: HttpResponse, code: str) -> str:
    """The address of the next piece, in the answer and as a Link header."""
    query = request.GET.copy()
    query["setelah"] = code
    address = telling.site(f"{request.path}?{query.urlencode()}")
    response["Link"] = f'<{address}>; rel="next"'
    return address


def _chosen(shelf: dict[str, Choice], typed: str, name: str) -> Choice:
    """The choice with this slug or key."""
    found = shelf.get(typed) or next((one for one in shelf.values() if one.key == typed), None)
    if found is None:
        words = f"Isi {name} “{typed[:40]}” tidak ada. Daftarnya: /api/v1/{SHELVES[name]}/."
        raise Problem(400, words, parameter=[name])
    return found


def _last(asked: Piece) -> str:
    """The code after which the piece begins."""
    if asked.setelah and not CODE.fullmatch(asked.setelah):
        raise Problem(400, "Isi setelah bukan kode. Pakai alamat di “berikutnya” apa adanya.", parameter=["setelah"])
    return asked.setelah


SHELVES = {"kategori": "kategori", "kecamatan": "wilayah", "sertifikat": "jenis-sertifikat"}


def _wish(asked: ProductQuestion) -> Wish:
    if not (asked.kategori or asked.kecamatan or asked.sertifikat):
        return Wish(text=tidy(asked.q))
    choices, mask = load(), 0
    for code in filter(None, asked.sertifikat.split(",")):
        mask |= 1 << int(_chosen(choices.kinds, code.strip(), "sertifikat").key)
    return Wish(
        text=tidy(asked.q),
        category_path=_chosen(choices.categories, asked.kategori, "kategori").key if asked.kategori else "",
        districts=(_chosen(choices.districts, asked.kecamatan, "kecamatan").key,) if asked.kecamatan else (),
        certificates=mask,
    )


def _rows(wish: Wish, **asked: Any) -> list[dict[str, Any]]:
    """The products; asked once more when a day has passed since their certificates were looked at."""
    rows = chunk(wish, **asked)
    if rows and rows[0]["is_old"]:
        up_to_date()
        rows = chunk(wish, **asked)
    return rows


@api.get("/produk/", response={200: shapes.Products, **FAILS}, url_name="products", summary="Daftar produk tayang")
def products(request: HttpRequest, response: HttpResponse, asked: Query[ProductQuestion]) -> dict[str, Any]:
    """Products on display by the order they came, piece by piece."""
    known(request, *ProductQuestion.model_fields)
    since = asked.updated_since
    if since is not None and timezone.is_naive(since):
        since = timezone.make_aware(since)
    rows = _rows(_wish(asked), after_code=_last(asked), most=asked.jumlah + 1, since=since)
    more = len(rows) > asked.jumlah
    rows = rows[: asked.jumlah]
    ahead = _next(request, response, rows[-1]["code"]) if more else None
    return {"data": [telling.product(row) for row in rows], "berikutnya": ahead}


@api.get("/produk/{kode}/", response={200: shapes.Product, **MISSED}, url_name="product", summary="Satu produk")
def product(request: HttpRequest, response: HttpResponse, kode: Code) -> dict[str, Any]:
    """One product on display."""
    known(request)
    rows = _rows(Wish(), code=kode, most=1) if CODE.fullmatch(kode) else []
    if not rows:
        raise Http404("Produk dengan kode ini tidak tayang.")
    response["Last-Modified"] = http_date(rows[0]["changed_at"].timestamp())
    return telling.product(rows[0])


@api.get("/usaha/", response={200: shapes.Businesses, **FAILS}, url_name="businesses", summary="Daftar usaha tayang")
def businesses(request: HttpRequest, response: HttpResponse, asked: Query[BusinessQuestion]) -> dict[str, Any]:
    """Businesses on display by the order they came, piece by piece."""
    known(request, *BusinessQuestion.model_fields)
    place = _chosen(load().districts, asked.kecamatan, "kecamatan").key if asked.kecamatan else ""
    found = queries.businesses(words=tidy(asked.q), district=place, activity=asked.kbli)
    rows = list(queries.after(found, _last(asked))[: asked.jumlah + 1])
    more = len(rows) > asked.jumlah
    rows = rows[: asked.jumlah]
    ahead = _next(request, response, rows[-1].business.code) if more else None
    return {"data": [telling.business(row) for row in rows], "berikutnya": ahead}


@api.get("/usaha/{kode}/", response={200: shapes.Business, **MISSED}, url_name="business", summary="Satu usaha")
def business(request: HttpRequest, kode: Code) -> dict[str, Any]:
    """One business on display."""
    known(request)
    found = queries.businesses().filter(business__code=kode).first() if CODE.fullmatch(kode) else None
    if found is None:
        raise Http404("Usaha dengan kode ini tidak tayang.")
    return telling.business(found)


@api.get("/kategori/", response={200: shapes.Categories, **FAILS}, url_name="categories", summary="Pohon kategori")
def categories(request: HttpRequest) -> dict[str, Any]:
    """The tree of categories with the number of products in each."""
    known(request)
    return {"data": telling.tree(counted_categories())}


@api.get("/wilayah/", response={200: shapes.Regions, **FAILS}, url_name="regions", summary="Kecamatan dan desa")
def regions(request: HttpRequest) -> dict[str, Any]:
    """The kecamatan with their villages."""
    known(request)
    return {"data": [telling.region(one) for one in queries.districts()]}


@api.get("/jenis-sertifikat/", response={200: shapes.Kinds, **FAILS}, url_name="kinds", summary="Jenis sertifikat")
def kinds(request: HttpRequest) -> dict[str, Any]:
    """The kinds of certificate by which products can be asked for."""
    known(request)
    return {"data": [{"kode": one.slug, "nama": one.name} for one in load().kinds.values()]}


@api.get("/sertifikat/", response={200: shapes.Papers, **FAILS}, url_name="papers", summary="Cek nomor sertifikat")
def papers(request: HttpRequest, asked: Query[NumberQuestion]) -> dict[str, Any]:
    """All that is registered under a number; an empty list when nobody registered it."""
    known(request, *NumberQuestion.model_fields)
    typed = clean_line(asked.nomor) or ""
    found = queries.certificates().filter(number__in=spellings(typed))[:10] if typed else []
    return {"data": [telling.paper(one) for one in found]}


@api.get("/sertifikat/{kode}/", response={200: shapes.Paper, **MISSED}, url_name="paper", summary="Satu sertifikat")
def paper(request: HttpRequest, response: HttpResponse, kode: Code) -> dict[str, Any]:
    """One certificate, and how it stands today."""
    known(request)
    found = queries.certificates().filter(code=kode).first() if CODE.fullmatch(kode) else None
    if found is None:
        raise Http404("Sertifikat dengan kode ini tidak ada di katalog.")
    response["Last-Modified"] = http_date(found.changed_at.timestamp())
    return telling.paper(found)
