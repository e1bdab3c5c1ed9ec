"""/sehat/ says whether the database answers."""

import pytest
from django.db import OperationalError, connection


@pytest.mark.django_db
def test_a_healthy_portal_says_so(client):
    answer = client.get("/sehat/")
    assert answer.status_code == 200
    assert answer.json() == {"keadaan": "baik", "basis data": "menjawab"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_database_that_is_away_gives_503(client, monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/sehat/")
    assert answer.status_code == 503
    assert answer.json()["keadaan"] == "terganggu"


def test_it_is_asked_by_get_only(client):
    assert client.post("/sehat/").status_code == 405
