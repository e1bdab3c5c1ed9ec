"""Personal data: the NIK is nowhere, and nobody reads what an owner did not agree to show (UU 27/2022)."""

import json
import logging

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, transaction

from audit.models import Event
from registry import actions as registry
from registry.models import Business, Consent, Owner
from review.actions import Refused
from tests.attack.test_rights import TABLE, form_of
from tests.attack.world import EMAIL, LABEL, NAME, NIK, PHONE, STREET

SPELLINGS = (PHONE, PHONE.replace("+62", "0"), PHONE.replace("+", ""), "0860-7777-8888", "0860 7777 8888")
PERSONAL = (*SPELLINGS, NAME, STREET, EMAIL)


def body_of(answer) -> str:
    """Everything an answer says, headers included."""
    content = b"" if answer.streaming else answer.content
    return f"{answer.headers}{content.decode(errors='replace')}"


def everything(world, who: str, methods: tuple[str, ...] = ("get",)):
    """(address, text) of every answer of the portal to `who`."""
    client = world.client(who)
    for address in TABLE:
        for method in methods:
            data = form_of(address, world) if method == "post" else {}
            with transaction.atomic():
                answer = getattr(client, method)(address.format(**world.codes), data)
                text = b"".join(answer.streaming_content).decode(errors="replace") if answer.streaming else ""
                yield f"{method} {address}", text + body_of(answer)
                transaction.set_rollback(True)
            if address == "/akun/keluar/" and method == "post":
                client = world.client(who)


@pytest.mark.parametrize("who", ["sari", "rina"])
def test_the_nik_is_in_no_answer_but_the_one_that_reveals_it(world, who):
    for what, text in everything(world, who, ("get", "post")):
        shown = NIK in text or f"{NIK[:6]} {NIK[6:12]}" in text
        assert not shown or (who == "rina" and what.endswith(("/nik/", "/npwp/"))), what


@pytest.mark.parametrize("who", ["visitor", "dede", "wulan"])
def test_nothing_personal_is_shown_to_others_without_consent(world, who):
    for what, text in everything(world, who):
        found = [one for one in (*PERSONAL, NIK) if one in text]
        assert not found, f"{what}: {found}"


def test_a_consent_shows_exactly_what_it_names_and_its_end_hides_it(world):
    owner = Owner.objects.get(user=world.people["sari"])
    address = f"/usaha/{world.codes['business_slug']}-{world.codes['business']}/"
    shown = {Consent.Purpose.SHOW_NAME: NAME, Consent.Purpose.SHOW_ADDRESS: STREET, Consent.Purpose.SHOW_CONTACT: PHONE}
    for purpose, text in shown.items():
        registry.set_consent(owner, purpose, True, version="1", by=world.people["sari"])
        page = world.client("visitor").get(address).content.decode()
        seen = {
            one for one, value in shown.items() if value in page or value.removeprefix("+62") in page.replace("-", "")
        }
        assert seen == {purpose}, text
        registry.set_consent(owner, purpose, False, version="1", by=world.people["sari"])
    assert STREET not in world.client("visitor").get(address).content.decode()


def test_her_data_goes_to_her_alone(world):
    mine = json.loads(world.client("sari").get("/pusat-usaha/data-saya.json").content)
    his = world.client("dede").get("/pusat-usaha/data-saya.json").content.decode()
    assert PHONE in json.dumps(mine)
    assert NIK not in json.dumps(mine)
    assert not [one for one in (*PERSONAL, LABEL, world.codes["business"], world.codes["product"]) if one in his]


