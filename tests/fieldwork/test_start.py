"""Beginning a registration for an owner, and typing it with the same parts the owner would use."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Event
from fieldwork.actions import assistance as actions
from fieldwork.models import Assistance
from registry.models import Business, Consent, Owner
from review.actions import Refused
from tests.fieldwork.conftest import PHONE, TYPED, fill, helped, key, photo_file, words

START = "/petugas/lapangan/baru/"
SPOKEN = {
    "owner_name": "Mak Icih",
    "owner_phone": TYPED,
    "consent_how": "spoken",
    "consent_witness": "Bu Kader",
    "notice_read": "on",
}


def test_the_officer_begins_and_is_led_to_the_same_parts_an_owner_fills_in(as_, tono):
    client = as_(tono)
    answer = client.post(START, key() | SPOKEN)
    business = Business.objects.get()
    assert answer.url == f"/daftar-usaha/{business.code}/"
    assert (business.assisted_by, business.owner.user, business.owner.name) == (tono, None, "Mak Icih")
    assert Assistance.objects.get().owner_phone == PHONE
    page = words(client.get(answer.url))
    assert "Anda mengisi untuk Mak Icih." in page
    assert "Yang tampil untuk umum" not in page.replace("Izin tampil untuk umum dipilih pemilik", "")


def test_how_the_owner_agreed_is_kept_with_who_typed_it(as_, tono):
    as_(tono).post(START, key() | SPOKEN)
    notice = Consent.objects.get()
    assert (notice.purpose, notice.channel, notice.given_by) == ("notice", "spoken", tono)
    assert Assistance.objects.get().consent_witness == "Bu Kader"


def test_a_signed_sheet_needs_its_photo_which_only_staff_open_and_the_diary_knows(as_, tono, rina, dede):
    client = as_(tono)
    paper = SPOKEN | {"consent_how": "paper"}
    assert "Foto lembar persetujuannya dulu." in words(client.post(START, key() | paper))
    assert not Business.objects.exists()
    client.post(START, key() | paper | {"consent_photo": photo_file()})
    made = Assistance.objects.get()
    assert made.consent_witness == ""
    address = f"/petugas/lapangan/{made.business.code}/persetujuan/"
    assert as_(rina).post(address, {"purpose": "penasaran"}).status_code == 302, "no look without a purpose"
    assert not Event.objects.filter(verb="scan_viewed").exists()
    answer = as_(rina).post(address, {"purpose": "owner_asked"})
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    assert "no-store" in answer["Cache-Control"]
    assert Event.objects.get(verb="scan_viewed").detail == {"what": "consent", "purpose": "owner_asked"}
    assert as_(dede).post(address).status_code == 403


def test_a_file_that_is_no_photo_is_refused_in_words_and_nothing_begins(as_, tono):
    broken = SimpleUploadedFile("a.jpg", b"bukan foto", "image/jpeg")
    page = as_(tono).post(START, key() | SPOKEN | {"consent_how": "paper", "consent_photo": broken})
    assert page.status_code == 200
    assert "perlu diperbaiki" in words(page)
    assert not Business.objects.exists()


def test_an_owner_without_a_phone_is_allowed(as_, tono):
    as_(tono).post(START, key() | SPOKEN | {"owner_phone": ""})
    assert Assistance.objects.get().owner_phone == ""


def test_the_officers_own_phone_is_not_the_owners(as_, tono):
    type(tono).objects.filter(pk=tono.pk).update(phone=PHONE)
    page = as_(type(tono).objects.get(pk=tono.pk)).post(START, key() | SPOKEN)
    assert "Ini nomor HP Anda sendiri." in words(page)
    assert not Business.objects.exists()


def test_a_double_tap_begins_one(as_, tono):
    client, same = as_(tono), key()
    assert client.post(START, same | SPOKEN).url == client.post(START, same | SPOKEN).url
    assert Business.objects.count() == 1


@pytest.mark.parametrize("missing", ["owner_name", "consent_how", "consent_witness", "notice_read"])
def test_what_is_missing_is_named_and_what_was_typed_stays(as_, tono, missing):
    page = as_(tono).post(START, key() | {name: value for name, value in SPOKEN.items() if name != missing})
    assert "1 hal yang perlu diperbaiki" in words(page)
    assert missing == "owner_name" or 'value="Mak Icih"' in page.content.decode()


def test_without_the_role_nobody_begins(sari):
    with pytest.raises(Refused):
        actions.start(owner_name="X", owner_phone="", consent_how="spoken", consent_witness="Y", by=sari)


def test_the_nik_may_be_typed_and_is_never_shown_again(as_, tono):
    made, client = helped(tono), as_(tono)
    address = f"/daftar-usaha/{made.business.code}/pemilik/"
    nik = "3602991708450001"
    client.post(address, {"owner_name": "Mak Icih", "nik": nik, "phone": TYPED})
    owner = Owner.objects.get()
    assert owner.nik_last4 == "0001"
    for page in (address, f"/daftar-usaha/{made.business.code}/", f"/petugas/lapangan/{made.business.code}/"):
        assert nik not in client.get(page).content.decode()


def test_nik_and_phone_may_stay_empty_for_an_owner_who_has_neither_at_hand(as_, tono):
    made, client = helped(tono, phone=""), as_(tono)
    fill(made, tono, phone="")
    answer = client.post(f"/daftar-usaha/{made.business.code}/pemilik/", {"owner_name": "Mak Icih"})
    assert answer.status_code == 302
    for part in ("usaha", "bidang", "nib", "alamat", "tenaga-kerja"):
        assert client.get(f"/daftar-usaha/{made.business.code}/{part}/").status_code == 200
    page = client.get(f"/daftar-usaha/{made.business.code}/periksa/")
    assert "Saya mengisi ini di depan pemilik" in words(page)


def test_the_officer_does_not_choose_what_everybody_sees(as_, tono):
    made, client = helped(tono), as_(tono)
    address = f"/daftar-usaha/{made.business.code}/persetujuan/"
    assert client.post(address, {"show_name": "on", "show_contact": "on"}).status_code == 302
    assert set(Consent.objects.values_list("purpose", flat=True)) == {"notice"}


def test_only_she_and_the_head_of_the_section_type_and_only_until_the_owner_confirms(
    as_, tono, rina, ratna, dede, sari
):
    made = helped(tono)
    address = f"/daftar-usaha/{made.business.code}/usaha/"
    assert [as_(one).get(address).status_code for one in (tono, ratna)] == [200, 200]
    assert [as_(one).get(address).status_code for one in (rina, dede, sari)] == [404, 404, 404]
    actions.confirm_at_counter(made, reason="KTP dicocokkan", by=rina)
    assert [as_(one).get(address).status_code for one in (tono, ratna)] == [404, 404]


def test_a_role_taken_away_takes_the_drafts_too(as_, tono):
    made = helped(tono)
    tono.user_permissions.clear()
    assert as_(tono).get(f"/daftar-usaha/{made.business.code}/usaha/").status_code == 404


def test_she_sees_only_what_she_began_and_reviewers_see_all(as_, tono, rina, asep):
    hers = helped(tono)
    his = helped(asep, phone="", name="Sale Pisang Pak Uju")
    page = words(as_(tono).get("/petugas/lapangan/"))
    assert "Opak Mak Icih" in page
    assert "Sale Pisang" not in page
    assert as_(tono).get(f"/petugas/lapangan/{his.business.code}/").status_code == 404
    page = words(as_(rina).get("/petugas/lapangan/"))
    assert "Opak Mak Icih" in page and "Sale Pisang" in page
    assert as_(rina).get(f"/petugas/lapangan/{hers.business.code}/").status_code == 200


def test_the_list_narrows_and_says_when_nothing_fits(as_, tono):
    helped(tono)
    client = as_(tono)
    for query, shown in (
        ("?q=opak", True),
        ("?q=icih", True),
        ("?q=helikopter", False),
        ("?keadaan=draf", True),
        ("?keadaan=tayang", False),
        ("?konfirmasi=belum", True),
        ("?konfirmasi=sudah", False),
        ("?q=%00&keadaan=x", True),
    ):
        assert ("Opak Mak Icih" in words(client.get(f"/petugas/lapangan/{query}"))) is shown, query


def test_an_empty_list_offers_the_first_step(as_, tono):
    assert "Belum ada pendaftaran untuk pemilik." in words(as_(tono).get("/petugas/lapangan/"))
