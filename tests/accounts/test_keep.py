"""Pieces that are the same on every page are drawn once."""

import pytest
from django.contrib.auth.models import Permission
from django.template import Context, Template, TemplateSyntaxError

from accounts.drawer import Drawer
from accounts.links import link
from accounts.templatetags.keep import drawer
from tests.people import sign_in


@pytest.fixture(autouse=True)
def _empty():
    drawer.forget()


class Told:
    """Counts how often a template asks it."""

    def __init__(self):
        self.asked = 0

    def word(self):
        self.asked += 1
        return f"<{self.asked}>"


def drawn(text, **values):
    return Template(text).render(Context(values))


def test_a_piece_is_drawn_once_for_its_keys_and_stays_escaped():
    told = Told()
    text = '{% keep "kaki" key person %}{{ told.word }}{% endkeep %}'
    assert drawn(text, told=told, key=(2026,), person=7) == "&lt;1&gt;"
    assert drawn(text, told=told, key=(2026,), person=7) == "&lt;1&gt;"
    assert drawn(text, told=told, key=(2027,), person=7) == "&lt;2&gt;"
    assert drawn(text, told=told, key=(2026,), person=8) == "&lt;3&gt;"
    assert told.asked == 3


@pytest.mark.parametrize("values", [{"key": None}, {}, {"key": ""}])
def test_without_a_key_it_is_drawn_anew(values):
    told = Told()
    text = '{% keep "kaki" key %}{{ told.word }}{% endkeep %}'
    assert [drawn(text, told=told, **values) for _ in range(2)] == ["&lt;1&gt;", "&lt;2&gt;"]


def test_pieces_of_other_names_are_others():
    text = '{% keep "a" key %}satu{% endkeep %}{% keep "b" key %}dua{% endkeep %}'
    assert drawn(text, key=1) == drawn(text, key=1) == "satudua"


def test_a_piece_needs_a_name_and_a_key():
    with pytest.raises(TemplateSyntaxError):
        Template('{% keep "kaki" %}x{% endkeep %}')


def test_the_oldest_pieces_go_when_there_are_too_many():
    one = Drawer(10, len)
    for name in ("a", "b"):
        one.put(name, "x" * 5)
    assert one.find("a") == "x" * 5  # asked for last
    one.put("c", "x" * 5)
    assert one.find("b") is None and one.find("a") and one.find("c") and one.weight == 10
    one.put("c", "yy")
    assert one.find("c") == "yy" and one.weight == 7  # instead of what was there
    one.put("d", "x" * 50)  # larger than all there may be
    assert one.find("d") is None and one.weight == 0 and len(one) == 0


def test_other_settings_throw_everything_away(settings):
    drawer.put("a", "x")
    link("catalog:products")
    settings.SITE_NAME = "Lain"
    assert drawer.find("a") is None and link.cache_info().currsize == 0


def test_a_piece_without_letters_takes_room_too():
    drawer.put(("pager", "?q=kopi"), "")
    assert drawer.weight > 0


def test_two_people_of_the_office_never_share_a_menu(client, rina, ratna):
    ratna.user_permissions.add(Permission.objects.get(codename="supervise_queue", content_type__app_label="review"))
    seen = [sign_in(client, who).get("/petugas/antrean/").content.decode() for who in (rina, ratna, rina, ratna)]
    assert ['href="/petugas/beban/"' in page for page in seen] == [False, True, False, True]


def test_a_visitor_and_a_person_never_share_a_menu(client, sari):
    page = client.get("/bantuan/").content.decode()
    client.force_login(sari)
    hers = client.get("/bantuan/").content.decode()
    client.logout()
    assert "/akun/keluar/" in hers and "/akun/keluar/" not in page
    assert "/akun/keluar/" not in client.get("/bantuan/").content.decode()


@pytest.mark.parametrize("address", ["/", "/produk/", "/usaha/", "/bantuan/", "/akun/masuk/"])
def test_the_menu_marks_where_one_is_also_the_second_time(client, db, address):
    first, second = (client.get(address).content.decode().count("aria-current") for _ in range(2))
    other = client.get("/cara-urut/").content.decode()
    assert first == second
    assert 'href="/produk/" aria-current' not in other
