"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `certification` with Django."""

    name = "certification"
    verbose_name = "Sertifikat"

    def ready(self) -> None:
        """Make the certificates known to merges and listen to the bells; all models must be there first."""
        import_module("certification.holdings").register()
        import_module("certification.listening").listen()
