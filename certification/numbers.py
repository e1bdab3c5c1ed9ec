"""Numbers printed on certificates and permits, each with its own rule; kinds of certificate name a rule as data.

Every check takes what a person typed and returns `Checked` (the stored form) or raises `Invalid`. Format only:
that a certificate exists is the reviewer's check at the portal of its issuer.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils import timezone

from certification.number_words import (
    BMP,
    BPOM_COSMETIC,
    BPOM_FOOD,
    BPOM_TRADITIONAL,
    FREE,
    HALAL,
    HALAL_DECISION,
    KEMENKES,
    ORGANIC_EU,
    ORGANIC_ID,
    PIRT,
    SNI,
    TKDN,
    TRADEMARK,
)
from registry.places import home, province_codes
from review.checked import Checked, Words, clean_line, is_digits, without

MARKS = " .-:/"
LABELS = re.compile(r"^(?:(?:DEPKES|DINKES|KEMENKES|BPOM|POM)(?:RI)?)?(?:SPPIRT|PIRT)?(?:NOMOR|NO)?")
SNI_SHAPE = re.compile(r"SNI (?:[A-Z]{2,6}(?:/[A-Z]{2,6})? )*[0-9]{1,6}(?:[-.][0-9]{1,5}){0,4}[:-]((?:19|20)[0-9]{2})")


def _bare(words: Words, text: object, *, broken: str = "chars", too_long: str = "length") -> str:
    """Letters and digits only, without what labels print in front (BPOM RI, P-IRT No. …)."""
    return LABELS.sub("", without(words.read(text, broken, too_long), MARKS))


def _after(words: Words, bare: str, prefixes: tuple[str, ...], lengths: tuple[int, ...]) -> tuple[str, str]:
    """Prefix and digits of a number; raises Invalid `prefix`, `chars` or `length`."""
    prefix = next((prefix for prefix in prefixes if bare.startswith(prefix)), None)
    if prefix is None:
        raise words.refuse("prefix")
    digits = bare.removeprefix(prefix)
    if digits and not is_digits(digits):
        raise words.refuse("chars")
    if len(digits) not in lengths:
        raise words.refuse("length")
    return prefix, digits


def check_halal(text: object) -> Checked:
    """`ID` and 17 digits of a BPJPH certificate, the last four MMYY; wrong papers get their own words."""
    bare = _bare(HALAL, text)
    if bare.startswith("KH"):
        raise HALAL.refuse("ketetapan")
    if bare.startswith(("LPPOM", "MUI")) or (is_digits(bare) and 12 <= len(bare) <= 15):
        raise HALAL.refuse("old_mui")
    _, digits = _after(HALAL, bare if bare[:1].isalpha() else f"ID{bare}", ("ID",), (17,))
    if not 1 <= int(digits[13:15]) <= 12:
        raise HALAL.refuse("month")
    return Checked(f"ID{digits}")


def check_halal_decision(text: object) -> Checked:
    """Free text of at most 80 characters; a certificate number in this field is refused."""
    decision = _free(HALAL_DECISION, text).upper()
    if re.fullmatch(r"ID[0-9]{17}", without(decision, MARKS)):
        raise HALAL_DECISION.refuse("certificate")
    return Checked(decision)


# numbers that begin so are of imported goods, whatever the seller says (rules section 17)
IMPORTED = ("ML", "TI", "SI", "AKL", "PKL")
IMPORTED_RULES = ("bpom_food", "bpom_traditional", "kemenkes_permit")


def check_bpom_food(text: object) -> Checked:
    """`MD 123456789012` (12 or 15 digits); ML gets the hint `imported`."""
    prefix, digits = _after(BPOM_FOOD, _bare(BPOM_FOOD, text), ("MD", "ML"), (12, 15))
    return Checked(f"{prefix} {digits}", (BPOM_FOOD.hint("imported"),) if prefix in IMPORTED else ())


def check_pirt(text: object, *, today: date | None = None) -> Checked:
    """15 digits: packaging 1, food 2, regency 4, serials 6, year of expiry 2 (PerBPOM 22/2018)."""
    pirt = _bare(PIRT, text)
    if not is_digits(pirt):
        raise PIRT.refuse("chars" if pirt else "length")
    if len(pirt) != 15:
        raise PIRT.refuse("old_12_digit" if len(pirt) == 12 else "length")
    here = home()
    if pirt[0] not in "12345678":
        raise PIRT.refuse("packaging")
    if pirt[1:3] == "00":
        raise PIRT.refuse("food_type")
    if pirt[3:5] not in province_codes():
        raise PIRT.refuse("region", home=here.name, code=here.code)
    hints = []
    if 2000 + int(pirt[13:]) < (today or timezone.localdate()).year:
        hints.append(PIRT.hint("expired"))
    if pirt[3:7] != here.code:
        hints.append(PIRT.hint("outside_lebak", home=here.name))
    return Checked(pirt, tuple(hints))


def show_pirt(pirt: str) -> str:
    """`2063602990000-29`, as labels print it."""
    return f"{pirt[:13]}-{pirt[13:]}"


def check_bpom_cosmetic(text: object) -> Checked:
    """`N`, a continent letter A-E, 11 digits."""
    prefix, digits = _after(BPOM_COSMETIC, _bare(BPOM_COSMETIC, text), ("NA", "NB", "NC", "ND", "NE"), (11,))
    return Checked(prefix + digits)


def check_bpom_traditional(text: object) -> Checked:
    """Traditional medicine or supplement: two letters, 9 digits; TI and SI get the hint `imported`."""
    prefixes = ("TR", "TI", "TL", "HT", "FF", "SD", "SI", "SL")
    prefix, digits = _after(BPOM_TRADITIONAL, _bare(BPOM_TRADITIONAL, text), prefixes, (9,))
    return Checked(prefix + digits, (BPOM_TRADITIONAL.hint("imported"),) if prefix in IMPORTED else ())


def check_kemenkes(text: object) -> Checked:
    """Devices (AKD, AKL) or household health goods (PKD, PKL) and 11 digits; …L gets the hint `imported`."""
    prefix, digits = _after(KEMENKES, _bare(KEMENKES, text), ("AKD", "AKL", "PKD", "PKL"), (11,))
    return Checked(f"{prefix} {digits}", (KEMENKES.hint("imported"),) if prefix in IMPORTED else ())


def check_sni(text: object, *, today: date | None = None) -> Checked:
    """Number of a standard with its year, `SNI 6729:2016`; the certificate's own number is free text."""
    typed = SNI.read(text, "format", "format")
    if not typed.startswith("SNI"):
        raise SNI.refuse("prefix")
    sni = re.sub(r" ?([:/-]) ?", r"\1", f"SNI {typed.removeprefix('SNI').strip()}")
    shape = SNI_SHAPE.fullmatch(sni)
    if not shape:
        raise SNI.refuse("format")
    if int(shape[1]) > (today or timezone.localdate()).year:
        raise SNI.refuse("year")
    return Checked(sni)


