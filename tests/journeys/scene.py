"""A small living portal for the tour of every page: each state once, and names as long as the forms allow."""

import datetime
from dataclasses import dataclass, field

from django.test import Client
from django.utils import timezone

from accounts.models import User
from catalog import actions as catalog
from certification import actions as certification
from figures.actions.lists import load_list, match_list
from figures.actions.snapshots import freeze
from figures.actions.sourced import enter_figure
from registry import actions as registry
from registry.spreadsheet import read_table
from review.models import State
from tests import build, imports
from tests.journeys import world
from tests.people import person, sign_in

LONG_BUSINESS, LONG_PRODUCT = "Pabrikgula" * 15, "Keripikpisang" * 9 + "abc"
FAR = datetime.date(2031, 6, 30)
DAY = datetime.timedelta(days=1)


@dataclass
class Scene:
    """Codes for the addresses of the tour, and who opens them."""

    people: dict[str, User]
    words: dict[str, str] = field(default_factory=dict)


def _goods(scene: Scene, sari: User, rina: User) -> None:
    """Products of Sari: live with a price history, live and edited, waiting, sent back, draft."""
    of = world.business(sari, rina, "Gula Aren Ibu Sari").business
    halal = world.approved(world.paper(of, sari, "halal", "ID36110000123450824", ends=None), sari, rina)
    ending = world.approved(
        world.paper(of, sari, "pirt", "206360299000126", ends=timezone.localdate() + 40 * DAY), sari, rina
    )
    photo = world.paper(of, sari, "trademark", "IDM000123456", ends=FAR, scan=world.scan("jpg"))
    live = world.draft(of, sari, "Gula semut aren, 250 g")
    catalog.save_draft(live, {}, by=sari, certificates=[halal, ending])
    catalog.approve(catalog.submit(live, by=sari), by=rina)
    catalog.set_price(live.product, 27500, by=sari)
    edit = catalog.open_draft(live.product, by=sari)
    catalog.save_draft(edit, {"description": "Gula aren kering, tahan enam bulan."}, by=sari)
    waiting = catalog.submit(edit, by=sari)
    back = catalog.submit(world.draft(of, sari, "Gula cetak koin, 500 g"), by=sari)
    words = "Sebutkan cara menyimpan."
    catalog.send_back(
        back, by=rina, state=State.NEEDS_CHANGES, reason=None, words=words, findings={"description": words}
    )
    scene.words |= {
        "business": of.code,
        "product": live.product.code,
        "slug": live.slug,
        "returned": back.subject_code,
        "draft": world.draft(of, sari, "Gula cair, 1 liter").product.code,
        "product_review": waiting.code,
        "paper": halal.code,
        "paper_ending": ending.code,
        "paper_draft": world.paper(of, sari, "slhs", "", ends=None).code,
        "paper_waiting": photo.code,
        "paper_review": certification.submit(photo, by=sari).code,
    }


def _long_names(scene: Scene, rina: User) -> None:
    dede = person("Pak Dede Panjangnamakeluarga", email="dede@contoh.example")
    edition = world.business(dede, rina, LONG_BUSINESS, district="Cikulur")
    shown = world.product(edition.business, dede, rina, LONG_PRODUCT, slug="keripik-pisang")
    change = catalog.open_draft(shown.product, by=dede)
    catalog.save_draft(change, {"description": "Renyah" * 60}, by=dede)
    scene.people["dede"] = dede
    scene.words |= {
        "long_business": edition.business.code,
        "long_slug": edition.slug,
        "long_product": shown.product.code,
        "long_product_slug": shown.slug,
        "long_review": catalog.submit(change, by=dede).code,
    }


def _beginners(scene: Scene) -> None:
    """An owner with nothing, one half-way, one who has sent."""
    scene.people["baru"] = person("Bu Baru", phone="+6286011110011")
    enok, tuti = person("Bu Enok", phone="+6286011110012"), person("Bu Tuti", phone="+6286011110013")
    build.draft_business(enok, name="Opak Bu Enok", village=world.place("Sajira"))
    sent = registry.submit(build.draft_business(tuti, name="Emping Bu Tuti", village=world.place("Sajira")), by=tuti)
    scene.people |= {"enok": enok, "tuti": tuti}
    scene.words |= {"business_review": sent.code, "sent_business": sent.subject_code}


def build_scene(sari: User, rina: User, ratna: User) -> Scene:
    """Everything above, a table on its way in, and an administrator."""
    nining = person("Bu Nining", email="nining@contoh.example", permissions="accounts.grant_role")
    scene = Scene({"sari": sari, "rina": rina, "ratna": ratna, "nining": nining})
    _goods(scene, sari, rina)
    _long_names(scene, rina)
    _beginners(scene)
    batch = imports.upload(
        sign_in(Client(), rina), rina, imports.table("Nama Usaha;Pemilik\nKeripik Mak Icih;Icih\n;Udin")
    )
    scene.words["batch"] = batch.code
    _figures(scene, rina, ratna)
    return scene


def _figures(scene: Scene, rina: User, ratna: User) -> None:
    """Two snapshots, a figure of another source, and a list with a doubtful row, a long name and an unknown one."""
    for year in (2024, 2025):
        taken = freeze(year, "yearly", datetime.date(year, 12, 31), timezone.now(), by=None)
    told = {
        "figure": "umkm",
        "year": 2024,
        "value": 72888,
        "source": "Dinas" * 20,
        "source_url": "https://bps.example/a",
    }
    data = f"Nama Usaha;Kecamatan;Desa\n{LONG_BUSINESS[:-1]}x;Cikulur;\nGula Aren Ibu Sri;Sobang;\nWarung;;\n".encode()
    about = {"name": "UMKM" * 25, "office": "Dinas Koperasi", "year": 2026, "district_code": ""}
    compared = load_list(read_table(data, "dinas.csv"), data, "dinas.csv", about, by=rina)
    match_list(compared, tell=lambda *_: None)
    scene.words |= {
        "snapshot": taken.code,
        "sourced": enter_figure(told, by=ratna).code,
        "compared": compared.code,
    }
