"""A catalogue is ordered once, made in the background, given to who ordered it, and swept after a week."""

import io
import re
import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from catalog import actions as catalog
from jobs.models import Job
from jobs.repeated import CALENDAR
from prints import actions, booklets, typesetting
from prints.models import Booklet
from prints.queries import MOST
from prints.typesetting import Limits, NotSet, typeset
from prints.work import SWEEP
from review.actions import Refused
from tests import build, imports, showroom
from tests.people import sign_in

ADDRESS = "/cetak/katalog/{code}/"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()


@pytest.fixture
def products(sari, rina):
    """Three products of two kinds."""
    business = build.live_business(sari, rina).business
    chips = build.category("keripik", "Keripik")
    return [
        build.live_product(business, sari, rina, name="Gula B"),
        build.live_product(business, sari, rina, name="Gula A"),
        build.live_product(business, sari, rina, name="Keripik talas", category=chips),
    ]


def form(**values) -> dict:
    return {"form_key": str(uuid.uuid4()), "category": "", "codes": "", "title": "", **values}


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_category_is_ordered_made_and_downloaded(products, sari, dede):
    hers = sign_in(Client(), sari)
    data = form(category="gula-semut")
    sent = hers.post("/cetak/katalog/", data)
    assert hers.post("/cetak/katalog/", data).url == sent.url, "a double tap orders one"
    one = Booklet.objects.get()
    page = hers.get(sent.url)
    assert page["Refresh"] == "3" and "Menunggu giliran" in words(page)
    assert hers.get(f"{sent.url}katalog.pdf").status_code == 404, "not made yet"
    assert [job.state for job in imports.work()] == ["done"]
    assert "Siap diunduh" in words(hers.get(sent.url)) and "Gula Semut" in words(hers.get("/cetak/katalog/"))
    file = hers.get(f"{sent.url}katalog.pdf")
    pdf = b"".join(file.streaming_content)
    assert 'filename="katalog-gula-semut.pdf"' in file["Content-Disposition"]
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert said.index("Gula A") < said.index("Gula B") and "Keripik talas" not in said
    one.refresh_from_db()
    assert (one.products, one.size) == (2, len(pdf))
    his = sign_in(Client(), dede)
    assert his.get(sent.url).status_code == his.get(f"{sent.url}katalog.pdf").status_code == 404


def test_a_collection_of_the_season_is_ordered_as_it_stands_now(products, sari, rina):
    made = showroom.collection([products[2].product, products[0].product, products[1].product], rina)
    catalog.unpublish(products[1].product, by=sari)
    hers = sign_in(Client(), sari)
    page = hers.get(f"/cetak/katalog/?koleksi={made.slug}").content.decode()
    assert f'<option value="{made.slug}" selected>Hampers Lebaran' in page
    hers.post("/cetak/katalog/", form(collection=made.slug))
    one = Booklet.objects.get()
    assert (one.title, one.codes) == ("Hampers Lebaran", [products[2].product.code, products[0].product.code])


def test_a_collection_out_of_season_cannot_be_ordered(products, sari, rina):
    made = showroom.collection([one.product for one in products], rina, is_published=False)
    showroom.collection([products[0].product], rina, title="Yang tayang")
    page = sign_in(Client(), sari).post("/cetak/katalog/", form(collection=made.slug))
    assert "sedang tidak tayang" in words(page) and not Booklet.objects.exists()


def test_a_list_of_codes_is_grouped_by_kind(products, sari, rina):
    codes = [one.product.code for one in products]
    made = actions.order("Pilihan", by=sari, codes=[codes[2], "zzzzzzzz", codes[0]], address=ADDRESS)
    assert made.codes == [codes[2], codes[0]], "what is not on display is left out"
    items = booklets.items_for(made)
    data, _ = booklets.data_of(made, items, date(2026, 11, 30))
    assert sorted(one["title"] for one in data["sections"]) == ["Gula Semut", "Keripik"]
    assert (data["products"], data["makers"], data["day"]) == (2, 1, "30 November 2026")


