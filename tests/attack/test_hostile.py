"""Whatever comes in an address, a question or a form: never a 500, and never back onto the page as it came."""

import re
from urllib.parse import quote

import pytest
from django.db import transaction

from registry.actions import start_business
from tests.attack.questions import QUESTIONS
from tests.attack.routes import PARAMETER, filled, routes
from tests.attack.test_rights import TABLE, WHO, form_of, tried

MARK = "<script>alert(7)</script>"
VALUES = {
    "NUL": "%00",
    "words with NUL": "gula%00semut",
    "NUL escaped twice": "%2500",
    "lone surrogate": "%ED%A0%80",
    "broken UTF-8": "%FF%FE",
    "very long": "a" * 10_000,
    "beyond bigint": "9" * 30,
    "more digits than int() takes": "9" * 4999,
    "negative": "-1",
    "Arabic digits": quote("٣٤"),
    "superscript": quote("²"),
    "way up": "../../../../etc/passwd",
    "way up, escaped": "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "quotes": quote("'\"`;--"),
    "percent and underscore": quote("%_%_\\"),
    "template": quote("{{ 791900010019|add:7 }}{% debug %}{0.__class__}%(x)s"),
    "page": quote(f"\"'>{MARK}<svg/onload=alert(7)>"),
    "direction": quote("\u202egnol\u2028\u0000"[:6]),
    "not a number": "NaN",
    "endless": "1e999",
}
OPENED_BY = {"insiden": "ratna", "petugas": "rina", "peran/": "joko"}
SHARP = ("words with NUL", "very long", "beyond bigint", "Arabic digits", "endless")
SOME = (*SHARP, "lone surrogate", "negative", "page", "template", "way up", "quotes")


@pytest.fixture
def pages(world):
    """Clients that get a 500 as an answer, as a browser does."""
    kept = {}

    def client(who: str):
        if who not in kept:
            kept[who] = world.client(who, raise_request_exception=False)
        return kept[who]

    return client


def judge(response, what: str) -> str:
    """What is wrong with an answer; empty when nothing is."""
    if response.status_code >= 500:
        return f"{what}: {response.status_code}"
    if not response.streaming and MARK.encode() in response.content:
        return f"{what}: came back unescaped"
    if not response.streaming and b"791900010026" in response.content:
        return f"{what}: was run as a template"
    return ""


def ask(client, address: str, query: str = ""):
    """GET with the bytes exactly as written."""
    with transaction.atomic():
        response = client.get(address, QUERY_STRING=query)
        if response.streaming:
            b"".join(response.streaming_content)
        return response


@pytest.mark.parametrize("name", VALUES)
def test_no_address_with_a_parameter_falls(pages, name):
    found = []
    for route in routes():
        for match in PARAMETER.finditer(route):
            path = filled(route, VALUES[name], only=match[1] or match[2])
            who = next((name for word, name in OPENED_BY.items() if word in route), "sari")
            found.append(judge(ask(pages(who), path), f"{who} {path[:80]}"))
    assert not any(found), "\n".join(filter(None, found))


@pytest.mark.parametrize("name", VALUES)
def test_no_question_falls(pages, world, name):
    found = []
    for who, questions in QUESTIONS.items():
        for address, names in questions.items():
            for one in names.split():
                response = ask(pages(who), address.format(**world.codes), f"{one}={VALUES[name]}")
                found.append(judge(response, f"{who} {address}?{one}="))
                assert response.status_code != 404 or "{" in address, address
    assert not any(found), "\n".join(filter(None, found))


def test_no_page_falls_over_thousands_of_or_doubled_parameters(pages):
    for query in ("&".join(f"a{n}=1" for n in range(3000)), "q=1&q=2&halaman=1&halaman=2&q[]=3&=&&&"):
        for address in ("/produk/", "/usaha/", "/sertifikat/cek/", "/"):
            assert ask(pages("visitor"), address, query).status_code in (200, 400)


NAMES = (
    "name contact code role next kode ambil lepas aksi kepada dari field business kind decision reason words do photo "
    "price availability stock number issuer scheme issued_on expires_on scope result note cari later choose district "
    "village nik phone nib activity form_key catatan-name tanda-name baris tampak cara "
    "owner_name owner_phone consent_how consent_witness answer drop client_key purpose visited_at latitude "
    "longitude accuracy visit key mesin-TOTAL_FORMS mesin-0-name mesin-0-count "
    "keep fields_taken pair from "
    "text word outcome "
    "words which whom "
    "code channel checked title what remedy "
    "affected discovered_at "
    "legal_reason catatan kembali sekaligus hasil "
    "date is_off source label sentence example versi figure year value "
    "source_detail source_url withdraw tarik-reason office district_code usaha lain none tampil "
    "words is_one_way tried kata word jenis riwayat bulan"
)


@pytest.mark.parametrize("name", SOME)
def test_no_form_falls_when_every_field_is_nonsense(pages, world, name):
    body = "&".join(f"{one}={VALUES[name]}" for one in NAMES.split())
    found = []
    for address, (_, letters) in TABLE.items():
        if "o" not in letters:
            continue
        who = WHO[letters.rindex("o")]
        client = pages(who)
        cookies = client.cookies.copy()
        with transaction.atomic():
            response = client.post(
                address.format(**world.codes), body, content_type="application/x-www-form-urlencoded"
            )
            found.append(judge(response, f"{who} {address}"))
            transaction.set_rollback(True)
        client.cookies = cookies
    assert not any(found), "\n".join(filter(None, found))


def fields_of(response) -> dict[str, str]:
    """What the form of a page holds, by field."""
    form = response.context["form"]
    return {one.html_name: "" if one.value() is None else str(one.value()) for one in form}


