"""The owner's word: by a link and a code, or at the counter; and what is shown of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.messages import NotSent
from accounts.models import User
from audit.models import Event
from claims import actions as claims
from claims.queries import Match
from fieldwork.actions import assistance as actions
from fieldwork.models import Assistance
from registry import actions as registry
from registry.models import Business, Consent, Owner
from review.actions import Refused
from tests import build
from tests.claims.test_decide import officer
from tests.fieldwork.conftest import PHONE, code_in_outbox, helped, link_in_outbox, proven, sent_link, words
from tests.people import person

YES, WRONG = {"answer": "yes"}, {"answer": "wrong", "note": "Nama kampungnya keliru."}


def now(made) -> Business:
    """The business as the database has it."""
    return Business.objects.get(pk=made.business.pk)


def test_sending_the_registration_sends_the_owner_her_link_once(as_, tono, django_capture_on_commit_callbacks):
    made = helped(tono)
    with django_capture_on_commit_callbacks(execute=True):
        registry.submit(made.business.editions.get(), by=tono)
    assert PHONE in mail.outbox[-1].subject
    assert "Pak Tono" in mail.outbox[-1].body
    assert "Opak Mak Icih" in mail.outbox[-1].body
    edition = registry.withdraw(made.business.editions.get(), by=tono)
    letters = len(mail.outbox)
    with django_capture_on_commit_callbacks(execute=True):
        registry.submit(edition, by=tono)
    assert len(mail.outbox) == letters


def test_a_text_that_does_not_leave_stops_nothing_and_is_seen_on_the_page(
    as_, tono, monkeypatch, django_capture_on_commit_callbacks
):
    def away(phone, text):
        raise NotSent("tidak terkirim")

    monkeypatch.setattr(actions, "send_text", away)
    made = helped(tono)
    with django_capture_on_commit_callbacks(execute=True):
        registry.submit(made.business.editions.get(), by=tono)
    page = words(as_(tono).get(f"/petugas/lapangan/{made.business.code}/"))
    assert "Tautan terakhir belum terkirim" in page
    answer = as_(tono).post(f"/petugas/lapangan/{made.business.code}/tautan/", {"phone": "0860 5555 0001"})
    assert "tidak terkirim" in words(answer)


def test_the_link_shows_nothing_typed_and_a_get_sends_no_code(tono):
    made = helped(tono, street="Kp. Rahasia Nomor Tujuh")
    link = sent_link(made, tono)
    letters, client = len(mail.outbox), Client()
    page = client.get(link)
    assert "Pak Tono" in words(page)
    assert "0860-••••-0001" in words(page)
    assert PHONE[-8:] not in page.content.decode()
    assert "Rahasia" not in page.content.decode()
    assert len(mail.outbox) == letters
    assert client.get(f"{link}jawab/").url == link
    assert client.post(f"{link}jawab/", YES).url == link
    assert now(made).confirmed_at is None


def test_she_reads_what_was_typed_says_yes_and_has_an_account(tono):
    made = helped(tono)
    registry.set_identity(made.business.owner, nik="3602991708450001", by=tono)
    client = proven(sent_link(made, tono))
    page = client.get(f"{link_in_outbox_before_code()}jawab/")
    assert "Opak Mak Icih" in words(page)
    assert "••••••••••••0001" in words(page)
    assert "3602991708450001" not in page.content.decode()
    assert "checked" not in page.content.decode()
    answer = client.post(f"{link_in_outbox_before_code()}jawab/", YES | {"show_contact": "on"})
    assert "Terima kasih, sudah dikonfirmasi" in words(answer)
    business, icih = now(made), User.objects.get(phone=PHONE)
    assert (business.owner.user, business.confirmed_by, business.confirmed_how) == (icih, icih, "code")
    assert (icih.name, icih.phone_verified) == ("Mak Icih", True)
    assert Consent.objects.get(purpose="show_contact").given_by == icih
    assert Assistance.objects.get().owner_phone == ""
    assert Event.objects.get(verb="owner_confirmed").actor_code == icih.code
    assert "_auth_user_id" not in client.session, "the code of a link opens no session"


def link_in_outbox_before_code() -> str:
    """The link stands in the letter before the code."""
    mail.outbox.append(mail.outbox[-2])
    link = link_in_outbox()
    mail.outbox.pop()
    return link


def test_a_used_link_says_so_and_confirms_nothing_twice(tono):
    made = helped(tono)
    link = sent_link(made, tono)
    client = proven(link)
    client.post(f"{link}jawab/", YES)
    assert "Usaha ini sudah dikonfirmasi" in words(client.get(link))
    assert "Usaha ini sudah dikonfirmasi" in words(client.post(f"{link}jawab/", YES))
    assert Event.objects.filter(verb="owner_confirmed").count() == 1


def test_an_old_a_replaced_and_an_unknown_link_open_nothing(tono):
    made = helped(tono)
    first = sent_link(made, tono)
    Assistance.objects.update(link_sent_at=timezone.now() - timedelta(minutes=5))
    second = sent_link(made, tono)
    client = Client()
    assert client.get(first).status_code == 404
    assert client.get("/konfirmasi/tidak-ada/").status_code == 404
    assert client.get(f"/konfirmasi/{'a' * 5000}/").status_code == 404
    Assistance.objects.update(link_expires_at=timezone.now() - timedelta(seconds=1))
    assert "Tautan ini tidak berlaku lagi" in words(client.get(second))
    assert "Tautan ini tidak berlaku lagi" in words(client.post(second))


def test_the_token_is_not_kept(tono):
    link = sent_link(helped(tono), tono)
    token = link.split("/")[2]
    made = Assistance.objects.get()
    assert token not in str([getattr(made, field.name) for field in made._meta.concrete_fields])
    assert token not in str(list(Event.objects.values()))


def test_wrong_codes_are_counted_and_a_code_for_another_link_opens_nothing(tono):
    made, other = helped(tono), helped(tono, name="Lain")
    link = sent_link(made, tono)
    client = Client()
    client.post(link)
    right = code_in_outbox()
    wrong = {"code": str((int(right) + 1) % 1_000_000).zfill(6)}
    for _ in range(5):
        answer = client.post(f"{link}kode/", wrong)
    assert answer.url == link
    assert client.post(f"{link}kode/", {"code": right}).url == link
    proven_for_other = proven(sent_link(other, tono))
    assert proven_for_other.get(f"{link}jawab/").url == link


def test_codes_and_links_are_limited(tono):
    made = helped(tono)
    link = sent_link(made, tono)
    client, letters = Client(), len(mail.outbox)
    for _ in range(8):
        client.session.flush()
        client = Client()
        client.post(link)
    assert len(mail.outbox) - letters <= 5
    with pytest.raises(Refused, match="baru saja"):
        actions.send_link(made, phone=PHONE, by=tono)
    Assistance.objects.update(links_sent=10, link_sent_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(Refused, match="10 kali"):
        actions.send_link(made, phone=PHONE, by=tono)


def test_an_owner_with_an_account_gets_the_business_there(tono, rina):
    icih = person("Icih", phone=PHONE)
    build.draft_business(icih, name="Warung Icih")
    made = helped(tono)
    link = sent_link(made, tono)
    proven(link).post(f"{link}jawab/", YES)
    assert now(made).owner.user == icih
    assert Owner.objects.count() == 1
    assert set(Consent.objects.filter(owner__user=icih).values_list("purpose", flat=True)) == {"notice"}


def test_another_nik_than_the_accounts_is_said_and_nothing_is_mixed(tono):
    icih = person("Icih", phone=PHONE)
    build.draft_business(icih, name="Warung Icih")
    made = helped(tono)
    registry.set_identity(made.business.owner, nik="3602991708450077", by=tono)
    link = sent_link(made, tono)
    client = proven(link)
    assert "NIK yang dicatat petugas berbeda" in words(client.post(f"{link}jawab/", YES))
    assert now(made).confirmed_at is None
    assert Owner.objects.count() == 2


def test_whoever_typed_cannot_confirm_as_the_owner(tono):
    made = helped(tono)
    link = sent_link(made, tono)
    client = proven(link)
    type(tono).objects.filter(pk=tono.pk).update(phone=PHONE)
    assert "milik petugas yang ikut mengisi" in words(client.post(f"{link}jawab/", YES))
    assert now(made).confirmed_at is None


def test_what_is_wrong_goes_to_the_officer_and_the_reviewer(as_, tono, rina, django_capture_on_commit_callbacks):
    made = helped(tono)
    submission = registry.submit(made.business.editions.get(), by=tono)
    link = sent_link(made, tono)
    client = proven(link)
    with django_capture_on_commit_callbacks(execute=True):
        assert "Catatan Anda kami terima" in words(client.post(f"{link}jawab/", WRONG))
    assert mail.outbox[-1].to == [tono.email]
    assert "kampung" not in mail.outbox[-1].body
    for who, address in (
        (tono, f"/petugas/lapangan/{made.business.code}/"),
        (rina, f"/petugas/tinjau/usaha/{submission.code}/"),
        (rina, f"/petugas/usaha/{made.business.code}/"),
        (tono, f"/daftar-usaha/{made.business.code}/terkirim/"),
    ):
        assert "Nama kampungnya keliru." in words(as_(who).get(address)), address
    assert "kampung" not in str(list(Event.objects.values()))
    assert not User.objects.filter(phone=PHONE).exists()
    assert "Tulis apa yang salah" in words(client.post(f"{link}jawab/", WRONG | {"note": " "}))
    client.post(f"{link}jawab/", YES)
    assert (now(made).disputed_at, now(made).dispute_note) == (None, "")


def test_what_she_called_wrong_comes_back_to_her_when_it_was_sent_again(tono, django_capture_on_commit_callbacks):
    made = helped(tono)
    with django_capture_on_commit_callbacks(execute=True):
        registry.submit(made.business.editions.get(), by=tono)
    first = link_in_outbox()
    proven(first).post(f"{first}jawab/", WRONG)
    Assistance.objects.update(link_sent_at=timezone.now() - timedelta(minutes=3))
    edition = registry.withdraw(made.business.editions.get(is_open=True), by=tono)
    with django_capture_on_commit_callbacks(execute=True):
        registry.submit(edition, by=tono)
    assert link_in_outbox() != first, "the page has promised her a new link"


def test_without_nib_she_is_not_promised_a_place_in_the_catalogue(tono):
    made = helped(tono, nib_status="none", nib="")
    link = sent_link(made, tono)
    page = words(proven(link).post(f"{link}jawab/", YES))
    assert "Terima kasih" in page
    assert "begitu NIB-nya ada" in page
    assert "Sesudah disetujui, usaha tampil" not in page


def test_a_record_that_an_undone_claim_tells_of_is_emptied_instead_of_removed(tono, asep):
    """She has an owner record already; the one typed for her is named by a claim, which nothing may lose."""
    made = helped(tono)
    stranger = person("Orang Lain", phone="+6286055559999")
    match = Match(made.business.code, None, True)
    claim = claims.claim(made.business, match, by=stranger)
    claims.approve(claim.submission, by=officer(asep))
    claims.undo(claim, by=officer(asep), reason="Salah orang.")
    icih = person("Mak Icih", phone=PHONE)
    own = registry.start_business(by=icih).business
    actions.confirm(Assistance.objects.get(pk=made.pk), consents={})
    assert now(made).owner_id == own.owner_id
    left = Owner.objects.get(pk=made.business.owner_id)
    assert (left.name, left.nik_hash, left.user_id) == ("", None, None)


def test_who_claims_what_was_typed_for_her_fills_it_in_and_the_officer_is_out(as_, tono, asep):
    made = helped(tono)
    icih = person("Mak Icih", phone="+6286055559999")
    claim = claims.claim(made.business, Match(made.business.code, None, True), by=icih)
    claims.approve(claim.submission, by=officer(asep))
    code = made.business.code
    assert not now(made).awaits_owner
    assert as_(tono).get(f"/daftar-usaha/{code}/").status_code == 404
    assert as_(icih).get(f"/daftar-usaha/{code}/persetujuan/").status_code == 200, "the consents are hers to give"
    page = words(as_(tono).get(f"/petugas/lapangan/{code}/"))
    assert "Diklaim pemilik" in page
    assert "Belum dikonfirmasi pemilik" not in page
    assert "Lanjutkan mengisi" not in page
    claims.undo(claim, by=officer(asep), reason="Salah orang.")
    assert now(made).awaits_owner, "as before"


def test_who_typed_it_never_claims_it(tono):
    made = helped(tono)
    with pytest.raises(Refused, match="Anda mengisi usaha ini"):
        claims.claim(made.business, Match(made.business.code, None, True), by=tono)
