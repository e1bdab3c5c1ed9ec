"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `clusters` with Django."""

    name = "clusters"
    verbose_name = "Sentra dan kelompok"
