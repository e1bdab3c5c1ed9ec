"""Members of a business: invited, joined, changed, removed, brought back, gone."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from accounts.contacts import Contact
from audit.models import Event, Verb
from registry import actions, members
from registry.invitations import hash_of, link_of, masked, token_of, words_of
from registry.models import Business, Member
from registry.queries import businesses_of, role_in
from review.actions import Refused
from tests import build
from tests.people import person

PHONE = "+6286022220001"


@pytest.fixture
def business(sari, rina) -> Business:
    return build.live_business(sari, rina).business


@pytest.fixture
def yani(db):
    """Teh Yani helps in Sari's business; her phone is proven."""
    user = person("Teh Yani", phone=PHONE)
    type(user).objects.filter(pk=user.pk).update(phone_verified=True)
    user.refresh_from_db()
    return user


def invite(business, by, role="manager", contact=None) -> Member:
    contact = contact or Contact("phone", PHONE)
    return members.invite(business, contact=contact, name="Yani", role=role, by=by)


def test_an_invitation_becomes_a_member_and_forgets_the_contact(business, sari, yani):
    invited = invite(business, sari)
    assert (invited.contact, invited.user, role_in(business, yani)) == (PHONE, None, "")
    joined = members.accept(invited, by=yani)
    assert (joined.user, joined.name, joined.contact, joined.token_hash) == (yani, "Teh Yani", "", "")
    assert role_in(business, yani) == "manager"
    assert list(businesses_of(yani)) == [business]
    line = Event.objects.get(verb=Verb.MEMBER_ADDED)
    assert (line.actor_code, line.subject_code, line.detail["role"]) == (yani.code, business.code, "manager")
    assert PHONE not in str(list(Event.objects.values_list("detail", flat=True)))


def test_the_database_keeps_only_the_hash_of_the_link(business, sari):
    invited = Member.objects.get(pk=invite(business, sari).pk)
    token = token_of(invited)
    assert invited.token_hash == hash_of(token)
    assert token not in str(Member.objects.filter(pk=invited.pk).values().get())
    assert link_of(invited).endswith(f"/undangan/{token}/")


def test_the_link_is_gone_when_the_servers_secret_changes(business, sari, settings):
    invited = invite(business, sari)
    settings.SECRET_KEY = "another secret that is long enough to be taken for one by everybody"
    assert link_of(invited) == ""


def test_the_message_names_a_business_only_after_an_officer_has_read_its_name(business, sari, dede):
    assert "Gula Aren Ibu Sari" in words_of(invite(business, sari))
    draft = build.draft_business(dede, name="Klik http://jahat.example sekarang").business
    invited = invite(draft, dede, contact=Contact("phone", "+6286022220009"))
    assert "jahat" not in words_of(invited)
    assert "Pengelola sebuah usaha" in words_of(invited)


def test_only_the_invited_contact_may_answer(business, sari, yani, dede):
    invited = invite(business, sari)
    with pytest.raises(Refused, match=r"•0001"):
        members.accept(invited, by=dede)
    with pytest.raises(Refused, match="Hanya yang diundang"):
        members.refuse(invited, by=dede)
    type(yani).objects.filter(pk=yani.pk).update(phone_verified=False)
    yani.refresh_from_db()
    with pytest.raises(Refused, match="Masuk dengan nomor"):
        members.accept(invited, by=yani)
    assert not Member.objects.filter(accepted_at__isnull=False).exists()


def test_an_invitation_by_mail_is_answered_with_that_address(business, sari, dede):
    joined = members.accept(invite(business, sari, contact=Contact("email", dede.email)), by=dede)
    assert joined.is_active


def test_a_late_or_withdrawn_or_renewed_link_opens_nothing(business, sari, yani):
    late = invite(business, sari)
    Member.objects.filter(pk=late.pk).update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    with pytest.raises(Refused, match="14 hari"):
        members.accept(late, by=yani)
    members.withdraw_invitation(late, by=sari)
    with pytest.raises(Refused, match="tidak berlaku lagi"):
        members.accept(late, by=yani)
    assert Member.objects.get(pk=late.pk).contact == ""


def test_a_renewed_invitation_has_another_link_and_pauses(business, sari):
    invited = invite(business, sari)
    before = link_of(invited)
    with pytest.raises(Refused, match="sepuluh menit"):
        members.renew(invited, by=sari)
    Member.objects.filter(pk=invited.pk).update(sent_at=timezone.now() - datetime.timedelta(minutes=11))
    again = members.renew(invited, by=sari)
    assert link_of(again) not in ("", before)


def test_saying_no_forgets_the_contact(business, sari, yani):
    invited = invite(business, sari)
    members.refuse(invited, by=yani)
    kept = Member.objects.get(pk=invited.pk)
    assert (kept.ending, kept.contact, kept.user, kept.ended_by) == ("refused", "", None, yani)


@pytest.mark.parametrize("role", ["owner", "boss", ""])
def test_only_three_roles_are_given_away(business, sari, role):
    with pytest.raises(Refused, match="Pilih peran"):
        invite(business, sari, role=role)


def test_nobody_is_invited_twice(business, sari, yani):
    invited = invite(business, sari)
    with pytest.raises(Refused, match="sudah diundang"):
        invite(business, sari)
    members.accept(invited, by=yani)
    with pytest.raises(Refused, match="sudah menjadi anggota"):
        invite(business, sari)
    with pytest.raises(Refused, match="milik pemilik"):
        invite(business, sari, contact=Contact("phone", sari.phone))


