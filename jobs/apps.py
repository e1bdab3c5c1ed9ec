"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `jobs` with Django."""

    name = "jobs"
    verbose_name = "Pekerjaan latar"
