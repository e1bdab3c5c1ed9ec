"""Sizes of photos are made in the background: a preview at once, states in words, nothing lost without a worker."""

import io

import pytest
from django.core.files.storage import FileSystemStorage, default_storage, storages
from PIL import Image

from catalog import actions, photo_work
from catalog.models import PhotoFiles, ProductPhoto, ProductSearch
from catalog.photos import PREVIEW, WIDTHS
from jobs.models import Job
from jobs.work import KINDS, Progress
from tests import build
from tests.catalog.shots import address, begun, jpeg, lying, upload, work
from tests.people import sign_in

PREVIEW_ONLY = {f"{PREVIEW}.webp", f"{PREVIEW}.jpg"}
WHOLE = {f"{width}.webp" for width in WIDTHS} | {"320.jpg", "640.jpg", "960.jpg"}


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def draft(business, sari, client):
    return begun(business, sari, client)


def put_in(client, draft, *files):
    return client.post(address(draft), {"photo": "upload", "photos": list(files) or [upload()]})


def test_the_request_keeps_the_original_and_a_preview_and_orders_the_rest(client, draft):
    assert put_in(client, draft).status_code == 302
    files = PhotoFiles.objects.get()
    assert (files.state, files.width, files.height) == ("waiting", 1200, 900)
    assert lying(files.folder) == (PREVIEW_ONLY, {"asli.jpg"})
    assert Job.objects.get(kind=photo_work.KIND).subject_code == files.code
    page = client.get(address(draft)).text
    assert "Menunggu giliran disiapkan" in page and f"{files.folder}/320.webp" in page
    assert "640." not in page, "only what lies there is named"


def test_the_worker_makes_the_rest_and_every_page_knows_them(client, draft):
    put_in(client, draft)
    work()
    files, photo = PhotoFiles.objects.get(), ProductPhoto.objects.get()
    assert (files.state, files.made_at is not None, Job.objects.get(kind=photo_work.KIND).state) == (
        "ready", True, "done"
    )  # fmt: skip
    assert lying(files.folder)[0] == WHOLE
    assert [size["width"] for size in photo.sizes] == list(WIDTHS) == [size["width"] for size in files.sizes]
    with default_storage.open(f"{files.folder}/960.jpg") as file:
        assert Image.open(io.BytesIO(file.read())).size == (960, 720)
    page = client.get(address(draft)).text
    assert "640.webp" in page and "Menunggu giliran" not in page


def test_a_product_is_approved_before_the_worker_came_and_its_card_is_drawn_anew_after(client, draft, sari, rina):
    put_in(client, draft)
    actions.save_draft(draft, build.whole_product(), by=sari)
    actions.set_price(draft.product, 22500, by=sari)
    actions.approve(actions.submit(draft, by=sari), by=rina)
    row = ProductSearch.objects.get()
    assert [size["width"] for size in row.photo["sizes"]] == [PREVIEW]
    public = client.get(f"/p/{draft.product.code}/", follow=True).text
    assert "320.webp" in public and "640." not in public
    work()
    row.refresh_from_db()
    assert [size["width"] for size in row.photo["sizes"]] == list(WIDTHS)
    assert "640.jpg" in client.get(f"/p/{draft.product.code}/", follow=True).text


def test_a_failure_is_said_and_tried_again_by_a_button(client, draft):
    put_in(client, draft)
    files = PhotoFiles.objects.get()
    with storages["private"].open(files.original) as file:
        kept = file.read()
    storages["private"].delete(files.original)
    work()
    files.refresh_from_db()
    assert files.state == "failed" and "Berkas asli foto ini tidak bisa dibuka" in files.failure
    page = client.get(address(draft)).text
    assert "Ukuran besar foto ini belum jadi." in page and "Coba lagi" in page and "320.webp" in page
    storages["private"].save(files.original, io.BytesIO(kept))
    code = ProductPhoto.objects.get().code
    for _ in range(2):  # a double tap
        client.post(address(draft), {"photo": f"again:{code}"})
    assert Job.objects.filter(kind=photo_work.KIND, state="waiting").count() == 1
    work()
    files.refresh_from_db()
    assert (files.state, files.failure) == ("ready", "")


