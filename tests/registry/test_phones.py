"""The short way for mobile numbers in long lists answers as the long way through the library does."""

import random

import phonenumbers
import pytest

from registry.identifiers import check_phone, check_whatsapp, is_mobile
from registry.phones import is_mobile_number, mobile_at_sight
from review.checked import Invalid


def the_long_way(text: str) -> str:
    """E.164 of a mobile number as the library reads it, empty for everything else."""
    number = phonenumbers.parse(text, "ID")
    if number.country_code != 62 or not is_mobile_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def test_both_ways_give_the_same_answer():
    some = random.Random(36_02)
    seen = set()
    for begin in ("0", "+62"):
        for prefix in range(80, 90):
            for length in range(7, 14):
                for _ in range(6):
                    text = f"{begin}{prefix}{''.join(some.choices('0123456789', k=length - 2))}"
                    quick, long = mobile_at_sight(text), the_long_way(text)
                    assert quick in (long, ""), text
                    assert not quick or is_mobile(quick), text
                    if long and len(text.removeprefix("+62").removeprefix("0")) >= 9:
                        assert quick == long, text
                    seen.add(bool(quick))
    assert seen == {True, False}


@pytest.mark.parametrize(
    "text", ["0812 3456 7890", "62812", "0252-201234", "08", "0" * 14, "0812345678901234", "abc", None, 812]
)
def test_what_is_not_plain_digits_of_a_mobile_number_goes_the_long_way(text):
    assert mobile_at_sight(text) == ""


def test_checks_still_tell_a_mobile_number_from_a_landline():
    assert check_phone("081234567890").value == check_whatsapp("+6281234567890").value == "+6281234567890"
    assert check_phone("0252201234").value == "+62252201234"
    with pytest.raises(Invalid, match="harus nomor HP"):
        check_whatsapp("0252201234")
