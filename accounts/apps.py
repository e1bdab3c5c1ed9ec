"""Django's name card of the room."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `accounts` with Django."""

    name = "accounts"
    verbose_name = "Akun"
