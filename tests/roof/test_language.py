"""An owner with an English phone still gets Indonesian pages."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["en-US,en;q=0.9", "fr", "zz", "*"])
def test_the_language_of_the_phone_changes_nothing(client, asked):
    given = {"accept-language": asked}
    assert client.get("/bantuan/", headers=given).text == client.get("/bantuan/").text
    page = client.get("/akun/masuk/", headers=given).text
    assert '<html lang="id"' in page
    assert "Masuk" in page and "Sign In" not in page
