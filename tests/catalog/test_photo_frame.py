"""Order, frame, words and removal of photos in the editor: buttons that need no scripts, and a way back."""

import io

import pytest
from django.core.files.storage import default_storage, storages
from PIL import Image

from catalog import actions
from catalog.models import EditionPhoto, PhotoFiles, ProductPhoto
from review.actions import Refused
from tests import build
from tests.catalog.shots import address, begun, jpeg, lying, upload, work
from tests.people import sign_in

COLOURS = ("#c08040", "#40c080", "#8040c0")


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def draft(business, sari, client):
    return begun(business, sari, client)


@pytest.fixture
def three(client, draft):
    """The codes of three photos, in their order."""
    client.post(address(draft), {"photos": [upload(jpeg(colour=one), f"{one[1:]}.jpg") for one in COLOURS]})
    return codes(draft)


def codes(edition):
    return [row.photo.code for row in EditionPhoto.objects.filter(edition=edition).select_related("photo")]


def press(client, edition, what, **more):
    return client.post(address(edition), {"photo": what, **more})


@pytest.mark.parametrize(
    ("verb", "which", "order"),
    [
        ("earlier", 1, (1, 0, 2)),
        ("later", 0, (1, 0, 2)),
        ("first", 2, (2, 0, 1)),
        ("earlier", 0, (0, 1, 2)),
        ("later", 2, (0, 1, 2)),
    ],
)
def test_buttons_move_a_photo(client, draft, three, verb, which, order):
    press(client, draft, f"{verb}:{three[which]}")
    assert codes(draft) == [three[place] for place in order]


@pytest.mark.parametrize("bad", ["later:", "remove:zzzzzzzz", "\x00", "x" * 5000, "back:zzzzzzzz", "again:q"])
def test_hostile_buttons_change_nothing(client, draft, three, bad):
    assert press(client, draft, bad).status_code in (200, 302)
    assert codes(draft) == three


def test_a_removed_photo_comes_back_to_its_place_with_its_words(client, draft, three, sari):
    actions.describe_photo(draft, three[1], "Gula di tampah", by=sari)
    press(client, draft, f"remove:{three[1]}")
    assert codes(draft) == [three[0], three[2]]
    page = client.get(address(draft)).text
    assert "Foto dihapus dari draf ini." in page and f'value="back:{three[1]}"' in page
    press(client, draft, f"back:{three[1]}")
    assert codes(draft) == three
    assert EditionPhoto.objects.get(edition=draft, photo__code=three[1]).alt == "Gula di tampah"
    assert "Foto dihapus" not in client.get(address(draft)).text


def test_the_way_back_is_offered_until_the_next_saving_only(client, draft, three):
    press(client, draft, f"remove:{three[1]}")
    client.post(address(draft), {"name": "Abon", "do": "save"})
    assert "back:" not in client.get(address(draft)).text


def test_a_photo_of_another_business_cannot_be_put_back(client, draft, three, dede, rina):
    other = build.draft_product(build.live_business(dede, rina, name="Lain").business, dede)
    with pytest.raises(Refused):
        actions.put_photo_back(draft, other.shown_photos.get().photo.code, 0, by=draft.created_by)


def test_a_ninth_photo_is_refused_also_when_it_is_put_back(client, draft, sari):
    first = actions.add_photo(draft, build.photo(), by=sari)
    actions.arrange_photos(draft, [], by=sari)
    for _ in range(8):
        actions.add_photo(draft, build.photo(), by=sari)
    for again in (
        lambda: actions.put_photo_back(draft, first.code, 0, by=sari),
        lambda: actions.add_photo(draft, build.photo(), by=sari),
    ):
        with pytest.raises(Refused, match="paling banyak 8 foto"):
            again()


def test_a_frame_is_chosen_without_scripts_and_the_original_stays(client, draft, three):
    page = client.get(address(draft, "photo", three[0])).text
    assert "Persegi, kiri" in page and "Mendatar 4:3" not in page, "1200 x 900 is 4:3 already"
    answer = client.post(address(draft, "photo", three[0]), {"frame": "1:1@0", "alt": "  Gula\n di tampah "})
    assert answer["Location"].endswith("#foto")
    shown = EditionPhoto.objects.select_related("photo__files").filter(edition=draft).first()
    files = shown.photo.files
    assert (shown.alt, files.frame, files.width, files.height) == ("Gula di tampah", "1:1@0", 900, 900)
    whole = PhotoFiles.objects.get(original=files.original, frame="")
    assert files.folder != whole.folder and lying(files.folder)[1] == set(), "one original for both"
    work()
    with default_storage.open(f"{files.folder}/960.webp") as file:
        image = Image.open(io.BytesIO(file.read())).convert("RGB")
    assert image.size == (900, 900)
    assert sum(image.getpixel((300, 450))) < 150 < sum(image.getpixel((800, 450))), "the dark left half is in it"


