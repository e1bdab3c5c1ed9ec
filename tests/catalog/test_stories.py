"""A story shows with the owner's consent to its very words, after another officer read it, and not a moment longer."""

import pytest
from django.core import mail

from audit.queries import history_of
from catalog.actions import stories
from catalog.models import Story
from privacy.erasure import erase_owner
from privacy.own_copy import copy_of
from registry import actions as registry
from review.actions import Refused
from tests import build, showroom
from tests.people import sign_in

State = Story.State


@pytest.fixture
def shop(sari, rina):
    business = build.live_business(sari, rina).business
    build.live_product(business, sari, rina)
    return business


def read(client, story):
    return client.get(f"/cerita/{story.slug}-{story.code}/")


def state(story):
    return Story.objects.get(pk=story.pk).state


def test_a_story_shows_only_after_consent_and_review(client, shop, sari, rina):
    story = showroom.told(shop, sari)
    assert read(client, story).status_code == 404
    stories.agree(story, by=sari)
    assert read(client, story).status_code == 404
    stories.publish_story(story, by=rina)
    text = read(client, story).content.decode()
    assert "satu wajan" in text and "Gula Semut Aren 250 g" in text
    assert "Nira sejak subuh" in client.get("/").content.decode()
    assert "Nira sejak subuh" in client.get("/cerita/").content.decode()


def test_the_owner_takes_her_consent_back_and_nobody_reads_it_from_then_on(client, shop, sari, rina):
    story = showroom.live(shop, sari, rina)
    sign_in(client, sari).post(f"/pusat-usaha/cerita/{shop.code}/putuskan/", {"aksi": "tarik"})
    client.logout()
    assert read(client, story).status_code == 410
    for page in ("/", "/cerita/", f"/usaha/gula-{shop.code}/"):
        assert "Nira sejak subuh" not in client.get(page, follow=True).content.decode()
    with pytest.raises(Refused, match="menarik izinnya"):
        stories.show_again(story, by=rina)
    stories.give_consent_again(story, by=sari)
    assert read(client, story).status_code == 200


def test_only_the_owner_consents(shop, sari, dede, rina):
    helper = build.member(shop, dede, sari, role="responsible_person")
    assert helper.is_active
    story = showroom.told(shop, dede)
    for somebody in (dede, rina):
        with pytest.raises(Refused, match="keputusan pemilik"):
            stories.agree(story, by=somebody)
    stories.ask_owner(story, by=dede)
    stories.agree(story, by=sari)
    assert state(story) == State.WAITING


def test_the_office_tells_a_story_and_the_owner_is_asked(shop, sari, rina, asep, django_capture_on_commit_callbacks):
    story = showroom.told(shop, rina, is_by_office=True)
    sari.email = "sari@contoh.example"
    sari.save()
    with django_capture_on_commit_callbacks(execute=True):
        stories.ask_owner(story, by=rina)
    assert "Bolehkah cerita usaha Anda tayang?" in mail.outbox[-1].subject
    stories.disagree(story, "Bukan 1998, tetapi 2001.", by=sari)
    assert Story.objects.get().note == "Bukan 1998, tetapi 2001."
    again = showroom.told(shop, rina, is_by_office=True, text=showroom.WORDS.replace("1998", "2001"))
    assert again.pk == story.pk
    stories.ask_owner(again, by=rina)
    stories.agree(again, by=sari)
    with pytest.raises(Refused, match="Petugas lain"):
        stories.publish_story(again, by=rina)
    stories.publish_story(again, by=asep)
    assert state(again) == State.LIVE


def test_an_owner_without_account_cannot_be_asked(rina):
    listed = build.listed_business(rina)
    with pytest.raises(Refused):
        stories.ask_owner(showroom.told(listed, rina, is_by_office=True), by=rina)


def test_other_words_need_another_consent(shop, sari, rina):
    story = showroom.agreed(shop, sari)
    stories.return_story(story, "Sebutkan siapa yang menyadap.", by=rina)
    fixed = showroom.told(shop, sari, text=showroom.WORDS + " Pak Juhi yang menyadap.")
    assert (fixed.pk, fixed.state, fixed.has_consent) == (story.pk, State.DRAFT, False)
    with pytest.raises(Refused, match="Draf"):
        stories.publish_story(fixed, by=rina)


def test_nothing_changes_while_an_officer_reads_it_unless_it_is_pulled_back(shop, sari, rina):
    story = showroom.agreed(shop, sari)
    with pytest.raises(Refused, match="sedang diperiksa"):
        showroom.told(shop, sari)
    stories.pull_back(story, by=sari)
    assert showroom.told(shop, sari).pk == story.pk


