"""What will be refused, said beforehand: the known causes of Katalog V6 and of our reviewers, each at its field."""

from dataclasses import replace

import pytest

from catalog.refusal.facts import Goods, Listing, Maker, Paper
from catalog.refusal.foretelling import foretell

CHIPS = Goods("Keripik Talas", True, "SPP-IRT", ("10794",), ("10794",), "2399911")
DESK = Goods("Meja & Kursi Sekolah", False, "", ("31001",), ("31011",), "3814")
HALAL = Paper("halal", "Halal ID1", "ID36110000123450124")
PIRT = Paper("pirt", "P-IRT 2063", "206360200000129", "pirt", is_for_food=True)
FINE = Listing(
    name="Keripik Talas Pedas 250 g",
    description="Talas beneng diiris tipis, digoreng dengan minyak kelapa, dibumbui cabai dan daun jeruk.",
    materials="talas, minyak, garam",
    packaging="standing pouch",
    unit="bungkus",
    goods=CHIPS,
    maker=Maker(kbli_code="10794", kbli_title="Industri kerupuk"),
    price=22_500,
    stock=40,
    minimum_order=10,
    capacity=500,
    lead_time=3,
    net_weight=250,
    gross_weight=280,
    size=(200, 150, 60),
    shelf_life=90,
    delivers=True,
    made_here=True,
    local_workers=True,
    local_material=True,
    halal_status="certified",
    halal_is_duty=True,
    papers=(HALAL, PIRT),
    photos=((1200, 1200), (900, 900), (800, 800)),
)
CRAFT = replace(FINE, goods=DESK, maker=Maker(kbli_code="31011"), halal_status="", papers=(), shelf_life=None)


def test_a_listing_in_order_is_not_stopped():
    assert foretell(FINE) == []
    assert foretell(CRAFT) == []