def test_going_back_to_the_whole_picture_makes_no_new_files(client, draft, three):
    client.post(address(draft, "photo", three[0]), {"frame": "1:1@100", "alt": ""})
    assert PhotoFiles.objects.count() == 4
    client.post(address(draft, "photo", codes(draft)[0]), {"frame": "", "alt": ""})
    assert codes(draft) == three and PhotoFiles.objects.count() == 4


def test_a_frame_put_by_hand_stays_a_choice(client, draft, three):
    client.post(address(draft, "photo", three[0]), {"frame": "1:1@37", "alt": ""})
    page = client.get(address(draft, "photo", codes(draft)[0])).text
    assert "Persegi, geseran Anda" in page and 'value="1:1@37" checked' in page


@pytest.mark.parametrize("frame", ["2:1@50", "1:1@101", "1:1@-5", "1:1@٣", "\x00", "x" * 500, "1:1"])
def test_another_frame_is_refused_in_words(client, draft, three, frame):
    page = client.post(address(draft, "photo", three[0]), {"frame": frame, "alt": "Gula"})
    assert page.status_code == 200 and "Galat:" in page.text and 'value="Gula"' in page.text
    assert codes(draft) == three


def test_an_edition_on_display_keeps_its_frame_and_words_while_the_next_one_changes(client, draft, three, sari, rina):
    actions.save_draft(draft, build.whole_product(), by=sari)
    actions.set_price(draft.product, 22500, by=sari)
    actions.describe_photo(draft, three[0], "Yang lama", by=sari)
    actions.approve(actions.submit(draft, by=sari), by=rina)
    fresh = actions.open_draft(draft.product, by=sari)
    client.post(address(fresh, "photo", three[0]), {"frame": "1:1@50", "alt": "Yang baru"})
    assert codes(draft) == three and codes(fresh)[1:] == three[1:] and codes(fresh)[0] != three[0]
    assert 'alt="Yang lama"' in client.get(f"/p/{draft.product.code}/", follow=True).text


def test_a_sent_product_cannot_be_changed(client, draft, three, sari):
    actions.save_draft(draft, build.whole_product(), by=sari)
    actions.set_price(draft.product, 22500, by=sari)
    actions.submit(draft, by=sari)
    assert client.get(address(draft, "photo", three[0])).status_code == 302
    client.post(address(draft, "photo", three[0]), {"frame": "1:1@50", "alt": "Lain"})
    assert codes(draft) == three and not EditionPhoto.objects.exclude(alt="").exists()
    with pytest.raises(Refused, match="sudah dikirim"):
        actions.describe_photo(draft, three[0], "Lain", by=sari)


def test_a_frame_whose_original_cannot_be_read_is_refused_in_words(client, draft, three):
    storages["private"].delete(ProductPhoto.objects.get(code=three[0]).files.original)
    page = client.post(address(draft, "photo", three[0]), {"frame": "1:1@0", "alt": ""})
    assert "Berkas asli foto ini tidak bisa dibuka" in page.text and codes(draft) == three


def test_the_camera_of_the_phone_is_a_way_of_its_own(client, draft):
    client.post(address(draft), {"photo": "upload", "camera": [upload()]})
    assert draft.shown_photos.count() == 1
    assert 'capture="environment"' in client.get(address(draft)).text


def test_a_reviewer_reads_the_words_of_a_photo_and_that_they_changed(client, draft, three, sari, rina):
    actions.save_draft(draft, build.whole_product(), by=sari)
    actions.set_price(draft.product, 22500, by=sari)
    actions.approve(actions.submit(draft, by=sari), by=rina)
    fresh = actions.open_draft(draft.product, by=sari)
    actions.describe_photo(fresh, three[0], "Gula di tampah", by=sari)
    sent = actions.submit(fresh, by=sari)
    page = sign_in(client, rina).get(f"/petugas/tinjau/produk/{sent.code}/").text
    assert "Gula di tampah" in page and "Teks diubah" in page
