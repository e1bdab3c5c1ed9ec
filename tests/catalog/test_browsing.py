"""The first page of a list without words is what the statement of search gives, in small and in large categories."""

import pytest
from django.utils import timezone

from catalog.models import Category
from catalog.search import browsing, query
from catalog.search.wish import Wish
from tests import build


@pytest.fixture
def shelf(sari, rina):
    """Three categories below one, with 0, 2 and 30 products of different quality."""
    business = build.live_business(sari, rina).business
    root = build.category("pangan", "Pangan")
    names = ("Madu", "Gula", "Keripik")
    made = [{"code": f"88{name}", "slug": name.lower(), "name": name} for name in names]
    kinds = [Category.objects.add_child(Category.objects.get(pk=root.pk), create_kwargs=one) for one in made]
    for kind, many in zip(kinds, (0, 2, 30), strict=True):
        for n in range(many):
            words = "Dibuat sendiri setiap hari. " * (1 + n % 4)
            build.live_product(business, sari, rina, name=f"{kind.name} {n}", category=kind, description=words)
    return [root, *kinds]


def general(monkeypatch, path):
    with monkeypatch.context() as changed:
        changed.setattr(query, "is_browsing", lambda wish: False)
        return query.search(Wish(category_path=path), timezone.localdate())


@pytest.mark.parametrize("many", [0, 5, 1_500])
def test_it_gives_what_search_gives_whether_it_walks_or_sorts(shelf, monkeypatch, many):
    monkeypatch.setattr(browsing, "FIRST_PAGE", browsing.asked(many))
    for path in ("", *(one.path for one in shelf), "9999"):
        found = query.search(Wish(category_path=path), timezone.localdate())
        assert found == general(monkeypatch, path) and found.mark == general(monkeypatch, path).mark
    assert found.total == 0
    assert len(query.search(Wish(category_path=shelf[0].path), timezone.localdate()).rows) == 24


def test_whatever_else_is_asked_goes_to_search():
    assert browsing.is_browsing(Wish()) and browsing.is_browsing(Wish(category_path="0001"))
    for more in ({"text": "gula"}, {"page": 2}, {"order": "murah"}, {"districts": ("360201",)}, {"ready": True}):
        assert not browsing.is_browsing(Wish(category_path="0001", **more))
