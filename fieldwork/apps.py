"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `fieldwork` with Django."""

    name = "fieldwork"
    verbose_name = "Lapangan"

    def ready(self) -> None:
        """Listen to the bells; the module needs all models, so it can only be loaded here, as Django's manual says."""
        import_module("fieldwork.listening").listen()
        import_module("fieldwork.holdings").register()
