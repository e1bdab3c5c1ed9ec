"""Papers of the demo: certificate numbers that pass the checks yet belong to nobody, and their scans.

Every scan says in large letters that it is an example. Serial numbers are of nines, which no issuer has reached.
"""

import datetime
import hashlib
from random import Random

from django.conf import settings

from certification.models import Kind
from certification.numbers import check_number
from lebak_catalog.demo.filling.names import spread
from review.documents import Document

Day = datetime.date
YEARS = {"halal": 4, "pirt": 5, "bpom_food": 5, "bpom_cosmetic": 3, "bpom_traditional": 5, "psat": 5, "slhs": 3,
         "tkdn": 5, "trademark": 10, "organic": 1, "haccp": 3, "iso": 3}  # fmt: skip


def number(kind: Kind, business: int, issued: Day, expires: Day | None) -> str:
    """The number in its canonical form; different for each business, kind and day of issue."""
    serial = spread(business)
    month = f"{issued:%m%y}"
    rules = {
        "halal_certificate": f"ID3699{serial:09d}{month}",
        "pirt": f"2{business // 10_000 % 20 + 1:02d}{settings.REGION_CODE}99{business % 10_000:04d}"
        f"{(expires or issued).year % 100:02d}",
        "bpom_food": f"MD999{serial % 1_000_000_000:09d}",
        "bpom_cosmetic": f"NA99{serial:09d}",
        "bpom_traditional": f"TR999{serial % 1_000_000:06d}",
        "trademark": f"IDM99{serial:07d}",
    }
    text = rules.get(kind.number_rule, f"CONTOH/{kind.short_name.upper()}/{business:05d}/{issued.year}")
    return check_number(kind.number_rule, text).value


def dates(kind: Kind, standing: str, entered: Day, today: Day, rng: Random) -> tuple[Day, Day | None]:
    """Day of issue and last day for a paper entered on `entered` that stands like `standing` today."""
    years = YEARS.get(kind.code, 5)
    span = datetime.timedelta(days=365 * years)
    if standing == "old" and kind.code == "halal":
        expires = today - datetime.timedelta(days=rng.randint(60, 900))
        return expires - span, expires
    if not kind.has_expiry:
        since = max(Day(2023, 1, 2), entered - datetime.timedelta(days=1200))
        return since + datetime.timedelta(days=rng.randint(0, max(0, (entered - since).days - 7))), None
    if standing == "expiring":
        expires = today + datetime.timedelta(days=rng.randint(4, max(5, kind.expiring_days - 10)))
        return expires - span, expires
    if standing == "expired" and (today - entered).days > 40:
        expires = today - datetime.timedelta(days=rng.randint(3, (today - entered).days - 30))
        return expires - span, expires
    longest = max(8, span.days - kind.expiring_days - 20 - (today - entered).days)
    issued = entered - datetime.timedelta(days=rng.randint(6, min(longest, 1400)))
    return issued, issued + span


def scan(kind: Kind, holder: str, text: str, scope: str, issued: Day, expires: Day | None) -> Document:
    """A one-page PDF that looks like a certificate and says that it is an example."""
    lines = [
        (22, 90, 760, "CONTOH - BUKAN DOKUMEN RESMI"),
        (18, 90, 690, kind.name.upper()),
        (12, 90, 664, kind.issuer),
        (12, 90, 610, "Nomor"),
        (16, 220, 610, text),
        (12, 90, 574, "Diberikan kepada"),
        (14, 220, 574, holder),
        (12, 90, 538, "Produk"),
        (12, 220, 538, scope[:60]),
        (12, 220, 520, scope[60:120]),
        (12, 90, 484, "Tanggal terbit"),
        (12, 220, 484, f"{issued:%d-%m-%Y}"),
        (12, 90, 460, "Berlaku sampai"),
        (12, 220, 460, f"{expires:%d-%m-%Y}" if expires else "tidak dibatasi"),
        (22, 90, 300, "CONTOH - BUKAN DOKUMEN RESMI"),
        (10, 90, 120, "Dibuat oleh program untuk demo. Nomor, nama, dan tanda terima di atas adalah rekaan."),
    ]
    data = _pdf(lines)
    return Document("pdf", "application/pdf", "pdf", 1, data, hashlib.sha256(data).hexdigest())


def _pdf(lines: list[tuple[int, int, int, str]]) -> bytes:
    """A page of A4 with a double frame and lines of Helvetica: size, x, y, words."""
    drawn = ["0.75 0.6 0.25 RG 4 w 50 50 495 742 re S 1 w 58 58 479 726 re S 0 g"]
    for size, x, y, words in lines:
        safe = words.encode("latin-1", "replace").decode("latin-1")
        safe = safe.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        drawn.append(f"BT /F1 {size} Tf {x} {y} Td ({safe}) Tj ET")
    content = "\n".join(drawn).encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for at, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (at, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