def test_a_job_killed_in_the_middle_begins_again_and_ends_once(client, draft, monkeypatch):
    put_in(client, draft)
    monkeypatch.setattr(photo_work, "finish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    job = Job.objects.get(kind=photo_work.KIND)
    with pytest.raises(KeyboardInterrupt):
        KINDS[photo_work.KIND](job, Progress(job))
    files = PhotoFiles.objects.get()
    assert files.state == "making" and [size["width"] for size in files.sizes] == [PREVIEW]
    monkeypatch.undo()
    for _ in range(2):  # delivered twice
        KINDS[photo_work.KIND](job, Progress(job))
    assert lying(files.folder)[0] == WHOLE, "no second copy under another name"


def test_what_is_left_without_an_order_is_taken_up_by_the_hourly_round(client, draft):
    put_in(client, draft)
    Job.objects.all().delete()
    job = Job.objects.create(kind=photo_work.LEFT, title="x")
    assert photo_work.take_up(job, Progress(job)) == {"again": 1, "given_up": 0}
    assert photo_work.take_up(job, Progress(job))["again"] == 0, "one order is enough"
    work()
    assert PhotoFiles.objects.get().state == "ready"


def test_a_job_that_was_given_up_is_told_to_the_owner(client, draft):
    put_in(client, draft)
    PhotoFiles.objects.update(state="making")
    Job.objects.filter(kind=photo_work.KIND).update(state="failed", ended_at="2026-11-01T00:00Z", words="Terhenti.")
    job = Job.objects.create(kind=photo_work.LEFT, title="x")
    assert photo_work.take_up(job, Progress(job))["given_up"] == 1
    assert "Terhenti." in client.get(address(draft)).text


def test_the_states_are_told_to_the_people_of_the_business_only(client, draft, sari, dede, rina):
    put_in(client, draft)
    code = ProductPhoto.objects.get().code
    told = client.get(address(draft, "photo-states")).json()["photos"]
    assert told[code]["state"] == "waiting" and told[code]["over"] is False
    for who in (dede, rina):
        other = sign_in(client.__class__(), who)
        assert other.get(address(draft, "photo-states")).status_code == 404
        assert other.get(address(draft, "photo-original", code)).status_code == 404


def test_the_private_original_is_upright_bare_and_hers(client, draft):
    put_in(client, draft, upload(jpeg(comment=b"<?php 1"), "foto.php.jpg"))
    answer = client.get(address(draft, "photo-original", ProductPhoto.objects.get().code))
    body = b"".join(answer.streaming_content)
    assert Image.open(io.BytesIO(body)).size == (1200, 900) and b"<?php" not in body
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", ")) and "sandbox" in answer[
        "Content-Security-Policy"
    ]
    assert client.get(f"/media/{PhotoFiles.objects.get().original}").status_code == 404


def test_the_same_pixels_in_other_bytes_are_kept_once(client, draft, business, sari):
    put_in(client, draft)
    other = actions.start_product(business, by=sari)
    put_in(client, other, upload(jpeg(comment=b"lain")))
    one, two = ProductPhoto.objects.order_by("pk")
    assert one.sha256 != two.sha256 and one.files_id == two.files_id and one.folder == two.folder
    folders = default_storage.listdir("produk")[0]
    assert sum(len(default_storage.listdir(f"produk/{part}")[0]) for part in folders) == 1, "nothing is left lying"
    put_in(client, draft, upload(jpeg(comment=b"lagi")))
    assert draft.shown_photos.count() == 1, "nor is it shown twice"


def test_the_same_bytes_are_not_read_again(client, draft, business, sari, monkeypatch):
    put_in(client, draft)
    monkeypatch.setattr("catalog.intake.first_look", None)
    put_in(client, actions.start_product(business, by=sari))
    assert ProductPhoto.objects.count() == 2 and PhotoFiles.objects.count() == 1


def test_another_business_has_files_of_its_own(client, draft, dede, rina):
    put_in(client, draft)
    other = actions.start_product(build.live_business(dede, rina, name="Lain").business, by=dede)
    put_in(sign_in(client.__class__(), dede), other)
    assert PhotoFiles.objects.values("folder").distinct().count() == 2


def test_a_storage_that_is_away_is_told_and_nothing_half_is_kept(client, draft, monkeypatch):
    def away(*_):
        raise OSError("away")

    monkeypatch.setattr(FileSystemStorage, "save", away)
    page = client.post(address(draft), {"photo": "upload", "photos": [upload()], "name": "Abon"})
    assert "Penyimpanan foto sedang bermasalah" in page.text
    draft.refresh_from_db()
    assert draft.name == "Abon" and not ProductPhoto.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [(jpeg((400, 400)), "Kecil."), (jpeg(colour="#301810"), "Tampak gelap."), (jpeg((900, 900)), "")],
    ids=["small", "dark", "fine"],
)
def test_hints_are_said_and_refuse_nothing(client, draft, data, words):
    put_in(client, draft, upload(data))
    page = client.get(address(draft)).text
    assert draft.shown_photos.count() == 1
    assert words in page and ("Tampak gelap" in page, "Kecil." in page) == ("gelap" in words, "Kecil" in words)
