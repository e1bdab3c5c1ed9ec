"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `claims` with Django."""

    name = "claims"
    verbose_name = "Klaim usaha"
