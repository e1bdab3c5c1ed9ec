"""The tree of categories from a list."""

import pytest
from django.core.management import CommandError, call_command

from catalog.loading import load_categories
from catalog.models import Category

pytestmark = pytest.mark.django_db


def write(folder, text):
    path = folder / "kategori.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_our_tree_has_14_roots_and_117_leaves():
    assert load_categories() == 141
    assert Category.objects.get_root_nodes().count() == 14
    assert Category.objects.filter(numchild=0).count() == 117
    assert Category.objects.find_problems() == ([], [], [], [], [])


def test_food_is_marked_and_soap_is_not():
    load_categories()
    assert Category.objects.get(slug="keripik-pisang").is_food
    assert not Category.objects.get(slug="sabun-pembersih").is_food
    assert Category.objects.get(slug="anyaman-bambu").usual_permit == ""


def test_loading_again_keeps_the_tree_and_what_was_switched_off():
    load_categories()
    before = list(Category.objects.values_list("path", "code"))
    Category.objects.filter(slug="keripik-pisang").update(is_active=False, name="Lain")
    load_categories()
    assert list(Category.objects.values_list("path", "code")) == before
    pisang = Category.objects.get(slug="keripik-pisang")
    assert (pisang.name, pisang.is_active) == ("Keripik Pisang", False)


def test_a_category_moves_with_its_parent_in_the_list(tmp_path):
    load_categories(write(tmp_path, "kode,induk,nama,slug\n01,,A,a\n02,,B,b\n01.01,01,C,c\n"))
    load_categories(write(tmp_path, "kode,induk,nama,slug\n01,,A,a\n02,,B,b\n01.01,02,C,c\n"))
    assert Category.objects.get_parent(Category.objects.get(code="01.01")).code == "02"
    load_categories(write(tmp_path, "kode,induk,nama,slug\n01,,A,a\n02,,B,b\n01.01,,C,c\n"))
    assert Category.objects.get(code="01.01").depth == 1
    assert Category.objects.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kode,induk,nama,slug\n01.01,01,C,c\n", "Baris 2: induk '01' belum ada"),
        ("kode,induk,nama,slug\n01,,A,a\n01,,B,b\n", "Baris 3: kode '01'"),
        ("kode,induk,nama,slug\n01,,,a\n", "Baris 2: kode, nama, dan slug"),
        (f"kode,induk,nama,slug\n01,,{'A' * 101},a\n", "Baris 2: isi name lebih dari 100 huruf."),
    ],
)
def test_a_bad_list_is_refused_with_its_line(tmp_path, text, problem):
    with pytest.raises(CommandError) as refused:
        call_command("load_categories", file=write(tmp_path, text))
    assert problem in str(refused.value)
    assert not Category.objects.exists()
