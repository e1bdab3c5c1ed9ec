"""A small living portal for the tour of every page: each state once, and names as long as the forms allow."""

import datetime
import re
import uuid
from dataclasses import dataclass, field

from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.contacts import Contact
from accounts.models import User
from catalog import actions as catalog
from certification import actions as certification
from clusters import actions as clusters
from fieldwork.actions import assistance, visits
from fieldwork.models import VisitPhoto
from fieldwork.photos import store_photo
from figures.actions.lists import load_list, match_list
from figures.actions.snapshots import freeze
from figures.actions.sourced import enter_figure
from jobs.models import Job
from privacy import actions as privacy
from registry import actions as registry
from registry import life, members
from registry.duplicates import deciding, finding, merging
from registry.importing import mappings, sampling
from registry.invitations import token_of
from registry.models import Business, BusinessEdition, ImportBatch, Owner
from registry.queries import shown_or_newest
from registry.spreadsheet import read_table
from review.conversation import write
from review.models import Batch, BatchItem, State, Submission
from tests import build, imports
from tests.journeys import world
from tests.journeys.scene_paper import paper
from tests.people import person, sign_in
from upkeep.actions import hashed
from upkeep.models import Pulse

LONG_BUSINESS, LONG_PRODUCT = "Pabrikgula" * 15, "Keripikpisang" * 9 + "abc"
BOTH = ("business", "long_business")
HELPED = "+6286055550001"
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
    draft = world.draft(of, sari, "Gula cair, 1 liter")
    scene.words |= {
        "business": of.code,
        "product": live.product.code,
        "slug": live.slug,
        "returned": back.subject_code,
        "draft": draft.product.code,
        "draft_photo": draft.shown_photos.get().photo.code,
        "product_review": waiting.code,
        "paper": halal.code,
        "paper_ending": ending.code,
        "paper_draft": world.paper(of, sari, "slhs", "", ends=None).code,
        "paper_waiting": photo.code,
        "paper_review": certification.submit(photo, by=sari).code,
    }


def _long_names(scene: Scene, rina: User) -> None:
    dede = person("Pak Dede Panjangnamakeluarga", email="dede@contoh.example")
    rows = {"exports": [{"country": "JP", "year": 2025}, {"country": "AE"}]}
    edition = world.business(dede, rina, LONG_BUSINESS, district="Cikulur", rows=rows)
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


def _desk(scene: Scene, sari: User, rina: User) -> None:
    """Words about a product as long as the forms allow, and an approval of many at once with its sample."""
    waiting = Submission.objects.get(code=scene.words["product_review"])
    write(waiting, "Apakahfotonyasudahjelas" * 8, by=sari)
    write(waiting, "Sudah. Mohon sebutkan cara menyimpannya di keterangan.", by=rina)
    many = Batch.objects.create(room="catalog", kind="product", is_first=False, seed="7" * 32, made_by=rina)
    BatchItem.objects.create(batch=many, submission=waiting, is_sample=True)
    other = Submission.objects.get(code=scene.words["long_review"])
    BatchItem.objects.create(batch=many, submission=other, outcome="dropped", words="Barcode dipakai usaha lain." * 3)
    many.state = Batch.State.SAMPLING
    many.save()
    scene.words["many"] = many.code


def _asked(scene: Scene) -> None:
    """One business that is asked whether it lives, and one that did not answer twice."""
    asked, quiet = (Business.objects.get(code=scene.words[name]) for name in BOTH)
    scene.words["alive_token"], now = "tautan-contoh-perjalanan", timezone.now()
    Pulse.objects.create(business=asked, asked_at=now, due_at=now + DAY, token_hash=hashed(scene.words["alive_token"]))
    life.grow_quiet(quiet, now=now)


