"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `demand` with Django."""

    name = "demand"
    verbose_name = "Angka pencarian"

    def ready(self) -> None:
        """Listen to the bells of the catalogue and put the nightly sums on the calendar.

        The modules need all models, so they can only be loaded here.
        """
        import_module("demand.listening").listen()
        import_module("demand.night").register()
