"""The shells: landmarks, language, menus that name only what exists, nothing inline, light pages."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory

from lebak_catalog.menu import exists
from lebak_catalog.style import SampleForm
from tests.people import sign_in

SHELLS = ["base_public.html", "base_owner.html", "base_desk.html", "base_form.html", "base_print.html"]
LEAFLETS = ["/bantuan/", "/privasi/", "/aksesibilitas/"]


def page_of(shell, user, **context):
    request = RequestFactory().get("/bantuan/")
    request.user = user
    blocks = "{% block title %}Coba{% endblock %}{% block content %}<h1>Coba</h1>{% endblock %}"
    words = "{% extends '" + shell + "' %}" + blocks
    return engines["django"].from_string(words).render(context, request)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_language_landmarks_and_a_skip_link(shell, rina):
    html = page_of(shell, rina)
    assert '<html lang="id"' in html
    assert html.count("<main") == 1
    assert html.count('<a class="skip" href="#isi">') == 1
    assert 'id="isi"' in html
    assert "<title>Coba – Lebak Catalog</title>" in html


@pytest.mark.parametrize("shell", SHELLS)
def test_every_link_of_a_shell_leads_to_a_page_that_exists(shell, rina):
    for address in set(re.findall(r'(?:href|action)="(/[^"#?]*)', page_of(shell, rina))):
        if address != "/" and not address.startswith(settings.STATIC_URL):
            assert exists(address), address


def test_no_template_carries_inline_style_script_or_handler():
    wrong = []
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:", text):
            wrong.append(str(path.relative_to(settings.BASE_DIR)))
    assert wrong == []


def test_an_owner_sees_no_staff_menu(sari):
    html = page_of("base_public.html", sari)
    assert "/petugas/" not in html
    assert "/pimpinan/" not in html


def test_title_says_galat_after_a_refused_form():
    page = page_of("base_public.html", AnonymousUser(), form=SampleForm({}))
    assert "<title>Galat: Coba – Lebak Catalog</title>" in page


@pytest.mark.parametrize("address", LEAFLETS)
def test_leaflets_ask_the_database_nothing_for_a_visitor(address, client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(address)
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize("address", LEAFLETS)
def test_leaflets_hold_no_form_key_so_that_they_can_be_cached(address, client, db):
    assert b"csrfmiddlewaretoken" not in client.get(address).content


@pytest.mark.parametrize("address", LEAFLETS)
def test_a_public_page_is_light_on_first_view(address, client, db):
    html = client.get(address).content
    files = set(re.findall(rb'(?:href|src)="/static/([^"#]+)', html))
    sent = [html, *(Path(finders.find(name.decode())).read_bytes() for name in files)]
    weight = sum(len(gzip.compress(content)) for content in sent)
    assert weight < 75_000, f"{weight} bytes: {sorted(files)}"


def test_the_style_page_is_for_staff_only(client, sari, rina):
    assert client.get("/gaya/").status_code == 302
    client.force_login(sari)
    assert client.get("/gaya/").status_code == 403
    assert sign_in(client, rina).get("/gaya/").status_code == 200
