"""Barcodes (GTIN-8, 12, 13 and 14) by the GS1 check digit."""

from review.checked import Checked, Words, is_digits, same_digit, without

GTIN = Words(
    "Barcode",
    {
        "check_digit": "Barcode tidak cocok. Ada angka yang salah; pindai atau ketik ulang.",
        "length": "Barcode harus 8, 12, 13, atau 14 angka.",
        "chars": "Barcode hanya boleh berisi angka.",
        "repeated": "Barcode tidak boleh berisi angka yang sama semua.",
        "internal_code": "Ini kode internal toko (awalan 2), bukan barcode GS1.",
        "not_899": "Barcode tidak diawali 899. Pastikan barcode ini milik usaha Anda.",
    },
)


def check_gtin(text: object) -> Checked:
    """The digits as printed; another prefix than 899 (GS1 Indonesia) is a hint only, as it tells no origin."""
    gtin = without(GTIN.read(text), " -")
    if not is_digits(gtin):
        raise GTIN.refuse("chars")
    if len(gtin) not in (8, 12, 13, 14):
        raise GTIN.refuse("length")
    if same_digit(gtin):
        raise GTIN.refuse("repeated")
    if not has_check_digit(gtin):
        raise GTIN.refuse("check_digit")
    item = gtin[1:] if len(gtin) == 14 else gtin
    if item[0] == "2":
        raise GTIN.refuse("internal_code")
    return Checked(gtin, () if len(item) != 12 and item.startswith("899") else (GTIN.hint("not_899"),))


def has_check_digit(digits: str) -> bool:
    """True when the last digit closes the sum of weights 1 and 3 from the right (GS1 General Specifications)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return total % 10 == 0


def padded(gtin: str) -> str:
    """14 digits with leading zeros: the same article as GTIN-12 or GTIN-13 has one key."""
    return gtin.rjust(14, "0")
