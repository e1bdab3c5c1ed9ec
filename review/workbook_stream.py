"""An XLSX that leaves while it is written: its first bytes go at once, and no more than a few rows are held.

A library writes the whole file first; a hundred thousand products took it half a minute of computing before the first
byte, longer than a proxy waits. The parts of a plain workbook are few: sheets of inline text and numbers, one style.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters of a cell
BOLD = ' s="1"'
AT_ONCE = 100  # rows written together
FONT = '<sz val="11"/><name val="Calibri"/>'
XF = 'numFmtId="0" fillId="0" borderId="0"'
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font>{FONT}</font><font><b/>{FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf {XF} fontId="0"/></cellStyleXfs><cellXfs count="2"><xf {XF} fontId="0" xfId="0"/>'
    f'<xf {XF} fontId="1" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
TYPES = (  # how every XML part is to be read that is not named: a sheet
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="{TYPE}.worksheet+xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/></Types>'
)
LINKS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Target="xl/workbook.xml"'
    f' Type="{OFFICE}/officeDocument"/></Relationships>'
)


class Outbox(io.RawIOBase):
    """Where the archive writes to, and what can be taken from it; it is never read again."""

    def __init__(self) -> None:
        super().__init__()
        self.held = bytearray()

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: object) -> int:
        """Keep the bytes until they are taken."""
        self.held += memoryview(data)  # type: ignore[arg-type]
        return len(memoryview(data))  # type: ignore[arg-type]

    def take(self) -> bytes:
        """All bytes that came since the last time."""
        taken, self.held = bytes(self.held), bytearray()
        return taken


def _cell(value: object, style: str = "") -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int | float):
        return f"<c{style}><v>{value}</v></c>"
    text = escape(FORBIDDEN.sub("", str(value)[:LONGEST]), quote=False)
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _row(values: Iterable[object], style: str = "") -> str:
    return f"<row>{''.join(_cell(value, style) for value in values)}</row>"


def _opening(titles: Sequence[str], about: Sequence[str]) -> str:
    """The beginning of a sheet: widths, a pane that stays, lines about the list, and the bold heads."""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{max(12, min(40, len(title) + 4))}" customWidth="1"/>'
        for n, title in enumerate(titles, 1)
    )
    above = [[words] for words in about] + ([[""]] if about else [])
    frozen, heads = len(above) + 1, _row(titles, BOLD)
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="{frozen}"'
        f' topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(map(_row, above))}{heads}"
    )


def _closing(sheets: int) -> dict[str, str]:
    """The parts that name the sheets; they are written when their number is known."""
    numbers = range(1, sheets + 1)
    names = "".join(f'<sheet name="Data{"" if n == 1 else f" {n}"}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    return {
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="rId0" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    }


def pieces(
    titles: Sequence[str], rows: Iterator[Sequence[object]], about: Sequence[str], sheet_rows: int
) -> Iterator[bytes]:
    """The file piece by piece; after `sheet_rows` rows another sheet begins. Values are safe already."""
    outbox, sheets, row = Outbox(), 0, next(rows, None)
    with ZipFile(outbox, "w", ZIP_DEFLATED, compresslevel=3) as book:
        for name, text in (("[Content_Types].xml", TYPES), ("_rels/.rels", LINKS), ("xl/styles.xml", STYLES)):
            book.writestr(name, text)
        while not sheets or row is not None:
            sheets += 1
            with book.open(f"xl/worksheets/sheet{sheets}.xml", "w") as sheet:
                held, written = [_opening(titles, () if sheets > 1 else about)], 0
                while row is not None and written < sheet_rows:
                    held.append(_row(row))
                    written, row = written + 1, next(rows, None)
                    if written % AT_ONCE == 0:
                        sheet.write("".join(held).encode())
                        held = []
                        if len(outbox.held) > 32_000:
                            yield outbox.take()
                sheet.write(f"{''.join(held)}</sheetData></worksheet>".encode())
            yield outbox.take()
        for name, text in _closing(sheets).items():
            book.writestr(name, text)
    yield outbox.take()
