"""The figure beside a choice is the length of the list behind it, whatever else is chosen; long lists stay bounded."""

import datetime
import itertools

import pytest
from django.utils import timezone

from catalog import actions as catalog
from review import paging
from review.models import Submission

QUEUE = "/petugas/antrean/"


@pytest.fixture
def crowd(sari, rina, asep):
    """144 made-up submissions in every combination of kind, place, age, officer and stage."""
    now, rows = timezone.now(), []
    ages = (-3, 0.5, 2.9)  # days until the promise is over: late, nearly, far
    places = (("360201", "Sobang"), ("360202", "Bayah"), ("", ""))
    combinations = itertools.product(
        ("business", "product", "certificate"), places, ages, (None, rina, asep), (True, False)
    )
    rooms = {"business": "registry", "product": "catalog", "certificate": "certification"}
    for n, (kind, place, age, officer, first) in enumerate(combinations):
        due = now + datetime.timedelta(days=age)
        rows.append(
            Submission(
                room=rooms[kind],
                kind=kind,
                subject_code=f"s{n}",
                title=f"Barang {n}" if n % 3 else f"Gula {n}",
                region_code=place[0],
                region_name=place[1],
                is_first=first,
                submitted_by=sari,
                submitted_at=due - datetime.timedelta(days=3),
                due_at=due,
                assigned_to=officer,
                assigned_at=now if officer else None,
            )
        )
    Submission.objects.bulk_create(rows)
    return len(rows)


def length(desk, **choices):
    query = "&".join(f"{name}={value}" for name, value in choices.items() if value)
    return desk.get(f"{QUEUE}?{query}").context["page"].paginator.count


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"jenis": "produk"},
        {"petugas": "saya", "umur": "hampir"},
        {"kecamatan": "360201", "tahap": "ubah"},
        {"q": "gula", "petugas": "belum"},
        {"petugas": "ASEP", "jenis": "usaha"},
        {"petugas": "tidakada"},
    ],
)
def test_the_figures_are_true(desk, crowd, asep, chosen):
    chosen = {name: value.replace("ASEP", asep.code) for name, value in chosen.items()}
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    answer = desk.get(f"{QUEUE}?{query}")
    facets = answer.context["facets"]
    seen = len(answer.context["rows"])
    assert facets.found == answer.context["page"].paginator.count
    assert seen == min(50, facets.found)
    for name, figures in (
        ("jenis", facets.kinds),
        ("umur", facets.ages),
        ("tahap", facets.stages),
        ("petugas", facets.holders),
    ):
        for value, figure in figures.items():
            assert figure == length(desk, **(chosen | {name: value})), (name, value)
    for code, _, figure in facets.districts:
        assert figure == length(desk, **(chosen | {"kecamatan": code}))
    for code, _, figure in answer.context["holders"]:
        assert figure == length(desk, **(chosen | {"petugas": code}))


def test_each_choice_can_be_taken_away_alone(desk, crowd):
    page = desk.get(f"{QUEUE}?jenis=produk&petugas=belum&kecamatan=360201&q=gula").content.decode()
    for words in ("Kata “gula”", "Kecamatan Sobang", "Belum ada petugas", "Hapus semua saringan"):
        assert words in page
    assert "?jenis=produk&amp;kecamatan=360201&amp;q=gula" in page


def test_a_colleague_whose_account_is_closed_is_still_in_the_list(desk, crowd, asep):
    type(asep).objects.filter(pk=asep.pk).update(is_active=False)
    page = desk.get(QUEUE)
    assert asep.code in [code for code, _, _ in page.context["holders"]]
    assert length(desk, petugas=asep.code) == crowd // 3


def test_a_long_list_of_decisions_is_counted_so_far_and_reached_by_month(desk, crowd, rina, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 60)
    Submission.objects.filter(assigned_to=None).update(
        state="approved", decided_by=rina, decided_at=timezone.make_aware(datetime.datetime(2026, 10, 31, 23, 30))
    )
    Submission.objects.filter(assigned_to=rina).update(
        state="approved", decided_by=rina, decided_at=timezone.make_aware(datetime.datetime(2026, 11, 1, 0, 10))
    )
    page = desk.get("/petugas/selesai/")
    assert page.context["page"].paginator.is_cut and "lebih dari 60" in page.content.decode()
    assert len(desk.get("/petugas/selesai/?halaman=2").context["rows"]) == 10
    october = desk.get("/petugas/selesai/?bulan=2026-10").context["page"].paginator.count
    assert october == crowd // 3
    assert desk.get("/petugas/selesai/?bulan=2026-12").context["page"].paginator.count == 0
    assert desk.get("/petugas/selesai/?bulan=2026-13").status_code == 200


def test_words_and_codes_are_found(desk, waiting_product, rina):
    for words in (
        waiting_product.code,
        waiting_product.code.upper(),
        waiting_product.subject_code,
        "semut gula",
        "SEMUT",
    ):
        assert length(desk, q=words.replace(" ", "+")) == 1, words
    catalog.approve(waiting_product, by=rina)
    assert length(desk, q="semut") == 0
