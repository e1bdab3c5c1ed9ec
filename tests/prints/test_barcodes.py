"""A symbol is printed only for a true GS1 number, never for one that disguises itself."""

import re

import pytest

from prints.barcodes import bars, printable, symbol


@pytest.mark.parametrize(
    ("gtin", "digits"),
    [
        ("8991234567891", "8991234567891"),
        ("036000291452", "0036000291452"),  # GTIN-12 is an EAN-13 with a leading zero
        ("96385074", "96385074"),
        ("8991234567890", ""),  # wrong check digit
        ("2012345678903", ""),  # internal code of a shop
        ("0212345678909", ""),  # the same, written as 13 digits
        ("0412345678903", ""),
        ("212345678909", ""),
        ("00000017", ""),  # EAN-8 for use inside shops
        ("18991234567898", ""),  # a carton
        ("0000000000000", ""),
        ("", ""),
        ("abc", ""),
    ],
)
def test_which_numbers_have_a_symbol(gtin, digits):
    assert printable(gtin) == digits
    assert bool(symbol(gtin)) == bool(digits)


def test_the_bars_are_those_of_the_standard():
    # GS1 General Specifications: guards 101, 01010, 101; first digit by parity; 4003994155486 is their example
    first, middle, last = bars("4003994155486")[:3], bars("4003994155486")[45:50], bars("4003994155486")[-3:]
    assert (first, middle, last, len(bars("4003994155486"))) == ("101", "01010", "101", 95)
    even = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011"
    left = {"A": even.split(" ")}
    left["B"] = ["".join("1" if bit == "0" else "0" for bit in code)[::-1] for code in left["A"]]
    right = ["".join("1" if bit == "0" else "0" for bit in code) for code in left["A"]]
    digits, parity = "4003994155486", "ABAABB"  # parity of a leading 4
    wanted = "101" + "".join(left[side][int(digit)] for side, digit in zip(parity, digits[1:7], strict=True))
    wanted += "01010" + "".join(right[int(digit)] for digit in digits[7:]) + "101"
    assert bars(digits) == wanted
    assert len(bars("96385074")) == 67


def test_the_drawing_has_no_style_of_its_own():
    drawn = symbol("8991234567891")
    assert "style" not in drawn and "8 991234 567891" in drawn
    assert re.search(r'viewBox="0 0 117 74"', drawn), "95 modules and a quiet zone of 11 on both sides"
