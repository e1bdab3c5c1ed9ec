"""One small world that a whole module of attacks shares: Sari's things in every state, and everybody who comes by."""

import datetime
import re
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.contacts import Contact
from accounts.models import User
from accounts.roles import Role
from catalog import actions as catalog
from catalog import words
from catalog.models import Category, Product
from certification import actions as certification
from clusters import actions as clusters
from faults.actions import report, take
from faults.subjects import find
from fieldwork.actions import assistance, visits
from fieldwork.models import Assistance, VisitPhoto
from figures.actions.lists import load_list, match_list
from figures.actions.snapshots import freeze
from figures.actions.sourced import enter_figure
from jobs.models import Job
from lebak_catalog.roles import sync_roles
from prints.actions import keep
from prints.models import Booklet
from privacy import actions as privacy
from registry import actions as registry
from registry import members
from registry.duplicates.deciding import point_out
from registry.importing import intake, mappings
from registry.importing.kinds import kind_of
from registry.invitations import token_of
from registry.models import BatchReview, Business, Owner
from registry.spreadsheet import read_table
from review.models import Batch, BatchItem, Reason, Submission
from tests import build, bulk, imports, showroom
from tests.people import person, sign_in
from upkeep.actions import hashed
from upkeep.models import Pulse

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
    other = build.live_business(dede, rina, name="Keripik Pak Dede", owner_name="Pak Dede", phone="", whatsapp="")
    world.codes["pair"] = point_out(business, other.business, by=rina).code
    world.codes |= {"business": business.code, "business_slug": edition.slug, "sari": sari.code, "dede": dede.code}
    _papers(world, business)
    _products(world, business)
    edit = registry.open_draft(business, by=sari)
    registry.save_draft(edit, {"name": f"{LABEL} Baru"}, by=sari)
    world.codes["business_waiting"] = registry.submit(edit, by=sari).code
    old_list = f"nama_ikm;nama_pemilik;nik;kecamatan;keldesa\nUsaha Lama;Ani;{NIK};Sobang;Hariang\n".encode()
    _people_of(world, business)
    _list(world, SimpleUploadedFile("lama.csv", old_list))
    tono = people["tono"]
    sentra = clusters.found({"kind": "sentra", "name": "Sentra Gula", "region": edition.village}, by=tono)
    membership = clusters.take_in(sentra, business, by=tono)
    world.codes |= {"cluster": sentra.code, "membership": str(membership.pk)}
    token = "tautan-contoh-untuk-serangan"
    now = timezone.now()
    Pulse.objects.create(business=business, asked_at=now, due_at=now, token_hash=hashed(token))
    world.codes["alive_token"] = token
    world.codes["job"] = Job.objects.create(kind="test.count", title="Menyusun unduhan", asked_by=sari).code
    _field(world)
    _requests(world)
    _desk(world)
    _figures(world)
    _paper(world)
    _showroom(world, other.business)
    return world


def _paper(world: World) -> None:
    """A report about Sari's product of which she was told, and a catalogue she ordered."""
    subject = find("produk", world.codes["product"])
    assert subject is not None
    one = report(subject, "gone", "", by=None)
    take(one, by=world.people["rina"], tell=True)
    world.codes["table"] = bulk.table_of(world.codes["business"], by=world.people["sari"]).code
    made = Booklet.objects.create(title="Gula", codes=[world.codes["product"]], ordered_by=world.people["sari"])
    keep(made, b"%PDF-1.7 uji", 1)
    world.codes |= {"report": one.code, "booklet": made.code}


def _showroom(world: World, his: Business) -> None:
    """Collections of Bu Rina; a story of Sari that shows, and one of Pak Dede that waits."""
    people = world.people
    product = Product.objects.get(code=world.codes["product"])
    made = showroom.collection([product], people["rina"])
    draft = showroom.collection([product], people["rina"], is_published=False, title="Rancangan")
    story = showroom.live(product.business, people["sari"], people["rina"])
    waiting = showroom.agreed(his, people["dede"])
    world.codes |= {
        "collection": made.code, "collection_slug": made.slug, "collection_draft_slug": draft.slug,
        "story": story.code, "story_waiting": waiting.code,
    }  # fmt: skip


def _desk(world: World) -> None:
    """An approval of many at once that Rina began, and a ready reason."""
    batch = Batch.objects.create(
        room="catalog", kind="product", is_first=True, seed="0" * 32, made_by=world.people["rina"]
    )
    waiting = Submission.objects.get(code=world.codes["product_waiting"])
    BatchItem.objects.create(batch=batch, submission=waiting)
    reason = Reason.objects.create(code="kurang-jelas", decision="both", label="Kurang jelas", sentence="Tulis lagi.")
    group = words.add_group(["lemang", "lomang"], "", is_one_way=False, by=world.people["ratna"])
    words.set_word("stop", "yang", on=True, by=world.people["ratna"])
    world.codes |= {"many": batch.code, "reason": reason.code, "word_group": group.code}
    sugar, ratna = Category.objects.get(slug="gula-semut"), world.people["ratna"]
    catalog.start_form(sugar, by=ratna)
    catalog.put_question(sugar, {"key": "ukuran", "label": "Ukuran butir"}, by=ratna)


