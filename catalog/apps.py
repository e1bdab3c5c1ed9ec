"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `catalog` with Django."""

    name = "catalog"
    verbose_name = "Katalog"
