"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `registry` with Django."""

    name = "registry"
    verbose_name = "Usaha"
