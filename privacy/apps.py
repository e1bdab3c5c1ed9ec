"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `privacy` with Django."""

    name = "privacy"
    verbose_name = "Data pribadi"
