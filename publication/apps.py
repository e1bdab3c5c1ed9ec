"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `publication` with Django."""

    name = "publication"
    verbose_name = "Edisi katalog"

    def ready(self) -> None:
        """Hear what pages tell those who count, so that a page from memory tells it too."""
        import_module("publication.listening").listen()
