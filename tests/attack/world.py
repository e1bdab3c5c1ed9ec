"""One small world that a whole module of attacks shares: Sari's things in every state, and everybody who comes by."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from catalog import actions as catalog
from certification import actions as certification
from figures.actions.lists import load_list, match_list
from figures.actions.snapshots import freeze
from figures.actions.sourced import enter_figure
from lebak_catalog.roles import sync_roles
from registry import actions as registry
from registry.importing import intake
from registry.importing.kinds import kind_of
from registry.spreadsheet import read_table
from tests import build
from tests.people import person, sign_in

NIK, NAME, PHONE, STREET = "3602991708412345", "Nyi Sari Ningsih", "+6286077778888", "Kp. Rahasia Nomor Tujuh"
EMAIL, LABEL = "sari.rahasia@contoh.example", "Gula Aren Ibu Sari"


@dataclass
class World:
    """People by name, and the codes of Sari's things by what they are."""

    people: dict[str, User] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def client(self, who: str, **options: object) -> Client:
        """A client of `who`: "visitor", a name, or "rina-" for her session without the second factor."""
        client = Client(**options)  # type: ignore[arg-type]
        if who == "visitor":
            return client
        if who.endswith("-"):
            client.force_login(self.people[who[:-1]])
            return client
        return sign_in(client, self.people[who])


def places(folder: Path) -> dict[str, Any]:
    """Settings that keep photos and scans in `folder`."""
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": str(folder / "private"), "base_url": None}}
    return {
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_ROOT": str(folder / "private"),
        "STORAGES": settings.STORAGES | {"private": private},
    }


def staff(name: str, role: Role) -> User:
    """A person with a role and an authenticator app."""
    user = person(name, email=f"{role.value}@contoh.example")
    user.groups.add(Group.objects.get(name=role.value))
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return User.objects.get(pk=user.pk)


def build_world() -> World:
    """Make it, by the same verbs people use."""
    sync_roles()
    sari, dede = person(NAME, phone=PHONE), person("Pak Dede", email="dede@contoh.example")
    rina = staff("Bu Rina", Role.REVIEWER)
    people = {
        "sari": sari,
        "dede": dede,
        "wulan": staff("Bu Wulan", Role.PROCUREMENT_OFFICER),
        "tono": staff("Pak Tono", Role.FIELD_OFFICER),
        "rina": rina,
        "ratna": staff("Bu Ratna", Role.SUPERVISOR),
        "joko": staff("Pak Joko", Role.ADMINISTRATOR),
    }
    world = World(people)
    private = {"owner_name": NAME, "phone": PHONE, "whatsapp": PHONE, "email": EMAIL, "street": STREET}
    edition = build.draft_business(sari, **private)
    _number(edition, sari)
    registry.approve(registry.submit(edition, by=sari), by=rina)
    business = edition.business
    build.live_business(dede, rina, name="Keripik Pak Dede", owner_name="Pak Dede", phone="", whatsapp="")
    world.codes |= {"business": business.code, "business_slug": edition.slug, "sari": sari.code, "dede": dede.code}
    _papers(world, business)
    _products(world, business)
    edit = registry.open_draft(business, by=sari)
    registry.save_draft(edit, {"name": f"{LABEL} Baru"}, by=sari)
    world.codes["business_waiting"] = registry.submit(edit, by=sari).code
    old_list = f"nama_ikm;nama_pemilik;nik;kecamatan;keldesa\nUsaha Lama;Ani;{NIK};Sobang;Hariang\n".encode()
    batch = intake.take_in(read_table(old_list, "lama.csv"), old_list, "lama.csv", kind_of("business"), by=rina)
    world.codes["list"] = batch.code
    _figures(world)
    return world


def _figures(world: World) -> None:
    """Two snapshots, a figure of another source, a list of another office with Sari's NIK."""
    rina, ratna = world.people["rina"], world.people["ratna"]
    for year in (2024, 2025):
        taken = freeze(year, "yearly", datetime.date(year, 12, 31), timezone.now(), by=None)
    told = {"figure": "umkm", "year": 2024, "value": 72888, "source": "BPS"}
    data = f"Nama Usaha;NIK;Kecamatan;Desa\nUsaha Mereka;{NIK};Sobang;Hariang\n".encode()
    about = {"name": "UMKM", "office": "Dinas Koperasi", "year": 2026, "district_code": ""}
    compared = load_list(read_table(data, "dinas.csv"), data, "dinas.csv", about, by=rina)
    match_list(compared, tell=lambda *_: None)
    world.codes |= {
        "snapshot": taken.code,
        "sourced": enter_figure(told, by=ratna).code,
        "compared": compared.code,
    }


def _number(edition, sari: User) -> None:
    """The NIK that must never be seen."""
    type(edition.business.owner).objects.filter(pk=edition.business.owner_id).update(
        nik_cipher="", nik_hash=None, nik_last4=""
    )
    edition.business.owner.refresh_from_db()
    registry.set_identity(edition.business.owner, nik=NIK, by=sari)


def _papers(world: World, business) -> None:
    sari, rina = world.people["sari"], world.people["rina"]
    live = build.live_certificate(business, sari, rina)
    waiting = build.draft_certificate(business, sari)
    world.codes |= {
        "paper": live.code,
        "paper_draft": build.draft_certificate(business, sari).code,
        "paper_sent": waiting.code,
        "paper_waiting": certification.submit(waiting, by=sari).code,
    }


def _products(world: World, business) -> None:
    sari, rina = world.people["sari"], world.people["rina"]
    live = build.live_product(business, sari, rina)
    sent = build.draft_product(business, sari, name="Gula Cair")
    world.codes |= {
        "product": live.product.code,
        "product_slug": live.slug,
        "product_draft": build.draft_product(business, sari, name="Gula Kawung").product.code,
        "product_sent": sent.product.code,
        "product_waiting": catalog.submit(sent, by=sari).code,
        "category": "gula-semut",
        "district": "rangkasbitung",
    }
