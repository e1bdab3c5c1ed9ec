"""The public directory of businesses."""

import pytest

from registry import actions
from registry.models import Business
from tests import build
from tests.registry.conftest import words

PLACE = "/usaha/"


@pytest.fixture
def shops(sari, dede, rina):
    build.live_business(sari, rina, name="Gula Aren Ibu Sari")
    build.live_business(dede, rina, name="Mebel Karya Cibadak", village=build.village("Kaduagung", "Cibadak"))


def found(client, query=""):
    page = client.get(f"{PLACE}{query}")
    assert page.status_code == 200
    text = words(page)
    return [name for name in ("Gula Aren Ibu Sari", "Mebel Karya Cibadak") if name in text]


def test_only_live_businesses_are_listed_and_drafts_are_not(client, shops, sari):
    build.draft_business(sari, name="Belum Tayang")
    assert found(client) == ["Gula Aren Ibu Sari", "Mebel Karya Cibadak"]
    assert "Belum Tayang" not in words(client.get(PLACE))


def test_it_is_found_by_words_by_place_and_with_a_slip_of_the_finger(client, shops):
    assert found(client, "?q=mebel") == ["Mebel Karya Cibadak"]
    assert found(client, "?q=citeras") == ["Gula Aren Ibu Sari"]
    assert found(client, "?q=mebl+kariya") == ["Mebel Karya Cibadak"]
    assert found(client, "?kecamatan=cibadak") == ["Mebel Karya Cibadak"]
    assert found(client, "?bidang=10722&kecamatan=rangkasbitung") == ["Gula Aren Ibu Sari"]


def test_a_misspelt_name_is_put_right_and_searched_within_the_chosen_kecamatan(client, shops):
    page = words(client.get(f"{PLACE}?q=mebl+kariya"))
    assert "Tidak ada yang memuat “mebl kariya”. Kami mencari “mebel karya” : 1 usaha" in page
    assert "Tidak ada yang memuat" not in words(client.get(f"{PLACE}?q=mebel"))
    assert found(client, "?q=mebl+kariya&kecamatan=cibadak") == ["Mebel Karya Cibadak"]
    assert found(client, "?q=mebl+kariya&kecamatan=rangkasbitung") == []


def test_a_word_that_nothing_is_near_to_does_not_hide_what_the_others_find(client, shops):
    page = words(client.get(f"{PLACE}?q=qwxyq+mebel"))
    assert "Tidak ada yang memuat “qwxyq mebel”. Kami mencari “mebel” : 1 usaha" in page
    assert found(client, "?q=qwxyq") == []


def test_words_that_are_right_but_in_no_business_together_find_nothing(client, shops):
    page = words(client.get(f"{PLACE}?q=mebel+sari"))
    assert "Kami mencari" not in page and "Tidak ada usaha yang cocok" in page


def test_two_words_typed_as_one_are_parted(client, shops):
    assert "Kami mencari “mebel karya” : 1 usaha" in words(client.get(f"{PLACE}?q=mebelkarya"))


def test_numbers_and_signs_are_searched_for_as_they_are(client, shops):
    for query in ("q=mebl+12", "q=%25%25%25+mebl", "q=mebl+_"):
        assert found(client, f"?{query}") == []


@pytest.mark.parametrize("few", [0, 20_000])
def test_words_give_the_same_page_whichever_way_it_is_read(client, sari, rina, monkeypatch, few):
    monkeypatch.setattr("registry.directory_list.FEW", few)
    for name in ("Sari C", "Sari A", "Sari B"):
        build.live_business(sari, rina, name=name)
    page = words(client.get(f"{PLACE}?q=sari"))
    assert page.index("Sari A") < page.index("Sari B") < page.index("Sari C")


def test_nothing_found_says_what_to_do(client, shops):
    page = words(client.get(f"{PLACE}?q=zzzzzz"))
    assert "Tidak ada usaha yang cocok" in page
    assert "Lihat semua usaha" in page


