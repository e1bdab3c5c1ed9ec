"""Untrusted certificate scans: whole, open, passive PDFs are kept, pictures are made anew, all else is refused."""

import csv
import hashlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from review.documents import BadUpload, clean_document
from review.sandbox import SandboxFailed

AWKWARD = Path(__file__).parent.parent / "data" / "uploads-awkward"
CASES = list(csv.DictReader((AWKWARD / "cases.csv").read_text(encoding="utf-8").splitlines()))


def read(name):
    return (AWKWARD / name).read_bytes()


def refusal(data):
    with pytest.raises(BadUpload) as caught:
        clean_document(data)
    return caught.value


def pdf(change=None, pages=1):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if change:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_root(key, value):
    return pdf(lambda writer: writer._root_object.update({NameObject(key): value}))


def action(kind, **more):
    entries = {NameObject("/S"): NameObject(kind)}
    return DictionaryObject(entries | {NameObject(f"/{name}"): value for name, value in more.items()})


@pytest.mark.parametrize("case", CASES, ids=[case["file"] + "-" + str(at) for at, case in enumerate(CASES)])
def test_each_awkward_upload_has_its_outcome(case):
    if case["as_document"] == "ok":
        assert clean_document(read(case["file"])).data
        return
    refused = refusal(read(case["file"]))
    assert refused.code == case["as_document"]
    assert refused.message.endswith((".", "”"))
    assert (refused.peak_bytes or 0) < 80_000_000


def test_a_pdf_is_kept_byte_for_byte_for_its_signature():
    data = read("sertifikat_ok.pdf")
    document = clean_document(data)
    assert (document.kind, document.content_type, document.extension) == ("pdf", "application/pdf", "pdf")
    assert (document.data, document.pages) == (data, 1)
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_a_picture_is_made_anew():
    document = clean_document(read("jpg_komentar_php.jpg"))
    assert (document.kind, document.content_type, document.extension) == ("picture", "image/jpeg", "jpg")
    assert b"<?php" not in document.data


def test_nine_megabytes_are_refused_with_the_size():
    refused = refusal(b"%PDF-1.4" + b" " * (9 * 1024 * 1024 - 8))
    assert refused.message == "Berkas harus PDF, JPG, atau PNG, paling besar 5 MB. Berkas ini 9 MB."


def test_twenty_pages_are_fine_and_twenty_one_are_not():
    assert clean_document(pdf(pages=20)).pages == 20
    assert "21 halaman" in refusal(pdf(pages=21)).message


def test_opening_at_a_page_is_harmless():
    place = ArrayObject([NumberObject(0), NameObject("/Fit")])
    assert clean_document(with_root("/OpenAction", place)).pages == 1
    assert clean_document(with_root("/OpenAction", action("/GoTo", D=place))).pages == 1


@pytest.mark.parametrize(
    "kind", ["/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition"]
)
def test_a_pdf_that_acts_is_refused(kind):
    assert refusal(with_root("/OpenAction", action(kind))).code == "active"


def test_a_script_behind_a_link_or_in_an_unused_object_is_refused():
    assert refusal(pdf(lambda writer: writer._add_object(action("/Named", JS=TextStringObject("x"))))).code == "active"
    assert refusal(with_root("/AA", DictionaryObject())).code == "active"


def test_a_script_written_with_escapes_is_refused():
    data = read("sertifikat_js.pdf").replace(b"/S/JavaScript/JS", b"/S/J#61vaScript/JS")
    assert refusal(data).code == "active"


def test_a_script_inside_a_compressed_object_stream_is_refused():
    hidden = b"1 0 2 70 << /Type /Catalog /Pages 3 0 R /OpenAction 2 0 R >>".ljust(79) + b"<< /S /JavaScript /JS (x) >>"
    packed = zlib.compress(hidden)
    parts = [
        b"3 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n",
        b"4 0 obj\n<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] >>\nendobj\n",
        b"5 0 obj\n<< /Type /ObjStm /N 2 /First 9 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\n",
    ]
    data, places = b"%PDF-1.5\n", []
    for part in parts:
        places.append(len(data))
        data += part
    rows = [(0, 0, 0), (2, 5, 0), (2, 5, 1), *((1, place, 0) for place in places), (1, len(data), 0)]
    table = b"".join(struct.pack(">BHB", *row) for row in rows)
    head = b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Length %d >>\nstream\n" % len(table)
    data += head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(data)
    assert b"JavaScript" not in data
    assert refusal(data).code == "active"


def test_attachments_are_refused():
    assert refusal(pdf(lambda writer: writer.add_attachment("a.exe", b"MZ"))).code == "attachment"


def test_a_pdf_cut_anywhere_never_breaks_us():
    whole = pdf(pages=3)
    for share in (0.1, 0.5, 0.9):
        assert refusal(whole[: int(len(whole) * share)]).code == "broken"


def test_a_pdf_that_refers_to_itself_ends():
    data = read("sertifikat_js.pdf").replace(
        b'/OpenAction<</S/JavaScript/JS(app.alert\\("x"\\);)>>', b"/Kids[1 0 R 2 0 R]"
    )
    loop = data.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")
    assert refusal(loop).code == "broken"


@pytest.mark.parametrize("kind", ["timeout", "memory", "crash", "busy"])
def test_a_child_that_gives_no_answer_is_a_refusal_in_plain_words(kind, monkeypatch):
    def gone(*args, **options):
        raise SandboxFailed(kind)

    monkeypatch.setattr("review.documents.run", gone)
    monkeypatch.setattr("review.pictures.run", gone)
    for name in ("sertifikat_ok.pdf", "ok_biasa.jpg"):
        refused = refusal(read(name))
        assert refused.code == kind
        assert refused.message.endswith(".")
