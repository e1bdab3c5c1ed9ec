"""The bars of a barcode and the squares of a QR code, as drawings without any style of their own."""

import io

import barcode
import segno

from catalog.gtin import check_gtin
from review.checked import Invalid

QUIET = 11  # modules left and right of the bars (GS1: 11 and 7)
HEIGHT = 60


def printable(gtin: str) -> str:
    """The digits of the EAN-13 or EAN-8 symbol of a GTIN; "" when it has none.

    A wrong check digit has none, nor a GTIN-14 (it belongs on cartons), nor a number for use inside shops (prefix 2,
    02, 04; EAN-8 with 0): a symbol that tills take for a GS1 number would disguise it.
    """
    try:
        digits = check_gtin(gtin).value
    except Invalid:
        return ""
    if len(digits) == 12:
        digits = f"0{digits}"
    inside = ("0",) if len(digits) == 8 else ("02", "04")
    return digits if len(digits) in (8, 13) and not digits.startswith(inside) else ""


def bars(digits: str) -> str:
    """The modules of a symbol of 8 or 13 right digits: 1 is dark."""
    kind = "ean8" if len(digits) == 8 else "ean13"
    return str(barcode.get(kind, digits[:-1]).build()[0]).replace("G", "1")


def symbol(gtin: str) -> str:
    """The symbol as SVG with its digits below; "" when it may not be printed. All of it is made by us: digits only."""
    digits = printable(gtin)
    if not digits:
        return ""
    modules = bars(digits)
    path = "".join(f"M{QUIET + at} 0h1v{HEIGHT}h-1z" for at, dark in enumerate(modules) if dark == "1")
    width = len(modules) + 2 * QUIET
    spaced = f"{digits[:4]} {digits[4:]}" if len(digits) == 8 else f"{digits[0]} {digits[1:7]} {digits[7:]}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ean" viewBox="0 0 {width} {HEIGHT + 14}" role="img" '
        f'aria-label="Barcode {digits}"><rect width="{width}" height="{HEIGHT + 14}" fill="#fff"/>'
        f'<path d="{path}" fill="#000" shape-rendering="crispEdges"/>'
        f'<text x="{width // 2}" y="{HEIGHT + 11}" font-size="11" text-anchor="middle" fill="#000">{spaced}</text>'
        "</svg>"
    )


def qr(link: str) -> bytes:
    """A QR code as SVG."""
    drawing = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, omitsize=True, border=2)
    return drawing.getvalue()
