"""Imports only go down, between rooms and inside a room, openly and at the top of the file."""

from pathlib import Path

import pytest

from tests.architecture import import_rules as rules
from tests.architecture.house import ROOT

ALL = [rules.upward_between_rooms, rules.upward_inside_rooms, rules.hidden, rules.by_string]


@pytest.mark.parametrize("rule", ALL)
def test_the_house_keeps_the_rule(rule):
    assert rule(ROOT) == []


PLANTED = [
    (rules.upward_between_rooms, "registry/queries.py", "from catalog.models import Product"),
    (rules.upward_between_rooms, "audit/record.py", "import accounts.models"),
    (rules.upward_between_rooms, "review/views/queue.py", "from lebak_catalog import menu"),
    (rules.upward_between_rooms, "programs/models.py", "from catalog.models import Product"),
    (rules.upward_between_rooms, "catalog/actions.py", "from procurement import actions"),
    (rules.upward_between_rooms, "catalog/models.py", "from tests.build import product"),
    (rules.upward_between_rooms, "review/models.py", "if TYPE_CHECKING:\n    from registry.models import Business"),
    (rules.upward_between_rooms, "review/queries.py", "def f():\n    from registry.models import Business"),
    (rules.upward_inside_rooms, "catalog/models.py", "from catalog.actions import submit"),
    (rules.upward_inside_rooms, "catalog/models/photo.py", "from ..queries import public"),
    (rules.upward_inside_rooms, "catalog/actions.py", "from catalog import forms"),
    (rules.upward_inside_rooms, "catalog/forms.py", "from .views.product import page"),
    (rules.hidden, "catalog/actions.py", "def f():\n    from registry.models import Business"),
    (rules.hidden, "lebak_catalog/menu.py", "def f():\n    import registry.models"),
    (rules.by_string, "registry/actions.py", "import_module('catalog.actions')"),
    (rules.by_string, "registry/actions.py", "apps.get_model('catalog', 'Product')"),
    (rules.by_string, "registry/actions.py", "apps.get_model('catalog.Product')"),
    (rules.by_string, "registry/views.py", "redirect('catalog:product', code)"),
]


@pytest.mark.parametrize(("rule", "file", "code"), PLANTED)
def test_a_planted_violation_is_caught(rule, file: str, code: str, tmp_path: Path):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(code)
    assert len(rule(tmp_path)) >= 1


ALLOWED = [
    ("catalog/views/product.py", "from catalog.forms import ProductForm\nfrom registry.queries import public"),
    ("catalog/apps.py", "def ready(self):\n    from catalog import bells"),
    ("lebak_catalog/menu.py", "from procurement import queries\nfrom catalog.views import product"),
    ("procurement/actions.py", "from catalog.models import Product\nredirect('catalog:product')"),
]


@pytest.mark.parametrize(("file", "code"), ALLOWED)
def test_what_the_plan_allows_passes(file: str, code: str, tmp_path: Path):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(code)
    assert [complaint for rule in ALL for complaint in rule(tmp_path)] == []


def test_a_detour_through_a_module_with_a_free_name_is_caught(tmp_path: Path):
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog/actions.py").write_text("from catalog.photos import keep")
    (tmp_path / "catalog/photos.py").write_text("from catalog.forms import PhotoForm")
    assert rules.upward_inside_rooms(tmp_path) == ["catalog: actions -> photos -> forms"]
