"""A small true PDF for upload tests."""

import io

from pypdf import PdfWriter


def one_page_pdf() -> bytes:
    """One blank A6 page."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(298, 420)
    writer.write(out)
    return out.getvalue()
