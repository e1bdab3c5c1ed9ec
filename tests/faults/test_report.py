"""Anybody reports what is wrong, in one tap, without an account; and follows it by a code."""

import re

import pytest
from django.test import Client

from catalog import actions as catalog
from faults.models import Report
from review.queries import own_days
from review.workdays import due
from tests import build
from tests.faults.conftest import form, reported, words


def test_one_tap_makes_a_report_and_gives_its_code(client, product):
    sent = client.post(f"/lapor/?produk={product.product.code}", form(kind="", tap="gone"))
    made = Report.objects.get()
    assert sent.url == f"/lapor/{made.code}/"
    assert (made.kind, made.state) == ("gone", "new")
    assert (made.business, made.product) == (product.product.business, product.product)
    assert made.due_at == due(made.reported_at, own=own_days())
    page = words(client.get(sent.url))
    assert made.code in page and "Sudah tidak dijual" in page and product.name in page


def test_a_double_tap_makes_one(client, product):
    data = form(text="Harganya dua kali lipat.")
    address = f"/lapor/?produk={product.product.code}"
    assert client.post(address, data).url == client.post(address, data).url
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "say"),
    [
        ({"kind": ""}, "Pilih apa yang salah."),
        ({"kind": "lupa"}, "Pilih apa yang salah."),
        ({"kind": "", "tap": "lupa"}, "Pilih apa yang salah."),
        ({"kind": "claim", "text": ""}, "Jelaskan dengan satu atau dua kalimat"),
        ({"kind": "claim", "text": " \x00 "}, "Jelaskan dengan satu atau dua kalimat"),
        ({"text": "NIK saya 3602991708412399"}, "Jangan tulis NIK"),
        ({"text": "a" * 1501}, "paling panjang"),
        ({"contact": "besok"}, "Isi nomor HP"),
        ({"contact": "a@contoh.example"}, "Centang persetujuan"),
        ({"situs": "http://spam.example"}, "Kosongkan isian ini"),
    ],
)
def test_wrong_input_is_said_and_what_was_typed_stays(client, product, wrong, say):
    data = form(**({"text": "Tulisan saya"} | wrong))
    page = client.post(f"/lapor/?produk={product.product.code}", data)
    assert say in words(page) and not Report.objects.exists()
    if "text" not in wrong:
        assert "Tulisan saya" in page.content.decode()


def test_a_contact_is_kept_only_with_consent_and_never_shown(client, product, yuli):
    data = form(text="Salah", contact="Budi@Contoh.example", may_contact="on")
    sent = client.post(f"/lapor/?produk={product.product.code}", data)
    made = Report.objects.get()
    assert (made.contact, made.may_contact) == ("budi@contoh.example", True)
    assert "budi@" not in client.get(sent.url).content.decode()
    assert reported(product, contact="x@contoh.example").contact == "", "no consent, no contact"


def test_a_business_and_a_certificate_can_be_reported_too(client, product, sari, rina):
    paper = build.live_certificate(product.product.business, sari, rina)
    data = {"kind": "claim", "text": "Nomornya milik warung lain."}
    for address in (f"usaha={product.product.business.code}", f"sertifikat={paper.code}"):
        assert client.post(f"/lapor/?{address}", form(**data)).status_code == 302
    assert {(one.product_id, one.certificate_id) for one in Report.objects.all()} == {(None, None), (None, paper.pk)}
    page = client.post(f"/lapor/?sertifikat={paper.code}", form(kind="price"))
    assert "Pilih apa yang salah." in words(page), "a certificate has no price"


def test_only_what_is_on_display_can_be_reported(client, product, sari):
    draft = build.draft_product(product.product.business, sari)
    catalog.unpublish(product.product, by=sari)
    for code in (product.product.code, draft.product.code, "zzzzzzzz", "%00", "9" * 400, "'"):
        page = client.post(f"/lapor/?produk={code}", form())
        assert page.status_code == 404 and "tidak ada di katalog" in words(page)
    assert not Report.objects.exists()


def test_a_network_that_reports_too_much_must_wait(client, product):
    address = f"/lapor/?produk={product.product.code}"
    for _ in range(20):
        assert client.post(address, form()).status_code == 302
    answer = client.post(address, form(text="Sungguh salah"))
    assert answer.status_code == 429 and "Terlalu banyak laporan" in words(answer)
    assert "Sungguh salah" in answer.content.decode()


def test_the_code_leads_back_to_the_report(client, product):
    code = reported(product).code
    assert client.get("/lapor/", {"kode": f" {code.upper()} "}).url == f"/lapor/{code}/"
    assert client.get("/lapor/zzzzzzzz/").status_code == 404


def test_what_is_reported_keeps_its_name_when_it_goes(client, product, sari):
    code = reported(product).code
    catalog.unpublish(product.product, by=sari)
    assert f"{product.name} (sedang tidak tayang)" in words(client.get(f"/lapor/{code}/"))


def test_the_honeypot_is_hidden_from_everybody_else(product):
    page = Client().get(f"/lapor/?produk={product.product.code}").content.decode()
    assert re.search(r'<div class="trap" aria-hidden="true">.*name="situs"[^>]*tabindex="-1"', page, re.S)