FORMS = {
    "/pusat-usaha/produk/{product_draft}/ubah/": "sari",
    "/pusat-usaha/produk/{product}/harga/": "sari",
    "/pusat-usaha/sertifikat/{paper_draft}/": "sari",
    "/petugas/tinjau/produk/{product_waiting}/": "rina",
    "/petugas/lapangan/baru/": "rina",
    "/akun/": "sari",
    "/akun/kontak/": "sari",
    "/akun/peran/": "joko",
    "/pusat-usaha/data-pribadi/permintaan/": "sari",
    "/pusat-usaha/data-pribadi/hapus/": "sari",
    "/pusat-usaha/data-pribadi/tutup/{business}/": "sari",
    "/petugas/permintaan-data/baru/": "rina",
    "/petugas/permintaan-data/{request}/": "rina",
    "/petugas/permintaan-data/hapus/{erasure}/": "ratna",
    "/petugas/insiden/": "joko",
    "/petugas/insiden/{breach}/": "ratna",
    "/petugas/angka/sumber/": "ratna",
    **{
        f"/daftar-usaha/{{business_new}}/{part}/": "sari"
        for part in ["pemilik", "usaha", "bidang", "nib", "alamat", "tenaga-kerja"]
    },
}


@pytest.mark.parametrize("address", FORMS)
def test_no_single_field_of_a_form_makes_it_fall(pages, world, address):
    client, found = pages(FORMS[address]), []
    new = start_business(by=world.people["sari"]).business.code
    address = address.format(**world.codes, business_new=new)
    held = fields_of(client.get(address))
    names = [one for one in held if not re.match("(tanda|catatan)-", one) or one.endswith("-name")]
    for name in names:
        for kind in SHARP:
            parts = held | form_of(address, world) | {"decision": "needs_changes", "do": "save"}
            pairs = [f"{one}={quote(text)}" for one, text in parts.items() if one != name]
            body = "&".join([*pairs, f"{name}={VALUES[kind]}"])
            with transaction.atomic():
                response = client.post(address, body, content_type="application/x-www-form-urlencoded")
                found.append(judge(response, f"{name} = {kind}"))
                transaction.set_rollback(True)
    assert not any(found), "\n".join(filter(None, found))


def test_what_was_typed_is_shown_escaped(pages, world):
    shown = ask(pages("visitor"), "/produk/", "q=" + VALUES["page"])
    assert "&lt;script&gt;alert(7)" in shown.content.decode()
    with transaction.atomic():
        name = world.people["sari"].name
        client = pages("sari")
        client.post("/akun/", {"name": f"Sari {MARK}"})
        for address in ("/akun/", "/pusat-usaha/", "/petugas/antrean/"):
            assert MARK not in client.get(address).content.decode()
        assert name != f"Sari {MARK}"
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "path",
    [
        "../private/x.jpg",
        "..%2fprivate%2fx.jpg",
        "%2e%2e/private/x.jpg",
        "%2e%2e%2fprivate%2fx.jpg",
        "produk/../../private/x.jpg",
        "....//private/x.jpg",
        "..%5cprivate%5cx.jpg",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "x.jpg%00.html",
        "x.svg",
        "x.html",
        "x.jpg/",
        "",
        "produk",
        "rahasia.pdf",
    ],
)
def test_the_photo_folder_has_no_way_out(pages, settings, built, path):
    folder = built[1]
    for name, places in (
        ("x.jpg", ("private",)),
        ("x.svg", ("media",)),
        ("x.html", ("media",)),
        ("rahasia.pdf", ("media",)),
    ):
        for place in places:
            (folder / place).mkdir(exist_ok=True)
            (folder / place / name).write_bytes(b"rahasia")
    response = ask(pages("visitor"), f"/media/{path}")
    assert response.status_code in (404, 301, 400), response.status_code


def test_a_link_in_the_photo_folder_is_the_only_doubt_and_we_make_none(pages, world, built):
    assert not [one for one in (built[1] / "media").rglob("*") if one.is_symlink()]


@pytest.mark.parametrize("code", ["../{paper}", "{paper}%00", "{PAPER}", "{paper}.pdf", "%2e%2e%2f{paper}"])
def test_a_scan_answers_to_its_exact_code_only(pages, world, code):
    paper = world.codes["paper"]
    address = f"/sertifikat/{code.format(paper=paper, PAPER=paper.upper())}/berkas/"
    assert ask(pages("rina"), address).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "options", "head"])
def test_no_other_method_changes_or_opens_anything(pages, world, method):
    for address, (letters, _) in TABLE.items():
        if letters in ("o" * 9, "4" * 9, "m" * 9):
            continue
        place = address.format(**world.codes)
        for who in ("visitor", "dede") if method == "put" else ("dede",):
            usual, response = tried(pages(who), "get", place, {}), getattr(pages(who), method)(place)
            if usual.status_code in (302, 403, 404, 405):  # OPTIONS may name the methods of a page, and nothing else
                same = response.status_code in (usual.status_code, 405) or not response.content
                assert same, f"{who} {method} {address}"


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_in_a_header_or_a_field_is_not_listened_to(pages, world, header):
    response = pages("sari").get(
        f"/pusat-usaha/produk/{world.codes['product']}/buka/?_method=POST", headers={header: "POST"}
    )
    assert response.status_code == 405


@pytest.mark.parametrize("who", ["visitor", "sari", "rina"])
def test_a_json_or_xml_body_is_read_as_nothing(pages, world, who):
    for kind in ("application/json", "text/xml", "text/plain", "image/svg+xml", ""):
        body = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        response = pages(who).post("/akun/masuk/", body, content_type=kind)
        assert response.status_code < 500
