"""Attacks with everything around an address: host, proxy headers, cookies, charsets, tokens, ways back."""

from contextlib import contextmanager
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from accounts.models import FormKey
from lebak_catalog.strictness import plain_headers
from lebak_catalog.wsgi import application
from tests.accounts.door import come_in


@contextmanager
def one_connection():
    """The real application inside the transaction of a test, as the test client does it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def served(method: str, address: str, data: bytes = b"", **environ: str) -> tuple[int, dict[str, str], bytes]:
    """What the application server is given: status, headers, body. Nothing stands between it and the answer."""
    request = RequestFactory().generic(method, address, data)
    request.environ |= {"HTTP_HOST": "testserver", **environ}
    told: list = []
    with one_connection():
        answer = application(request.environ, lambda status, headers: told.extend((int(status[:3]), dict(headers))))
        body = b"".join(answer)
    return told[0], told[1], body


CHARSETS = (
    "base64 rot13 hex zlib utf-7 unicode_escape raw_unicode_escape utf-16 utf-32 idna punycode undefined mbcs nothing"
)


@pytest.mark.parametrize("charset", [*CHARSETS.split(), "\0", '"utf-8', "utf-8; charset=rot13"])
def test_no_charset_makes_a_page_fall(world, charset):
    kinds = (f"text/html; charset={charset}", f"text/html; charset*={charset}''%41", f"a/b;x*={charset}'%41")
    for kind in kinds:
        for query in ("%5Cud800", "%2B2AA-", "%ff%fe", "gula"):
            for address in ("/produk/?q=", "/usaha/?q="):
                assert served("GET", address + query, CONTENT_TYPE=kind)[0] == 200, kind
    part = b'--x\r\nContent-Disposition: form-data; name="contact"\r\n\r\n\\ud800+2AA-a@b.cd\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    assert served("POST", "/akun/masuk/", part, CONTENT_TYPE=kind)[0] == 403, "read, and refused for want of a token"
    assert (
        served(
            "POST", "/akun/masuk/", b"a=%5Cud800", CONTENT_TYPE=f"application/x-www-form-urlencoded; charset={charset}"
        )[0]
        == 403
    )


def test_usual_forms_keep_their_boundary():
    kind = "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW"
    assert plain_headers({"CONTENT_TYPE": kind})["CONTENT_TYPE"] == kind
    quoted = 'Multipart/Form-Data; charset=utf-8; boundary="a b=c"'
    assert plain_headers({"CONTENT_TYPE": quoted})["CONTENT_TYPE"] == 'Multipart/Form-Data; boundary="a b=c"'
    assert plain_headers({}) == {}


PARTS = (
    b"Content-Disposition: form-data; name*=rot13''%41; filename*=nothing''%41.jpg",
    b'Content-Disposition: form-data; name="photos"; filename="../../../../tmp/x.jpg"',
    b'Content-Disposition: form-data; name="photos"; filename="' + b"a" * 5000 + b'.jpg"',
    b'Content-Disposition: form-data; name="photos"; filename="x\0.jpg"\r\nContent-Type: image/jpeg; charset=rot13',
    b'Content-Disposition: form-data; name="name"\r\nContent-Transfer-Encoding: base64',
    b'Content-Disposition: form-data; name=""; filename=""',
    b"Content-Disposition: \xff\xfe; name",
    b"X: " + b"a" * 20000,
    b"",
)


@pytest.mark.parametrize("head", PARTS, ids=range(len(PARTS)))
def test_no_part_of_a_form_makes_a_page_fall(world, head):
    client = world.client("sari", raise_request_exception=False)
    body = b"--x\r\n" + head + b"\r\n\r\n\xff\xd8\xff!!\0\r\n--x--\r\n"
    for ending in (b"", b"--x", b"\r\n" * 50):
        for address in (f"/pusat-usaha/produk/{world.codes['product_draft']}/ubah/", "/akun/"):
            answer = client.post(address, body + ending, content_type="multipart/form-data; boundary=x")
            assert answer.status_code < 500


@pytest.mark.parametrize(
    ("kind", "length"),
    [
        ("multipart/form-data", None),
        ("multipart/form-data; boundary=", None),
        ("multipart/form-data; boundary=" + "a" * 500, None),
        ("multipart/form-data; boundary=\xff", None),
        ("multipart/form-data; boundary=x", "-5"),
        ("multipart/form-data; boundary=x", "viele"),
        ("application/x-www-form-urlencoded", "99999999999999999999"),
    ],
)
def test_no_broken_envelope_makes_a_page_fall(world, kind, length):
    extra = {"CONTENT_LENGTH": length} if length else {}
    answer = world.client("sari", raise_request_exception=False).post("/akun/", b"--x", content_type=kind, **extra)
    assert answer.status_code < 500


COOKIES = (
    'sessionid="abcdefgh\\000"',
    'csrftoken="\\000"; messages="\\000"',
    "sessionid=" + "a" * 10_000,
    'sessionid="' + "\\377" * 9 + '"',
    "sessionid=\xed\xa0\x80\xed\xa0\x80\xed\xa0\x80",
    "sessionid=../../../../etc/passwd",
    "sessionid=' or 1=1 --",
    "sessionid=",
    "messages=a:b:c; csrftoken=" + "x" * 5000,
    "messages=W1siX19qc29uX21lc3NhZ2UiLDAsMjAsIjxiPiJdXQ:1:x",
    "=;=;;" * 500,
    "; ".join(f"a{n}=b" for n in range(2000)),
)


@pytest.mark.parametrize("cookie", COOKIES, ids=range(len(COOKIES)))
def test_no_cookie_makes_a_page_fall_or_opens_it(world, cookie):
    for address, expected in (("/akun/", 302), ("/akun/masuk/", 200), ("/produk/", 200), ("/petugas/antrean/", 302)):
        assert served("GET", address, HTTP_COOKIE=cookie)[0] == expected
    assert served("POST", "/akun/masuk/", b"contact=a", HTTP_COOKIE=cookie)[0] == 403


@pytest.mark.parametrize("token", ["", "x", "\0", "a" * 32, "a" * 64, "a" * 10_000, "ä" * 64, "%ED%A0%80"])
def test_no_token_of_ones_own_making_is_taken(world, token):
    client = world.client("sari", enforce_csrf_checks=True, raise_request_exception=False)
    client.get("/akun/")
    assert client.post("/akun/", {"name": "Diganti", "csrfmiddlewaretoken": token}).status_code == 403
    client.cookies[settings.CSRF_COOKIE_NAME] = quote(token)
    assert client.post("/akun/", {"name": "Diganti", "csrfmiddlewaretoken": "b" * 32}).status_code == 403


@pytest.mark.parametrize(
    "host", ["jahat.example", "testserver.jahat.example", "testserver@jahat.example", "[::1", "a" * 900, "\0", ""]
)
def test_a_foreign_host_gets_no_page(world, host):
    status, headers, body = served("GET", "/akun/", HTTP_HOST=host)
    assert status == 400
    assert b"jahat" not in body
    assert "Location" not in headers


def test_what_a_stranger_says_about_host_and_scheme_is_not_believed(world):
    told = {
        "HTTP_X_FORWARDED_HOST": "jahat.example",
        "HTTP_X_FORWARDED_SERVER": "jahat.example",
        "HTTP_FORWARDED": "host=jahat.example",
    }
    told |= {"HTTP_X_ORIGINAL_URL": "/petugas/", "HTTP_X_REWRITE_URL": "/petugas/", "HTTP_X_FORWARDED_PORT": "1"}
    told |= {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "127.0.0.1, \0", "HTTP_X_REAL_IP": "127.0.0.1"}
    for address in ("/akun/", "/akun/masuk/", "/produk/", "/p/22222222"):
        usual, moved = served("GET", address), served("GET", address, **told)
        assert (usual[0], usual[1].get("Location")) == (moved[0], moved[1].get("Location"))
        assert b"jahat" not in moved[2]


def test_letters_name_our_own_address_whatever_host_was_asked(client, db):
    client.post("/akun/masuk/", {"contact": "tidak.dikenal@contoh.example"}, HTTP_HOST="testserver:8443")
    assert f"{settings.SITE_URL}/akun/daftar/" in mail.outbox[-1].body
    assert "8443" not in mail.outbox[-1].body


@pytest.mark.parametrize("given", ["abcdefgh\n", "abcdefgh\r\nSet-Cookie: a=b", "<script>alert(1)</script>", "a" * 500])
def test_only_a_plain_request_id_is_echoed(client, db, given):
    assert client.get("/sehat/", headers={"X-Request-ID": given}).headers["X-Request-ID"] != given


@pytest.mark.parametrize(
    "referer",
    ["http://[jahat", "http://testserver//jahat.example/x", "https://jahat.example/x", "\0", "http://testserver:x/"],
)
def test_a_referer_leads_nobody_away(client, db, referer):
    response = client.post("/petugas/antrean/ambil/", headers={"Referer": referer})
    assert response.status_code == 302
    back = client.get(response["Location"])
    assert b"https://jahat.example" not in back.content
    assert b'"//jahat.example' not in back.content


AWAY = [
    "https://jahat.example/",
    "//jahat.example",
    "///jahat.example",
    "/\\jahat.example",
    "\\\\jahat.example",
    "https:jahat.example",
    "http:///jahat.example",
    "javascript:alert(7)",
    "data:text/html,7",
    "https://testserver@jahat.example",
    "//a@jahat.example",
    "https://testserver.jahat.example",
    "/\t/jahat.example",
    "\t//jahat.example",
    "\x00//jahat.example",
    "https://jahat.example\\@testserver/",
]


@pytest.mark.parametrize("target", AWAY)
def test_no_way_back_leads_to_another_site(world, target):
    for who, method, address in (
        ("sari", "get", "/akun/masuk/"),
        ("rina", "get", "/akun/daftar/"),
        ("sari", "post", "/akun/keluar/"),
    ):
        for data in ({"next": target}, {}):
            client = world.client(who)
            response = (
                client.generic(method.upper(), f"{address}?next={quote(target)}")
                if not data
                else client.post(address, data)
            )
            place = response.headers.get("Location", "/")
            assert urlsplit(place).netloc in ("", "testserver"), place
            assert place.startswith("/"), place
            assert not place.startswith(("//", "/\\", "/\t")), place
    page = world.client("visitor").get(f"/akun/masuk/?next={quote(target)}").content.decode()
    assert 'href="javascript:' not in page


def test_the_way_back_after_the_code_stays_here_too(client, db):
    answer = come_in(client, "baru@contoh.example", name="Orang Baru", next="https://jahat.example/")
    assert answer["Location"].startswith("/")


def test_a_form_key_of_another_person_or_form_is_refused(world):
    key = FormKey.objects.create(user=world.people["dede"], purpose="product.new", result="/pusat-usaha/").key
    sari = world.client("sari")
    data = {"form_key": str(key), "business": world.codes["business"], "kind": "pirt"}
    assert sari.post("/pusat-usaha/produk/baru/", data).status_code == 400
    assert sari.post("/pusat-usaha/sertifikat/baru/", data).status_code == 400
    assert world.client("dede").post("/daftar-usaha/mulai/", data).status_code == 400
    assert sari.post("/pusat-usaha/produk/baru/", data | {"form_key": "x"}).status_code == 400
