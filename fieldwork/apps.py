"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `fieldwork` with Django."""

    name = "fieldwork"
    verbose_name = "Lapangan"
