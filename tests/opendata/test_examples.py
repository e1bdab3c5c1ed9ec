"""Every example on /data/ is called, and answers what the page says."""

import json

import pytest

from opendata.described import SITE, calls, examples
from opendata.views.api import api

LONG = 3  # of a long list the page shows the first few


def cut(data: object) -> object:
    """The answer as the page shows it: of every list the first three."""
    if isinstance(data, list):
        return [cut(one) for one in data[:LONG]]
    return {key: cut(value) for key, value in data.items()} if isinstance(data, dict) else data


def test_each_example_answers_what_the_page_says(scene, settings):
    settings.SITE_URL = SITE
    for path, example in examples().items():
        answer = scene.get(example["call"])
        assert answer.status_code == 200, path
        assert cut(json.loads(answer.content)) == example["answer"], path


def test_every_call_has_an_example_and_words_for_each_parameter():
    told = calls(api.get_openapi_schema(), "https://x.contoh")
    assert {one.path for one in told} == set(examples())
    for call in told:
        assert call.title
        assert all(one.words for one in call.parameters), call.path


@pytest.mark.django_db
def test_the_page_shows_them_all(client):
    page = client.get("/data/").content.decode()
    for path in examples():
        assert f"<code>GET {path}</code>" in page
    assert 'href="/angka/usaha/"' in page and "Creative Commons" in page and "/produk/unduh.csv" in page
