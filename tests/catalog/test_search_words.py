"""Words that steer search: read from the database, changed by the office, kept by the loader, followed by the rows."""

import pytest
from django.utils import timezone

from audit.queries import history_of
from catalog import word_work, words
from catalog.loading_words import load_words
from catalog.models import ProductSearch, SearchWord, SynonymGroup, WordList
from catalog.search import vocabulary as heard
from catalog.search.choices import load
from catalog.search.query import Wish, search
from catalog.search.vocabulary import vocabulary
from catalog.search.words import slots_of, split
from jobs.models import Job
from jobs.work import perform
from review.actions import Refused
from tests import build
from tests.people import sign_in

TODAY = timezone.localdate


def names(text):
    return [row["name"] for row in search(Wish(text=text), TODAY()).rows]


@pytest.fixture
def shop(sari, rina):
    load_words()
    business = build.live_business(sari, rina).business
    category = build.category("lain", "Lain")

    def show(*all_names, **values):
        values = {"category": category, "description": "Buatan sendiri."} | values
        return [build.live_product(business, sari, rina, name=name, **values).product for name in all_names]

    return show


def typed(text):
    return [(" ".join(one.typed), one.is_size) for one in slots_of(split(text), vocabulary())]


# taking a question apart


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("snack rapat 50 kotak", [("snack rapat", False), ("50 kotak", True)]),
        ("gula semut 250gr", [("gula semut", False), ("250 gr", True)]),
        ("kaos olahraga ukuran xl", [("kaos olahraga", False), ("xl", True)]),
        ("meja kerja 120x60", [("meja kerja", False), ("120x60", True)]),
        ("oleh-oleh khas lebak yang murah", [("oleh oleh", False)]),
        ("telur isi 10", [("telur", False), ("10", True)]),
        ("250", [("250", False)]),
        ("yang untuk", [("yang", False), ("untuk", False)]),
        ("kertas a4", [("kertas", False), ("a4", False)]),
        ("", []),
    ],
)
def test_a_question_is_taken_apart(db, text, wanted):
    assert typed(text) == wanted


def test_a_size_orders_and_is_not_demanded(shop):
    shop("Gula Semut 500 g", "Gula Semut 250 gram", "Kopi 250 g")
    assert names("gula semut 250gr") == ["Gula Semut 250 gram", "Gula Semut 500 g"]


def test_what_the_name_begins_with_comes_before_what_is_made_of_it(shop):
    shop("Keripik Pisang", "Pisang Tanduk")
    assert names("pisang") == ["Pisang Tanduk", "Keripik Pisang"]
    assert names("cau") == ["Pisang Tanduk", "Keripik Pisang"]


def test_the_first_word_of_a_one_way_group_finds_the_others_only(shop):
    shop("Kue Manis", "Kue Amis")
    assert names("amis") == ["Kue Amis", "Kue Manis"]
    assert names("manis") == ["Kue Manis"]


# the lists in the database


def test_the_files_stand_in_until_the_lists_are_loaded(db):
    assert not WordList.objects.exists()
    assert vocabulary().version == heard.FILES
    count = load_words()
    loaded = vocabulary(sure=True)
    assert count == SearchWord.objects.count() + SynonymGroup.objects.count()
    assert SynonymGroup.objects.count() >= 150
    assert loaded.version == WordList.objects.get().version
    files = heard.of_files()
    assert (loaded.stop, loaded.whole, loaded.synonyms.keys()) == (files.stop, files.whole, files.synonyms.keys())


def test_loading_again_keeps_what_the_office_changed(db, ratna):
    load_words()
    group = SynonymGroup.objects.get(code="boboko")
    words.change_group(group, ["boboko", "cepon nasi"], "kami", is_one_way=False, version="awal", by=ratna)
    words.switch_group(SynonymGroup.objects.get(code="opak"), on=False, by=ratna)
    words.set_word("stop", "yang", on=False, by=ratna)
    added = words.add_group(["lomang", "ketan bambu"], "", is_one_way=False, by=ratna)
    SynonymGroup.objects.filter(code="surabi").update(words=["surabi", "lama"])
    SynonymGroup.objects.create(code="bukan-lagi", words=["a", "b"])
    load_words()
    assert SynonymGroup.objects.get(code="boboko").words == ["boboko", "cepon nasi"]
    assert SynonymGroup.objects.get(code="opak").is_active is False
    assert SearchWord.objects.get(kind="stop", word="yang").is_active is False
    assert SynonymGroup.objects.filter(pk=added.pk).exists()
    assert SynonymGroup.objects.get(code="surabi").words == ["surabi", "serabi"]
    assert not SynonymGroup.objects.filter(code="bukan-lagi").exists()


