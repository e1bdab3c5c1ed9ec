"""What categories ask: drafted, put in use and taken back by the office; products on display never break."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from catalog import actions
from catalog.loading import load_categories
from catalog.loading_specifications import load_specifications
from catalog.models import Category, SpecificationField, SpecificationForm
from catalog.specification import answered, questions_of, read_number
from review.actions import Refused
from review.checked import Invalid
from review.code_lists import BadList
from tests import build
from tests.catalog.questions import asks, tree
from tests.people import person, sign_in

TEXT = {"key": "motif", "label": "Motif", "kind": "text"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(db):
    return person("Bu Ratna", email="ratna2@contoh.example", permissions="catalog.edit_specification")


def labels(category):
    return [field.label for field in questions_of(category)]


def test_a_draft_is_asked_only_once_it_is_in_use(head):
    leaf = tree("tikar")
    actions.start_form(leaf, by=head)
    actions.put_question(leaf, TEXT, by=head)
    assert labels(leaf) == []
    actions.activate_form(leaf, by=head)
    assert labels(leaf) == ["Motif"]


def test_a_new_version_begins_with_what_is_in_use_and_retires_it(head):
    leaf = asks("tikar", TEXT)
    draft = actions.start_form(leaf, by=head)
    assert actions.start_form(leaf, by=head) == draft, "one draft for a category"
    actions.put_question(leaf, {**TEXT, "label": "Motif anyaman", "key": "lain"}, by=head, instead_of="motif")
    actions.put_question(leaf, {"key": "warna", "label": "Warna", "kind": "text"}, by=head)
    actions.move_question(leaf, "warna", up=True, by=head)
    actions.activate_form(leaf, by=head)
    assert [(f.key, f.label) for f in questions_of(leaf)] == [("warna", "Warna"), ("motif", "Motif anyaman")]
    states = SpecificationForm.objects.order_by("version").values_list("state", flat=True)
    assert list(states) == ["retired", "active"]


def test_going_back_is_a_new_version(head):
    leaf = asks("tikar", TEXT)
    actions.start_form(leaf, by=head)
    actions.remove_question(leaf, "motif", by=head)
    actions.activate_form(leaf, by=head)
    assert labels(leaf) == []
    made = actions.use_again(SpecificationForm.objects.get(version=1), by=head)
    assert (made.version, labels(leaf)) == (3, ["Motif"])
    with pytest.raises(Refused, match="Hanya versi lama"):
        actions.use_again(made, by=head)


def test_a_product_on_display_keeps_its_answers_when_questions_change(sari, rina, head, client):
    leaf = asks("tikar", TEXT)
    business = build.live_business(sari, rina).business
    edition = build.live_product(business, sari, rina, category=leaf, answers={"motif": "kepang"}, halal_status="")
    actions.start_form(leaf, by=head)
    actions.remove_question(leaf, "motif", by=head)
    actions.put_question(leaf, {"key": "bahan", "label": "Bahan utama", "kind": "text", "is_needed": True}, by=head)
    actions.activate_form(leaf, by=head)
    assert answered(edition) == [("Motif", "kepang")]
    page = client.get(reverse("catalog:product", args=[edition.slug, edition.product.code]))
    assert page.status_code == 200 and "kepang" in page.text
    draft = actions.open_draft(edition.product, by=sari)
    assert draft.answers == {"motif": "kepang"}
    with pytest.raises(Refused, match="Bahan utama"):
        actions.submit(draft, by=sari)


def test_discarding_leaves_what_is_in_use(head):
    leaf = asks("tikar", TEXT)
    actions.start_form(leaf, by=head)
    actions.discard_form(leaf, by=head)
    assert labels(leaf) == ["Motif"] and SpecificationForm.objects.count() == 1
    with pytest.raises(Refused, match="sudah dipakai atau dibuang"):
        actions.activate_form(leaf, by=head)


def test_only_who_may_edits_them(rina):
    with pytest.raises(Refused, match="Peran"):
        actions.start_form(tree("tikar"), by=rina)


@pytest.mark.parametrize(
    ("text", "value"),
    [("2,5", 2.5), ("2.5", 2.5), ("1.250", 1250), ("1.250,75", 1250.75), (" 12 ", 12), ("", None), ("-3,5", -3.5)],
)
def test_numbers_are_read_as_people_here_write_them(text, value):
    field = SpecificationField(label="Tebal", kind="number", lowest=Decimal(-10), highest=Decimal(5000))
    assert read_number(field, text) == value


@pytest.mark.parametrize("text", ["dua", "1,2,3", "1.25.3", "9.999", "1e3", "٣", "0,12345", ",5", "--2", "2,"])
def test_what_is_no_number_or_out_of_bounds_is_refused(text):
    field = SpecificationField(label="Tebal", kind="number", lowest=Decimal(0), highest=Decimal(5000))
    with pytest.raises(Invalid):
        read_number(field, text)


def test_our_list_covers_all_roots_and_never_overwrites_the_office(head):
    load_categories()
    assert load_specifications() >= 60
    roots = Category.objects.get_root_nodes()
    assert all(SpecificationForm.objects.filter(category=root, state="active").exists() for root in roots)
    count = SpecificationForm.objects.count()
    load_specifications()
    assert SpecificationForm.objects.count() == count, "loaded twice it stays as it is"
    coffee = Category.objects.get(slug="kopi-bubuk-sangrai")
    assert {"Jenis kopi", "Tingkat sangrai", "Gilingan"} <= set(labels(coffee))
    actions.start_form(coffee, by=head)
    actions.remove_question(coffee, "gilingan", by=head)
    actions.activate_form(coffee, by=head)
    load_specifications()
    assert "Gilingan" not in labels(coffee)


def test_a_list_with_mistakes_is_refused_whole(tmp_path):
    load_categories()
    path = tmp_path / "isian.csv"
    path.write_text("kategori,kunci,pertanyaan,jenis\nmakanan,rasa,Rasa,choice\nentah,x,X,text\n", encoding="utf-8")
    with pytest.raises(BadList, match="Baris 2"):
        load_specifications(path)
    assert not SpecificationForm.objects.exists()


@pytest.fixture
def desk(client, head):
    call_command("load_categories", verbosity=0)
    return sign_in(client, head)


def test_the_office_drafts_previews_and_activates_on_its_pages(desk):
    home = reverse("catalog:specification", args=["anyaman-bambu"])
    assert "Anyaman Bambu" in desk.get(reverse("catalog:specifications")).text
    desk.post(home, {"do": "start"})
    new = reverse("catalog:question-new", args=["anyaman-bambu"])
    wrong = desk.post(new, {"label": "Jenis bambu", "kind": "choice", "choices": "tali"})
    assert "paling sedikit dua pilihan" in wrong.text
    desk.post(new, {"label": "Jenis bambu", "kind": "choice", "choices": "tali\nhitam", "is_needed": "on"})
    assert "tali, hitam" in desk.get(home).text
    desk.post(reverse("catalog:question", args=["anyaman-bambu", "jenis-bambu"]), {"label": "Bambu", "kind": "text"})
    preview = desk.get(reverse("catalog:specification-preview", args=["anyaman-bambu"])).text
    assert "Bambu" in preview and "belum dipakai" in preview
    desk.post(home, {"do": "activate"})
    assert labels(Category.objects.get(slug="anyaman-bambu")) == ["Bambu"]
    assert "Dipakai sekarang: versi 1" in desk.get(home).text


@pytest.mark.parametrize(
    "post", [{"do": "again", "version": "٣"}, {"do": "again", "version": "9" * 30}, {"do": "x"}, {}]
)
def test_nonsense_is_answered_in_words(desk, post):
    answer = desk.post(reverse("catalog:specification", args=["anyaman-bambu"]), post, follow=True)
    assert answer.status_code == 200


@pytest.mark.parametrize("low", ["a", "9" * 50, "5"])
def test_a_wrong_bound_is_said_at_its_field(desk, low):
    home = reverse("catalog:specification", args=["anyaman-bambu"])
    desk.post(home, {"do": "start"})
    sent = {"label": "Tebal", "kind": "number", "lowest": low, "highest": "2"}
    assert desk.post(reverse("catalog:question-new", args=["anyaman-bambu"]), sent).status_code == 200
