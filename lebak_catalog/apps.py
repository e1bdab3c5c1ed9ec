"""Django's name card of the roof."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the roof, for its commands and template tags."""

    name = "lebak_catalog"
