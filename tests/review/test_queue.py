"""One queue for businesses, products and certificates."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog import actions as catalog
from certification import actions as certification
from registry import actions as registry
from review.models import Submission
from tests import build

QUEUE = "/petugas/antrean/"


def titles(answer):
    return [row.submission.title for row in answer.context["rows"]]


def age(submission, **ago):
    """Let a submission have been sent some time ago, its promise with it."""
    sent = timezone.now() - datetime.timedelta(**ago)
    Submission.objects.filter(pk=submission.pk).update(submitted_at=sent, due_at=sent + datetime.timedelta(days=3))


@pytest.fixture
def three(sari, dede, asep, business):
    """A product of Sari, a certificate of hers, and Dede's new business in Bayah."""
    product = catalog.submit(build.draft_product(business, sari), by=sari)
    paper = certification.submit(build.draft_certificate(business, sari), by=sari)
    place = build.village("Bayah Barat", "Bayah")
    other = registry.submit(build.draft_business(dede, name="Abon Dede", village=place), by=dede)
    age(other, hours=1)
    age(paper, days=2)
    age(product, days=4)
    return product, paper, other


def test_the_oldest_promise_stands_first(desk, three):
    answer = desk.get(QUEUE)
    assert answer.status_code == 200
    assert titles(answer) == [one.title for one in three]
    assert "Lewat batas" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("jenis=usaha", ["Abon Dede"]),
        ("jenis=produk", ["Gula Semut Aren 250 g"]),
        ("umur=lewat", ["Gula Semut Aren 250 g"]),
        ("q=abon", ["Abon Dede"]),
        ("q=gula+sari&jenis=produk", ["Gula Semut Aren 250 g"]),
        ("q=100%25", []),
        ("petugas=saya", []),
        ("tahap=ubah", []),
    ],
)
def test_the_queue_is_narrowed(desk, three, query, found):
    assert titles(desk.get(f"{QUEUE}?{query}")) == found


def test_nearly_late_means_past_sixty_percent(desk, three):
    assert len(titles(desk.get(f"{QUEUE}?umur=hampir"))) == 2


def test_one_kecamatan(desk, three):
    code = three[2].region_code
    answer = desk.get(f"{QUEUE}?kecamatan={code}")
    assert titles(answer) == ["Abon Dede"]
    assert "Bayah (1)" in answer.content.decode()


def test_nonsense_in_the_address_is_no_error(desk, three):
    for query in ("jenis=zzz", "q=%00", "halaman=99999999999999999999999", "kecamatan=" + "9" * 500, "q=%ff%fe"):
        assert desk.get(f"{QUEUE}?{query}").status_code == 200


def test_an_empty_queue_says_so(desk):
    assert "Antrean kosong." in desk.get(QUEUE).content.decode()


def test_a_filter_that_finds_nothing_offers_the_way_back(desk, three):
    assert "Tidak ada yang cocok" in desk.get(f"{QUEUE}?q=zzzz").content.decode()


def test_many_rows_are_paged(desk, sari, three):
    copies = [
        Submission(
            room="catalog",
            kind="product",
            subject_code=f"x{n}",
            title=f"Produk {n}",
            submitted_by=sari,
            submitted_at=timezone.now(),
            due_at=timezone.now() + datetime.timedelta(days=3),
        )
        for n in range(300)
    ]
    Submission.objects.bulk_create(copies)
    answer = desk.get(f"{QUEUE}?halaman=7")
    assert len(titles(answer)) == 3
    assert "301–303 dari 303" in answer.content.decode()
    assert len(titles(desk.get(f"{QUEUE}?halaman=900"))) == 3


def test_the_statements_do_not_grow_with_the_rows(desk, sari, three, django_assert_max_num_queries):
    desk.get(QUEUE)
    with django_assert_max_num_queries(8) as one:
        desk.get(f"{QUEUE}?jenis=usaha")
    Submission.objects.bulk_create(
        Submission(
            room="catalog",
            kind="product",
            subject_code=f"x{n}",
            title=f"Produk {n}",
            submitted_by=sari,
            submitted_at=timezone.now(),
            due_at=timezone.now() + datetime.timedelta(days=3),
        )
        for n in range(60)
    )
    with django_assert_max_num_queries(8) as many:
        assert len(titles(desk.get(QUEUE))) == 50
    assert len(one) == len(many)


@pytest.mark.parametrize("path", [QUEUE, "/petugas/tugas/", "/petugas/selesai/", "/petugas/"])
def test_staff_pages_are_for_staff(path, client, as_person, sari, wulan, rina, django_user_model):
    assert client.get(path).status_code == 302
    assert as_person(sari).get(path).status_code == 403
    assert as_person(wulan).get(path).status_code == 403
    assert as_person(rina).get(path).status_code == 200


def test_decisions_are_listed_with_who_and_how_fast(desk, rina, waiting_product):
    catalog.approve(waiting_product, by=rina)
    page = desk.get("/petugas/selesai/?jenis=produk&petugas=saya").content.decode()
    assert "Gula Semut Aren 250 g" in page
    assert "Bu Rina" in page
    assert reverse("catalog:review", args=[waiting_product.code]) in page
