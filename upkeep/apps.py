"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `upkeep` with Django."""

    name = "upkeep"
    verbose_name = "Perawatan data"

    def ready(self) -> None:
        """Put the nightly work on the calendar; the modules need all models, so they can only be loaded here."""
        for name in ("night", "links", "counted", "holdings"):
            import_module(f"upkeep.{name}").register()
