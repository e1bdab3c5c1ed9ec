"""What no edition shows goes after its days of grace, files last; what any edition shows, also an old one, stays."""

import importlib
import os
import time
from datetime import timedelta
from types import SimpleNamespace

import pgtrigger
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connection
from django.utils import timezone

from catalog import actions, photo_sweep
from catalog.models import EditionPhoto, PhotoFiles, ProductPhoto, Story
from jobs.models import Job
from jobs.work import Progress
from tests import build, showroom
from tests.catalog.shots import address, begun, jpeg, lying, upload


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def draft(business, sari, client):
    return begun(business, sari, client)


@pytest.fixture
def sweep(django_capture_on_commit_callbacks):
    """The round of a night, and what it said."""
    job = Job.objects.create(kind="catalog.photo-sweep", title="x")

    def run() -> dict:
        with django_capture_on_commit_callbacks(execute=True):
            return photo_sweep.sweep(job, Progress(job))

    return run


def two_weeks_pass():
    ProductPhoto.objects.filter(unused_since__isnull=False).update(
        unused_since=timezone.now() - photo_sweep.GRACE - timedelta(hours=1)
    )


def put_in(client, edition, **values):
    client.post(address(edition), {"photo": "upload", "photos": [upload(jpeg(**values))]})
    return EditionPhoto.objects.filter(edition=edition).select_related("photo__files").last().photo


def test_a_removed_photo_has_two_weeks_and_then_goes_with_its_files(client, draft, sari, sweep):
    photo = put_in(client, draft)
    actions.arrange_photos(draft, [], by=sari)
    assert sweep()["unused"] == 1 and sweep()["photos"] == 0
    assert ProductPhoto.objects.exists() and lying(photo.folder)[1] == {"asli.jpg"}
    two_weeks_pass()
    assert sweep()["photos"] == 1
    assert not ProductPhoto.objects.exists() and not PhotoFiles.objects.exists()
    assert lying(photo.folder) == (set(), set())
    assert not os.path.exists(default_storage.path(photo.folder)), "nor is an empty folder left"


def test_a_photo_that_came_back_starts_its_days_anew(client, draft, sari, sweep):
    photo = put_in(client, draft)
    actions.arrange_photos(draft, [], by=sari)
    sweep()
    two_weeks_pass()
    actions.put_photo_back(draft, photo.code, 0, by=sari)
    assert sweep()["photos"] == 0
    actions.arrange_photos(draft, [], by=sari)
    assert sweep()["unused"] == 1 and sweep()["photos"] == 0


def test_what_an_old_edition_shows_stays_for_ever(client, business, sari, rina, sweep):
    old = build.live_product(business, sari, rina)
    photo = old.shown_photos.get().photo
    fresh = actions.open_draft(old.product, by=sari)
    actions.add_photo(fresh, build.photo(), by=sari)
    actions.arrange_photos(fresh, [fresh.shown_photos.last().photo.code], by=sari)
    actions.approve(actions.submit(fresh, by=sari), by=rina)
    sweep()
    two_weeks_pass()
    sweep()
    assert old.shown_photos.get().photo == photo and lying(photo.folder)[1] == {"asli.jpg"}


def test_a_copy_of_a_product_keeps_the_photo_of_the_first(client, draft, sari, sweep):
    photo = put_in(client, draft)
    copy = actions.copy_product(draft, by=sari)
    actions.arrange_photos(draft, [], by=sari)
    sweep()
    two_weeks_pass()
    sweep()
    assert copy.shown_photos.get().photo == photo and lying(photo.folder)[1] == {"asli.jpg"}


def test_the_photo_of_a_story_stays_until_the_story_is_replaced(client, business, draft, sari, rina, sweep):
    photo = put_in(client, draft)
    story = showroom.live(business, sari, rina, photo=photo)
    actions.arrange_photos(draft, [], by=sari)
    assert sweep()["unused"] == 0
    Story.objects.filter(pk=story.pk).update(state="replaced")
    assert sweep()["unused"] == 1