def tables() -> dict[str, str]:
    """The whole content of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{model._meta.db_table}\" t")
            found[model._meta.label] = cursor.fetchone()[0]
    return found


def test_the_nik_is_readable_in_no_table(world):
    assert not [label for label, text in tables().items() if NIK in text]


def test_what_search_and_the_diary_keep_is_not_personal(world):
    kept = tables()
    for label in ("catalog.ProductSearch", "catalog.Lexicon", "review.Submission", "review.Finding"):
        assert not [one for one in PERSONAL if one in kept[label]], label
    details = " ".join(json.dumps(line.detail) for line in Event.objects.all())
    assert not [one for one in (*PERSONAL, NIK) if one in details]
    assert "ningsih" not in kept["catalog.ProductSearch"].lower() + kept["catalog.Lexicon"].lower()


@pytest.mark.parametrize("word", [PHONE, "0860777788", "Ningsih", "Rahasia", EMAIL, NIK, NIK[-4:], "secret"])
def test_searching_for_personal_data_finds_nothing(world, word):
    client = world.client("visitor")
    assert "Tidak ada produk" in client.get("/produk/", {"q": word}).content.decode()
    assert world.codes["business"] not in client.get("/usaha/", {"q": word}).content.decode()
    assert world.codes["paper"] not in client.get("/sertifikat/cek/", {"nomor": word}).content.decode()


def test_the_sitemap_names_public_things_only(world):
    client = world.client("visitor")
    text = "".join(
        b"".join(client.get(f"/sitemap-{part}.xml").streaming_content).decode() for part in ("halaman", "produk-1")
    )
    assert world.codes["product"] in text
    hidden = ("product_draft", "product_sent", "paper_draft", "business_waiting")
    assert not [one for one in hidden if world.codes[one] in text]
    assert not [one for one in ("/akun", "/petugas", "/pusat-usaha", *PERSONAL) if one in text]


def test_neither_letters_nor_logs_tell_a_nik(world, caplog, django_capture_on_commit_callbacks):
    caplog.set_level(logging.DEBUG)
    sari, client = world.people["sari"], world.client("sari", raise_request_exception=False)
    new = registry.start_business(by=sari).business.code
    address = f"/daftar-usaha/{new}/pemilik/"
    for typed in (NIK, f"{NIK}9", f"{NIK[:8]} {NIK[8:]}", f"x{NIK}"):
        answer = client.post(address, {"nik": typed, "owner_name": "", "phone": "x"})
        assert answer.status_code < 500
        assert typed != NIK or typed not in answer.content.decode(), "a wrong one comes back once, to be put right"
        assert typed not in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        code = world.codes["business_waiting"]
        data = {"decision": "needs_changes", "words": "Nama belum sesuai.", "form_key": ""}
        world.client("ratna").post(f"/petugas/tinjau/usaha/{code}/nik/", {"purpose": "review"})
        assert world.client("ratna").post(f"/petugas/tinjau/usaha/{code}/", data).status_code == 302
    assert mail.outbox, "the owner was told"
    assert not [letter for letter in mail.outbox if NIK in str(letter.message())]
    assert NIK not in caplog.text
    assert not [label for label, text in tables().items() if NIK in text]


def test_a_nik_of_another_owner_is_not_told_apart_by_more_than_words(world):
    dede = Owner.objects.get(user=world.people["dede"])
    type(dede).objects.filter(pk=dede.pk).update(nik_cipher="", nik_hash=None, nik_last4="")
    with pytest.raises(Refused) as refused:
        registry.set_identity(dede, nik=NIK, by=world.people["dede"])
    assert NAME not in str(refused.value)
    assert NIK not in str(refused.value)


def test_a_suspended_business_is_gone_from_every_public_page(world):
    business = Business.objects.get(code=world.codes["business"])
    registry.suspend(business, by=world.people["ratna"], reason="Uji")
    client = world.client("visitor")
    for address in (
        f"/usaha/{world.codes['business_slug']}-{business.code}/",
        f"/produk/{world.codes['product_slug']}-{world.codes['product']}/",
        f"/p/{world.codes['product']}/qr.svg",
        f"/sertifikat/{world.codes['paper']}/",
    ):
        assert client.get(address).status_code in (404, 410), address
    for address in ("/produk/", "/usaha/", "/"):
        assert LABEL not in client.get(address).content.decode(), address
