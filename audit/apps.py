"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `audit` with Django."""

    name = "audit"
    verbose_name = "Riwayat"
