"""Untrusted tables become rows of text, with every oddity told; bombs and rubbish are refused in plain words."""

import csv
import io
import struct
import zipfile
from pathlib import Path

import pytest

from registry.spreadsheet import BadTable, read_table
from review.sandbox import SandboxFailed

SAMPLES = Path(__file__).parent.parent / "data" / "import-samples"
CASES = list(csv.DictReader((SAMPLES / "cases.csv").read_text(encoding="utf-8").splitlines()))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def read(name):
    return read_table((SAMPLES / name).read_bytes(), name)


def cells(data, name="tabel.csv"):
    return [row.cells for row in read_table(data, name).rows]


def refusal(data, name="tabel.csv"):
    with pytest.raises(BadTable) as caught:
        read_table(data, name)
    assert caught.value.message.endswith(".")
    return caught.value


def problems(data, name="tabel.csv"):
    return [(row.number, found.column, found.code, found.blocks) for row in read_table(data, name).rows
            for found in row.problems]  # fmt: skip


def workbook(rows, more=""):
    """An XLSX with one sheet; str cells are text, other values numbers, None leaves the cell out."""
    body = ""
    for number, values in enumerate(rows, 1):
        body += f'<row r="{number}">'
        for at, value in enumerate(values):
            place = f'r="{chr(65 + at)}{number}"'
            if isinstance(value, str):
                body += f'<c {place} t="inlineStr"><is><t>{value}</t></is></c>'
            elif value is not None:
                body += f"<c {place}><v>{value!r}</v></c>"
        body += "</row>"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Data" sheetId="1" '
        'r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="a" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{body}{more}</sheetData></worksheet>',
    }
    return archive(parts)


def archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_each_sample_has_its_outcome(case):
    if case["outcome"] != "ok":
        refused = refusal((SAMPLES / case["file"]).read_bytes(), case["file"])
        assert refused.code == case["outcome"]
        assert (refused.peak_bytes or 0) < 60_000_000
        return
    table = read(case["file"])
    rows = list(table.rows)
    assert (table.kind, len(rows), sum(row.blocked for row in rows)) == (
        case["kind"], int(case["rows"]), int(case["blocked_rows"])
    )  # fmt: skip
    assert sorted({found.code for row in rows for found in row.problems}) == case["problems"].split()
    assert all(len(row.cells) == len(table.header) for row in rows)


def test_leading_zeros_and_signs_stay_as_they_are_written():
    rows = read("01_produk_bersih.csv").rows
    assert next(iter(rows)).cells[0] == "0000395252955"
    assert [row.cells[1] for row in read("09_injeksi_formula.csv").rows][1:4] == ["+SUM(1,1)", "-2+3", "@SUM(1,1)"]


def test_the_same_table_in_four_dialects_reads_the_same():
    text = "nib;nama\r\n0012;Kopi – “Lebak”\r\n"
    wanted = [["0012", "Kopi – “Lebak”"]]
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        assert cells(text.encode(encoding)) == wanted, encoding
    for end in ("\n", "\r", "\r\n"):
        assert cells(text.replace("\r\n", end).encode()) == wanted, repr(end)
    for separator in (",", "\t", "|"):
        assert cells(text.replace(";", separator).encode()) == wanted, separator
    assert cells(b"sep=;\r\n" + text.encode()) == wanted


def test_a_comma_inside_quotes_does_not_count_as_a_separator():
    data = b'nama;uraian\n"Tahu, Tempe";"a, b, c"\n"Dodol\nWajit";x\n'
    assert cells(data) == [["Tahu, Tempe", "a, b, c"], ["Dodol\nWajit", "x"]]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    table = read_table(b"Daftar produk;;\n\nnama;harga;satuan\n\nDodol;1;a\n;;\nWajit;2;b\n", "a.csv")
    assert (table.header, table.header_row) == (["nama", "harga", "satuan"], 3)
    assert [row.number for row in table.rows] == [5, 7]


def test_ragged_rows_are_told_with_their_number():
    data = b"a;b;c\n1x;2\n1x;2;3;4\n1x;2;3;;;\n"
    assert problems(data) == [(2, None, "ragged", True), (3, None, "ragged", True)]


def test_control_and_hidden_characters_are_told_and_taken_out():
    row = next(iter(read("08c_nul_dan_kendali.csv").rows))
    assert row.cells[1:3] == ["UsahaA", "GulaSemut"]
    assert {(found.column, found.code) for found in row.problems} == {
        (1, "control"), (2, "control"), (2, "hidden"), (9, "hidden")
    }  # fmt: skip


def test_a_cell_of_two_megabytes_is_told_and_cut():
    data = b"nama,deskripsi\nDodol," + b"x" * 2_000_000 + b"\n"
    assert problems(data) == [(2, 1, "too_long", True)]
    assert len(cells(data)[0][1]) == 32_000


def test_the_unclosed_quote_is_named_by_its_row():
    with pytest.raises(BadTable, match="baris 2"):
        read("08b_kutip_terbuka.csv")


