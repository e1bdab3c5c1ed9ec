"""The countries of the world, compared with a list that others maintain."""

import phonenumbers

from registry.countries import abroad, countries, country_name

NOT_IN_ISO = {"AC", "TA", "XK"}  # islands of Saint Helena, and Kosovo: codes of telephony only
WITHOUT_TELEPHONE = {"AQ", "BV", "GS", "HM", "PN", "TF", "UM"}


def test_the_codes_are_those_of_iso_3166():
    assert len(countries()) == 249
    assert set(countries()) == (set(phonenumbers.SUPPORTED_REGIONS) - NOT_IN_ISO) | WITHOUT_TELEPHONE


def test_every_country_has_a_name_of_its_own_and_home_is_not_abroad():
    assert len(set(countries().values())) == 249
    assert "ID" not in dict(abroad())
    assert country_name("MY") == "Malaysia"
    assert country_name("??") == "??"