def test_the_old_story_stays_until_the_new_one_takes_its_place(client, shop, sari, rina):
    old = showroom.live(shop, sari, rina)
    new = showroom.agreed(shop, sari, title="Tungku kayu karet")
    assert read(client, old).status_code == 200
    stories.publish_story(new, by=rina)
    answer = read(client, old)
    assert answer.status_code == 302 and answer.url.endswith(f"tungku-kayu-karet-{new.code}/")


def test_an_officer_takes_it_down_with_a_reason_and_puts_it_back(client, shop, sari, rina):
    story = showroom.live(shop, sari, rina)
    with pytest.raises(Refused, match="alasannya"):
        stories.take_down(story, "", by=rina)
    stories.take_down(story, "Menyebut khasiat obat.", by=rina)
    assert read(client, story).status_code == 410
    stories.withdraw_consent(story, by=sari)
    with pytest.raises(Refused, match="Petugas menurunkan"):
        stories.give_consent_again(story, by=sari)
    Story.objects.filter(pk=story.pk).update(consent_withdrawn_at=None)
    stories.show_again(story, by=rina)
    assert read(client, story).status_code == 200


def test_nobody_decides_about_her_own_business(shop, sari, rina):
    build.member(shop, rina, sari)
    with pytest.raises(Refused, match="usaha Anda sendiri"):
        stories.publish_story(showroom.agreed(shop, sari), by=rina)


def test_a_hidden_business_hides_its_story(client, shop, sari, rina, ratna):
    story = showroom.live(shop, sari, rina)
    registry.suspend(shop, by=ratna, reason="Pindah")
    assert read(client, story).status_code == 410
    assert "Nira sejak subuh" not in client.get("/").content.decode()


def test_strangers_touch_nothing(client, shop, sari, dede, rina):
    showroom.live(shop, sari, rina)
    for address in (f"/pusat-usaha/cerita/{shop.code}/", f"/pusat-usaha/cerita/{shop.code}/putuskan/"):
        assert sign_in(client, dede).post(address, {"aksi": "tarik"}).status_code == 404
    with pytest.raises(Refused):
        showroom.told(shop, dede)


def test_an_erasure_takes_the_words_and_the_copy_of_her_data_has_them_before(shop, sari, rina):
    story = showroom.live(shop, sari, rina)
    assert copy_of(shop.owner)["cerita"][0]["judul"] == "Nira sejak subuh"
    erase_owner(shop.owner)
    story = Story.objects.get(pk=story.pk)
    assert (story.title, story.text) == ("(dihapus)", "(dihapus)")


def test_the_diary_knows_who_agreed_and_no_word_of_the_story(shop, sari, rina):
    story = showroom.live(shop, sari, rina)
    stories.withdraw_consent(story, by=sari)
    lines = list(history_of(story, 10))
    assert [one.verb for one in lines] == ["consent_withdrawn", "approved", "consent_given", "draft_opened"]
    assert "wajan" not in str([one.detail for one in lines])


def write(client, user, shop, **values):
    given = {"title": "Nira sejak subuh", "text": showroom.WORDS, "photo": "tanpa", **values}
    return sign_in(client, user).post(f"/pusat-usaha/cerita/{shop.code}/", given)


def test_the_form_sends_with_the_tick_and_keeps_a_draft_without(client, shop, sari):
    answer = write(client, sari, shop, aksi="kirim")
    assert answer.status_code == 302 and Story.objects.get().state == State.DRAFT
    write(client, sari, shop, aksi="kirim", setuju="1")
    assert Story.objects.get().state == State.WAITING


def test_the_photo_is_one_of_the_business(client, shop, sari, dede, rina):
    other = build.live_business(dede, rina, name="Keripik Pak Dede").business
    foreign = build.live_product(other, dede, rina, name="Keripik").shown_photos.get().photo
    assert "Pilih foto dari daftar" in write(client, sari, shop, aksi="simpan", photo=foreign.code).content.decode()
    mine = shop.products.get().editions.get().shown_photos.get().photo
    write(client, sari, shop, aksi="simpan", photo=mine.code)
    assert Story.objects.get().photo == mine


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": ""}, "Tulis judul ceritanya."),
        ({"text": "Pendek."}, "terlalu pendek"),
        ({"text": "panjang " * 600}, "paling panjang 4.000 huruf"),
        ({"photo": "\x00"}, "Pilih foto dari daftar"),
    ],
)
def test_what_was_typed_stays_with_the_reason(client, shop, sari, given, words):
    answer = write(client, sari, shop, aksi="simpan", **given)
    assert answer.status_code == 200 and words in answer.content.decode()
    assert not Story.objects.exists()