def test_a_list_of_the_choices_brings_the_news_of_an_edit(shop, ratna, django_assert_num_queries):
    shop("Lemang Bambu")
    load()
    vocabulary()
    words.add_group(["lomang", "lemang"], "", is_one_way=False, by=ratna)
    load()
    assert names("lomang") == ["Lemang Bambu"]
    with django_assert_num_queries(0):
        vocabulary()


def test_another_process_hears_of_an_edit_after_a_moment(db, ratna, monkeypatch):
    load_words()
    known = vocabulary()
    WordList.objects.update(version="laindarilain")  # as another process would
    assert vocabulary() is known
    monkeypatch.setattr(heard, "PATIENCE", 0)
    assert vocabulary().version == "laindarilain"


# verbs


def test_a_new_group_is_found_at_once_and_stands_in_the_diary(shop, ratna):
    shop("Lemang Bambu")
    assert names("lomang") == []
    group = words.add_group(["lomang", "lemang"], "Sunda", is_one_way=False, by=ratna)
    assert names("lomang") == ["Lemang Bambu"]
    words.switch_group(group, on=False, by=ratna)
    assert names("lomang") == []
    words.switch_group(group, on=True, by=ratna)
    assert names("lomang") == ["Lemang Bambu"]
    told = [event.detail for event in history_of(group)]
    new = {"words": ["lomang", "lemang"], "note": "Sunda", "one_way": False}
    assert told == [{"active": True}, {"active": False}, {"new": new}]


def test_two_people_do_not_overwrite_each_other(db, ratna):
    group = words.add_group(["lomang", "lemang"], "", is_one_way=False, by=ratna)
    version = words.version_of(group)
    words.change_group(group, ["lomang", "lamang"], "", is_one_way=False, version=version, by=ratna)
    with pytest.raises(Refused, match="Orang lain"):
        words.change_group(group, ["lomang", "x"], "", is_one_way=False, version=version, by=ratna)
    assert SynonymGroup.objects.get(pk=group.pk).words == ["lomang", "lamang"]


def test_only_who_may_edits_words(db, rina):
    for act in (
        lambda: words.add_group(["a", "b"], "", is_one_way=False, by=rina),
        lambda: words.set_word("stop", "apa", on=True, by=rina),
    ):
        with pytest.raises(Refused):
            act()
    assert not SynonymGroup.objects.exists()


def test_a_whole_word_is_found_before_while_and_after_its_rows_are_written_anew(shop, ratna):
    shop("Kelambu Tidur", "Lambu Kayu")
    assert set(names("kelambu")) == {"Kelambu Tidur", "Lambu Kayu"}, "the stemmer takes them for one"
    words.set_word("whole", "kelambu", on=True, by=ratna)
    assert "Kelambu Tidur" in names("kelambu"), "rows hold the stem still"
    perform.func(Job.objects.get(kind=word_work.KIND).pk)
    assert Job.objects.get(kind=word_work.KIND).state == "done"
    assert not SearchWord.objects.filter(is_settled=False).exists()
    assert names("kelambu") == ["Kelambu Tidur"]
    words.set_word("whole", "kelambu", on=False, by=ratna)
    assert "Kelambu Tidur" in names("kelambu")
    perform.func(Job.objects.filter(kind=word_work.KIND).latest("pk").pk)
    assert set(names("kelambu")) == {"Kelambu Tidur", "Lambu Kayu"}


def test_a_stop_word_that_counts_again_does_not_empty_searches_meanwhile(shop, ratna):
    shop("Sambal Khas Ibu", "Sambal Bawang")
    words.set_word("stop", "khas", on=False, by=ratna)
    assert set(names("sambal khas")) == {"Sambal Khas Ibu", "Sambal Bawang"}
    perform.func(Job.objects.get(kind=word_work.KIND).pk)
    assert names("sambal khas") == ["Sambal Khas Ibu"]


