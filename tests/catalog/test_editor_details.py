"""The whole editor: rows, answers, origin, barcodes; the same with and without scripts, nothing lost."""

import uuid

import pytest
from django.urls import reverse

from catalog import actions
from catalog.models import Product, ProductEdition
from catalog.queries import whole
from review.actions import Refused
from tests import build
from tests.catalog.questions import asks
from tests.catalog.test_owner_pages import typed

GTIN, OTHER = "8991234567891", "4006381333931"


@pytest.fixture
def business(sari, rina):
    return build.live_business(sari, rina).business


@pytest.fixture
def draft(business, sari):
    return actions.start_product(business, by=sari)


def edit(edition):
    return reverse("catalog:edit", args=[edition.product.code])


def rows(prefix, *given):
    found = {f"{prefix}-count": str(len(given))}
    for at, row in enumerate(given):
        found |= {f"{prefix}-{at}-{name}": value for name, value in row.items()}
    return found


def test_everything_about_a_product_is_kept(client, sari, draft):
    client.force_login(sari)
    district = build.village().parent
    sent = typed(
        net_weight_grams="250",
        net_volume_ml="",
        gross_weight_grams="1.280",
        length_mm="12,5",
        width_mm="8",
        height_mm="4.5",
        largest_order="2.000",
        delivers="districts",
        delivery_districts=[district.code],
        is_made_here="ya",
        has_local_workers="ya",
        has_local_material="tidak",
        gtin=GTIN,
        **rows(
            "bahan",
            {"name": "Nira", "origin": "home"},
            {"name": "Kedelai", "origin": "imported", "country": "Malaysia"},
        ),
        **rows("varian", {"name": "Pedas", "gtin": OTHER}, {"name": "Manis"}),
        **rows("kemas", {"name": "Karton", "holds": "24", "length_mm": "30,5"}),
        **rows("tautan", {"platform": "tokopedia", "url": "tokopedia.com/sari/gula"}),
        **rows("grosir", {"minimum": "50", "price_before_vat": "20.000"}),
    )
    assert client.post(edit(draft), sent).status_code == 302
    draft = whole(ProductEdition.objects.filter(pk=draft.pk)).get()
    assert (draft.gross_weight_grams, draft.length_mm, draft.width_mm, draft.height_mm) == (1280, 125, 80, 45)
    assert (draft.delivers, draft.delivery_districts, draft.largest_order) == ("districts", [district.code], 2000)
    assert (draft.is_made_here, draft.has_local_workers, draft.has_local_material) == (True, True, False)
    assert [(m.name, m.origin, m.country) for m in draft.material_rows.all()] == [
        ("Nira", "home", ""),
        ("Kedelai", "imported", "MY"),
    ]
    assert [(v.key, v.name, v.gtin) for v in draft.variants.all()] == [
        ("pedas", "Pedas", OTHER),
        ("manis", "Manis", ""),
    ]
    assert [(p.holds, p.length_mm) for p in draft.packages.all()] == [(24, 305)]
    assert [link.url for link in draft.links.all()] == ["https://tokopedia.com/sari/gula"]
    assert [(t.minimum, t.price_before_vat) for t in draft.product.price_tiers.all()] == [(50, 20000)]
    page = client.get(edit(draft)).text
    assert 'value="12,5"' in page and "Kedelai" in page and "Malaysia" in page


def test_the_next_draft_begins_with_all_rows(sari, rina, business):
    edition = build.draft_product(business, sari)
    actions.save_draft(edition, {"gtin": GTIN}, by=sari, rows={"variants": [{"name": "Pedas"}, {"name": "Manis"}]})
    actions.approve(actions.submit(edition, by=sari), by=rina)
    fresh = actions.open_draft(edition.product, by=sari)
    assert [v.key for v in fresh.variants.all()] == ["pedas", "manis"]
    actions.save_draft(fresh, {}, by=sari, rows={"variants": [{"key": "pedas", "name": "Pedas sekali"}]})
    assert [(v.key, v.name) for v in fresh.variants.all()] == [("pedas", "Pedas sekali")]
    assert edition.variants.count() == 2, "the edition on display stays as it was"