def test_personal_data_is_not_in_the_list(client, shops):
    page = client.get(PLACE).content.decode()
    assert "+62" not in page
    assert "0860" not in page
    assert "Kp. Pasir" not in page


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00",
        "?kecamatan=%00&bidang=%27",
        "?halaman=99999999999999999999",
        "?halaman=-1",
        "?q=" + "x" * 5000,
        "?q=%ED%A0%80",
        "?kecamatan=tidak-ada",
        "?bidang=99999999999999999999",
        "?q=%25_%5C",
    ],
)
def test_no_question_breaks_it(client, shops, query):
    assert client.get(f"{PLACE}{query}").status_code == 200


def names(page):
    return [entry.name for entry in page.context["listing"].stretch.rows]


@pytest.fixture
def many(sari, rina, monkeypatch):
    """Eleven businesses, two of one name, on stretches of four, four and three."""
    monkeypatch.setattr("registry.directory_list.PER_PAGE", 4)
    monkeypatch.setattr("registry.views.directory.PER_PAGE", 4)
    made = ["Aren Jaya", "Wajit Asli", *(f"Gula {number}" for number in range(7)), "Gula 3", "Zaitun"]
    for name in made:
        build.live_business(sari, rina, name=name)
    return sorted(made)


@pytest.mark.parametrize("query", ["", "q=a&", "kecamatan=rangkasbitung&"])
@pytest.mark.parametrize("few", [0, 20_000])
def test_one_walks_through_the_whole_list_and_back(client, many, query, few, monkeypatch):
    monkeypatch.setattr("registry.directory_list.FEW", few)
    page, seen = client.get(f"{PLACE}?{query}"), []
    assert "11 usaha" in words(page) and "menurut abjad" in words(page)
    assert page.context["listing"].earlier == ""
    while True:
        seen += names(page)
        if not (later := page.context["listing"].later):
            break
        page = client.get(later)
    assert seen == many
    back = client.get(page.context["listing"].earlier)
    assert names(back) == many[4:8]
    first = client.get(back.context["listing"].earlier)
    assert names(first) == many[:4] and first.context["listing"].earlier == ""
    again = client.get(first.context["listing"].later)
    assert again.context["listing"].stretch.rows == back.context["listing"].stretch.rows


def test_stepping_back_to_the_beginning_fills_the_first_page(client, many):
    second = client.get(client.get(PLACE).context["listing"].later)
    third_of_second = second.context["listing"].stretch.rows[2].code
    assert names(client.get(f"{PLACE}?sebelum={third_of_second}")) == many[2:6]
    third_of_first = client.get(PLACE).context["listing"].stretch.rows[2].code
    page = client.get(f"{PLACE}?sebelum={third_of_first}")
    assert names(page) == many[:4] and page.context["listing"].earlier == ""


def test_a_letter_leads_to_the_place_where_it_begins(client, many):
    page = client.get(f"{PLACE}?mulai=w&kecamatan=rangkasbitung")
    assert names(page) == ["Wajit Asli", "Zaitun"]
    assert names(client.get(page.context["listing"].earlier)) == many[5:9]
    assert 'href="/usaha/?kecamatan=rangkasbitung&amp;mulai=B"' in page.content.decode()
    first = client.get(f"{PLACE}?mulai=A")
    assert names(first) == many[:4] and first.context["listing"].earlier == ""


GONE = ["sesudah=TAKADA", "sebelum=TAKADA", "sesudah=%00", "mulai=ABC", "mulai=%C3%9F", "halaman=9"]


def test_a_place_that_is_gone_shows_the_beginning(client, many):
    assert all(names(client.get(f"{PLACE}?{place}")) == many[:4] for place in GONE)


def test_a_short_list_has_no_letters(client, shops):
    assert "Loncat ke huruf" not in words(client.get(PLACE))


def test_the_price_of_a_page_does_not_grow_with_the_list(client, shops, sari, rina, django_assert_max_num_queries):
    for number in range(5):
        build.live_business(sari, rina, name=f"Gula {number}")
    with django_assert_max_num_queries(5):
        client.get(PLACE)


def test_a_suspended_business_leaves_the_list(client, shops, ratna, sari):
    business = sari_business(sari)
    actions.suspend(business, by=ratna, reason="Pindah")
    assert found(client) == ["Mebel Karya Cibadak"]
    actions.resume(business, by=ratna)
    assert len(found(client)) == 2


def sari_business(sari):
    return Business.objects.get(owner__user=sari)
