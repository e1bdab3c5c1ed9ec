"""The queue links to `<room>:review` without knowing the rooms: each room with something to review must have it."""

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from review.models import Submission
from tests.architecture.house import MAY, ROOT


def reviewing_rooms() -> set[str]:
    """Rooms above review whose nouns are handed in as submissions."""
    return {
        model._meta.app_label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is Submission
        if model._meta.app_label in MAY and model._meta.app_label != "review"
    }


def without_address(rooms: set[str]) -> list[str]:
    """Rooms whose review page cannot be reached from the queue."""
    missing = []
    for room in sorted(rooms):
        try:
            reverse(f"{room}:review", args=["k7m2q9x4"])
        except NoReverseMatch:
            missing.append(room)
    return missing


def test_the_reviewing_rooms_are_known():
    assert reviewing_rooms() == {"registry", "claims", "certification", "catalog"}


def test_each_reviewing_room_has_its_address():
    built = {room for room in reviewing_rooms() if (ROOT / room / "urls.py").exists()}
    assert without_address(built) == []


def test_a_room_without_the_address_is_caught():
    assert without_address({"audit"}) == ["audit"]