def test_a_wrong_row_keeps_the_rest_and_what_was_typed(client, sari, draft):
    client.force_login(sari)
    sent = typed(**rows("bahan", {"name": "Nira", "origin": ""}), **rows("varian", {"name": "Pedas"}))
    page = client.post(edit(draft), sent)
    assert page.status_code == 200 and "Pilih asal bahan." in page.text and 'value="Nira"' in page.text
    assert draft.variants.count() == 1 and not draft.material_rows.exists()


def test_rows_come_and_go_without_a_script(client, sari, draft):
    client.force_login(sari)
    answer = client.post(edit(draft), typed(**rows("varian", {"name": "Pedas"}, {"name": "Manis"}), add="varian"))
    assert answer["Location"].endswith("?tambah=varian#varian")
    page = client.get(answer["Location"]).text
    assert 'name="varian-2-name"' in page and draft.variants.count() == 2
    client.post(edit(draft), typed(**rows("varian", {"name": "Pedas"}, {"name": "Manis"}), remove="varian-0"))
    assert [one.name for one in draft.variants.all()] == ["Manis"]
    client.post(edit(draft), typed(**rows("varian", {"name": "Manis"}), remove="varian-0"))
    assert not draft.variants.exists()


def test_a_barcode_stands_once_in_a_product(client, sari, draft):
    client.force_login(sari)
    page = client.post(edit(draft), typed(gtin=GTIN, **rows("varian", {"name": "Pedas", "gtin": GTIN})))
    assert "Barcode ini sudah dipakai di produk ini" in page.text
    assert not draft.variants.exists()
    with pytest.raises(Refused, match="tertulis dua kali"):
        actions.save_draft(
            draft, {"gtin": GTIN}, by=sari, rows={"packages": [{"name": "Dus", "holds": 2, "gtin": f"0{GTIN}"}]}
        )


def test_a_category_asks_its_questions_and_those_above(client, sari, draft):
    leaf = asks("kopi", {"key": "jenis", "label": "Jenis kopi", "kind": "choice", "choices": ["robusta", "arabika"]})
    asks("kopi", {"key": "tinggi", "label": "Ketinggian", "kind": "number", "lowest": 0, "highest": 3000}, above=True)
    client.force_login(sari)
    client.post(edit(draft), typed(category=leaf.slug, do="questions"))
    page = client.get(edit(draft)).text
    assert "Jenis kopi" in page and "Ketinggian" in page
    client.post(edit(draft), typed(category=leaf.slug, **{"s-jenis": "arabika", "s-tinggi": "1.150,5"}))
    draft.refresh_from_db()
    assert draft.answers == {"jenis": "arabika", "tinggi": 1150.5}
    wrong = client.post(edit(draft), typed(category=leaf.slug, **{"s-jenis": "liberika", "s-tinggi": "9.999"}))
    assert "Ketinggian harus antara 0 dan 3.000." in wrong.text and "9.999" in wrong.text
    draft.refresh_from_db()
    assert draft.answers["tinggi"] == 1150.5, "what was wrong did not replace what was right"


def test_a_needed_question_stops_the_sending_only(client, sari, draft):
    leaf = asks("kopi", {"key": "jenis", "label": "Jenis kopi", "is_needed": True})
    client.force_login(sari)
    assert client.post(edit(draft), typed(category=leaf.slug)).status_code == 302
    page = client.post(edit(draft), typed(category=leaf.slug, do="send"))
    assert "Jawab dulu: Jenis kopi." in page.text
    actions.add_photo(draft, build.photo(), by=sari)
    draft.refresh_from_db()
    with pytest.raises(Refused, match="Jenis kopi"):
        actions.submit(draft, by=sari)


def test_answers_to_another_category_stay_until_it_is_sent(sari, draft):
    coffee = asks("kopi", {"key": "jenis", "label": "Jenis kopi"})
    mat = asks("tikar", {"key": "motif", "label": "Motif"})
    actions.save_draft(draft, {"category": coffee, "answers": {"jenis": "robusta"}}, by=sari)
    actions.save_draft(draft, build.whole_product(category=mat, answers={"motif": "polos"}), by=sari)
    assert draft.answers == {"jenis": "robusta", "motif": "polos"}
    actions.set_price(draft.product, 9000, by=sari)
    actions.add_photo(draft, build.photo(), by=sari)
    actions.submit(draft, by=sari)
    draft.refresh_from_db()
    assert draft.answers == {"motif": "polos"}


