"""What the tests of reports share."""

import re
import uuid

import pytest
from django.core.cache import cache

from faults import actions
from faults.models import Report
from faults.subjects import find
from tests import build
from tests.people import REVIEWER, person

OFFICER = f"{REVIEWER} faults.answer_report"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    """No test inherits the limits another one has used up."""
    cache.clear()


@pytest.fixture
def product(sari, rina):
    """A product of Sari's on display."""
    return build.live_product(build.live_business(sari, rina).business, sari, rina)


@pytest.fixture
def yuli(db):
    """Bu Yuli answers reports."""
    return person("Bu Yuli", email="yuli@contoh.example", permissions=OFFICER)


@pytest.fixture
def ucok(db):
    """Pak Ucok answers reports too."""
    return person("Pak Ucok", email="ucok@contoh.example", permissions=OFFICER)


def about(product):
    """The product as something to report."""
    subject = find("produk", product.product.code)
    assert subject is not None
    return subject


def reported(product, kind: str = "price", text: str = "", **more) -> Report:
    """A report of a visitor."""
    return actions.report(about(product), kind, text, by=None, **more)


def form(**values) -> dict:
    """What the form sends."""
    return {"form_key": str(uuid.uuid4()), "kind": "price", "text": "", "contact": "", "situs": "", **values}


def words(response) -> str:
    """What a page says."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
