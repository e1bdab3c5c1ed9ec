"""Numbers printed on certificates and permits, each with its own rule; kinds of certificate name a rule as data.

Every check takes what a person typed and returns `Checked` (the stored form) or raises `Invalid`. Format only:
that a certificate exists is the reviewer's check at the portal of its issuer.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils import timezone

from registry.places import home, province_codes
from review.checked import Checked, Invalid, Words, clean_line, is_digits, without

IMPORTED = "Kode ini berarti produk impor, jadi tidak dapat ditandai Produk Dalam Negeri."
HALAL = Words("Nomor sertifikat halal", {
    "length": "Nomor sertifikat halal harus ID diikuti 17 angka. Lihat di sertifikat dari BPJPH.",
    "month": "Nomor sertifikat halal tidak cocok. Periksa 4 angka terakhir.",
    "chars": "Nomor sertifikat halal: setelah ID hanya boleh angka.",
    "prefix": "Nomor sertifikat halal diawali ID, misalnya ID36…",
    "old_mui": "Ini nomor sertifikat MUI lama. Sertifikat halal sekarang diterbitkan BPJPH dan diawali ID.",
    "ketetapan": "Ini nomor ketetapan halal, bukan nomor sertifikat. Tunggu sertifikat terbit di SIHALAL.",
})
HALAL_DECISION = Words("Nomor ketetapan halal", {
    "length": "Nomor ketetapan halal paling banyak 80 huruf dan angka.",
    "chars": "Nomor ketetapan halal berisi tanda yang tidak dikenal. Ketik ulang dari surat ketetapan.",
    "certificate": "Ini nomor sertifikat halal. Nomor ketetapan biasanya diawali KH; lihat surat ketetapan.",
})
BPOM_FOOD = Words("Nomor izin edar BPOM", {
    "length": "Nomor BPOM harus 12 atau 15 angka setelah MD atau ML.",
    "prefix": "Nomor BPOM pangan diawali MD (dalam negeri) atau ML (impor).",
    "chars": "Nomor BPOM: setelah MD/ML hanya boleh angka.",
    "imported": "Kode ML berarti produk impor, jadi tidak dapat ditandai Produk Dalam Negeri.",
})
PIRT = Words("Nomor P-IRT", {
    "length": "Nomor P-IRT harus 15 angka, contoh 2063602990000-29.",
    "old_12_digit": "Ini nomor P-IRT lama (12 angka) yang sudah tidak berlaku. Ajukan SPP-IRT baru lewat OSS.",
    "packaging": "Nomor P-IRT tidak cocok: angka pertama (jenis kemasan) harus 1 sampai 8.",
    "food_type": "Nomor P-IRT tidak cocok: angka ke-2 dan ke-3 (jenis pangan) tidak boleh 00.",
    "region": "Nomor P-IRT tidak cocok: kode kabupaten/kota tidak dikenal. Kode {home} {code}.",
    "chars": "Nomor P-IRT hanya boleh berisi angka dan strip.",
    "expired": "Masa berlaku P-IRT ini sudah habis. Unggah SPP-IRT yang baru.",
    "outside_lebak": "P-IRT ini terbit di luar {home}. Petugas akan memeriksanya.",
})
BPOM_COSMETIC = Words("Nomor notifikasi kosmetika", {
    "length": "Nomor notifikasi kosmetika harus 11 angka setelah 2 huruf, contoh NA18…",
    "prefix": "Nomor notifikasi kosmetika diawali NA, NB, NC, ND, atau NE.",
    "chars": "Nomor notifikasi kosmetika: setelah 2 huruf hanya boleh angka.",
})
BPOM_TRADITIONAL = Words("Nomor izin edar", {
    "length": "Nomor izin edar harus 9 angka setelah 2 huruf, contoh TR…",
    "prefix": "Nomor izin edar obat tradisional diawali TR, TI, TL, HT, atau FF; suplemen SD, SI, atau SL.",
    "chars": "Nomor izin edar: setelah 2 huruf hanya boleh angka.",
    "imported": IMPORTED,
})
KEMENKES = Words("Nomor izin edar Kemenkes", {
    "length": "Nomor izin Kemenkes harus 11 angka, contoh PKD 20…",
    "prefix": "Nomor izin Kemenkes diawali AKD, AKL, PKD, atau PKL.",
    "chars": "Nomor izin Kemenkes: setelah 3 huruf hanya boleh angka.",
    "imported": IMPORTED,
})
SNI = Words("Nomor SNI", {
    "prefix": "Nomor SNI diawali SNI, contoh SNI 6729:2016.",
    "format": "Tulis nomor SNI lengkap dengan tahun, contoh SNI 6729:2016.",
    "year": "Tahun SNI tidak boleh di masa depan.",
})
TRADEMARK = Words("Nomor merek", {
    "length": "Nomor merek tidak lengkap. Contoh: IDM000123456 atau DID2026012345.",
    "prefix": "Nomor merek diawali IDM (terdaftar) atau DID/JID/D00/J00 (permohonan).",
    "application": "Ini nomor permohonan: merek belum terdaftar, jadi tanda ® belum boleh dipakai.",
})
ORGANIC_ID = Words("Kode lembaga organik", {"format": "Kode lembaga organik ditulis LSO-000-IDN."})
ORGANIC_EU = Words("Kode organik Uni Eropa", {"format": "Kode organik Uni Eropa ditulis ID-BIO-000."})
TKDN = Words("Nilai TKDN", {
    "range": "Nilai TKDN harus 0 sampai 100.",
    "scale": "Nilai TKDN paling banyak 2 angka di belakang koma.",
    "chars": "Nilai TKDN harus berupa angka.",
})
BMP = Words("Nilai BMP", {
    "range": "Nilai BMP harus 0 sampai 15.",
    "scale": "Nilai BMP paling banyak 2 angka di belakang koma.",
    "chars": "Nilai BMP harus berupa angka.",
})
FREE = Words("Nomor sertifikat", {
    "length": "Nomor sertifikat paling banyak 80 huruf dan angka.",
    "chars": "Nomor sertifikat berisi tanda yang tidak dikenal. Ketik ulang dari sertifikat.",
})
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
    """`ID` and 17 digits of a BPJPH certificate, the last four MMYY; old MUI and decision numbers get their own words."""
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


def check_bpom_food(text: object) -> Checked:
    """`MD 123456789012` (12 or 15 digits); ML gets the hint `imported`."""
    prefix, digits = _after(BPOM_FOOD, _bare(BPOM_FOOD, text), ("MD", "ML"), (12, 15))
    return Checked(f"{prefix} {digits}", (BPOM_FOOD.hint("imported"),) if prefix == "ML" else ())


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
    return Checked(prefix + digits, (BPOM_TRADITIONAL.hint("imported"),) if prefix in ("TI", "SI") else ())


def check_kemenkes(text: object) -> Checked:
    """Devices (AKD, AKL) or household health goods (PKD, PKL) and 11 digits; …L gets the hint `imported`."""
    prefix, digits = _after(KEMENKES, _bare(KEMENKES, text), ("AKD", "AKL", "PKD", "PKL"), (11,))
    return Checked(f"{prefix} {digits}", (KEMENKES.hint("imported"),) if prefix.endswith("L") else ())


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
    """`text` by the rule a kind of certificate names; raises Invalid, or KeyError for a rule that does not exist."""
    return CHECKS[rule](text)


def is_imported(checked: Checked) -> bool:
    """True when the number itself says that the product is imported, so it is no Produk Dalam Negeri."""
    return checked.hint("imported") is not None


__all__ = ["CHECKS", "Invalid", "check_number", "is_imported", "show_pirt"]
