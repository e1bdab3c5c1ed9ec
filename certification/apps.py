"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `certification` with Django."""

    name = "certification"
    verbose_name = "Sertifikat"