def test_a_business_and_a_day_have_room_for_twenty(business, sari, monkeypatch):
    monkeypatch.setattr(members, "MOST_PEOPLE", 1)
    invited = invite(business, sari)
    with pytest.raises(Refused, match="paling banyak 1 anggota"):
        invite(business, sari, contact=Contact("phone", "+6286022220002"))
    members.withdraw_invitation(invited, by=sari)
    monkeypatch.setattr(members, "MOST_A_DAY", 1)
    with pytest.raises(Refused, match="Coba lagi besok"):
        invite(business, sari, contact=Contact("phone", "+6286022220002"))


@pytest.mark.parametrize(("role", "may"), [("responsible_person", True), ("manager", False), ("helper", False)])
def test_only_owner_and_responsible_person_manage_people(business, sari, yani, dede, role, may):
    members.accept(invite(business, sari, role=role), by=yani)
    other = Contact("email", "lain@contoh.example")
    if may:
        assert invite(business, yani, contact=other).invited_by == yani
    else:
        with pytest.raises(Refused, match="pemilik atau penanggung jawab"):
            invite(business, yani, contact=other)
    with pytest.raises(Refused):
        invite(business, dede, contact=Contact("email", "asing@contoh.example"))


def test_a_role_changes_at_once_but_never_ones_own(business, sari, yani):
    joined = members.accept(invite(business, sari, role="responsible_person"), by=yani)
    with pytest.raises(Refused, match="sendiri"):
        members.change_role(joined, "manager", by=yani)
    members.change_role(joined, "helper", by=sari)
    assert role_in(business, yani) == "helper"
    line = Event.objects.get(verb=Verb.MEMBER_CHANGED)
    assert (line.detail["before"], line.detail["after"]) == ("responsible_person", "helper")
    with pytest.raises(Refused, match="mengatur anggota"):
        members.change_role(joined, "manager", by=yani)


def test_a_removed_member_is_out_is_told_and_can_be_brought_back(
    business, sari, yani, django_capture_on_commit_callbacks
):
    joined = members.accept(invite(business, sari), by=yani)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        members.remove(joined, by=sari)
    assert role_in(business, yani) == ""
    assert "bukan lagi Pengelola" in mail.outbox[0].body
    with pytest.raises(Refused, match="sudah bukan anggota"):
        members.remove(joined, by=sari)
    members.bring_back(joined, by=sari)
    assert role_in(business, yani) == "manager"
    with pytest.raises(Refused, match="sudah menjadi anggota"):
        members.bring_back(joined, by=sari)
    assert Member.objects.filter(business=business).count() == 2, "the end of the first one stays written down"


def test_after_thirty_days_a_removal_stays(business, sari, yani):
    joined = members.accept(invite(business, sari), by=yani)
    members.remove(joined, by=sari)
    Member.objects.filter(pk=joined.pk).update(ended_at=timezone.now() - datetime.timedelta(days=31))
    with pytest.raises(Refused, match="Undang sekali lagi"):
        members.bring_back(joined, by=sari)


def test_leaving_is_for_oneself_and_the_owner_is_told(business, sari, yani, django_capture_on_commit_callbacks):
    joined = members.accept(invite(business, sari), by=yani)
    with pytest.raises(Refused, match="diri sendiri"):
        members.leave(joined, by=sari)
    with pytest.raises(Refused, match="Keluar dari usaha ini"):
        members.remove(joined_as_responsible(joined), by=yani)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        members.leave(joined, by=yani)
    assert role_in(business, yani) == ""
    assert "berhenti" in mail.outbox[0].body
    with pytest.raises(Refused, match="tidak bisa dikembalikan"):
        members.bring_back(joined, by=sari)


def joined_as_responsible(joined: Member) -> Member:
    Member.objects.filter(pk=joined.pk).update(role="responsible_person")
    joined.refresh_from_db()
    return joined


def test_the_owner_is_no_member_so_nobody_can_remove_her(business, sari, yani):
    members.accept(invite(business, sari, role="responsible_person"), by=yani)
    assert not Member.objects.filter(user=sari).exists()
    assert role_in(business, sari) == "owner"
    business.refresh_from_db()
    assert business.owner.user == sari


def test_nik_and_consents_stay_the_owners_own(business, sari, yani, rina):
    members.accept(invite(business, sari, role="responsible_person"), by=yani)
    for act in (
        lambda: actions.set_identity(business.owner, nik="3602991708412345", by=yani),
        lambda: actions.set_consent(business.owner, "show_name", True, version="1", by=yani),
        lambda: actions.answer_consents(business.owner, {"show_contact": True}, by=yani),
    ):
        with pytest.raises(Refused, match="pemiliknya sendiri"):
            act()
    actions.set_consent(business.owner, "show_name", True, version="1", by=rina, channel="counter")


def test_a_contact_is_shown_just_enough_to_know_ones_own():
    assert masked(Contact("phone", "+6286022220001")) == "••••••••0001"
    assert masked(Contact("email", "yani@contoh.example")) == "y•••@contoh.example"


def test_one_person_acts_for_many_and_a_business_has_many_people(sari, dede, rina, yani):
    first, second = build.live_business(sari, rina).business, build.live_business(dede, rina).business
    members.accept(invite(first, sari, role="helper"), by=yani)
    members.accept(invite(second, dede, role="manager"), by=yani)
    own = build.draft_business(yani).business
    roles = {one.pk: one.acting_role for one in businesses_of(yani)}
    assert roles == {first.pk: "helper", second.pk: "manager", own.pk: "owner"}