def test_files_stay_while_another_photo_of_the_business_shows_them(client, draft, business, sari, sweep):
    photo = put_in(client, draft)
    other = put_in(client, actions.start_product(business, by=sari))
    assert other.folder == photo.folder and other.pk != photo.pk
    actions.arrange_photos(draft, [], by=sari)
    sweep()
    two_weeks_pass()
    assert sweep()["photos"] == 1
    assert ProductPhoto.objects.get() == other and lying(photo.folder)[1] == {"asli.jpg"}


def test_the_original_and_the_whole_picture_stay_while_a_frame_of_it_does(client, draft, sari, sweep):
    photo = put_in(client, draft)
    client.post(address(draft, "photo", photo.code), {"frame": "1:1@0", "alt": ""})
    framed = draft.shown_photos.get().photo
    sweep()
    two_weeks_pass()
    assert sweep()["photos"] == 1
    assert lying(photo.folder)[1] == {"asli.jpg"} and PhotoFiles.objects.count() == 2
    actions.arrange_photos(draft, [], by=sari)
    sweep()
    two_weeks_pass()
    sweep()
    assert not PhotoFiles.objects.exists()
    assert lying(photo.folder) == lying(framed.folder) == (set(), set())


def test_files_that_no_row_names_go_when_they_are_old(client, draft, sweep):
    kept = put_in(client, draft)
    for storage in (default_storage, storages["private"]):
        for folder in ("produk/ab/lama", "produk/ab/baru"):
            storage.save(f"{folder}/x.jpg", ContentFile(b"x"))
        old = time.time() - 3 * 24 * 3600
        os.utime(storage.path("produk/ab/lama/x.jpg"), (old, old))
        for name in lying(kept.folder)[storage is not default_storage]:
            os.utime(storage.path(f"{kept.folder}/{name}"), (old, old))
    told = sweep()
    assert (told["public"], told["private"]) == (1, 1)
    assert lying("produk/ab/lama") == (set(), set()) and lying("produk/ab/baru") == ({"x.jpg"}, {"x.jpg"})
    assert lying(kept.folder)[1] == {"asli.jpg"} and lying(kept.folder)[0]


def test_a_photo_put_in_by_old_code_gets_its_files(business, sari, rina, sweep):
    edition = build.live_product(business, sari, rina)
    without_files(edition.shown_photos.get().photo)
    assert sweep()["adopted"] == 1
    photo = ProductPhoto.objects.select_related("files").get()
    assert photo.files.original == f"{photo.folder}/asli.jpg" and photo.files.state == "ready"


def test_the_migration_gives_every_photo_its_files_and_can_be_repeated(business, sari, rina, dede):
    first = build.live_product(business, sari, rina).shown_photos.get().photo
    other = build.live_product(build.live_business(dede, rina, name="Lain").business, dede, rina)
    second = other.shown_photos.get().photo
    for photo in (first, second):
        without_files(photo)
    with pgtrigger.ignore("catalog.ProductPhoto:never_changed"):  # the demo lends files from business to business
        ProductPhoto.objects.filter(pk=second.pk).update(folder=first.folder)
    fill = importlib.import_module("catalog.migrations.0051_photo_files_filled").fill
    for _ in range(2):
        fill(None, SimpleNamespace(connection=connection))
    rows = PhotoFiles.objects.all()
    assert {(row.business_id, row.folder, row.state) for row in rows} == {
        (business.pk, first.folder, "ready"),
        (other.product.business_id, first.folder, "ready"),
    }
    assert all(photo.files.sizes == photo.sizes for photo in ProductPhoto.objects.select_related("files"))


def without_files(photo: ProductPhoto) -> None:
    """As it stood before the table of files was there."""
    with pgtrigger.ignore("catalog.ProductPhoto:never_changed"):
        ProductPhoto.objects.filter(pk=photo.pk).update(files=None)
    PhotoFiles.objects.filter(pk=photo.files_id).delete()