def _together(scene: Scene, ratna: User) -> None:
    """A sentra with a name as long as the form allows, a chair, and an owner who asks."""
    editions = {name: BusinessEdition.objects.get(business__code=scene.words[name], is_live=True) for name in BOTH}
    village = editions["business"].village
    sentra = clusters.found({"kind": "group", "name": ("Sentra Gula Aren " * 8)[:120], "region": village}, by=ratna)
    clusters.set_chair(clusters.take_in(sentra, editions["long_business"].business, by=ratna), by=ratna)
    clusters.ask(sentra, editions["business"].business, by=scene.people["sari"])
    scene.words |= {"cluster": sentra.code, "cluster_slug": sentra.slug}


def _people_of(scene: Scene, sari: User, rina: User) -> None:
    """A helper of Sari's who also claims a business of an old list, and an open invitation."""
    of = Business.objects.get(code=scene.words["business"])
    ujang = scene.people["ujang"] = person("Kang Ujang", phone="+6286011110021")
    member = build.member(of, ujang, sari)
    contact = Contact("phone", "+6286011110022")
    invited = members.invite(of, contact=contact, name="Teh Yani Panjangnamakeluarga", role="manager", by=sari)
    claim = build.claim(build.listed_business(rina, village=world.place("Sajira")), ujang, note="Usaha ibu saya.")
    scene.words |= {
        "member": member.code,
        "invitation": token_of(invited),
        "claim": claim.code,
        "claim_review": claim.submission.code,
    }


def _field(scene: Scene, rina: User) -> None:
    """A registration that Bu Rina typed for an owner with a long name, a visit there, and one that is a draft."""
    made = assistance.start(
        owner_name=LONG_BUSINESS[:120], owner_phone=HELPED, consent_how="spoken", consent_witness="Bu Kader", by=rina
    )
    edition = made.business.editions.get()
    registry.save_draft(
        edition, build.whole_business(name=LONG_BUSINESS, phone="", village=world.place("Sobang")), by=rina
    )
    values = {
        "purpose": "registration",
        "visited_at": timezone.now(),
        "village": world.place("Sobang"),
        "workers_male": 7,
    }
    machines = [{"name": LONG_PRODUCT[:100], "count": 2, "capacity": "20 kg", "year": 2020, "serial": "A" * 60}]
    for name, business in (("visit", made.business), ("visit_draft", None)):
        visit = visits.keep(uuid.uuid4(), values | {"business": business, "place": "Kp" * 90}, machines, [], by=rina)
        folder = store_photo(world.clean(world.picture(600), widths=(320,)), "kunjungan")
        visits.add_photo(visit, VisitPhoto(kind="machine", folder=folder, width=600, height=600), by=rina)
        scene.words[name] = visit.code
        if business:
            visits.send(visit, by=rina)
    assistance.send_link(made, phone=HELPED, by=rina)
    link = re.search(r"/konfirmasi/([\w-]+)/", mail.outbox[-1].body)[1]
    scene.words |= {"assisted": made.business.code, "link": link}


def _doubles(scene: Scene, rina: User) -> None:
    """A suspected pair with the longest name, a draft that is asked about, and a pair that was merged."""
    long, of = (Business.objects.get(code=scene.words[name]) for name in ("long_business", "business"))
    scene.words["pair"] = deciding.point_out(of, long, by=rina).code
    cici = person("Bu Cici", phone="+6286011110014")
    twin = build.live_business(cici, rina, name="Gula Aren Ibu Sari", owner_name="Cici", phone="", whatsapp="").business
    scene.words["merged_pair"] = deciding.point_out(of, twin, by=rina).code
    merging.merge(of, twin, by=rina, reason="Usaha yang sama, didaftarkan dua kali.")
    titin = person("Bu Titin", phone="+6286011110015")
    asked = build.draft_business(
        titin, name="Gula Aren Ibu Sari", village=shown_or_newest(of).village, phone="", whatsapp=""
    )
    finding.find_of(asked.business)
    scene.people |= {"cici": cici, "titin": titin}
    scene.words |= {"merged_business": twin.code, "asked_business": asked.business.code}


