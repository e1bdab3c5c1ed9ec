"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `privacy` with Django."""

    name = "privacy"
    verbose_name = "Data pribadi"

    def ready(self) -> None:
        """Make the nightly job known; the modules need all models, so they can only be loaded here."""
        import_module("jobs.work").add("privacy.retention", import_module("privacy.retention").work)
        import_module("jobs.repeated").every("40 2 * * *", "privacy.retention", "Masa simpan data pribadi")
