"""Foreign keys only go down, lower rooms do not use names that rooms above hang on them, the driver is psycopg2."""

import ast
from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django.test.utils import isolate_apps

from tests.architecture.house import MAY, ROOT, may_see, python_files, tree_of


def upward(classes: Iterable[type[models.Model]]) -> list[str]:
    """Relations of these models to models of a room that theirs may not know."""
    return [
        f"{model.__name__}.{field.name} points up to {field.related_model._meta.app_label}"
        for model in classes
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
        if model._meta.app_label in MAY and not may_see(model._meta.app_label, field.related_model._meta.app_label)
    ]


def test_foreign_keys_only_go_down():
    assert upward(apps.get_models()) == []


@isolate_apps("registry", "catalog")
def test_a_planted_upward_foreign_key_is_caught():
    class Product(models.Model):
        class Meta:
            app_label = "catalog"

    class Business(models.Model):
        best = models.ForeignKey(Product, models.CASCADE, related_name="+")

        class Meta:
            app_label = "registry"

    assert upward([Product, Business]) == ["Business.best points up to catalog"]


def names_from_above() -> dict[str, set[str]]:
    """For each room the names by which only rooms above hang on its models (`business.products`)."""
    own: dict[str, set[str]] = {room: set() for room in MAY}
    above: dict[str, set[str]] = {room: set() for room in MAY}
    for model in apps.get_models(include_auto_created=True):
        room = model._meta.app_label
        if room not in MAY:
            continue
        for field in model._meta.get_fields(include_hidden=True):
            if not (field.auto_created and field.is_relation and not field.concrete):
                own[room].add(field.name)
                continue
            source = field.related_model._meta.app_label
            if source in MAY and source != room and (name := field.get_accessor_name()):
                above[room] |= {name} if not name.endswith("+") else set()
    return {room: names - own[room] for room, names in above.items()}


def uses(source: ast.AST, names: set[str]) -> list[str]:
    """Which of the names a file uses, as an attribute or in a lookup (`products__name=`)."""
    attributes = {node.attr for node in ast.walk(source) if isinstance(node, ast.Attribute)}
    lookups = {(node.arg or "").partition("__")[0] for node in ast.walk(source) if isinstance(node, ast.keyword)}
    return sorted(names & (attributes | lookups))


def test_lower_rooms_do_not_use_what_rooms_above_hang_on_them():
    wrong = [
        f"{path.relative_to(ROOT)} uses {', '.join(found)}"
        for room, names in names_from_above().items()
        for path in python_files(ROOT, room)
        if (found := uses(tree_of(path), names))
    ]
    assert wrong == []


def test_a_planted_reverse_name_is_caught():
    assert uses(ast.parse("business.products.all()"), {"products"}) == ["products"]
    assert uses(ast.parse("Business.objects.filter(products__name='x')"), {"products"}) == ["products"]


def test_the_driver_is_psycopg2():
    assert is_psycopg3 is False
