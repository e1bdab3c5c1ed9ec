"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `registry` with Django."""

    name = "registry"
    verbose_name = "Usaha"

    def ready(self) -> None:
        """Make the import of businesses known, and the room to the desk.

        The modules need all models, so they can only be loaded here.
        """
        import_module("registry.importing.business_kind").register()
        import_module("registry.desk").register()
