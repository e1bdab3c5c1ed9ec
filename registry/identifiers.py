"""Numbers of people, businesses and places: NIK, NPWP, NITKU, NIB, KBLI, phone, postal code, region code.

Every check takes what a person typed and returns `Checked` (the stored form) or raises `Invalid`. Format only:
no check proves that a number was ever given out.
"""

import re
from collections.abc import Callable, Container
from datetime import date

import phonenumbers
from phonenumbers import PhoneNumberType

from registry.phones import is_mobile_number, mobile_at_sight
from registry.places import home, province_codes
from review.checked import Checked, Hint, Invalid, Words, is_digits, same_digit, without

NIK = Words(
    "NIK",
    {
        "chars": "NIK hanya boleh berisi angka.",
        "length": "NIK harus 16 angka. Periksa lagi di KTP Anda.",
        "date": "NIK tidak sesuai: bagian tanggal lahir tidak masuk akal. Salin persis dari KTP.",
        "province": "NIK tidak sesuai: kode provinsi di 2 angka pertama tidak dikenal.",
        "repeated": "NIK tidak boleh berisi angka yang sama semua.",
        "serial": "NIK tidak sesuai: 4 angka terakhir tidak boleh 0000.",
        "region_outside_lebak": "NIK ini terdaftar di luar {home}. Boleh dilanjutkan.",
    },
)
NPWP = Words(
    "NPWP",
    {
        "chars": "NPWP hanya boleh berisi angka, titik, dan strip.",
        "length": "NPWP harus 16 angka (atau 15 angka untuk format lama).",
        "check_digit": "NPWP tidak cocok. Ada angka yang salah ketik; periksa lagi kartu NPWP Anda.",
        "repeated": "NPWP tidak boleh berisi angka yang sama semua.",
        "new_or_foreign": "NPWP akan diperiksa petugas.",
    },
)
NITKU = Words(
    "NITKU",
    {
        "chars": "NITKU hanya boleh berisi angka.",
        "length": "NITKU harus 22 angka: 16 angka NPWP dan 6 angka nomor tempat usaha.",
        "npwp_part": "16 angka pertama NITKU bukan NPWP yang benar.",
    },
)
NIB = Words(
    "NIB",
    {
        "chars": "NIB hanya boleh berisi angka.",
        "length": "NIB harus 13 angka. Lihat di dokumen NIB dari OSS.",
        "repeated": "NIB tidak boleh berisi angka yang sama semua.",
    },
)
KBLI = Words(
    "Kode KBLI",
    {
        "chars": "Kode KBLI hanya berisi angka, tanpa huruf kategori.",
        "length": "Kode KBLI harus 5 angka.",
        "division": "Kode KBLI tidak dikenal.",
        "unknown": "Petugas akan memeriksa kode KBLI ini.",
    },
)
PHONE = Words(
    "Nomor telepon",
    {
        "chars": "Nomor telepon hanya boleh berisi angka.",
        "format": "Nomor telepon tidak benar. Contoh: 0812 3456 7890.",
        "country": "Gunakan nomor telepon Indonesia (+62).",
        "type": "Gunakan nomor HP atau telepon rumah/kantor, bukan nomor layanan.",
    },
)
WHATSAPP = Words(
    "Nomor WhatsApp",
    {
        "not_mobile": "Nomor WhatsApp harus nomor HP, misalnya 0812…",
        "format": "Nomor WhatsApp tidak benar. Contoh: 0812 3456 7890.",
    },
)
POSTAL_CODE = Words(
    "Kode pos",
    {
        "chars": "Kode pos hanya berisi angka.",
        "length": "Kode pos harus 5 angka.",
        "range": "Kode pos tidak dikenal.",
        "outside_lebak": "Kode pos {home} biasanya diawali {prefixes}. Periksa lagi.",
    },
)
REGION_CODE = Words(
    "Kode wilayah",
    {
        "chars": "Kode wilayah hanya berisi angka dan titik.",
        "length": "Kode wilayah harus 2, 4, 6, atau 10 angka.",
        "province": "Kode wilayah tidak dikenal: periksa 2 angka pertama (provinsi).",
    },
)
LANDLINE_OR_MOBILE = {PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def _digits(words: Words, text: object, marks: str, lengths: tuple[int, ...]) -> str:
    """The digits of `text` without `marks`; raises Invalid `chars` or `length`."""
    digits = without(words.read(text), marks)
    if not is_digits(digits):
        raise words.refuse("chars")
    if len(digits) not in lengths:
        raise words.refuse("length")
    return digits


def _is_birth_date(part: str) -> bool:
    """True when DDMMYY, with 40 added to the day for women, is a day of 19YY or 20YY."""
    day, month, year = int(part[:2]), int(part[2:4]), int(part[4:])
    if 41 <= day <= 71:
        day -= 40
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def check_nik(text: object) -> Checked:
    """16 digits of a resident's number (Dukcapil). Own rule: python-stdnum 2.2 refuses 30 regencies, accepts day 81."""
    nik = _digits(NIK, text, " .-", (16,))
    if same_digit(nik):
        raise NIK.refuse("repeated")
    if nik[:2] not in province_codes():
        raise NIK.refuse("province")
    if not _is_birth_date(nik[6:12]):
        raise NIK.refuse("date")
    if nik[12:] == "0000":
        raise NIK.refuse("serial")
    here = home()
    return Checked(nik, () if nik[:4] == here.code else (NIK.hint("region_outside_lebak", home=here.name),))


def sex_in_nik(nik: str) -> str:
    """`female` or `male`: women have 40 added to the day of birth (rules section 1)."""
    return "female" if int(nik[6:8]) > 40 else "male"


def mask_nik(nik: str) -> str:
    """`3602••••••••0001`: what may be shown to the owner and to staff by default."""
    return f"{nik[:4]}{'•' * max(len(nik) - 8, 0)}{nik[-4:]}"


def _luhn(digits: str) -> bool:
    total = sum(sum(divmod(int(digit) * (2 if place % 2 else 1), 10)) for place, digit in enumerate(reversed(digits)))
    return total % 10 == 0


def check_npwp(text: object) -> Checked:
    """16 digits of a taxpayer's number; old 15-digit numbers get a leading 0 (PMK 112/2022, PMK 136/2023)."""
    digits = _digits(NPWP, text, " .-", (15, 16))
    if same_digit(digits):
        raise NPWP.refuse("repeated")
    npwp = digits.rjust(16, "0")
    if npwp[0] == "0":
        if not npwp.strip("0"):
            raise NPWP.refuse("repeated")
        if not _luhn(npwp[1:10]):
            raise NPWP.refuse("check_digit")
        return Checked(npwp)
    try:
        check_nik(npwp)
    except Invalid:
        return Checked(npwp, (NPWP.hint("new_or_foreign"),))
    return Checked(npwp)


def check_nitku(text: object) -> Checked:
    """22 digits: the NPWP and six digits for the place of business, 000000 for the main one (PER-6/PJ/2024)."""
    nitku = _digits(NITKU, text, " .-", (22,))
    try:
        npwp = check_npwp(nitku[:16])
    except Invalid as wrong:
        raise NITKU.refuse("npwp_part") from wrong
    return Checked(nitku, npwp.hints)


def check_nib(text: object) -> Checked:
    """13 digits given by OSS; no check digit is known and the inner structure is not checked."""
    nib = _digits(NIB, text, " .-", (13,))
    if same_digit(nib):
        raise NIB.refuse("repeated")
    return Checked(nib)


def check_kbli(text: object, known: Container[str] | None = None) -> Checked:
    """5 digits of a business activity; with `known` (codes of its edition) a code outside them gets a hint."""
    code = _digits(KBLI, text, " .", (5,))
    if code[:2] == "00":
        raise KBLI.refuse("division")
    return Checked(code, (KBLI.hint("unknown"),) if known is not None and code not in known else ())


def _parsed(text: object) -> phonenumbers.PhoneNumber:
    """The number as phonenumbers reads it; raises Invalid `chars`, `format` or `country`."""
    typed = PHONE.read(text, too_long="format")
    if not re.fullmatch(r"[0-9+()./ -]+", typed):
        raise PHONE.refuse("chars")
    try:
        number = phonenumbers.parse(typed, "ID")
    except phonenumbers.NumberParseException as wrong:
        raise PHONE.refuse("format") from wrong
    if number.country_code != 62:
        raise PHONE.refuse("country")
    return number


def check_phone(text: object) -> Checked:
    """An Indonesian mobile or landline number in E.164; service and premium numbers are refused."""
    if at_sight := mobile_at_sight(text):
        return Checked(at_sight)
    number = _parsed(text)
    if not is_mobile_number(number):
        if not phonenumbers.is_valid_number(number):
            raise PHONE.refuse("format")
        if phonenumbers.number_type(number) not in LANDLINE_OR_MOBILE:
            raise PHONE.refuse("type")
    return Checked(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def check_whatsapp(text: object) -> Checked:
    """An Indonesian mobile number in E.164."""
    if at_sight := mobile_at_sight(text):
        return Checked(at_sight)
    try:
        checked = check_phone(text)
    except Invalid as wrong:
        if wrong.code == "empty":
            raise Invalid("empty", f"{WHATSAPP.label} belum diisi.") from wrong
        if wrong.code == "format":
            raise WHATSAPP.refuse("format") from wrong
        if wrong.code == "type":
            raise WHATSAPP.refuse("not_mobile") from wrong
        raise
    if not is_mobile(checked.value):
        raise WHATSAPP.refuse("not_mobile")
    return checked


def is_mobile(e164: str) -> bool:
    """True when a stored E.164 number is a mobile one, so that WhatsApp and codes by message can reach it."""
    try:
        return bool(mobile_at_sight(e164)) or is_mobile_number(phonenumbers.parse(e164, None))
    except phonenumbers.NumberParseException:
        return False


def whatsapp_link(e164: str) -> str:
    """The address that opens a chat with a stored number."""
    return f"https://wa.me/{e164.lstrip('+')}"


def check_postal_code(text: object, *, in_home: bool = True) -> Checked:
    """5 digits; with `in_home` a code unusual for this portal's regency gets a hint."""
    code = _digits(POSTAL_CODE, text, " ", (5,))
    if code[0] == "0":
        raise POSTAL_CODE.refuse("range")
    here = home()
    hints: tuple[Hint, ...] = ()
    if in_home and here.postal_prefixes and not code.startswith(here.postal_prefixes):
        prefixes = " atau ".join(here.postal_prefixes)
        hints = (POSTAL_CODE.hint("outside_lebak", home=here.name, prefixes=prefixes),)
    return Checked(code, hints)


def check_region_code(text: object) -> Checked:
    """A Kemendagri code of any level, with or without dots; stored without."""
    code = _digits(REGION_CODE, text, " .", (2, 4, 6, 10))
    if code[:2] not in province_codes():
        raise REGION_CODE.refuse("province")
    return Checked(code)


CHECKS: dict[str, Callable[[object], Checked]] = {
    "nik": check_nik,
    "npwp": check_npwp,
    "nitku": check_nitku,
    "nib": check_nib,
    "kbli": check_kbli,
    "phone": check_phone,
    "whatsapp": check_whatsapp,
    "postal_code": check_postal_code,
    "region_code": check_region_code,
}
