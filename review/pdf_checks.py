"""The steps of `review.documents` that parse a PDF: they run in the child process."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

from review.picture_pixels import BadUpload
from review.sandbox import task

MAX_PAGES = 20
MAX_OBJECTS = 50_000
PRINT_AGAIN = "Buka berkasnya, pilih Cetak > “Simpan sebagai PDF”, lalu unggah hasilnya. Foto JPG juga boleh."
_TAIL = 2048
# Actions that only move about in the document or open a web page. All others (JavaScript, Launch, GoToR, GoToE,
# SubmitForm, ImportData, Rendition, ...) do something, and a certificate has no need of them.
_HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named"}
_ACTING_KEYS = {"/JS", "/JavaScript", "/Launch", "/XFA", "/RichMediaContent", "/RichMediaSettings", "/AA"}
_ATTACHING_KEYS = {"/EmbeddedFiles", "/EF"}
_ATTACHING_KINDS = {"/EmbeddedFile", "/FileAttachment"}
_ACTION_KINDS = {
    "/JavaScript", "/Launch", "/GoToR", "/GoToE", "/GoToDp", "/Thread", "/Sound", "/Movie", "/SubmitForm", "/ResetForm",
    "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/RichMediaExecute",
}  # fmt: skip
# Looked for in the raw bytes too: an object that our reader misses may be found by a viewer that repairs the file.
_RAW = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|GoToE|GoToR|ImportData|SubmitForm)(?![A-Za-z0-9])")
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_ATTACHING_WORDS = {b"EmbeddedFile", b"EmbeddedFiles"}


@task
def check(data: bytes) -> tuple[dict, list[bytes]]:
    """Raises BadUpload unless this is a whole, open PDF of few pages in which nothing can act. Values: pages."""
    if b"%%EOF" not in data[-_TAIL:]:
        raise _cut()
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            text = f"PDF ini dikunci dengan kata sandi; petugas tidak dapat membacanya. {PRINT_AGAIN}"
            raise BadUpload("encrypted", text)
        _refuse_raw(data)
        _refuse_objects(reader)
        pages = _count(reader)
    except (BadUpload, MemoryError):
        raise
    except Exception:  # a hostile PDF raises nearly anything: RecursionError, KeyError, zlib.error, ...
        raise _cut() from None
    return {"pages": pages}, []


def _cut() -> BadUpload:
    return BadUpload("broken", f"PDF ini rusak atau tidak lengkap. Unggah ulang. Bila tetap gagal: {PRINT_AGAIN}")


def _acting() -> BadUpload:
    return BadUpload("active", f"PDF ini berisi skrip atau perintah otomatis, jadi tidak dapat diterima. {PRINT_AGAIN}")


def _attached() -> BadUpload:
    return BadUpload("attachment", f"PDF ini membawa berkas lain di dalamnya, jadi tidak dapat diterima. {PRINT_AGAIN}")


def _count(reader: PdfReader) -> int:
    claimed = int(reader.root_object["/Pages"].get_object().get("/Count", 0))  # type: ignore[union-attr]
    if claimed > MAX_PAGES:
        raise _too_long(claimed)
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        raise _too_long(pages)
    if pages < 1:
        raise _cut()
    for page in reader.pages:
        page.mediabox  # noqa: B018 - raises where the page itself is missing
        page.get_contents()
    return pages


def _too_long(pages: int) -> BadUpload:
    text = f"PDF ini {pages} halaman, paling banyak {MAX_PAGES}. Unggah halaman sertifikatnya saja: buka, pilih Cetak, "
    return BadUpload("too_many_pages", text + "pilih halamannya, lalu “Simpan sebagai PDF”.")


def _refuse_raw(data: bytes) -> None:
    plain = _HEX_IN_NAME.sub(lambda found: bytes([int(found[1], 16)]), data)
    found = _RAW.search(plain)
    if found:
        raise _attached() if found[1] in _ATTACHING_WORDS else _acting()


def _refuse_objects(reader: PdfReader) -> None:
    """Looks at every object of the file, also inside compressed object streams, whether a page uses it or not."""
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MAX_OBJECTS:
        raise BadUpload("too_complex", f"PDF ini terlalu rumit untuk diperiksa. {PRINT_AGAIN}")
    _refuse_within(reader.trailer)
    for number, generation in sorted(numbers):
        if generation != 65535:
            _refuse_within(reader.get_object(IndirectObject(number, generation, reader)))


def _refuse_within(thing: object) -> None:
    waiting = [thing]
    while waiting:
        item = waiting.pop()
        if isinstance(item, DictionaryObject):
            _refuse_dictionary(item)
            waiting.extend(item.values())
        elif isinstance(item, ArrayObject):
            waiting.extend(item)


def _refuse_dictionary(item: DictionaryObject) -> None:
    keys = set(item)
    if keys & _ATTACHING_KEYS or _name(item, "/Type") == "/EmbeddedFile" or _name(item, "/Subtype") in _ATTACHING_KINDS:
        raise _attached()
    if keys & _ACTING_KEYS or _name(item, "/Subtype") in {"/RichMedia", "/Movie", "/Screen", "/3D"}:
        raise _acting()
    if not isinstance(item, StreamObject) and _name(item, "/S") in _ACTION_KINDS:
        raise _acting()
    opening = item.raw_get("/OpenAction") if "/OpenAction" in item else None
    if isinstance(opening, IndirectObject):
        opening = opening.get_object()
    if isinstance(opening, DictionaryObject):
        if _name(opening, "/S") not in _HARMLESS_ACTIONS:
            raise _acting()
    elif not isinstance(opening, (ArrayObject, NullObject, type(None))):  # an array is only the page to open at
        raise _acting()


def _name(item: DictionaryObject, key: str) -> str:
    value = item.raw_get(key) if key in item else ""
    if isinstance(value, IndirectObject):
        value = value.get_object()
    return str(value)
