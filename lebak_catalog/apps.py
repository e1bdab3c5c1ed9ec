"""Django's name card of the roof."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from lebak_catalog.roles import sync_after_migrate


class Config(AppConfig):
    """Registers the roof, for its commands and template tags."""

    name = "lebak_catalog"

    def ready(self) -> None:
        """Keep the roles' permissions in step after every migrate."""
        post_migrate.connect(sync_after_migrate, dispatch_uid="lebak_catalog.roles")
