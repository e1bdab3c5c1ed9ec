"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `faults` with Django."""

    name = "faults"
    verbose_name = "Laporan kesalahan"

    def ready(self) -> None:
        """Let reports follow a merged business; the module needs all models, so it can only be loaded here."""
        import_module("faults.holdings").register()
