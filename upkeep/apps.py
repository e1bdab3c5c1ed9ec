"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `upkeep` with Django."""

    name = "upkeep"
    verbose_name = "Perawatan data"
