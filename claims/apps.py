"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `claims` with Django."""

    name = "claims"
    verbose_name = "Klaim usaha"

    def ready(self) -> None:
        """Make the nightly job and the room known; the modules need all models, so they can only be loaded here."""
        import_module("claims.forgetting").register()
        import_module("claims.desk").register()
        import_module("claims.merging").register()
