"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `prints` with Django."""

    name = "prints"
    verbose_name = "Cetakan"

    def ready(self) -> None:
        """Make the kinds of job known; the module needs all models, so it can only be loaded here."""
        import_module("prints.work").register()
