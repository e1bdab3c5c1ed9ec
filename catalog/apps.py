"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `catalog` with Django."""

    name = "catalog"
    verbose_name = "Katalog"

    def ready(self) -> None:
        """Listen to the bells, and make the import of products known, and the room to the desk.

        The modules need all models, so they can only be loaded here, as Django's manual says.
        """
        import_module("catalog.listening").listen()
        import_module("catalog.importing.kind").register()
        import_module("catalog.desk").register()
