"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `figures` with Django."""

    name = "figures"
    verbose_name = "Angka"

    def ready(self) -> None:
        """Make the jobs of the room known; the module needs all models, so it can only be loaded here."""
        import_module("figures.working").register()