def _data_requests(scene: Scene) -> None:
    """A long request, an erasure in its week, an incident, and somebody with an account only."""
    dede, ratna = scene.people["dede"], scene.people["ratna"]
    scene.people["wati"] = person("Bu Wati", phone="+6286011110031")
    owner = Owner.objects.get(user=dede)
    asked = privacy.ask(owner, "correction", "Nama" * 100, by=dede, nik="3602991708412399")
    rights = ("privacy.answer_request", "privacy.stop_erasure", "privacy.handle_breach")
    for name in rights:
        room, codename = name.split(".")
        ratna.user_permissions.add(Permission.objects.get(content_type__app_label=room, codename=codename))
    scene.people["ratna"] = ratna = User.objects.get(pk=ratna.pk)
    erasure = privacy.ask_erasure(Owner.objects.create(name="Panjangnama" * 9), by=ratna)
    incident = {"title": "Laptophilang" * 9, "what": "Daftar usaha.", "remedy": "Akun ditutup.", "affected": 1250}
    breach = privacy.enter_breach(incident | {"discovered_at": timezone.now()}, by=ratna)
    scene.words |= {"request": asked.code, "erasure": erasure.code, "breach": breach.code}


def build_scene(sari: User, rina: User, ratna: User) -> Scene:
    """Everything above, a table on its way in, and an administrator."""
    nining = person("Bu Nining", email="nining@contoh.example", permissions="accounts.grant_role")
    scene = Scene({"sari": sari, "rina": rina, "ratna": ratna, "nining": nining})
    _goods(scene, sari, rina)
    _long_names(scene, rina)
    _beginners(scene)
    _people_of(scene, sari, rina)
    _doubles(scene, rina)
    _together(scene, ratna)
    _asked(scene)
    failed = {"state": "failed", "words": "Berkasnya kosong. Isi dulu, lalu unggah lagi.", "ended_at": timezone.now()}
    job = Job.objects.create(kind="test.count", title="Membaca daftar usaha", asked_by=sari, address="/akun/", **failed)
    scene.words["job"] = job.code
    _field(scene, rina)
    _data_requests(scene)
    _desk(scene, sari, rina)
    _lists(scene, rina, ratna)
    _figures(scene, rina, ratna)
    paper(scene.people, scene.words)
    return scene


def _lists(scene: Scene, rina: User, ratna: User) -> None:
    """Tables on their way in: one to map, one that is being read, one that cannot be read, one with a drawn sample."""
    client = sign_in(Client(), rina)
    batch = imports.upload(client, rina, imports.table("Nama Usaha;Pemilik\nKeripik Mak Icih;Icih\n;Udin"))
    broken = imports.upload(client, rina, imports.table("nama_ikm;kecamatan", "daftar-" + "panjang" * 20 + ".csv"))
    place = world.place("Sajira")
    head = "nama_ikm;nama_pemilik;nib;kecamatan;keldesa;bentuk_badan_usaha;kode_kbli\n"
    where = f"{place.parent.name};{place.name};PO;10722"
    rows = [f"Opak {n} {LONG_BUSINESS[:130]};Ani {n};00005555{n:05d};{where}" for n in range(7)]
    build.activity()
    sampled = imports.upload(client, rina, imports.table(head + "\n".join(rows)))
    for button in ("draf", "kirim"):
        imports.press(client, sampled, button)
    mappings.keep(sampled, sampled.mapping, sampled.options, name="Pendataan", by=rina)
    sampling.draw(sampled, by=ratna)
    imports.send(client, imports.table(head + rows[0]))
    waiting = ImportBatch.objects.order_by("-pk")[0]
    scene.words |= {
        "batch": batch.code,
        "batch_broken": broken.code,
        "batch_sampled": sampled.code,
        "batch_waiting": waiting.code,
    }


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
