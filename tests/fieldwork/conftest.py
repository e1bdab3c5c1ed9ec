"""What the tests of field work share: helped registrations, visits, and the outbox."""

import re
import uuid

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fieldwork.actions import assistance as actions
from fieldwork.models import Assistance
from registry import actions as registry
from registry.models import BusinessEdition
from tests import build
from tests.journeys.world import picture
from tests.people import sign_in

PHONE, TYPED = "+6286055550001", "0860 5555 0001"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    """No test inherits the limits another one has used up."""
    cache.clear()


@pytest.fixture
def as_():
    """A function: the browser of a person who has signed in with everything her role asks."""
    return lambda user: sign_in(Client(), user)


def key() -> dict[str, str]:
    """A fresh one-time key, as a form would carry it."""
    return {"form_key": str(uuid.uuid4())}


def words(response) -> str:
    """What a page says, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def helped(officer, *, phone: str = PHONE, **values) -> Assistance:
    """A registration that `officer` typed whole for Mak Icih, not sent yet."""
    made = actions.start(
        owner_name="Mak Icih", owner_phone=phone, consent_how="spoken", consent_witness="Bu Kader", by=officer
    )
    fill(made, officer, **values)
    return made


def fill(made: Assistance, officer, **values) -> BusinessEdition:
    """Type a whole registration into its draft."""
    edition = made.business.editions.get(is_open=True)
    told = {"name": "Opak Mak Icih", "owner_name": "Mak Icih", "phone": phone_of(made), "whatsapp": "", **values}
    registry.save_draft(edition, build.whole_business(**told), by=officer)
    return edition


def phone_of(made: Assistance) -> str:
    """The phone noted for the owner."""
    return made.owner_phone


def link_in_outbox() -> str:
    """The path of the newest confirmation link."""
    return re.search(r"(/konfirmasi/[\w-]+/)", mail.outbox[-1].body)[1]


def code_in_outbox() -> str:
    """The newest six-digit code."""
    return "".join(re.search(r"(\d{3}) (\d{3})", mail.outbox[-1].body).groups())


def sent_link(made: Assistance, officer) -> str:
    """Send the link; its path."""
    actions.send_link(made, phone=PHONE, by=officer)
    return link_in_outbox()


def proven(link: str) -> Client:
    """The owner's phone after link and code."""
    client = Client()
    client.post(link)
    client.post(f"{link}kode/", {"code": code_in_outbox()})
    return client


def photo_file(name: str = "IMG_1.jpg", width: int = 500) -> SimpleUploadedFile:
    """A photo as a form sends it."""
    return SimpleUploadedFile(name, picture(width), "image/jpeg")


def visit_form(**values) -> dict[str, str]:
    """A whole form of a visit."""
    village = build.village()
    told = {
        "client_key": str(uuid.uuid4()),
        "purpose": "registration",
        "business": "",
        "visited_at": timezone.localtime().strftime("%Y-%m-%dT00:00"),
        "village": village.code,
        "place": "Kp. Pasir",
        "latitude": "-6.564200",
        "longitude": "106.252100",
        "accuracy": "12",
        "workers_male": "2",
        "workers_female": "5",
        "notes": "Dapur bersih.",
        "mesin-TOTAL_FORMS": "2",
        "mesin-INITIAL_FORMS": "0",
        "mesin-0-name": "Mesin giling",
        "mesin-0-count": "1",
        "mesin-0-capacity": "20 kg per jam",
        "mesin-1-name": "",
        "bahan-TOTAL_FORMS": "1",
        "bahan-INITIAL_FORMS": "0",
        "bahan-0-name": "Beras ketan",
        "bahan-0-origin": "Petani Sobang",
        "bahan-0-monthly_need": "300 kg",
    }
    return told | {name.replace("__", "-"): value for name, value in values.items()}
