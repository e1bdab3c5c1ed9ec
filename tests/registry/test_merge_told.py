"""What owners and visitors get to see of a merge."""

import pytest
from django.core import mail
from django.test import Client

from registry import actions
from registry.duplicates import deciding, merging
from registry.models import Member, Merge
from tests import build
from tests.people import sign_in
from tests.registry.doubles import WHY, address, find, live, merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(sari, rina):
    """Sari's business, on display."""
    return live(sari, rina)


@pytest.fixture
def gone(dede, rina):
    """The same business once more under Dede's account."""
    return live(dede, rina, name="Gula Aren Bu Sari")


def test_both_owners_are_told(kept, gone, rina, asep, dede, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        done = merged(kept, gone, by=rina)
    assert len(mail.outbox) == 2
    to_dede = next(one for one in mail.outbox if one.to == [dede.email])
    assert "tidak lagi diubah dari akun Anda" in to_dede.body and WHY in to_dede.body
    with django_capture_on_commit_callbacks(execute=True):
        merging.undo(done, by=asep, reason="Ternyata dua usaha.")
    assert len(mail.outbox) == 4 and "Ternyata dua usaha." in mail.outbox[-1].body


def test_the_owner_of_both_is_told_once(kept, sari, rina, django_capture_on_commit_callbacks):
    again = live(sari, rina, name="Gula Aren Bu Sari")
    with django_capture_on_commit_callbacks(execute=True):
        merged(kept, again, by=rina)
    assert len(mail.outbox) == 1 and "sekarang ada di usaha Anda" in mail.outbox[0].body


def test_members_are_told_what_it_means_for_them(
    kept, gone, sari, dede, rina, asep, wulan, tono, django_capture_on_commit_callbacks
):
    build.member(gone, wulan, dede, "manager")
    build.member(kept, tono, sari, "helper")
    with django_capture_on_commit_callbacks(execute=True):
        done = merged(kept, gone, by=rina)
    told = {letter.to[0]: letter.body for letter in mail.outbox}
    hers = f"{sari.phone}@pesan.invalid"
    assert set(told) == {hers, dede.email, wulan.email, tono.email}
    assert "Peran Anda sebagai pengelola" in told[wulan.email] and "berhenti" in told[wulan.email]
    assert "tempat Anda menjadi pembantu" in told[tono.email] and WHY in told[tono.email]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        merging.undo(done, by=asep, reason="Ternyata dua usaha.")
    told = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "Peran Anda sebagai pengelola" in told[wulan.email] and "berlaku lagi" in told[wulan.email]


def test_the_officer_reads_before_the_press_whose_role_will_rest(kept, gone, dede, rina, wulan, client):
    sign_in(client, rina)
    pair = deciding.point_out(kept, gone, by=rina)
    address_of_pair = f"/petugas/ganda/{pair.code}/?pertahankan={kept.code}"
    page = client.get(address_of_pair).content.decode()
    assert "Gabungkan B ke A" in page and "berhenti mengurusnya" not in page
    build.member(gone, wulan, dede, "manager")
    assert "1 anggota B berhenti mengurusnya" in client.get(address_of_pair).content.decode()


def test_who_acts_for_both_is_told_once_and_keeps_her_place(
    kept, gone, sari, dede, rina, wulan, django_capture_on_commit_callbacks
):
    build.member(gone, sari, dede, "helper")
    left = build.member(gone, wulan, dede, "helper")
    Member.objects.filter(pk=left.pk).update(ended_at=left.accepted_at, ended_by=dede, ending="left")
    with django_capture_on_commit_callbacks(execute=True):
        merged(kept, gone, by=rina)
    told = {letter.to[0]: letter.body for letter in mail.outbox}
    hers = f"{sari.phone}@pesan.invalid"
    assert (len(mail.outbox), set(told)) == (2, {hers, dede.email})
    assert "sekarang ada di usaha Anda" in told[hers]


def test_a_broken_mail_server_breaks_no_merge(kept, gone, rina, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("registry.duplicates.notices.tell", lambda *a, **k: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        merged(kept, gone, by=rina)
    assert Merge.objects.count() == 1


def test_the_owner_of_the_other_reads_what_happened(kept, gone, rina, dede, browser):
    merged(kept, gone, by=rina)
    client: Client = browser(dede)
    for page in ("", "periksa/", "pemilik/", "terkirim/"):
        body = client.get(f"/daftar-usaha/{gone.code}/{page}").content.decode()
        assert "sudah digabungkan" in body and WHY in body, page
    assert "Digabungkan" in client.get("/pusat-usaha/").content.decode()
    assert client.get("/daftar-usaha/").status_code == 200
    assert client.post(f"/daftar-usaha/{gone.code}/ubah/").status_code == 302
    assert client.get("/daftar-usaha/periksa/").status_code == 302


def test_her_draft_of_a_merged_business_leads_into_no_circle(kept, dede, rina, browser):
    draft = build.draft_business(dede).business
    merged(kept, draft, by=rina)
    answer = browser(dede).get("/daftar-usaha/", follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (200, 0)
    find(draft)


def test_an_address_of_a_merged_business_says_gone_when_its_heir_is_hidden(kept, gone, rina, ratna, client):
    merged(kept, gone, by=rina)
    actions.suspend(kept, by=ratna, reason="Pindah")
    assert client.get(address(gone)).status_code == 410
