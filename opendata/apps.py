"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `opendata` with Django."""

    name = "opendata"
    verbose_name = "Data terbuka"

    def ready(self) -> None:
        """Put the nightly cleaning on the calendar; the module needs all models, so it can only be loaded here."""
        import_module("opendata.night").register()
