"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `review` with Django."""

    name = "review"
    verbose_name = "Pemeriksaan"