@pytest.mark.parametrize("bad", ["\0", "\ud800", "9" * 4000, "<script>", "-1", "1e999"])
def test_bad_input_is_no_fault_of_ours(client, sari, draft, bad):
    asks("kopi", {"key": "tinggi", "label": "Tinggi", "kind": "number"})
    client.force_login(sari)
    names = (
        "length_mm",
        "gtin",
        "delivers",
        "delivery_districts",
        "is_made_here",
        "s-tinggi",
        "largest_order",
        "category",
    )
    more = rows("bahan", {"name": bad, "origin": bad, "country": bad}) | rows(
        "grosir", {"minimum": bad, "price_before_vat": bad}
    )
    more |= rows("varian", {"key": bad, "name": bad, "gtin": bad}) | {"add": bad, "remove": bad, "kemas-count": bad}
    for sent in (dict.fromkeys(names, bad), {"category": "kopi", "s-tinggi": bad}):
        text = {k: v.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for k, v in (more | sent).items()}
        assert client.post(edit(draft), typed(**text)).status_code in (200, 302)


def test_a_copy_takes_all_but_barcodes_and_shares_the_photos(client, sari, rina, business):
    paper = build.live_certificate(business, sari, rina)
    source = build.draft_product(business, sari, gtin=GTIN)
    actions.save_draft(source, {}, by=sari, certificates=[paper], rows={"variants": [{"name": "Pedas", "gtin": OTHER}]})
    client.force_login(sari)
    post = {"form_key": str(uuid.uuid4())}
    address = reverse("catalog:copy", args=[source.product.code])
    first, second = (client.post(address, post) for _ in range(2))
    assert first["Location"] == second["Location"] and Product.objects.count() == 2
    copy = ProductEdition.objects.exclude(product=source.product).get()
    assert (copy.gtin, copy.description, copy.is_draft) == ("", source.description, True)
    assert [(v.key, v.gtin) for v in copy.variants.all()] == [("pedas", "")]
    assert [c.certificate for c in copy.claims.all()] == [paper]
    assert [s.photo for s in copy.shown_photos.all()] == [s.photo for s in source.shown_photos.all()]
    assert copy.product.price_before_vat is None, "a price is published anew"


def test_another_owner_neither_copies_nor_previews(client, sari, dede, business):
    source = build.draft_product(business, sari)
    client.force_login(dede)
    assert client.post(reverse("catalog:copy", args=[source.product.code]), {}).status_code == 404
    assert client.get(reverse("catalog:preview", args=[source.product.code])).status_code == 404


def test_the_preview_is_the_public_page_for_her_alone(client, sari, business):
    draft = build.draft_product(business, sari, is_made_here=True, has_local_workers=True, has_local_material=True)
    actions.save_draft(draft, {}, by=sari, rows={"variants": [{"name": "Pedas"}]})
    client.force_login(sari)
    answer = client.get(reverse("catalog:preview", args=[draft.product.code]))
    assert answer["X-Robots-Tag"] == "noindex, nofollow" and "no-store" in answer["Cache-Control"]
    assert "Pratinjau." in answer.text and "Produk Dalam Negeri" in answer.text and "Pedas" in answer.text
    assert "Rp25.000" in answer.text


def test_an_empty_draft_says_what_a_preview_needs(client, sari, draft):
    client.force_login(sari)
    answer = client.get(reverse("catalog:preview", args=[draft.product.code]), follow=True)
    assert "Isi nama dan kategori" in answer.text


def test_the_editor_says_what_will_be_refused_and_what_to_add(client, sari, draft):
    client.force_login(sari)
    page = client.get(edit(draft)).text
    assert "Pasti ditolak" in page and "Belum ada foto." in page and "Kelengkapan" in page
