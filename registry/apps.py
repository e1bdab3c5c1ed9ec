"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `registry` with Django."""

    name = "registry"
    verbose_name = "Usaha"

    def ready(self) -> None:
        """Imports, the directory, the desk, and why an approved one is not shown: all need the models first."""
        import_module("registry.importing.business_kind").register()
        import_module("registry.desk").register()
        import_module("registry.directory_words").register()
        import_module("registry.listening").listen()
        import_module("review.next_step").answers(self.label, import_module("registry.queries").why_hidden)
        import_module("registry.duplicates.listening").listen()
        import_module("registry.duplicates.calendar").register()