def _field(world: World) -> None:
    """What Pak Tono typed for an owner and saw at her workshop, the link she got, and the same by Bu Rina."""
    tono, rina, phone = world.people["tono"], world.people["rina"], "+6286055550001"
    for officer, end in ((tono, ""), (rina, "_of_rina")):
        made = assistance.start(
            owner_name=NAME, owner_phone=phone, consent_how="spoken", consent_witness="Bu Kader", by=officer
        )
        values = {"purpose": "registration", "visited_at": timezone.now(), "village": build.village(), "notes": STREET}
        visit = visits.keep(uuid.uuid4(), values | {"business": made.business}, [], [], by=officer)
        photo = VisitPhoto(kind="front", folder="kunjungan/uji", width=1, height=1)
        visits.add_photo(visit, photo, by=officer)
        visits.send(visit, by=officer, photos=1)
        world.codes |= {f"visit{end}": visit.code, f"assisted{end.replace('_of_', '_by_')}": made.business.code}
        world.codes |= {} if end else {"visit_photo": photo.code}
    for name in ("besar.jpg", "kecil.webp"):
        storages["private"].save(f"kunjungan/uji/{name}", ContentFile(b"gambar"))
    assistance.send_link(Assistance.objects.get(business__assisted_by=tono), phone=phone, by=tono)
    world.codes["link"] = re.search(r"/konfirmasi/([\w-]+)/", mail.outbox[-1].body)[1]


def _requests(world: World) -> None:
    """Sari asks about her data; Dede's are about to be erased; an incident."""
    sari, owner = world.people["sari"], Owner.objects.get(user=world.people["sari"])
    world.codes["request"] = privacy.ask(owner, "access", "Siapa yang memakai data saya?", by=sari).code
    ani = Owner.objects.create(name="Ani Lama")
    world.codes["erasure"] = privacy.ask_erasure(ani, by=world.people["ratna"]).code
    incident = {"title": "Laptop hilang", "what": "Daftar usaha.", "remedy": "Akun ditutup.", "affected": 3}
    world.codes["breach"] = privacy.enter_breach(
        incident | {"discovered_at": timezone.now()}, by=world.people["joko"]
    ).code


def _list(world: World, file: SimpleUploadedFile) -> None:
    """An old list that waits in its preview, a mapping that is kept, and a sample somebody drew."""
    rina, ratna = world.people["rina"], world.people["ratna"]
    batch = intake.receive(file, "lama.csv", kind_of("business"), by=rina)
    imports.work()
    batch.refresh_from_db()
    mapping = mappings.keep(batch, batch.mapping, batch.options, name="Lama", by=rina)
    drawn = {"seed": 1, "population": 1, "size": 1, "hands": [rina.pk], "drawn_at": timezone.now()}
    sample = BatchReview.objects.create(batch=batch, drawn_by=ratna, **drawn)
    world.codes |= {"list": batch.code, "mapping": mapping.code, "round": sample.code}


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
    """The NIK that must never be seen, and the NPWP, which is the same number for a person."""
    type(edition.business.owner).objects.filter(pk=edition.business.owner_id).update(
        nik_cipher="", nik_hash=None, nik_last4=""
    )
    edition.business.owner.refresh_from_db()
    registry.set_identity(edition.business.owner, nik=NIK, by=sari)
    registry.set_npwp(edition.business, NIK, by=sari)


def _people_of(world: World, business) -> None:
    """A helper and an open invitation for Sari's business; a business of an old list that Pak Dede claims."""
    sari, ujang = world.people["sari"], person("Kang Ujang", phone="+6286011110077")
    world.people["ujang"] = ujang
    world.codes["member"] = build.member(business, ujang, sari).code
    contact = Contact("phone", "+6286011110078")
    invited = members.invite(business, contact=contact, name="Teh Yani", role="manager", by=sari)
    old = build.listed_business(world.people["rina"])
    claim = build.claim(old, world.people["dede"], document=build.document())
    world.codes |= {
        "invitation": token_of(invited),
        "claim": claim.code,
        "claim_waiting": claim.submission.code,
    }


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
    draft = build.draft_product(business, sari, name="Gula Kawung")
    world.codes |= {
        "product": live.product.code,
        "product_slug": live.slug,
        "product_draft": draft.product.code,
        "photo_draft": draft.shown_photos.get().photo.code,
        "product_sent": sent.product.code,
        "product_waiting": catalog.submit(sent, by=sari).code,
        "category": "gula-semut",
        "district": "rangkasbitung",
    }
