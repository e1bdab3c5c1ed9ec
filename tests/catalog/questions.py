"""Forms of categories for tests: a leaf below a root, each asking what is given."""

from typing import Any

from django.utils import timezone

from catalog.actions.questions import fill
from catalog.models import Category, SpecificationForm
from tests import build

BLANK: dict[str, Any] = {"kind": "text"}


def tree(slug: str) -> Category:
    """The leaf `slug` below a root of its own."""
    found = Category.objects.filter(slug=slug).first()
    if found:
        return found
    root = build.category(f"{slug}-akar", f"Akar {slug}", is_food=False)
    given = {"code": f"8{next(build.number)}", "slug": slug, "name": slug.title(), "is_food": False}
    return Category.objects.add_child(Category.objects.get(pk=root.pk), create_kwargs=given)


def asks(slug: str, *questions: dict[str, Any], above: bool = False) -> Category:
    """The leaf, after its form (or the one of its root) with these questions was put in use."""
    leaf = tree(slug)
    category = Category.objects.get(path=leaf.path[: -Category.steplen]) if above else leaf
    SpecificationForm.objects.filter(category=category, state="active").update(state="retired")
    version = SpecificationForm.objects.filter(category=category).count() + 1
    form = SpecificationForm.objects.create(category=category, version=version)
    fill(form, [BLANK | one for one in questions])
    SpecificationForm.objects.filter(pk=form.pk).update(state="active", activated_at=timezone.now())
    return Category.objects.get(pk=leaf.pk)