def test_the_work_begins_again_when_words_change_under_it(shop, ratna, monkeypatch):
    shop("Kelambu Tidur")
    words.set_word("whole", "kelambu", on=True, by=ratna)
    counted = word_work.rebuild_lexicon

    def meanwhile():
        monkeypatch.undo()
        words.set_word("whole", "tidur", on=True, by=ratna)
        return counted()

    monkeypatch.setattr(word_work, "rebuild_lexicon", meanwhile)
    perform.func(Job.objects.get(kind=word_work.KIND).pk)
    assert not SearchWord.objects.filter(is_settled=False).exists()
    assert "'0tidur'" in str(ProductSearch.objects.get().tsv)


# pages


@pytest.fixture
def desk(client, ratna):
    load_words()
    return sign_in(client, ratna)


def post(client, address, **data):
    import uuid

    return client.post(address, {"form_key": str(uuid.uuid4())} | data)


def test_the_list_is_searched_and_paged(desk):
    assert "boboko" in desk.get("/petugas/kata/?q=boboko").content.decode()
    assert "Kata ini belum ada" in desk.get("/petugas/kata/?q=zzz%25").content.decode()
    assert "kemeja" in desk.get("/petugas/kata/?jenis=utuh").content.decode()
    assert desk.get("/petugas/kata/?jenis=umum&halaman=99&q=%00").status_code == 200


def test_a_group_is_looked_at_before_it_is_kept(desk, sari, rina):
    build.live_product(build.live_business(sari, rina).business, sari, rina, name="Lemang Bambu")
    address = "/petugas/kata/padanan/baru/"
    page = post(desk, address, words="lomang\nlemang", tried="lomang", aksi="lihat").content.decode()
    assert '<td>lomang</td><td class="num">0</td><td class="num"><b>1</b></td>' in page
    assert not SynonymGroup.objects.filter(words__contains=["lomang"]).exists()
    answer = post(desk, address, words="lomang\nlemang", aksi="simpan")
    group = SynonymGroup.objects.get(words__contains=["lomang"])
    assert answer.headers["Location"] == f"/petugas/kata/padanan/{group.code}/"
    assert "menambahkan padanan" in desk.get(answer.headers["Location"]).content.decode()


def test_an_older_version_can_be_taken_up_again(desk, ratna):
    group = SynonymGroup.objects.get(code="boboko")
    old = list(group.words)
    words.change_group(group, ["boboko", "cepon"], "", is_one_way=False, version="awal", by=ratna)
    event = history_of(group)[0]
    page = desk.get(f"/petugas/kata/padanan/boboko/?riwayat={event.pk}").content.decode()
    assert "\n".join(old) in page
    assert desk.get("/petugas/kata/padanan/boboko/?riwayat=x").status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("satu", "paling sedikit dua"), ("", "paling sedikit dua"),
        ("a" * 35 + " " + "c" * 35 + "\nb", "Satu padanan paling panjang"),
        ("\n".join(f"kata{n}" for n in range(30)), "Paling banyak 20"), ("\0\ud800", "paling sedikit dua"),
    ],
)  # fmt: skip
def test_nonsense_is_told_and_kept(desk, typed, said):
    answer = post(desk, "/petugas/kata/padanan/baru/", words=typed.encode("utf-8", "replace").decode(), aksi="simpan")
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_a_word_is_looked_at_kept_and_switched_off_by_its_page(desk):
    address = "/petugas/kata/kata/baru/"
    assert "Tulis satu kata saja" in post(desk, address, kind="stop", word="dua kata", aksi="simpan").content.decode()
    page = post(desk, address, kind="stop", word="mantap", tried="kopi mantap", aksi="lihat").content.decode()
    assert "kopi mantap" in page
    answer = post(desk, address, kind="stop", word="Mantap", aksi="simpan")
    assert answer.headers["Location"] == "/petugas/kata/kata/stop-mantap/"
    assert SearchWord.objects.get(word="mantap").is_active
    assert "Disesuaikan" in desk.get("/petugas/kata/kata/stop-mantap/").content.decode()
    assert "Menyesuaikan pencarian" in desk.get("/petugas/kata/").content.decode()
    post(desk, "/petugas/kata/kata/stop-mantap/", aksi="nonaktif")
    assert not SearchWord.objects.get(word="mantap").is_active
    assert desk.get("/petugas/kata/kata/apa-mantap/").status_code == 404