def check_trademark(text: object) -> Checked:
    """Registration IDM + 9 digits, or application (hint `application`) DID/JID/D00/J00 + year + 6 digits (DJKI)."""
    bare = _bare(TRADEMARK, text, broken="length")
    shape = re.match(r"(IDM|DID|JID|D00|J00)(.*)", bare)
    if not shape:
        raise TRADEMARK.refuse("prefix")
    registered = shape[1] == "IDM"
    if not is_digits(shape[2]) or len(shape[2]) != (9 if registered else 10):
        raise TRADEMARK.refuse("length")
    return Checked(bare, () if registered else (TRADEMARK.hint("application"),))


def _shaped(words: Words, text: object, shape: str) -> Checked:
    code = without(words.read(text, "format", "format"), " ")
    if not re.fullmatch(shape, code):
        raise words.refuse("format")
    return Checked(code)


def check_organic_body_id(text: object) -> Checked:
    """`LSO-nnn-IDN`, an accredited Indonesian body."""
    return _shaped(ORGANIC_ID, text, r"LSO-[0-9]{3}-IDN")


def check_organic_body_eu(text: object) -> Checked:
    """`ID-BIO-nnn`, the control body on EU organic labels."""
    return _shaped(ORGANIC_EU, text, r"ID-BIO-[0-9]{3}")


def _percent(words: Words, text: object, most: int) -> Checked:
    """A number from 0 to `most` with two decimals; comma and point both mean decimals."""
    typed = without(words.read(text, too_long="chars"), " %").replace(",", ".")
    shape = re.fullmatch(r"(-?)([0-9]+)(?:\.([0-9]+))?", typed)
    if not shape:
        raise words.refuse("chars")
    if len(shape[3] or "") > 2:
        raise words.refuse("scale")
    if shape[1] or Decimal(typed) > most:
        raise words.refuse("range")
    return Checked(f"{Decimal(typed):.2f}")


def check_tkdn_percent(text: object) -> Checked:
    """Local content 0.00 to 100.00 (Permenperin 35/2025)."""
    return _percent(TKDN, text, 100)


def check_bmp_percent(text: object) -> Checked:
    """Company benefit weight 0.00 to 15.00 (Permenperin 35/2025)."""
    return _percent(BMP, text, 15)


def _free(words: Words, text: object) -> str:
    words.read(text)
    line = clean_line(str(text)) or ""
    if len(line) > 80:
        raise words.refuse("length")
    return line


def check_free(text: object) -> Checked:
    """A number whose shape its issuer chooses: one line of at most 80 characters, as printed."""
    return Checked(_free(FREE, text))


CHECKS: dict[str, Callable[[object], Checked]] = {
    "halal_certificate": check_halal,
    "halal_decision": check_halal_decision,
    "bpom_food": check_bpom_food,
    "pirt": check_pirt,
    "bpom_cosmetic": check_bpom_cosmetic,
    "bpom_traditional": check_bpom_traditional,
    "kemenkes_permit": check_kemenkes,
    "sni": check_sni,
    "trademark": check_trademark,
    "organic_body_id": check_organic_body_id,
    "organic_body_eu": check_organic_body_eu,
    "tkdn_percent": check_tkdn_percent,
    "bmp_percent": check_bmp_percent,
    "free": check_free,
}


def check_number(rule: str, text: object) -> Checked:
    """`text` by the rule a kind of certificate names (empty: free text). Raises Invalid."""
    return CHECKS[rule or "free"](text)


def is_imported(checked: Checked) -> bool:
    """True when the number itself says that the product is imported, so it is no Produk Dalam Negeri."""
    return checked.hint("imported") is not None
