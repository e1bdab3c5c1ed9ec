"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `figures` with Django."""

    name = "figures"
    verbose_name = "Angka"