def test_the_same_data_give_the_same_bytes(products, sari):
    made = actions.order("Gula", by=sari, category=products[0].category, address=ADDRESS)
    items = booklets.items_for(made)
    told: list[int] = []

    def tell(done: int, total: int, words: str) -> None:
        told.append(done)
        assert done <= total

    first = booklets.make(made, items, date(2026, 11, 30), tell)
    second = booklets.make(made, booklets.items_for(made), date(2026, 11, 30), tell)
    assert first.pdf == second.pdf and told
    other = booklets.make(made, items, date(2026, 12, 1), tell)
    assert other.pdf != first.pdf, "the day stands on every page"


@pytest.mark.parametrize(
    ("given", "say"),
    [
        ({}, "Pilih kategori atau koleksi, atau isi kode"),
        ({"codes": "bukan kode"}, "Tidak ada kode produk di sini"),
        ({"category": "helikopter"}, "Pilih kategori dari daftar."),
        ({"codes": "zzzzzzzz"}, "Tidak ada produk yang tayang"),
        ({"codes": "\x00"}, "Pilih kategori atau koleksi, atau isi kode"),
        ({"codes": "2" * 9000}, "paling panjang"),
    ],
)
def test_wrong_orders_are_said_and_stay(products, sari, given, say):
    page = sign_in(Client(), sari).post("/cetak/katalog/", form(title="Judul saya", **given))
    assert say in words(page) and "Judul saya" in page.content.decode() and not Booklet.objects.exists()


def test_too_large_a_category_is_refused(products, sari, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    with pytest.raises(Refused, match="paling banyak 1"):
        actions.order("Gula", by=sari, category=products[0].category, address=ADDRESS)
    assert MOST == 500


def test_nothing_left_to_print_ends_the_job_in_words(products, sari):
    made = actions.order("Gula", by=sari, codes=[products[0].product.code], address=ADDRESS)
    catalog.unpublish(products[0].product, by=sari)
    imports.work()
    assert Job.objects.get(subject_code=made.code).state == "failed"
    page = words(sign_in(Client(), sari).get(f"/cetak/katalog/{made.code}/"))
    assert "Tidak ada lagi produk yang tayang" in page and "Pesan lagi" in page


def test_a_child_that_breaks_or_takes_too_long_is_told_apart(tmp_path):
    with pytest.raises(NotSet) as broken:
        typeset("catalogue", {"title": "tanpa isi"}, {}, tmp_path)
    assert broken.value.kind == "crash"
    with pytest.raises(NotSet) as slow:
        typeset("catalogue", {}, {}, tmp_path, limits=Limits(wall_seconds=0))
    assert slow.value.kind in ("timeout", "crash")


def test_a_full_press_is_said(monkeypatch, tmp_path):
    class Full:
        def acquire(self, timeout: int) -> bool:
            return False

    monkeypatch.setattr(typesetting, "_places", Full())
    with pytest.raises(NotSet) as busy:
        typeset("catalogue", {}, {}, tmp_path)
    assert busy.value.kind == "busy"


def test_booklets_are_swept_after_a_week_with_their_files(products, sari, django_capture_on_commit_callbacks):
    made = actions.order("Gula", by=sari, codes=[products[0].product.code], address=ADDRESS)
    actions.keep(made, b"%PDF-uji", 1)
    made.refresh_from_db()
    now = timezone.now()
    assert actions.sweep(now + timedelta(days=6, hours=23)) == 0 and storages["private"].exists(made.path)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.sweep(now + timedelta(days=7, minutes=1)) == 1
    assert not storages["private"].exists(made.path) and not Booklet.objects.exists()
    assert SWEEP in CALENDAR


def test_a_file_that_comes_after_the_sweep_does_not_stay(products, sari, django_capture_on_commit_callbacks):
    made = actions.order("Gula", by=sari, codes=[products[0].product.code], address=ADDRESS)
    Booklet.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        actions.keep(made, b"%PDF-uji", 1)
    assert storages["private"].listdir("cetakan")[1] == []
