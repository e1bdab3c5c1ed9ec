"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `certification` with Django."""

    name = "certification"
    verbose_name = "Sertifikat"

    def ready(self) -> None:
        """Make the import of certificates known; the module needs all models, so it can only be loaded here."""
        import_module("certification.importing.kind").register()
