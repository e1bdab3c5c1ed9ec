"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `certification` with Django."""

    name = "certification"
    verbose_name = "Sertifikat"

    def ready(self) -> None:
        """Known to merges, bells, the desk and imports; all models must be there first."""
        import_module("certification.holdings").register()
        import_module("certification.listening").listen()
        import_module("certification.desk").register()
        import_module("certification.importing.kind").register()
