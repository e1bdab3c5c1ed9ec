"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `upkeep` with Django."""

    name = "upkeep"
    verbose_name = "Perawatan data"

    def ready(self) -> None:
        """Put the nightly work on the calendar; the module needs all models, so it can only be loaded here."""
        import_module("upkeep.night").register()
        import_module("upkeep.holdings").register()
