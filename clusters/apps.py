"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `clusters` with Django."""

    name = "clusters"
    verbose_name = "Sentra dan kelompok"

    def ready(self) -> None:
        """Make its rows known to a merge; the module needs all models, so it can only be loaded here."""
        import_module("clusters.holdings").register()
