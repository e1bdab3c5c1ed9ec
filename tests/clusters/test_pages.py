"""The pages of sentra and groups: for the office, for an owner, for everybody."""

import uuid

import pytest

from clusters import actions
from clusters.models import Cluster, Membership
from lebak_catalog.roles import sync_roles
from tests import build
from tests.people import person, sign_in

PERMISSIONS = "clusters.manage_cluster review.view_queue"


@pytest.fixture
def yuli(db):
    """Bu Yuli, who looks after sentra."""
    return person("Bu Yuli", email="yuli@contoh.example", permissions=PERMISSIONS)


@pytest.fixture
def desk(client, yuli):
    """Yuli at her desk."""
    return sign_in(client, yuli)


@pytest.fixture
def sentra(yuli) -> Cluster:
    """The palm sugar makers of Rangkasbitung."""
    return actions.found({"kind": "sentra", "name": "Sentra Gula Aren", "region": build.village().parent}, by=yuli)


def filled(**more) -> dict:
    """A form that can be saved."""
    return {
        "form_key": str(uuid.uuid4()), "kind": "sentra", "name": "Sentra Keripik Pisang",
        "district": build.village().parent_id, "village": "", **more,
    }  # fmt: skip


def test_a_new_sentra_is_made_once_by_a_double_tap(desk):
    build.activity()
    form = filled(words="gula merah", founded_year="1998")
    first, second = desk.post("/petugas/sentra/baru/", form), desk.post("/petugas/sentra/baru/", form)
    assert first.url == second.url
    made = Cluster.objects.get()
    assert (made.founded_year, made.activity.kbli_code) == (1998, "10722")
    assert "Sentra Keripik Pisang" in desk.get(first.url).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "Nama belum diisi."),
        ({"kind": "pabrik"}, "Pilih jenisnya."),
        ({"district": "9999"}, "Pilih kecamatan."),
        ({"village": "1\x002"}, "Pilih desa dari daftar."),
        ({"words": "helikopter"}, "Bidang usaha ini tidak ditemukan."),
        ({"founded_year": "1998abc"}, "Tahun berdiri harus angka"),
    ],
)
def test_wrong_input_is_explained_and_what_was_typed_is_kept(desk, wrong, words):
    answer = desk.post("/petugas/sentra/baru/", filled(description="Turun-temurun") | wrong)
    assert answer.status_code == 200 and words in answer.text and "Turun-temurun" in answer.text
    assert not Cluster.objects.exists()


def test_a_village_of_another_kecamatan_is_refused(desk):
    other = build.village("Hariang", "Sobang")
    answer = desk.post("/petugas/sentra/baru/", filled(village=other.pk))
    assert "tidak ada di kecamatan itu" in answer.text


def test_the_office_finds_a_business_and_puts_it_in(desk, sentra, sari, rina):
    business = build.live_business(sari, rina).business
    page = desk.get(f"/petugas/sentra/{sentra.code}/?cari=Gula Aren")
    assert "Gula Aren Ibu Sari" in page.text
    desk.post(f"/petugas/sentra/{sentra.code}/masukkan/", {"usaha": business.code})
    assert Membership.objects.get().joined_at
    assert "Anggota (1)" in desk.get(f"/petugas/sentra/{sentra.code}/").text


def test_an_owner_asks_and_the_office_answers(client, sentra, sari, rina, yuli):
    business = build.live_business(sari, rina).business
    sign_in(client, sari)
    assert "Sentra Gula Aren" in client.get("/pusat-usaha/sentra/").text
    client.post(f"/pusat-usaha/sentra/{sentra.code}/minta/", {"usaha": business.code})
    assert "Menunggu petugas" in client.get("/pusat-usaha/sentra/").text
    actions.take_in(sentra, business, by=yuli)
    assert "anggota sejak" in client.get("/pusat-usaha/sentra/").text
    client.post(f"/pusat-usaha/sentra/keluar/{Membership.objects.get().pk}/")
    assert Membership.objects.get().ended_at


def test_nobody_asks_or_leaves_for_anothers_business(client, sentra, sari, dede, rina, yuli):
    business = build.live_business(sari, rina).business
    membership = actions.take_in(sentra, business, by=yuli)
    sign_in(client, dede)
    assert client.post(f"/pusat-usaha/sentra/{sentra.code}/minta/", {"usaha": business.code}).status_code == 404
    assert client.post(f"/pusat-usaha/sentra/keluar/{membership.pk}/").status_code == 404
    assert Membership.objects.get().ended_at is None


def test_everybody_sees_members_and_their_summed_capacity(client, sentra, sari, dede, rina, yuli):
    for owner, name in ((sari, "Gula Sari"), (dede, "Gula Dede")):
        edition = build.live_business(owner, rina, name=name)
        build.live_product(edition.business, owner, rina, capacity_per_month=500)
        actions.take_in(sentra, edition.business, by=yuli)
    page = client.get(f"/sentra/sentra-gula-aren-{sentra.code}/").text
    assert "Gula Sari" in page and "Gula Dede" in page and "1.000 bungkus" in page
    assert "2 anggota" in client.get("/sentra/").text


def test_an_old_name_leads_on_and_a_dissolved_one_is_gone(client, sentra, yuli):
    assert client.get(f"/sentra/lama-{sentra.code}/").url == f"/sentra/sentra-gula-aren-{sentra.code}/"
    actions.dissolve(sentra, reason="Bubar.", by=yuli)
    assert client.get(f"/sentra/sentra-gula-aren-{sentra.code}/").status_code == 404
    assert "Belum ada sentra" in client.get("/sentra/").text


def test_the_roles_of_the_office_may_manage(db):
    assert sync_roles() == []
