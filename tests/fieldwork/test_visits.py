"""Visits without scripts: an ordinary form, a draft on the portal, sent once; who reads them and what they feed."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audit.models import Event
from fieldwork.actions import visits as actions
from fieldwork.models import Visit, VisitPhoto
from fieldwork.queries import visit_of_key
from review.actions import Refused
from tests import build
from tests.architecture.house import ROOT
from tests.fieldwork.conftest import helped, photo_file, visit_form, words

NEW = "/petugas/kunjungan/baru/"
GPS = ROOT / "tests/data/uploads-awkward/exif_gps_lebak.jpg"


def recorded(as_, officer, **values) -> Visit:
    """A visit that `officer` sent."""
    form = visit_form(**values)
    assert as_(officer).post(NEW, form | {"do": "send"}).status_code == 302
    return visit_of_key(officer, form["client_key"])


def test_a_form_without_scripts_is_kept_as_a_draft_with_its_photos(as_, tono):
    client, form = as_(tono), visit_form()
    answer = client.post(NEW, form | {"do": "save", "foto-front": [photo_file(), photo_file("b.jpg", 520)]})
    visit = Visit.objects.get()
    assert answer.url == f"/petugas/kunjungan/{visit.code}/ubah/"
    assert (visit.state, visit.officer, visit.workers_female, visit.accuracy) == ("draft", tono, 5, 12)
    assert [(one.name, one.capacity) for one in visit.machines.all()] == [("Mesin giling", "20 kg per jam")]
    assert [one.monthly_need for one in visit.materials.all()] == ["300 kg"]
    assert visit.photos.count() == 2
    page = client.get(answer.url)
    assert 'value="Mesin giling"' in page.content.decode()
    assert page.content.decode().count("/kecil/") == 2


def test_a_draft_is_changed_photos_taken_out_and_sent(as_, tono):
    client, form = as_(tono), visit_form()
    answer = client.post(NEW, form | {"do": "save", "foto-front": photo_file()})
    visit, photo = Visit.objects.get(), VisitPhoto.objects.get()
    changed = form | {"do": "send", "notes": "Atapnya baru.", "drop": photo.code, "mesin-0-name": ""}
    changed |= {"mesin-0-count": "", "mesin-0-capacity": "", "mesin-INITIAL_FORMS": "1"}
    assert client.post(answer.url, changed).url == f"/petugas/kunjungan/{visit.code}/"
    visit.refresh_from_db()
    assert (visit.state, visit.notes, visit.photos.count(), visit.machines.count()) == ("sent", "Atapnya baru.", 0, 0)
    assert not storages["private"].exists(f"{photo.folder}/besar.jpg")
    assert client.get(answer.url).url == f"/petugas/kunjungan/{visit.code}/"


def test_sending_the_same_form_twice_makes_one_visit(as_, tono):
    client, form = as_(tono), visit_form() | {"do": "send"}
    first, second = client.post(NEW, form), client.post(NEW, form | {"notes": "Diubah sesudah terkirim"})
    assert first.url == second.url
    assert Visit.objects.get().notes == "Dapur bersih."
    assert Event.objects.filter(verb="visited").count() == 1


def test_the_phones_place_and_time_leave_the_photo(as_, tono):
    file = SimpleUploadedFile("IMG.jpg", GPS.read_bytes(), "image/jpeg")
    as_(tono).post(NEW, visit_form() | {"do": "save", "foto-workshop": file})
    photo = VisitPhoto.objects.get()
    with storages["private"].open(f"{photo.folder}/besar.jpg") as kept:
        image = Image.open(kept)
        assert not image.getexif()
        assert "exif" not in image.info
    assert not storages["default"].exists(f"{photo.folder}/besar.jpg")


def test_a_broken_photo_is_named_and_the_rest_is_kept(as_, tono):
    broken = SimpleUploadedFile("rusak.jpg", b"bukan foto", "image/jpeg")
    page = as_(tono).post(NEW, visit_form() | {"do": "send", "foto-front": [broken, photo_file()]})
    assert "rusak.jpg:" in words(page)
    assert Visit.objects.get().is_draft
    assert VisitPhoto.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("purpose", "", "Pilih tujuan kunjungan."),
        ("visited_at", "", "Isi tanggal dan jam kunjungan."),
        ("visited_at", "kemarin", "Tanggal dan jam kunjungan tidak benar."),
        ("visited_at", "2999-01-01T10:00", "tidak boleh di masa depan"),
        ("visited_at", "0001-01-01T00:00", "terlalu lama lalu"),
        ("village", "", "Pilih desa atau kelurahan yang dikunjungi."),
        ("village", "9999", "Pilih desa atau kelurahan dari daftar."),
        ("business", "tidakada", "Kode usaha ini tidak dikenal."),
        ("latitude", "NaN", "Lintang tidak benar."),
        ("latitude", "", "Isi lintang dan bujur"),
        ("longitude", "181", "Bujur tidak benar."),
        ("workers_male", "1e9", "harus angka"),
        ("mesin-0-name", "", "Tulis nama mesinnya."),
        ("bahan-0-name", "", "Tulis nama bahannya."),
        ("mesin-TOTAL_FORMS", "x", "Muat ulang halaman"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(as_, tono, field, value, sentence):
    page = as_(tono).post(NEW, visit_form() | {field: value, "do": "send"})
    assert page.status_code == 200
    assert sentence in words(page)
    assert field == "mesin-TOTAL_FORMS" or 'value="Kp. Pasir"' in page.content.decode()
    assert not Visit.objects.exists()


def test_a_draft_needs_no_village_but_sending_does(as_, tono):
    assert as_(tono).post(NEW, visit_form(village="") | {"do": "save"}).status_code == 302
    with pytest.raises(Refused, match="Pilih desa"):
        actions.send(Visit.objects.get(), by=tono)


def test_what_was_sent_is_read_by_her_and_the_reviewers_and_nobody_else(as_, tono, asep, rina, sari, wulan):
    visit = recorded(as_, tono)
    address = f"/petugas/kunjungan/{visit.code}/"
    assert "Mesin giling" in words(as_(tono).get(address))
    assert "-6.564200, 106.252100" in words(as_(rina).get(address))
    assert [as_(one).get(address).status_code for one in (sari, wulan)] == [403, 403]
    other = recorded(as_, asep)
    assert as_(tono).get(f"/petugas/kunjungan/{other.code}/").status_code == 404
    assert other.code not in as_(tono).get("/petugas/kunjungan/").content.decode()
    assert other.code in as_(rina).get("/petugas/kunjungan/").content.decode()


def test_nobody_reads_the_drafts_of_another(as_, tono, rina):
    as_(tono).post(NEW, visit_form() | {"do": "save"})
    visit = Visit.objects.get()
    assert as_(rina).get(f"/petugas/kunjungan/{visit.code}/").status_code == 404
    assert as_(rina).get(f"/petugas/kunjungan/{visit.code}/ubah/").status_code == 404
    assert as_(rina).post(f"/petugas/kunjungan/{visit.code}/buang/").status_code == 404


def test_photos_go_to_whoever_reads_the_visit_and_stay_in_no_cache(as_, tono, rina, sari, asep):
    form = visit_form()
    as_(tono).post(NEW, form | {"do": "send", "foto-front": photo_file()})
    visit, photo = Visit.objects.get(), VisitPhoto.objects.get()
    for end, kind in (("", "image/jpeg"), ("kecil/", "image/webp")):
        address = f"/petugas/kunjungan/{visit.code}/foto/{photo.code}/{end}"
        answer = as_(rina).get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert "no-store" in answer["Cache-Control"]
        b"".join(answer.streaming_content)
        assert as_(sari).get(address).status_code == 403
    other = recorded(as_, asep)
    assert as_(tono).get(f"/petugas/kunjungan/{other.code}/foto/{photo.code}/").status_code == 404


def test_a_draft_is_thrown_away_with_its_photos(as_, tono):
    as_(tono).post(NEW, visit_form() | {"do": "save", "foto-front": photo_file()})
    visit, photo = Visit.objects.get(), VisitPhoto.objects.get()
    as_(tono).post(f"/petugas/kunjungan/{visit.code}/buang/")
    assert not Visit.objects.exists()
    assert not storages["private"].exists(f"{photo.folder}/kecil.webp")
    sent = recorded(as_, tono)
    as_(tono).post(f"/petugas/kunjungan/{sent.code}/buang/")
    assert Visit.objects.filter(pk=sent.pk).exists()


def test_a_visit_is_matched_with_a_business_once(as_, tono, rina, sari):
    business = build.live_business(sari, rina).business
    visit = recorded(as_, tono)
    address, client = f"/petugas/kunjungan/{visit.code}/hubungkan/", as_(tono)
    for typed, sentence in (("", "Isi kode usaha."), ("tidakada", "tidak dikenal"), ("\x00", "Isi kode usaha.")):
        assert sentence in words(client.post(address, {"business": typed})), typed
    assert client.post(address, {"business": business.code.upper()}).status_code == 302
    visit.refresh_from_db()
    assert visit.business == business
    assert Event.objects.filter(verb="visited", subject_code=business.code).count() == 1
    other = build.live_business(sari, rina, name="Lain").business
    assert "sudah dihubungkan dengan usaha lain" in words(client.post(address, {"business": other.code}))


def test_the_owner_sees_when_who_and_why_and_not_what_was_noted(as_, tono, rina, sari, dede):
    business = build.live_business(sari, rina).business
    recorded(as_, tono, business=business.code)
    page = words(as_(sari).get("/pusat-usaha/kunjungan/"))
    assert "Pak Tono" in page and "Pendaftaran usaha" in page
    assert "Dapur bersih" not in page
    assert "Belum ada kunjungan." in words(as_(dede).get("/pusat-usaha/kunjungan/"))


def test_a_visit_feeds_the_registration_she_types_and_only_that(as_, tono, rina):
    made = helped(tono, workers_female=1)
    visit = recorded(as_, tono, business=made.business.code)
    client = as_(tono)
    page = words(client.get(f"/petugas/kunjungan/{visit.code}/"))
    assert "Pakai di isian" in page
    answer = client.post(f"/petugas/kunjungan/{visit.code}/pakai/")
    assert answer.url == f"/daftar-usaha/{made.business.code}/"
    edition = made.business.editions.get()
    assert (edition.workers_male, edition.workers_female, edition.village) == (2, 5, visit.village)
    assert edition.street == "Kp. Pasir"
    assert tono.pk in edition.hands
    client.post(f"/petugas/kunjungan/{visit.code}/pakai/")
    with pytest.raises(Refused, match="sudah sama"):
        actions.feed(visit, by=tono)
    with pytest.raises(Refused):
        actions.feed(visit, by=rina)


def test_a_visit_feeds_nothing_that_was_sent_or_is_the_owners(as_, tono, sari, rina):
    business = build.live_business(sari, rina).business
    visit = recorded(as_, tono, business=business.code)
    assert "Pakai di isian" not in words(as_(tono).get(f"/petugas/kunjungan/{visit.code}/"))
    with pytest.raises(Refused, match="Tidak ada draf"):
        actions.feed(visit, by=tono)


def test_the_list_narrows(as_, tono):
    visit, client = recorded(as_, tono), as_(tono)
    for query, shown in (
        ("?q=pasir", True),
        ("?q=tono", True),
        ("?q=helikopter", False),
        ("?tujuan=registration", True),
        ("?tujuan=domestic", False),
        ("?keadaan=draft", False),
        ("?usaha=abcdefgh", False),
    ):
        assert (visit.code in client.get(f"/petugas/kunjungan/{query}").content.decode()) is shown, query


def test_an_empty_list_offers_the_first_step(as_, tono):
    assert "Belum ada kunjungan." in words(as_(tono).get("/petugas/kunjungan/"))


def test_too_many_photos_are_not_taken(as_, tono):
    as_(tono).post(NEW, visit_form() | {"do": "save"})
    visit = Visit.objects.get()
    for n in range(12):
        VisitPhoto.objects.create(visit=visit, kind="front", folder=f"x{n}", width=1, height=1)
    with pytest.raises(Refused, match="paling banyak 12"):
        actions.add_photo(visit, VisitPhoto(kind="front", folder="y", width=1, height=1), by=tono)