KNOWN = {
    "KBLI of another trade": ({"maker": Maker(kbli_code="31011", kbli_title="Mebel")}, "category", "fail"),
    "KBLI 2020 compared with the list of 2020": (
        {"maker": Maker(kbli_code="10391", kbli_edition="2020")}, "category", "fail",
    ),
    "no NIB": ({"maker": Maker(has_nib=False, kbli_code="10794")}, "business", "fail"),
    "registration never sent": ({"maker": Maker(state="none")}, "business", "fail"),
    "business waits": ({"maker": Maker(state="waiting", kbli_code="10794")}, "business", "warn"),
    "business suspended": ({"maker": Maker(state="suspended")}, "business", "fail"),
    "business closed": ({"maker": Maker(state="closed")}, "business", "fail"),
    "halal claimed without a certificate": ({"papers": (PIRT,)}, "halal_status", "fail"),
    "halal not chosen for food": ({"halal_status": ""}, "halal_status", "fail"),
    "halal duty not met": ({"halal_status": "none", "papers": (PIRT,)}, "halal_status", "warn"),
    "not halal, with a halal certificate": ({"halal_status": "non_halal"}, "halal_status", "fail"),
    "certificate not approved": ({"papers": (HALAL, replace(PIRT, is_approved=False))}, "certificates", "warn"),
    "certificate lapsed": (
        {"papers": (HALAL, replace(PIRT, status="expired", status_words="kedaluwarsa"))}, "certificates", "fail",
    ),
    "certificate revoked": (
        {"papers": (HALAL, PIRT, replace(PIRT, is_approved=False, is_revoked=True))}, "certificates", "fail",
    ),
    "certificate that soon ends": (
        {"papers": (HALAL, replace(PIRT, status="expiring", status_words="segera berakhir"))}, "certificates", "warn",
    ),
    "food permit on furniture": ({"goods": DESK, "maker": Maker(kbli_code="31011")}, "certificates", "fail"),
    "cosmetics permit on food": (
        {"papers": (HALAL, PIRT, Paper("bpom_cosmetic", "Kosmetika NA1"))}, "certificates", "fail",
    ),
    "certificate of another product": (
        {"papers": (HALAL, replace(PIRT, scope="Gula semut aren"))}, "certificates", "warn",
    ),
    "food without a permit": ({"papers": (HALAL,)}, "certificates", "warn"),
    "no photo": ({"photos": ()}, "photos", "fail"),
    "photo too small for Katalog V6": ({"photos": ((280, 900),)}, "photos", "fail"),
    "photo not sharp": ({"photos": ((500, 500),)}, "photos", "warn"),
    "photo of another business": ({"photo_of_other": True}, "photos", "fail"),
    "the word halal without proof": (
        {"name": "Keripik Talas Halal", "papers": (PIRT,), "halal_status": "none"}, "name", "fail",
    ),
    "BPOM without proof": ({"description": f"{FINE.description} Sudah BPOM."}, "description", "fail"),
    "SNI without proof": ({"description": f"{FINE.description} Ber-SNI."}, "description", "fail"),
    "organic without proof": ({"name": "Keripik Talas Organik 250 g"}, "name", "fail"),
    "TKDN typed into the text": ({"description": f"{FINE.description} TKDN 60%."}, "description", "fail"),
    "number one": ({"description": f"{FINE.description} Keripik nomor 1 di Lebak."}, "description", "fail"),
    "healing": ({"description": f"{FINE.description} Menyembuhkan batuk."}, "description", "fail"),
    "the word asli": ({"name": "Keripik Talas Asli Lebak"}, "name", "warn"),
    "registered mark without the certificate": ({"brand": "Sari Rasa®"}, "brand", "fail"),
    "name that says nothing": ({"name": "Keripik"}, "name", "warn"),
    "name in capitals": ({"name": "KERIPIK TALAS PEDAS"}, "name", "warn"),
    "promotion in the name": ({"name": "Keripik Talas Promo Murah"}, "name", "warn"),
    "description too short": ({"description": "Enak dan murah."}, "description", "warn"),
    "telephone in the description": (
        {"description": f"{FINE.description} Pesan 0812-3456-7890."}, "description", "fail",
    ),
    "link in the description": ({"description": f"{FINE.description} https://toko.example"}, "description", "fail"),
    "materials not named": ({"materials": ""}, "materials", "warn"),
    "price out of the category": ({"usual_prices": (200_000, 300_000, 20)}, "price", "warn"),
    "no price": ({"price": None}, "price", "fail"),
    "no capacity": ({"capacity": None}, "capacity_per_month", "fail"),
    "minimum order beyond the capacity": ({"minimum_order": 600}, "minimum_order", "fail"),
    "lead time missing": ({"lead_time": None}, "lead_time_days", "fail"),
    "import number with a domestic origin": (
        {"papers": (HALAL, PIRT, Paper("bpom_food", "BPOM ML", "ML 123456789012", "bpom_food"))}, "origin", "fail",
    ),
    "imported, yet made here": ({"origin": "imported"}, "origin", "fail"),
    "three questions not answered": ({"local_workers": None}, "has_local_workers", "warn"),
    "imported material, answered local": ({"material_rows": (("Kedelai", "imported"),)}, "has_local_material", "fail"),
    "weight missing for Katalog V6": ({"gross_weight": None}, "gross_weight_grams", "warn"),
    "lighter with its packing": ({"gross_weight": 100}, "gross_weight_grams", "fail"),
    "size missing for Katalog V6": ({"size": (200, None, 60)}, "length_mm", "warn"),
    "barcode with a wrong digit": ({"gtin": "8991234567890"}, "gtin", "fail"),
    "barcode of another maker": ({"gtin": "8991234567891", "gtin_of_other": "Emping"}, "gtin", "fail"),
    "barcode twice in one product": (
        {"gtin": "8991234567891", "row_gtins": (("variants", "8991234567891"),)}, "variants", "fail",
    ),
    "needed specification not answered": (
        {"open_questions": ("Jenis kopi",), "first_question": "s-jenis"}, "s-jenis", "fail",
    ),
    "delivery not said": ({"delivers": False}, "delivers", "warn"),
    "shelf life of food": ({"shelf_life": None}, "shelf_life_days", "warn"),
}  # fmt: skip


@pytest.mark.parametrize("cause", KNOWN)
def test_a_known_refusal_is_foretold_at_its_field(cause):
    change, field, state = KNOWN[cause]
    found = [(one.field, one.state) for one in foretell(replace(FINE, **change))]
    assert (field, state) in found


@pytest.mark.parametrize(
    "words", ["Tidak halal, dari babi.", "Belum ber SNI.", "Non-halal.", "Tanpa BPOM.", "Bubuk kopi seasli mungkin."]
)
def test_a_denied_claim_is_no_claim(words):
    plain = replace(CRAFT, description=f"{FINE.description} {words}")
    assert foretell(plain) == []


def test_a_proved_claim_is_fine_and_a_waiting_proof_only_asks():
    told = replace(FINE, description=f"{FINE.description} Ber-SNI.")
    proved = replace(told, papers=(*FINE.papers, Paper("sni", "SNI 1")))
    waiting = replace(told, papers=(*FINE.papers, Paper("sni", "SNI 1", is_approved=False)))
    assert foretell(proved) == []
    assert ("description", "warn") in [(one.field, one.state) for one in foretell(waiting)]


def test_refusals_stand_before_questions_and_each_says_what_to_do():
    found = foretell(Listing())
    assert [one.is_red for one in found] == sorted((one.is_red for one in found), reverse=True)
    assert all(one.fix for one in found if one.is_red)


def test_prefix_899_is_a_hint_and_never_proof():
    abroad = foretell(replace(FINE, gtin="4006381333931"))
    assert [(one.field, one.state) for one in abroad] == [("gtin", "warn")]
    assert foretell(replace(FINE, gtin="8991234567891")) == []
