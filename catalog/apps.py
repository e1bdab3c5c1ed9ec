"""Django's name card of the room."""

from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the room `catalog` with Django."""

    name = "catalog"
    verbose_name = "Katalog"

    def ready(self) -> None:
        """Listen to the bells; make imports, the desk's questions, and why an approved one is not on display known.

        The modules need all models, so they can only be loaded here, as Django's manual says.
        """
        import_module("catalog.listening").listen()
        import_module("catalog.importing.kind").register()
        import_module("catalog.desk").register()
        import_module("catalog.word_work").register()
        import_module("catalog.photo_work").register()
        import_module("catalog.photo_sweep").register()
        import_module("review.next_step").answers(self.label, import_module("catalog.queries").why_hidden)
        import_module("catalog.bulk.sweeping").register()
        import_module("catalog.holdings").register()
        import_module("catalog.folding").register()