def test_the_duplicate_header_is_named():
    with pytest.raises(BadTable, match=r"“nama_produk” \(kolom 2 dan 3"):
        read("08d_judul_ganda.csv")


def test_numbers_of_a_workbook_come_as_people_see_them():
    data = workbook([["nama", "harga", "berat", "stok"], ["Dodol", 25000.0, 0.5, 10]])
    row = next(iter(read_table(data, "a.xlsx").rows))
    assert row.cells == ["Dodol", "25000", "0.5", "10"]
    assert row.numeric == {1, 2, 3}


def test_a_nik_that_became_a_number_blocks_the_row_and_a_nib_warns():
    data = workbook([["Nama", "NIK", "NIB", "No. HP"], ["Enok", 3602121234567890.0, 795168624.0, 86079719991.0]])
    assert problems(data, "a.xlsx") == [
        (2, 1, "numeric_id", True), (2, 2, "numeric_id", False), (2, 3, "numeric_id", False)
    ]  # fmt: skip
    assert problems(b"nama;nik\nEnok;3,60212E+15\n") == [(2, 1, "scientific_id", True)]


def test_a_header_of_two_rows_is_joined_and_column_numbers_are_skipped():
    table = read("05_rekap_dinas_berantakan.xlsx")
    assert table.header[1:4] == [
        "KECAMATAN",
        "NAMA PERUSAHAAN / PEMILIK: Nama Usaha",
        "NAMA PERUSAHAAN / PEMILIK: Pemilik",
    ]
    assert table.header[12:14] == ["TENAGA KERJA: L", "TENAGA KERJA: P"]
    assert next(iter(table.rows)).number == 8
    assert len(table.notes) == 4


def test_dates_of_a_workbook_are_text_of_one_shape():
    row = next(iter(read("07_sertifikat_campur.xlsx").rows))
    assert row.cells[5:7] == ["2025-01-27", "2030-01-27"]


def test_a_workbook_that_reaches_to_the_far_corner_is_refused():
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refusal(workbook([["a", "b"]], corner), "a.xlsx").code in {"crash", "memory", "too_many_rows"}


def test_an_archive_that_lies_about_its_size_is_refused():
    data = bytearray(workbook([["a"]], "<!--" + "x" * 60_000_000 + "-->"))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    refused = refusal(bytes(data), "a.xlsx")
    assert refused.code == "unpacks_too_big"
    assert refused.peak_bytes < 60_000_000


def test_too_many_rows_are_refused():
    assert refusal(b"a;b\n" + b"x;y\n" * 100_100).code == "too_many_rows"
    assert refusal(b"\n" * 1_100_000).code == "too_many_rows"
    assert refusal(b"<table>" + b"<tr><td>x" * 100_100, "a.xls").code == "too_many_rows"


def test_a_hundred_thousand_rows_are_read():
    assert len(read_table(b"nama;harga\n" + b"Dodol;1000\n" * 99_990, "a.csv").rows) == 99_990


def test_an_ods_that_repeats_a_row_a_million_times_is_refused():
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ' \
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ' \
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'  # fmt: skip
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-cell></table:table-row>'
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='D'>{row}" \
        "</table:table></office:spreadsheet></office:body></office:document-content>"  # fmt: skip
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    assert refusal(archive({"mimetype": kind, "META-INF/manifest.xml": "<a/>", "content.xml": content}), "a.ods").code


def test_other_files_are_refused_with_a_way_out():
    assert refusal(archive({"word/document.xml": "<a/>"}), "surat.docx").code == "not_a_table"
    assert refusal(b"%PDF-1.4 x", "a.csv").code == "not_a_table"
    assert refusal(bytes(range(256)) * 20, "a.csv").code == "not_a_table"
    assert refusal(b"\xff\xfea\x00\x00\xd8", "a.csv").code == "encoding"
    assert "Simpan Sebagai" in refusal(b"<html><p>halo</html>", "a.xls").message


def test_a_file_over_thirty_megabytes_is_refused_unread():
    assert "31 MB" in refusal(b"a;b\n" * 8_000_000).message


@pytest.mark.parametrize("kind", ["timeout", "memory", "crash", "busy"])
def test_a_child_that_gives_no_answer_is_a_refusal_in_plain_words(kind, monkeypatch):
    def gone(*args, **options):
        raise SandboxFailed(kind)

    monkeypatch.setattr("registry.spreadsheet.run", gone)
    assert refusal(b"a;b\n1;2\n").code == kind


def test_workbooks_cut_anywhere_never_break_us():
    whole = (SAMPLES / "07_sertifikat_campur.xlsx").read_bytes()
    for share in (0.2, 0.6, 0.99):
        assert refusal(whole[: int(len(whole) * share)], "a.xlsx").code == "broken"
    assert refusal((SAMPLES / "12_excel97.xls").read_bytes()[:9000], "a.xls").code in {"broken", "crash"}
