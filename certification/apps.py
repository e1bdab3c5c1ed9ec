"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `certification` with Django."""

    name = "certification"
    verbose_name = "Sertifikat"

    def ready(self) -> None:
        """Known to merges, to the bells and to the desk; all models must be there first."""
        import_module("certification.holdings").register()
        import_module("certification.listening").listen()
        import_module("certification.desk").register()
