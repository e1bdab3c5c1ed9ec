"""What our scripts add in a browser; each page works without them."""

import io

import pytest
from PIL import Image

from tests.journeys.browser import chromium

HEAD = '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Coba</title>'
SCRIPTS = "".join(
    f'<script src="/static/js/{name}.js" defer></script>' for name in ("portal", "form", "photo", "queue")
)


@pytest.fixture
def page_with(live_server, db):
    """Opens a page of our origin with this body; `posts` counts what the form sends."""
    with chromium() as page:
        posts = []

        def answer(route):
            if route.request.method == "POST":
                posts.append(route.request.post_data)
                return route.fulfill(status=204)  # nothing new to show: the page stays as it is
            return route.fulfill(
                content_type="text/html", body=f"{HEAD}{SCRIPTS}</head><body>{page.body}</body></html>"
            )

        page.route("**/coba/**", answer)

        def show(body):
            page.body = body
            page.goto(f"{live_server.url}/coba/")
            return page

        page.posts = posts
        yield show


def test_a_double_tap_sends_the_form_once(page_with):
    page = page_with('<form method="post"><input name="a" value="1"><button>Kirim</button></form>')
    page.evaluate("() => { const b = document.querySelector('button'); b.click(); b.click(); b.click(); }")
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('button').textContent") == "Mengirim…"
    assert len(page.posts) == 1


def test_a_large_photo_is_made_small_on_the_phone(page_with):
    page = page_with('<form><input type="file" id="f" data-shrink multiple></form>')
    photo = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(photo, "JPEG", quality=97)
    page.set_input_files("#f", {"name": "foto.jpeg", "mimeType": "image/jpeg", "buffer": photo.getvalue()})
    page.get_by_text("siap dikirim").wait_for()
    name, size, width = page.evaluate(
        "async () => { const f = document.querySelector('#f').files[0];"
        " return [f.name, f.size, (await createImageBitmap(f)).width]; }"
    )
    assert (name, width) == ("foto.jpg", 1600)
    assert size < len(photo.getvalue())


def test_a_broken_photo_stays_as_it_is(page_with):
    page = page_with('<form><input type="file" id="f" data-shrink></form>')
    page.set_input_files("#f", {"name": "rusak.jpg", "mimeType": "image/jpeg", "buffer": b"bukan foto"})
    page.get_by_text("siap dikirim").wait_for()
    assert page.evaluate("document.querySelector('#f').files[0].size") == 10


FORM = """<form method="post" data-draft="usaha"><input name="name" aria-label="Nama">
<input name="nik" aria-label="NIK"><input name="phone" data-secret aria-label="HP">
<select name="kind" aria-label="Jenis"><option>a<option>b</select></form>"""


def test_what_was_typed_is_offered_again_without_the_secrets(page_with):
    page = page_with(FORM)
    page.get_by_label("Nama").fill("Sari Talas")
    page.get_by_label("NIK").fill("3602010203040005")
    page.get_by_label("HP").fill("086011110001")
    page.get_by_label("Jenis").select_option("b")
    page.wait_for_function("localStorage.length > 0")
    assert "3602010203040005" not in page.evaluate("JSON.stringify(localStorage)")
    assert "086011110001" not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    assert page.get_by_label("Nama").input_value() == ""
    page.get_by_role("button", name="Pakai isian itu").click()
    assert page.get_by_label("Nama").input_value() == "Sari Talas"
    assert page.get_by_label("Jenis").input_value() == "b"


def test_a_draft_that_is_thrown_away_is_gone(page_with):
    page = page_with(FORM)
    page.get_by_label("Nama").fill("Sari")
    page.wait_for_function("localStorage.length > 0")
    page.reload()
    page.get_by_role("button", name="Buang").click()
    page.reload()
    assert page.get_by_role("button", name="Buang").count() == 0
